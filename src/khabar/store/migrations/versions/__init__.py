"""One file a change of the schema; none is ever edited once released."""
