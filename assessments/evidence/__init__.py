"""The register of sources: adding, revising, confirming that they still hold, and reading them."""
