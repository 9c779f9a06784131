"""Lists as pages show them: one table, one bar of filters, one strip of saved views, declared in Python."""
