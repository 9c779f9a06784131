"""The client for Python: one file, made of the description of the API, that needs only the standard library."""
