"""Write keys, and what clients are told with them."""
