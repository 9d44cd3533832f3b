"""Lists of the authority, letters of exemption, and what both say about a case."""
