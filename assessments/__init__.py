"""Assessments of arms transfers under Articles 6 and 7 of the Arms Trade Treaty."""
