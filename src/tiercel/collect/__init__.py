"""The outside world becomes rows: files, presets, mappings."""
