"""Charts drawn on the server: marks stand at percentages, so that they stretch without a script."""
