"""The names of columns: which row holds them, and one name for each column."""

from collections.abc import Iterable, Sequence

OURS = "tiercel_"


def header_row(rows: Sequence[Sequence[str]]) -> int | None:
    """The index of the row that names the columns: the first that is filled, but for a title above the table.

    >>> header_row([["Open deals"], [""], ["Name", "Amount"], ["Acme", "1"]])
    2
    """
    filled = [sum(1 for cell in row if cell.strip()) for row in rows]
    first = next((index for index, count in enumerate(filled) if count), None)
    if first is None or filled[first] != 1:
        return first
    return next((index for index, count in enumerate(filled[:20]) if count > 1), first)


def unique_names(names: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names, each once (case does not tell them apart), and what had to be said about it.

    >>> unique_names(["Name", "", "name"])
    (('Name', 'column 2', 'name (2)'), ('Column 2 has no name.', "Two columns are called 'name'."))
    """
    seen: set[str] = set()
    given: list[str] = []
    problems: list[str] = []
    nameless: list[int] = []
    for place, raw in enumerate(names, start=1):
        name = " ".join(raw.replace("\x00", "").split())[:200]
        if not name:
            name = f"column {place}"
            nameless.append(place)
        elif name.casefold() in seen:
            problems.append(f"Two columns are called '{name}'.")
        free, count = name, 2
        while free.casefold() in seen:
            free, count = f"{name} ({count})", count + 1
        seen.add(free.casefold())
        given.append(free)
    return tuple(given), (*_about_nameless(nameless), *problems)


def _about_nameless(places: Sequence[int]) -> tuple[str, ...]:
    """One sentence, however many there are: a sheet with notes beside its table may have dozens."""
    if not places:
        return ()
    if len(places) == 1:
        return (f"Column {places[0]} has no name.",)
    return (f"{len(places)} columns have no name, the first of them column {places[0]}.",)
