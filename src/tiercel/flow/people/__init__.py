"""The people we know: contacts as lists show them, and one by one."""
