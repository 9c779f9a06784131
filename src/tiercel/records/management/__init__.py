"""What the records add to Django's own commands."""
