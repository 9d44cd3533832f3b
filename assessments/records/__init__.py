"""The decision record: from a frozen snapshot to a PDF."""
