"""A whole workspace as one file, and back: the same form whichever database keeps the records."""
