"""How well a reader reads: gold reports, the marks of careful readers, and figures with their uncertainty."""
