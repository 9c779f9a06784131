"""One module a page; a view reads what was asked, calls one flow, and shows what it returns."""
