"""Profiles of States and end users: written by editors, read by all, adopted by cases."""
