"""What every other folder stands on; it knows no marketing."""
