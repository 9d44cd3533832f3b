"""Whole pieces of work, done in a real browser. They need Chromium: `apt-get install chromium`."""
