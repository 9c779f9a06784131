"""Fingerprints of products in web pages, a module for each category: what a page that uses them loads or says."""
