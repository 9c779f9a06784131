"""The command line, one Typer app."""
