"""Statistics: shrinkage, intervals, false discovery, scorecards, validation. It knows no marketing."""
