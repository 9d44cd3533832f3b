"""Who may do what: one readable table, asked of the access functions and of every address."""
