"""The nouns as analysis and imports see them: one file a table, with its key, its columns and their units."""
