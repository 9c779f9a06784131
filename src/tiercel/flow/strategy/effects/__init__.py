"""What a change of each kind of strategy document would do, one module a kind."""
