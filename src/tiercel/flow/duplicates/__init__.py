"""Rows that are one all along: found, looked at, merged, and taken apart again."""
