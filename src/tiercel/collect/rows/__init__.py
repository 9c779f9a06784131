"""From texts to rows of the tables: taken, or kept aside with the reason."""
