"""An import is taken back: what it made is put away, what it changed returns, and what happened since stays."""
