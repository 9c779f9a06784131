"""Mail providers: a part each."""
