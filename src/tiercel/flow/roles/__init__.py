"""Seniority, department and buying role of contacts: read, corrected by people, and learnt from that."""
