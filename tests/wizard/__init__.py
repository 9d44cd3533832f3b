"""Tests of the wizard, of interchange, and of starting cases from others."""
