"""Where touches come from: a module each, with `of_account` and `of_contact` as see_touches.py states them."""
