"""Names of technologies as job adverts write them, a module for each category."""
