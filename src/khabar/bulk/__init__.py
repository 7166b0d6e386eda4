"""Archives too large for one machine, on Spark."""
