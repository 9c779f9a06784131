"""Links that an import began: which end, and what stood there before and begins again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Model

from tiercel.flow.importing.links import LinkShape
from tiercel.flow.importing.undo.history import History
from tiercel.flow.importing.undo.report import NEWER
from tiercel.records.models.base import Link

Links = dict[tuple[int, ...], list[Link]]
AT_A_TIME = 500


@dataclass
class LinksBack:
    """What becomes of the links of one table whose left row the import did not make.

    end      keys of links that end
    begin    links that ended because of them, and begin again
    kept     left row -> why what stands there stays
    """

    shape: LinkShape
    end: list[int] = field(default_factory=list)
    begin: list[Link] = field(default_factory=list)
    kept: dict[int, str] = field(default_factory=dict)


def find_links(shape: LinkShape, history: History, made: Iterable[int], *, lock: bool) -> LinksBack:
    """What becomes of the links that the import began or took the place of."""
    found, left = LinksBack(shape), f"{shape.left[0]}_id"
    ours = shape.model._default_manager.filter(origin__in=history.ours)
    lefts = sorted(set(ours.values_list(left, flat=True)) - set(made))
    for start in range(0, len(lefts), AT_A_TIME):
        part = lefts[start : start + AT_A_TIME]
        if lock:
            _lock(shape, part)
        some = shape.model._default_manager.filter(**{f"{left}__in": part})
        places: Links = defaultdict(list)
        for link in some.select_related(shape.right[0]).order_by("made_at", "pk"):
            places[_place(shape, link)].append(link)  # type: ignore[arg-type]
        for links in places.values():
            _weigh(found, links, history)
    return found


def _lock(shape: LinkShape, lefts: list[int]) -> None:
    """Nobody gives these rows another link before we are done."""
    rows: type[Model] = shape.model._meta.get_field(shape.left[0]).related_model  # type: ignore[assignment]
    list(rows._default_manager.select_for_update().filter(pk__in=lefts).order_by("pk").values_list("pk"))


def _place(shape: LinkShape, link: Model) -> tuple[int, ...]:
    """What holds one link at a time."""
    left, right = getattr(link, f"{shape.left[0]}_id"), getattr(link, f"{shape.right[0]}_id")
    return (left,) if shape.one else (left, right)


def _weigh(found: LinksBack, links: list[Link], history: History) -> None:
    ours = [link for link in links if link.origin_id in history.ours]
    if not ours:
        return
    now = next((link for link in links if link.ended_at is None), None)
    left = getattr(ours[0], f"{found.shape.left[0]}_id")
    if now is None:
        # Somebody ended it, unless it was us, before.
        if ours[-1].ended_at not in history.undone_at:
            found.kept[left] = NEWER
        return
    if now.origin_id not in history.void:
        if now.made_at not in history.undone_at:
            found.kept[left] = NEWER
        return
    found.end.append(now.pk)
    before: Link | None = now
    while before is not None and before.origin_id in history.void:
        before = _before(links, before)
    if before is not None and getattr(before, found.shape.right[0]).archived_at is None:
        found.begin.append(before)


def _before(links: list[Link], link: Link) -> Link | None:
    """The link that ended when this one began."""
    return next((each for each in links if each.ended_at == link.made_at and each.pk < link.pk), None)
