"""Who belongs to whom among the accounts: suggested, accepted, and read as a family."""
