"""The documents a company writes: their schema, validation, difference and upgrade."""
