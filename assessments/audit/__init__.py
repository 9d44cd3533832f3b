"""The append-only trail: who did what, written by one function and changed by nobody."""
