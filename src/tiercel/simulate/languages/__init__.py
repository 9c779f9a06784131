"""Made-up names of companies and people, cities and job titles: one module a language."""
