"""Which accounts may be called so, or use such a product: by the files of the search, not by a look at every row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice

from tiercel.flow.accounts.asked import Asked
from tiercel.flow.accounts.paging import MANY
from tiercel.flow.search.index import TECHNOLOGIES, catch_up, file_of, last_read
from tiercel.flow.search.texts import folded, keys_holding
from tiercel.records.models import Account

# Some of them are archived, or are not called so any more.
MOST = MANY + MANY // 5
# A key is looked up in as long as so many names are run through in their index, or so many products read in their rows.
NAMES_A_KEY, LISTS_A_KEY = 50, 8
# So many keys show how close together they lie.
SHOWING = 4000
Begins = Callable[[str, str], dict[str, str]]


@dataclass(frozen=True)
class Candidates:
    """Keys of accounts; all that the filters could let through are among them, or else there are many more."""

    keys: list[int]
    are_all: bool


def candidates(asked: Asked, begins: Begins) -> Candidates | None:
    """Those that the text and the technology leave; None where the files cannot tell, or leave so many that they do
    not narrow what other filters let through.

    The files are folded more than the filters compare, so that no account is left out; each is to be looked at again.

    begins   the condition that a field begins with a text
    """
    text, product = folded(asked.text), folded(asked.technology)
    if not (text or product) or catch_up() > 0:
        return None
    found = ([_called(asked.text, text, begins)] if text else []) + ([_using(product)] if product else [])
    narrow = [each for each in found if each.are_all]
    if narrow:
        return min(narrow, key=lambda each: len(each.keys))
    is_alone = len(found) == 1 and not replace(asked, text="", technology="").narrows
    return found[0] if is_alone and len(found[0].keys) >= MOST else None


def _called(text: str, words: str, begins: Begins) -> Candidates:
    keys, are_all = _holding("accounts", words, NAMES_A_KEY)
    # The line of a very long name has no room for its domain; that has an index of its own.
    by_domain = Account.objects.filter(**begins("domain", text.strip().lower())).values_list("pk", flat=True)
    more = list(by_domain[: MOST + 1]) if are_all else []
    return Candidates(list({*keys, *more}), are_all and len(more) <= MOST)


def _using(words: str) -> Candidates:
    return Candidates(*_holding(TECHNOLOGIES, words, LISTS_A_KEY))


def _holding(file: str, words: str, rows_a_key: int) -> tuple[list[int], bool]:
    """Keys, and whether these are all; fewer than MOST, and not all, where it is quicker to look at the rows.

    rows_a_key   how many rows are looked at one after the other while one is found by its key
    """
    most = min(MOST, max(SHOWING // rows_a_key, last_read("accounts") // rows_a_key))
    holding = keys_holding(file_of(file), words)
    keys = list(islice(holding, min(most, SHOWING)))
    if most > SHOWING and len(keys) == SHOWING and max(keys) - min(keys) >= rows_a_key * len(keys):
        keys += islice(holding, most - SHOWING)
    return keys, next(holding, None) is None
