"""Which pairs of rows are worth a look: those that share something that few share."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]

# So many candidates for each row at most, by each rule; larger groups share what says little (a free mail's domain).
PAIRS_A_ROW = 6
LARGEST_GROUP = 200
# A word that so few rows have tells them from others.
RARE = 12
# Whoever shares one of these is worth a look for that alone.
_ALONE = ("domain", "email", "phone", "id_number", "birth_date")


@dataclass(frozen=True)
class Rule:
    """Rows with the same key are candidates.

    key      an expression of SQL over `rows`; null and "" bring no one together
    equal    the roles that are equal in every pair it brings together, and so cannot be learnt from it
    by_word  the key is a list of numbers, of which each is a key
    """

    key: str
    equal: frozenset[str]
    by_word: bool = False


@dataclass(frozen=True)
class Candidates:
    """Pairs of rows, each once.

    a, b   the rows, the one of lower rank first; twice the same where a row has copies
    found  for each rule, which of the pairs it brought together
    """

    a: Numbers
    b: Numbers
    found: tuple[Flags, ...]


def rules(known: Sequence[str]) -> list[Rule]:
    """The rules that the roles allow."""
    place = next((role for role in ("postal_code", "city", "country") if role in known), "")
    found = [Rule(role, frozenset({role})) for role in _ALONE if role in known]
    found += _of_people(known, place)
    for name in (role for role in ("name", "person") if role in known):
        found.append(Rule(f"replace({name}, ' ', '')", frozenset({name})))
        found.append(Rule(f"{name}_words", frozenset({name}), by_word=True))
        if place:
            found.append(Rule(f"{name}[1:5] || '|' || {place}", frozenset({name, place})))
    if "address" in known:
        found.append(Rule("address", frozenset({"address"})))
        street = "nullif(address_number, '') || '|' || address_words[-1]"
        found.append(Rule(street, frozenset({"address"})))
    return found


def _of_people(known: Sequence[str], place: str) -> list[Rule]:
    """What brings people together whose names and birthdays stand in columns of their own, a slip in any of them."""
    both = {"first_name", "last_name"} <= set(known)
    found = []
    if both:
        names = frozenset({"first_name", "last_name"})
        ordered = "least(first_name, last_name) || '|' || greatest(first_name, last_name)"
        found.append(Rule(ordered, names))
        beginnings = "first_name[1:3] || '|' || last_name[1:3]"
        found.append(Rule(f"{beginnings} || '|' || {place}[1:3]" if place else beginnings, names | {place} - {""}))
    elif "last_name" in known:
        found.append(Rule("last_name", frozenset({"last_name"})))
    for name, part in (("last_name", "[1:4]"), ("first_name", "[5:8]")):
        if {name, "birth_date"} <= set(known):
            found.append(Rule(f"{name} || '|' || birth_date{part}", frozenset({name, "birth_date"})))
    if place and "last_name" in known:
        found.append(Rule(f"last_name || '|' || {place}", frozenset({"last_name", place})))
    return found


@dataclass(frozen=True)
class Groups:
    """Rows that have a key in common.

    members  the rows, group by group, within a group in rising order
    size     how many rows each group has
    """

    members: Numbers
    size: Numbers


def groups_of(keys: Keys, owners: Numbers, rows: int) -> Groups:
    """Bring together the rows with the same key; 0 is no key.

    keys, owners  the keys, and the row of each
    """
    # The high bits of a key and the number of its row in one number: to sort numbers is ten times quicker than to sort
    # an order of them. Of a million rows 44 bits of the key are left, so that hardly ever two keys fall together.
    bits = np.uint64(max(rows - 1, 1).bit_length())
    known = keys != 0
    packed = np.sort((keys[known] >> bits << bits) | owners[known].astype(np.uint64))
    if not len(packed):
        return Groups(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))
    packed = packed[np.append(True, packed[1:] != packed[:-1])]  # a name may hold a word twice
    key = packed >> bits
    starts = np.flatnonzero(np.append(True, key[1:] != key[:-1]))
    members = (packed & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
    return Groups(members, np.diff(np.append(starts, len(key))))


def pairs_of(groups: Groups, rows: int, by_word: bool) -> tuple[Numbers, Numbers]:
    """The pairs (a < b) of rows in the same group, kept within bounds."""
    most = RARE if by_word else LARGEST_GROUP
    fits = (groups.size > 1) & (groups.size <= most)
    fits &= groups.size <= _largest(groups.size[fits], rows)
    members, size = groups.members[np.repeat(fits, groups.size)], groups.size[fits]
    # Each is paired with those that come after it in its group.
    place = np.arange(len(members))
    after = np.repeat(np.cumsum(size), size) - place - 1
    one = np.repeat(place, after)
    other = one + 1 + np.arange(len(one)) - np.repeat(np.cumsum(after) - after, after)
    return members[one], members[other]


def together(found: Sequence[tuple[Numbers, Numbers]], rows: int, rank: Numbers) -> Candidates:
    """What the rules found, each pair once."""
    codes = np.concatenate([a * rows + b for a, b in found])
    pairs, place = np.unique(codes, return_inverse=True)
    flags, start = [], 0
    for a, _b in found:
        flag = np.zeros(len(pairs), dtype=bool)
        flag[place[start : start + len(a)]] = True
        flags.append(flag)
        start += len(a)
    a, b = pairs // rows, pairs % rows
    turned = rank[a] > rank[b]
    return Candidates(np.where(turned, b, a), np.where(turned, a, b), tuple(flags))


def _largest(size: Numbers, rows: int) -> int:
    """The largest size of a group up to which all groups together stay within the bound."""
    groups = np.bincount(size, minlength=3)
    sizes = np.arange(len(groups))
    pairs = np.cumsum(groups * sizes * (sizes - 1) // 2)
    within = np.flatnonzero((pairs <= PAIRS_A_ROW * max(rows, 1000)) & (groups > 0))
    return int(within[-1]) if len(within) else 2
