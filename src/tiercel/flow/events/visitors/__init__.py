"""Who visitors are, and how that is forgotten."""
