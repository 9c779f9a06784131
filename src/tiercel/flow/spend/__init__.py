"""What we paid for marketing: the list of it, its sums, and all of it for an export."""
