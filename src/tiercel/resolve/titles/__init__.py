"""What a job title says: how senior somebody is, in which department, and so which part in a purchase."""
