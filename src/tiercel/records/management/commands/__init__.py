"""Commands of Django's, each a module."""
