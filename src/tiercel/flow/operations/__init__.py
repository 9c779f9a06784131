"""Keeping a workspace running: is it ready, who works, how much, and what became of the jobs."""
