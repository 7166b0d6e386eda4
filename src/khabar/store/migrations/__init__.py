"""The schemas of archives, from the first on; Alembic runs them."""
