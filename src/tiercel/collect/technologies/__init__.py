"""Technologies that a company's pages and job adverts give away."""
