"""The ids by which lists that are taken along name their rows, so that a list that comes back changes them."""

# The tables whose lists come back.
LISTS = ("accounts", "contacts", "deals")


def id_heading(table: str) -> str:
    """The heading of their column: the same in every language, for no other system has it.

    >>> id_heading("accounts"), id_code("accounts")
    ('Tiercel ID (accounts)', 'id_in_tiercel_accounts')
    """
    return f"Tiercel ID ({table})"


def id_code(table: str) -> str:
    """The same for programs."""
    return f"id_in_tiercel_{table}"


def own_id(workspace: str, row: int) -> str:
    """The id of a row in the lists of a workspace. It begins with a letter, that no spreadsheet counts with it.

    workspace   its mark: the rows of another have other ids, whatever their numbers

    >>> own_id("4f2a90c1", 17)
    't4f2a90c1-17'
    """
    return f"t{workspace}-{row}"
