"""The terms of titles, one language a module: what a person who knows the language would tell us."""
