"""Accounts, and their deals."""
