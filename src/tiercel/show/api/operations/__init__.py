"""The operations of the API, one module a subject; each module ends with its own `OPERATIONS`."""
