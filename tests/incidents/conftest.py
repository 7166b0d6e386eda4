"""Makes `build` importable for the tests beside it."""
