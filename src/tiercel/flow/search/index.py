"""The texts that the search looks through follow the records: what is new is read, and what has changed, read again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, Model, OuterRef, QuerySet
from django.utils.translation import gettext as _

from tiercel.flow.jobs import Held, Report, queue
from tiercel.normal.text import compared
from tiercel.records.models import Account, Change, Contact, Deal, Job, SearchMark, SearchText

KIND = "search.index"
AT_ONCE = 20_000
AT_A_TIME = 2000
LONGEST = 400


@dataclass(frozen=True)
class Kind:
    """A table that is searched, the columns that its texts are made of, and how they become words.

    heeded   columns whose change changes the words
    """

    model: type[Model]
    columns: tuple[str, ...]
    words: Callable[..., str]
    heeded: tuple[str, ...]


def _of_account(name: str, domain: str, other_names: list[str]) -> str:
    return " ".join([name, domain, *other_names])


def _of_contact(name: str, email: str) -> str:
    return f"{name} {email}"


KINDS = {
    "accounts": Kind(
        Account, ("name", "domain", "other_names"), _of_account, ("name", "domain", "domains", "other_names")
    ),
    "contacts": Kind(Contact, ("name", "email"), _of_contact, ("name", "email", "emails")),
    "deals": Kind(Deal, ("name",), str, ("name",)),
}


def text_of(words: str) -> str:
    """Words as they are searched.

    >>> text_of("Société Générale, sg.example")
    ' societe generale sg example'
    """
    return f" {compared(words)}"[:LONGEST]


def catch_up() -> int:
    """Read what is new, unless it is so much that a job has to; returns how many rows the search does not know yet."""
    behind = _behind(_mark())
    if behind == 0:
        return 0
    if behind <= AT_ONCE:
        _read_all(lambda _done: None)
        return 0
    if not Job.objects.filter(kind=KIND, state__in=(Job.QUEUED, Job.RUNNING)).exists():
        queue(KIND, {}, None)
    return behind


def note_gaps() -> None:
    """To be called where rows are written under keys that were kept for them: the search looks for all it lacks."""
    SearchMark.objects.update(has_gaps=True)


def run(holding: Held) -> None:
    """Read everything that is not read yet."""
    total = _behind(_mark())
    _read_all(lambda done: holding.report(Report(_("Making everything findable"), done, total)))


def _behind(mark: SearchMark) -> int:
    """How many new rows and changes there are; without gaps about, since not every key is given."""
    changes = max(_newest(Change) - mark.change, 0)
    if mark.has_gaps:
        return changes + sum(_unread(name, mark).count() for name in KINDS)
    return changes + sum(max(_newest(kind.model) - _read_up_to(name), 0) for name, kind in KINDS.items())


def _read_all(done: Callable[[int], None]) -> None:
    """Read on from the mark, which is set to what was newest before: what comes meanwhile is read twice, or next."""
    mark, newest, count = _mark(), _newest(Change), 0
    SearchMark.objects.filter(pk=mark.pk).update(has_gaps=False)
    for name in KINDS:
        for some in _parts(_changed(name, mark.change, newest)):
            _write(name, _values(name, KINDS[name].model._default_manager.filter(pk__in=some)))
        for some in _parts(_values(name, _unread(name, mark)).iterator(AT_A_TIME)):
            _write(name, some)
            count += len(some)
            done(count)
    SearchMark.objects.filter(pk=mark.pk).update(change=newest)


def _unread(name: str, mark: SearchMark) -> QuerySet[Any]:
    rows = KINDS[name].model._default_manager.order_by("pk")
    if mark.has_gaps:
        return rows.filter(~Exists(SearchText.objects.filter(kind=name, row=OuterRef("pk"))))
    return rows.filter(pk__gt=_read_up_to(name))


def _changed(name: str, since: int, until: int) -> set[int]:
    changes = Change.objects.filter(pk__gt=since, pk__lte=until, table=name, field__in=KINDS[name].heeded)
    return set(changes.values_list("row", flat=True))


def _values(name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.values_list("pk", *KINDS[name].columns)


def _parts(rows: Iterable[Any]) -> Iterator[list[Any]]:
    coming = iter(rows)
    while some := list(islice(coming, AT_A_TIME)):
        yield some


def _write(name: str, rows: Iterable[tuple[Any, ...]]) -> None:
    words = KINDS[name].words
    made = [SearchText(kind=name, row=key, text=text_of(words(*values))) for key, *values in rows]
    with transaction.atomic():
        SearchText.objects.bulk_create(
            made, update_conflicts=True, unique_fields=["kind", "row"], update_fields=["text"], batch_size=500
        )


def _newest(model: type[Model]) -> int:
    return model._default_manager.aggregate(newest=Max("pk"))["newest"] or 0


def _read_up_to(name: str) -> int:
    return SearchText.objects.filter(kind=name).aggregate(newest=Max("row"))["newest"] or 0


def _mark() -> SearchMark:
    return SearchMark.objects.get_or_create(pk=1)[0]
