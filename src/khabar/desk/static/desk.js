// What every page of the desk does by itself.
