"""Whether two names are one: of companies and of people, in any script."""
