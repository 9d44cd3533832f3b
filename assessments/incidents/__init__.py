"""The register of past incidents, the views formed of them, and what they mean for a case."""
