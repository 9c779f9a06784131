"""The jobs, one module each: they alone know the order, read, write and tell the time."""
