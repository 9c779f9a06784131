"""A market with a known truth, in the formats that people import."""
