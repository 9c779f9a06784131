"""The steps of an import: match staged rows to records, see what changes, and write it all in one transaction."""
