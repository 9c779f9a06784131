"""Accounts as people find, list and open them."""
