"""The files that the search looks through follow the records: what is new is read, and what has changed, read again."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import F, Max, Model, QuerySet
from django.utils.translation import gettext as _

from tiercel.core.files import write_whole
from tiercel.flow.jobs import Held, Report, queue
from tiercel.flow.search.texts import lines_of
from tiercel.records.models import Account, Change, Contact, Deal, Job, SearchMark

KIND = "search.index"
AT_ONCE, AT_A_TIME = 60_000, 5000


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
    # The domain is the account's: all who work there would be found by the account's name.
    return f"{name} {email.partition('@')[0]}"


KINDS = {
    "accounts": Kind(
        Account, ("name", "domain", "other_names"), _of_account, ("name", "domain", "domains", "other_names")
    ),
    "contacts": Kind(Contact, ("name", "email"), _of_contact, ("name", "email", "emails")),
    "deals": Kind(Deal, ("name",), str, ("name",)),
}


@dataclass(frozen=True)
class State:
    """What the files have read: of which database, and up to which key of each table and of the changes."""

    token: str = ""
    generation: int = -1
    change: int = 0
    newest: dict[str, int] = field(default_factory=dict)


def file_of(kind: str) -> Path:
    return _folder() / f"{kind}.txt"


def catch_up() -> int:
    """Read what is new, unless it is so much that a job has to; returns how many rows the search does not know yet."""
    state, now = _state(), _now()
    behind = _behind(state, now)
    if behind == 0:
        return 0
    if behind <= AT_ONCE:
        _read(state, now, lambda _done: None)
        return 0
    if not Job.objects.filter(kind=KIND, state__in=(Job.QUEUED, Job.RUNNING)).exists():
        queue(KIND, {}, None)
    return behind


def stamp() -> tuple[object, ...]:
    """What is another one as soon as a row has come, or one was changed."""
    now = _now()
    return now.token, now.generation, now.change, *now.newest.values()


def note_gaps() -> None:
    """To be called in the transaction that writes rows under keys that were kept for them before."""
    SearchMark.objects.update(generation=F("generation") + 1)


def run(holding: Held) -> None:
    """Read everything that is not read yet."""
    state, now = _state(), _now()
    total = _behind(state, now)
    _read(state, now, lambda done: holding.report(Report(_("Making everything findable"), done, total)))


def _now() -> State:
    """What there is to be read."""
    mark, _made = SearchMark.objects.get_or_create(pk=1, defaults={"token": secrets.token_hex(8)})
    newest = {name: _newest(kind.model) for name, kind in KINDS.items()}
    return State(mark.token, mark.generation, _newest(Change), newest)


def _newest(model: type[Model]) -> int:
    return model._default_manager.aggregate(newest=Max("pk"))["newest"] or 0


def _goes_on(state: State, now: State) -> bool:
    """Whether the files are of this database as it was, so that only what is new has to be read."""
    return (state.token, state.generation) == (now.token, now.generation)


def _behind(state: State, now: State) -> int:
    """How many rows are to be read, about: not every key is given."""
    if not _goes_on(state, now):
        return sum(now.newest.values()) or 1
    return now.change - state.change + sum(now.newest[name] - state.newest.get(name, 0) for name in KINDS)


def _read(state: State, now: State, done: Callable[[int], None]) -> None:
    """Append what is new, or write all files anew; what comes while this reads is read by the next one."""
    _folder().mkdir(parents=True, exist_ok=True)
    count, goes_on = 0, _goes_on(state, now)
    for name in KINDS:
        path = file_of(name) if goes_on else file_of(name).with_suffix(".new")
        with path.open("ab" if goes_on else "wb") as file:
            for some in _rows(name, state, now) if goes_on else _parts(name, _all(name)):
                file.write(lines_of(some))
                count += len(some)
                done(count)
        path.replace(file_of(name))
    write_whole(_folder() / "state.json", json.dumps(asdict(now)).encode())


def _rows(name: str, state: State, now: State) -> Iterator[list[tuple[int, str]]]:
    """Rows that came, and those whose words have changed: their lines of before are no longer believed."""
    heeded = Change.objects.filter(pk__gt=state.change, pk__lte=now.change, table=name, field__in=KINDS[name].heeded)
    changed = list(heeded.values_list("row", flat=True).distinct()[: AT_ONCE + 1])
    yield from _parts(name, _all(name).filter(pk__in=changed, pk__lte=state.newest.get(name, 0)))
    yield from _parts(name, _all(name).filter(pk__gt=state.newest.get(name, 0)))


def _all(name: str) -> QuerySet[Any]:
    return KINDS[name].model._default_manager.order_by("pk")


def _parts(name: str, rows: QuerySet[Any]) -> Iterator[list[tuple[int, str]]]:
    """Key and words, some thousand at a time: each part is read by itself, so that no transaction stays open."""
    last, words = 0, KINDS[name].words
    while part := list(rows.filter(pk__gt=last).values_list("pk", *KINDS[name].columns)[:AT_A_TIME]):
        yield [(key, words(*values)) for key, *values in part]
        last = part[-1][0]


def _folder() -> Path:
    return Path(settings.WORKSPACE.workspace) / "derived" / "search"


def _state() -> State:
    """What the files say of themselves; nothing, where they cannot be read."""
    try:
        return State(**json.loads((_folder() / "state.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return State()
