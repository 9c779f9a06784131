"""What calls of programs need: keys, one act for repeated calls, and a limit on how many come."""
