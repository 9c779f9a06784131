"""Files as they come: opened, told apart and read as texts."""
