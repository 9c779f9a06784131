"""Which accounts belong to which, as far as names and domains say it."""
