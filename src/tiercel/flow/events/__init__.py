"""Events: what sites and apps tell us as it happens, from the keys they send with to the rows it becomes."""
