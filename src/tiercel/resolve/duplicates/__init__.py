"""Which rows are the same account or person: candidates, evidence in bits, clusters."""
