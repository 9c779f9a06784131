"""What people edit, and what must never be lost or done twice."""
