"""Tests of the project itself: its commands, its database, its house rules."""
