"""Accounts, contacts and deals by some letters of their names, in any script: beginnings first, then the middle."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from tiercel.flow.search.allowed import allowed, seen
from tiercel.flow.search.index import KINDS, catch_up, file_of
from tiercel.flow.search.texts import hits, text_of
from tiercel.flow.sight import only_seen_links, without_unseen_accounts
from tiercel.records.models import Account, Contact, ContactAccount, Deal, User
from tiercel.records.models.base import active

FEW, CANDIDATES, LOOKED_AT = 6, 80, 50_000
ALIKE_AMONG, ALIKE_ENOUGH = 6_000, 72


# Whether the words that were asked for mean a text, both folded.
Meant = Callable[[str, str], bool]


@dataclass(frozen=True)
class Hit:
    """One row that was found.

    account   the account whose page shows it; None for a contact or deal of none
    under     what tells it from others of its name: a domain, a job title, a stage
    where     the account's name, for contacts and deals
    """

    kind: str
    row: int
    name: str
    under: str
    account: int | None
    where: str = ""


@dataclass(frozen=True)
class Group:
    """The hits of one kind; `more` where there are others that are not shown."""

    kind: str
    hits: tuple[Hit, ...]
    more: bool


@dataclass(frozen=True)
class Found:
    """What a search came to.

    alike     nothing is called so: these are called almost so
    unread    rows that the search does not know yet, since much has just come
    """

    groups: tuple[Group, ...] = ()
    alike: bool = False
    unread: int = 0


def search(text: str, by: User | None, most: int = FEW) -> Found:
    """What this user may see that is called so, the best of each kind."""
    if not text_of(text).strip():
        return Found()
    unread = catch_up()
    asked = {kind: _asked_of(kind, text) for kind in KINDS}
    may_find = allowed(KINDS, by)
    keys = {kind: _keys(kind, asked[kind], may_find[kind]) for kind in KINDS}
    groups = _groups(keys, by, most, asked, _holds)
    if groups:
        return Found(groups, unread=unread)
    alike = {kind: _alike(kind, asked[kind]) for kind in KINDS}
    return Found(_groups(alike, by, most, asked, _is_alike), alike=True, unread=unread)


def _asked_of(kind: str, text: str) -> str:
    """What of the words a kind is searched by: of a mail address, its domain is the account's."""
    before, at, domain = text.partition("@")
    if not (at and before.strip() and domain.strip()):
        return text
    return domain if kind == "accounts" else before


def _keys(kind: str, text: str, may_find: frozenset[int] | None) -> list[int]:
    """Keys of the candidates, the best first: the name begins so, then a word does, then it holds all the words."""
    whole = text_of(text)
    # The longest word is the rarest, mostly: the others are looked for where it stands.
    rarest = max(whole.split(), key=len)
    inside, are_all = _some(hits(file_of(kind), rarest), may_find, whole)
    if are_all:  # and so those that begin so are among them: a second run through a long file would find no others
        beginning = {key: text for key, text in inside.items() if text.startswith(whole)}
    else:
        beginning, _ = _some(hits(file_of(kind), whole[1:], at_beginning=True), may_find, whole)
    begin = _best_first(beginning, whole)
    return begin if len(begin) > FEW else list(dict.fromkeys(begin + _best_first(inside, whole)))


def _some(found: Iterator[tuple[int, str]], may_find: frozenset[int] | None, whole: str) -> tuple[dict[int, str], bool]:
    """The first candidates that hold all the words, and whether there are no others."""
    kept: dict[int, str] = {}
    for looked_at, (key, text) in enumerate(found):
        if looked_at == LOOKED_AT or len(kept) == CANDIDATES:
            return kept, False
        if (may_find is None or key in may_find) and _holds(whole, text):
            kept[key] = text
    return kept, True


def _best_first(kept: dict[int, str], whole: str) -> list[int]:
    """Those where the words stand together, from a word's beginning, first."""
    return sorted(kept, key=lambda key: (whole not in kept[key], kept[key]))


def _holds(whole: str, text: str) -> bool:
    return all(word in text for word in whole.split())


def _is_alike(whole: str, text: str) -> bool:
    """Only as much of a name counts as was typed: its ending is not a mistake."""
    from rapidfuzz import fuzz

    return fuzz.ratio(whole, text[: len(whole) + 1]) >= ALIKE_ENOUGH


def _alike(kind: str, text: str) -> list[int]:
    """Names that are almost so, among those that begin with the same letter."""
    from rapidfuzz import fuzz, process

    whole = text_of(text)
    among = list(islice(hits(file_of(kind), whole[1:2], at_beginning=True), ALIKE_AMONG))
    starts = [entry[: len(whole) + 1] for _key, entry in among]
    best = process.extract(whole, starts, scorer=fuzz.ratio, score_cutoff=ALIKE_ENOUGH, limit=FEW)
    return [among[place][0] for _start, _score, place in best]


def _groups(
    keys: dict[str, list[int]], by: User | None, most: int, asked: dict[str, str], meant: Meant
) -> tuple[Group, ...]:
    found = []
    for kind, wanted in keys.items():
        shown = _hits(kind, wanted, by, partial(meant, text_of(asked[kind]))) if wanted else []
        if shown:
            found.append(Group(kind, tuple(shown[:most]), len(shown) > most))
    return tuple(found)


def _hits(kind: str, keys: list[int], by: User | None, is_meant: Callable[[str], bool]) -> list[Hit]:
    """The rows of these keys that the user may see, in their order, where they are still called so."""
    rows = seen(kind, by, among=keys)
    called = {key: text_of(KINDS[kind].words(*values)) for key, *values in rows.values_list("pk", *KINDS[kind].columns)}
    still = [key for key in keys if key in called and is_meant(called[key])]
    made = {hit.row: hit for hit in MAKERS[kind](rows, by)}
    return [made[key] for key in still]


def _accounts(rows: QuerySet[Account], _by: User | None) -> list[Hit]:
    return [Hit("accounts", key, name, domain, key) for key, name, domain in rows.values_list("pk", "name", "domain")]


def _contacts(rows: QuerySet[Contact], by: User | None) -> list[Hit]:
    found = list(rows.values_list("pk", "name", "email", "title"))
    links = only_seen_links(ContactAccount.objects.filter(active(), contact__in=[key for key, *_ in found]), by)
    where = {c: (a, name) for c, a, name in links.values_list("contact", "account", "account__name")}
    return [
        Hit("contacts", key, name or email, title or email, *where.get(key, (None, "")))
        for key, name, email, title in found
    ]


def _deals(rows: QuerySet[Deal], by: User | None) -> list[Hit]:
    found = without_unseen_accounts(rows.select_related("account"), by)
    return [
        Hit("deals", deal.pk, deal.name, deal.stage, deal.account_id, deal.account.name if deal.account else "")
        for deal in found
    ]


MAKERS: dict[str, Any] = {"accounts": _accounts, "contacts": _contacts, "deals": _deals}
