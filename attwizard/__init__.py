"""attwizard, the project: settings, addresses, and the commands that run it from a fresh clone."""

__version__ = "0.1.0"
