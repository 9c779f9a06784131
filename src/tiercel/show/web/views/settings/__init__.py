"""How the workspace is set up."""
