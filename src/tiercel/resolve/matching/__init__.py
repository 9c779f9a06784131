"""Which account a contact works at: by domain, name, phone and place, with a confidence and what speaks for it."""
