"""The strategy documents of a workspace: versions, files, and what a change would do."""
