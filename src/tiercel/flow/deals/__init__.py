"""Deals, as lists show them."""
