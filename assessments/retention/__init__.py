"""Retention: how long a case is kept (Article 12), what holds it, how it is destroyed."""
