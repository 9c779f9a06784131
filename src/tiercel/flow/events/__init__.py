"""From the collector's log to the lake, and from there to the right person and account."""
