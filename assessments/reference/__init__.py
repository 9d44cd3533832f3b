"""Guidance and lists as of a date, and the case file format."""
