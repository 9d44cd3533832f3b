"""The people of the authority: added, given roles by two administrators, stood in for."""
