"""Records → other programs: one format, one file."""
