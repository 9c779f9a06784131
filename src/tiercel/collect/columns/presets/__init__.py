"""Import presets, one module each: how the exports of one kind of system name their tables and columns."""
