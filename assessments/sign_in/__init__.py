"""Signing in: who it is, shown how, and for how long; on top of django-allauth."""
