"""Which accounts are proposed, chosen by hand, signed off and listed as targets."""
