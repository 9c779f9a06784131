"""Accounts become scores: fit by the ideal customer profile, tiers, with reasons."""
