"""Lists as files, CSV and XLSX, piece by piece, and no cell of either ever runs as a formula.

What breaks off on the way is never ended as if it were whole: the line is closed before its last piece, by which
browsers and programs know that the download failed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import Http404, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from tiercel.flow.accounts.account_values import Shown
from tiercel.flow.accounts.asked import SCORES
from tiercel.flow.accounts.list_accounts import AccountRow, all_columns, chosen, every_row
from tiercel.flow.export_rows import to_csv, to_xlsx
from tiercel.flow.importing.own_rows import row_id
from tiercel.flow.note_export import Leaving
from tiercel.flow.targets.list_targets import COLUMNS, list_targets
from tiercel.flow.targets.list_targets import Asked as TargetsAsked
from tiercel.normal.own_ids import id_code
from tiercel.show.web.access import READER, Address, Asked
from tiercel.show.web.lists.headings import OF_ACCOUNTS, OF_TARGETS, headings
from tiercel.show.web.views.accounts import accounts as page
from tiercel.show.web.views.accounts.family_columns import FAMILY_COLUMNS, in_family
from tiercel.show.web.words import Words
from tiercel.tables.column import Type

CSV = "text/csv; charset=utf-8"
PIECE = 64 * 1024
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def accounts(request: Asked, form: str) -> HttpResponseBase:
    """The list as the address asks for it, all of its pages."""
    asked = page.read(request.GET)
    shown = chosen(all_columns(), asked.columns)
    names = ["id", "name", "domain", *(name for column in shown for name in _names(column))]
    names += FAMILY_COLUMNS if asked.of else ()
    names += [id_code("accounts")]
    rows = (
        [row.id, row.name, row.domain, *_cells(row, shown), *in_family(row.family), row_id(row.id)]
        for row in every_row(asked, by=request.user)
    )
    leaving = Leaving(rows, "accounts.exported", request.user, subject="accounts", form=form, columns=names)
    return as_file(request, form, File("accounts", _("Accounts"), names, OF_ACCOUNTS), leaving)


def targets(request: Asked, form: str) -> HttpResponseBase:
    given = request.GET
    asked = TargetsAsked(tier=page.whole(given.get("tier", "")), state=_state(given.get("state", "")))
    rows = ([getattr(row, name) for name in COLUMNS] for row in list_targets(asked, request.user))
    leaving = Leaving(rows, "targets.exported", request.user, subject="targets", form=form, columns=COLUMNS)
    return as_file(request, form, File("targets", _("Targets"), COLUMNS, OF_TARGETS), leaving)


@dataclass(frozen=True)
class File:
    """name     without its ending
    title       of the sheet, for people
    columns     their codes
    own         what this list calls some of them otherwise than others do
    """

    name: str
    title: str
    columns: Sequence[str]
    own: Words = field(default_factory=dict)


def as_file(request: Asked, form: str, file: File, leaving: Leaving[Sequence[Any]]) -> HttpResponseBase:
    """A list that is taken along, with the headings of the page, or with codes where the address asks for them."""
    if form not in ("csv", "xlsx"):
        raise Http404
    first = headings(file.columns, request.GET, file.own)
    if form == "csv":
        pieces, kind = to_csv(first, leaving, for_excel=True), CSV
    else:
        pieces, kind = to_xlsx(first, leaving, file.title, right_to_left=get_language_bidi()), XLSX
    return streamed(request, leaving.told(pieces), f"{file.name}.{form}", kind)


def streamed(request: Asked, pieces: Iterator[bytes], name: str, kind: str) -> StreamingHttpResponse:
    """A file, piece by piece under either kind of server; an asynchronous one would else gather all of it first."""
    coming = _Coming(pieces) if isinstance(request, ASGIRequest) else pieces
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""}
    return StreamingHttpResponse(coming, content_type=kind, headers=headers)


def pieces_of(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece


class _Coming:
    """Pieces as an asynchronous server takes them. All in one thread, whose connection to the database brings the rows;
    there they are closed too, where somebody has left before the end."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._following = sync_to_async(lambda: next(pieces, None), thread_sensitive=True)
        self.close = getattr(pieces, "close", lambda: None)

    def __aiter__(self) -> _Coming:
        return self

    async def __anext__(self) -> bytes:
        piece = await self._following()
        if piece is None:
            raise StopAsyncIteration
        return piece


def _names(column: Shown) -> tuple[str, ...]:
    if column.name == "chance":
        return ("chance", "chance_low", "chance_high")
    if column.name == "value":
        return ("value", "value_currency")
    if column.name == "tier":
        return ("tier", "state")
    if column.name == "deals":
        return ("won", "lost", "open")
    return (column.name, f"{column.name}_currency") if column.type is Type.MONEY else (column.label or column.name,)


def _cells(row: AccountRow, shown: Sequence[Shown]) -> Iterator[Any]:
    values = iter(row.values)
    for column in shown:
        if column.name in SCORES:
            yield from _scores(row, column.name)
            continue
        value = next(values)
        if value.type is Type.MONEY:
            yield from (_units(value.value, value.currency), value.currency)
        else:
            yield value.value


def _scores(row: AccountRow, name: str) -> tuple[Any, ...]:
    return {
        "tier": (row.tier, row.state),
        "chance": (row.chance, row.low, row.high),
        "value": (_units(row.value_minor, row.value_currency), row.value_currency),
        "points": (row.points,),
        "deals": (row.won, row.lost, row.open),
    }[name]


def _units(minor: int | None, currency: str) -> Any:
    from tiercel.normal.money import in_units

    return in_units(minor, currency) if minor is not None and currency else None


def _state(text: str) -> str:
    return text if text in ("proposed", "accepted", "rejected") else ""


ADDRESSES = (
    Address("targets/export.<str:form>", "targets-export", targets, READER),
    Address("accounts/export.<str:form>", "accounts-export", accounts, READER),
)
