"""Lists of sources → the archive: politely, resumably, nothing twice and nothing lost."""
