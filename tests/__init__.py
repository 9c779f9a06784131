"""The claims of the product, and how each is shown to hold."""
