"""Pages of the workshop, a file for each kind of work."""
