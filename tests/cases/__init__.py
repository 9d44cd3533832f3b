"""Tests of cases: their fields, words, lists and moves."""
