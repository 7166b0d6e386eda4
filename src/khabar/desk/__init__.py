"""The review desk: people read, check and correct the archive in the browser. `desk.app.create_app` makes it."""
