"""Where contacts work: runs of the rules, the queue of those that wait, decisions of people, and why."""
