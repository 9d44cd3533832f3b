"""Screening: the names of a case beside the lists, and how each match was dealt with."""
