"""What companies use, found in their pages and job adverts, for an analyst or for the workspace."""
