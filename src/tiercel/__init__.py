"""Tiercel: the open platform for account-based selling and marketing."""

__version__ = "0.1.0"
