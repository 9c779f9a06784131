"""Who is who in any table, for an analyst without a workspace: titles, names, duplicates."""
