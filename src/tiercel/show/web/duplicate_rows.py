"""Pairs as the page shows them: how sure, the bits as bars, and what both rows say in the page's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tiercel.core.scored import Reason
from tiercel.flow.duplicates.facts import CUSTOM
from tiercel.flow.duplicates.list_pairs import FactRow, PairRow, Side
from tiercel.records.models import Attribute
from tiercel.show.web.charts.waterfall import Bar, waterfall
from tiercel.show.web.templatetags.shown import country, day, in_digits, money, number
from tiercel.show.web.templatetags.signs import comma
from tiercel.show.web.words import FIELDS, word

# Surer than that no labelled table can show anybody to be.
MOST_ODDS = 1000
MONEY = ("revenue", "funding")
ROLES: Mapping[str, Promise] = {
    "name": gettext_lazy("Name"),
    "person": gettext_lazy("Name"),
    "domain": gettext_lazy("Domain"),
    "email": gettext_lazy("Mail address"),
    "phone": gettext_lazy("Phone"),
    "city": gettext_lazy("City"),
    "country": gettext_lazy("Country"),
}


@dataclass(frozen=True)
class ShownFact:
    """One thing that both say, in words; `choice` is the name of its form field where a choice is to be made."""

    label: str
    left: str
    right: str
    alike: str
    holds: str
    choice: str


@dataclass(frozen=True)
class ShownPair:
    """A pair with its bars; `odds` in words, `bars` those of its bits, each with its label."""

    pair: PairRow
    odds: str
    bars: tuple[tuple[str, Bar], ...]
    facts: tuple[ShownFact, ...]

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.pair.left, self.pair.right


def shown_pair(pair: PairRow) -> ShownPair:
    labels = {CUSTOM + name: label for name, label in _labels(pair.kind)}
    reasons = [Reason(role, "", bits) for role, bits in pair.parts]
    start = pair.weight - sum(bits for _role, bits in pair.parts)
    bars = tuple((_label(bar), bar) for bar in waterfall(start, reasons, pair.weight))
    facts = tuple(_fact(fact, labels) for fact in pair.facts)
    return ShownPair(pair, odds_in_words(pair.weight), bars, facts)


def odds_in_words(bits: float) -> str:
    """The odds of a weight, as far as they have been counted."""
    odds = 2 ** min(bits, 40)
    if odds > MOST_ODDS:
        return _("more than %(odds)s to 1") % {"odds": number(MOST_ODDS)}
    return _("%(odds)s to 1") % {"odds": number(odds, 0 if odds >= 10 else 1)}


def _labels(kind: str) -> list[tuple[str, str]]:
    return list(Attribute.objects.filter(table=kind).values_list("name", "label"))


def _label(bar: Bar) -> str:
    if bar.kind == "start":
        return _("Two rows taken by chance")
    if bar.kind == "total":
        return _("These two")
    return str(ROLES.get(bar.term, bar.term))


def _fact(fact: FactRow, labels: Mapping[str, str]) -> ShownFact:
    label = labels.get(fact.name) or (_("Place") if fact.name == "place" else word(FIELDS, fact.name))
    left, right = _text(fact.name, fact.left), _text(fact.name, fact.right)
    return ShownFact(label, left, right, fact.alike, fact.holds, f"fact-{fact.name}" if fact.holds else "")


def _text(name: str, values: tuple[Any, ...]) -> str:
    if not values:
        return ""
    if name in MONEY:
        return money(values[0], values[1] or "")
    if name == "founded":  # a year is no amount: its thousands are not set apart
        return in_digits(str(values[0]))
    if name == "place":
        return comma().join(
            [*(str(value) for value in values[:0:-1] if value), *([country(values[0])] if values[0] else [])]
        )
    return comma().join(_plain(value) for value in values if value is not None)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return day(value)
    return number(value) if isinstance(value, int | float) else str(value)
