"""Systems whose rows come by themselves: added, run by the clock, and looked at."""
