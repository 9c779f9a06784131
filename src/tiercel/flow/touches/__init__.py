"""What contacts and visitors did, and what we did to them, wherever it came from."""
