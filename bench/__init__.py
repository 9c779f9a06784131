"""How fast the product is, beside what others would do with the same input; each module here is one comparison."""
