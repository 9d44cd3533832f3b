"""The forms of the steps, one module an article."""
