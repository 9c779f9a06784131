"""Other systems send their rows by the Singer protocol: programs called taps, each run as a process of its own."""
