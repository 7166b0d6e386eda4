"""Records for people: a sheet for the terminal and a page for the browser. Both only show what the record holds."""
