"""Accounts, contacts and deals by some letters of their names, in any script: beginnings first, then the middle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import StrIndex

from tiercel.flow.search.index import KINDS, catch_up, text_of
from tiercel.flow.sight import only_seen, only_seen_contacts, only_seen_deals, sees_all
from tiercel.records.models import Account, Contact, ContactAccount, Deal, SearchText, User
from tiercel.records.models.base import active

FEW, CANDIDATES, ALIKE_AMONG, ALIKE_ENOUGH = 6, 40, 10_000, 72
LAST = "\U0010ffff"


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
    groups = _groups({kind: _keys(kind, text, by) for kind in KINDS}, by, most)
    if groups:
        return Found(groups, unread=unread)
    return Found(_groups({kind: _alike(kind, text) for kind in KINDS}, by, most), alike=True, unread=unread)


def _keys(kind: str, text: str, by: User | None) -> list[int]:
    """Keys of the candidates, the best first: the name begins so, then a word does, then it holds all the words."""
    words = text_of(text)
    texts = _of_kind(kind, by)
    begin = list(_beginning(texts, words).order_by("text")[:CANDIDATES])
    if len(begin) < FEW + 1:
        seen = {entry.row for entry in begin}
        inside = [entry for entry in _holding(texts, words.split())[:CANDIDATES] if entry.row not in seen]
        begin += sorted(inside, key=lambda entry: (words not in entry.text, words[1:] not in entry.text, entry.text))
    return [entry.row for entry in begin]


def _of_kind(kind: str, by: User | None) -> QuerySet[SearchText]:
    """The texts of a kind; of those rows alone that the user may see, where that is not all."""
    texts = SearchText.objects.filter(kind=kind)
    if sees_all(by):
        return texts
    return texts.filter(row__in=_seen(kind, by).values("pk"))


def _seen(kind: str, by: User | None) -> QuerySet[Any]:
    if kind == "accounts":
        return only_seen(Account.objects.filter(archived_at__isnull=True), by)
    if kind == "contacts":
        return only_seen_contacts(Contact.objects.filter(archived_at__isnull=True), by)
    return only_seen_deals(Deal.objects.filter(archived_at__isnull=True), by)


def _beginning(texts: QuerySet[SearchText], words: str) -> QuerySet[SearchText]:
    """By a range of the index: SQLite's LIKE takes no index, PostgreSQL's does where its letters are in byte order."""
    if connection.vendor == "sqlite":
        return texts.filter(text__gte=words, text__lt=words + LAST)
    return texts.filter(text__startswith=words)


def _holding(texts: QuerySet[SearchText], words: list[str]) -> QuerySet[SearchText]:
    """Those that hold every word, wherever: byte by byte, for both sides are folded already."""
    for place, word in enumerate(words):
        name = f"at_{place}"
        texts = texts.alias(**{name: StrIndex("text", Value(word))}).filter(Q(**{f"{name}__gt": 0}))
    return texts


def _alike(kind: str, text: str) -> list[int]:
    """Names that are almost so, among those that begin with the same letter."""
    from rapidfuzz import fuzz, process

    words = text_of(text)
    entries = list(_beginning(SearchText.objects.filter(kind=kind), words[:2]).values_list("row", "text")[:ALIKE_AMONG])
    # Only as much of a name as was typed: its ending is not a mistake.
    starts = [entry[: len(words) + 1] for _row, entry in entries]
    best = process.extract(words, starts, scorer=fuzz.ratio, score_cutoff=ALIKE_ENOUGH, limit=FEW)
    return [entries[place][0] for _start, _score, place in best]


def _groups(keys: dict[str, list[int]], by: User | None, most: int) -> tuple[Group, ...]:
    found = []
    for kind, wanted in keys.items():
        hits = _hits(kind, wanted, by) if wanted else []
        if hits:
            found.append(Group(kind, tuple(hits[:most]), len(hits) > most))
    return tuple(found)


def _hits(kind: str, keys: list[int], by: User | None) -> list[Hit]:
    """The rows of these keys that the user may see, in their order."""
    rows = _seen(kind, by).filter(pk__in=keys[: 2 * CANDIDATES])
    made = {hit.row: hit for hit in MAKERS[kind](rows)}
    return [made[key] for key in keys if key in made]


def _accounts(rows: QuerySet[Account]) -> list[Hit]:
    return [Hit("accounts", key, name, domain, key) for key, name, domain in rows.values_list("pk", "name", "domain")]


def _contacts(rows: QuerySet[Contact]) -> list[Hit]:
    found = list(rows.values_list("pk", "name", "email", "title"))
    links = ContactAccount.objects.filter(active(), contact__in=[key for key, *_ in found])
    where = {c: (a, name) for c, a, name in links.values_list("contact", "account", "account__name")}
    return [
        Hit("contacts", key, name or email, title or email, *where.get(key, (None, "")))
        for key, name, email, title in found
    ]


def _deals(rows: QuerySet[Deal]) -> list[Hit]:
    found = rows.values_list("pk", "name", "stage", "account", "account__name")
    return [Hit("deals", key, name, stage, account, where or "") for key, name, stage, account, where in found]


MAKERS: dict[str, Any] = {"accounts": _accounts, "contacts": _contacts, "deals": _deals}
