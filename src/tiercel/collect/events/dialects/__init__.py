"""What the clients of one system send and expect to hear; each is a part, which `dialect.py` states."""
