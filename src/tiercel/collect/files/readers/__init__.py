"""Readers of file formats, one module each: a module is found by its presence here."""
