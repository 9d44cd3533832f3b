"""The guidance as it is used: searched, explained, ticked off, and added to by the authority."""
