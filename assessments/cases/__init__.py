"""The case file: who may see it, how it moves, how it is listed."""
