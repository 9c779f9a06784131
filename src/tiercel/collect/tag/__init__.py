"""The web tag: the script that pages load from us, and that tells us what their visitors do."""
