"""Where a visit came from."""
