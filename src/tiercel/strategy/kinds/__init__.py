"""The kinds of strategy document, one module each."""
