"""The log: segments of lines with checksums, appended by many processes side by side, each into its own."""
