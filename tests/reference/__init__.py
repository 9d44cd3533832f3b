"""Guidance editions and lists: what they say, and how they are read."""
