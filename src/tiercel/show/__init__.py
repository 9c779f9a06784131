"""Where people look: pages and commands. They hold no rules."""
