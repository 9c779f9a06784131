"""Normal forms: domains, mail addresses, phones, names, money, dates."""
