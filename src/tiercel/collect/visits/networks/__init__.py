"""Which organisation an address of the internet belongs to, from a file that the workspace names: a part a form."""
