"""What stands before the pages: doors, one's own account, and answers to machines."""
