"""Rows become who is who: what a title says of a person, whose names are one name, which rows are one account."""
