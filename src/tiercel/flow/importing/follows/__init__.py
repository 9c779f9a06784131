"""What follows an import, one module each: a new one is a new file, and no list names it."""
