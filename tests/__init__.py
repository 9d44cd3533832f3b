"""Tests, by the folder they test: `law`, `wizard`, … ; `project` and `browser` test the whole."""
