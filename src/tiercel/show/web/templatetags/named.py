"""How things are called: tables, fields, states and verdicts in the language of the page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import gettext

from tiercel.flow.accounts.account_values import CUSTOM
from tiercel.flow.profile.closed_deals import DEAL
from tiercel.flow.targets.see_targets import TierCard
from tiercel.flow.touches.touch import TouchRow
from tiercel.normal.text import isolated
from tiercel.show.web import devices
from tiercel.show.web.acts import ACTS, SUBJECTS, VIAS
from tiercel.show.web.encoding_words import ENCODINGS
from tiercel.show.web.scope_words import scope_name
from tiercel.show.web.templatetags.shown import amount, day, in_digits, number, share
from tiercel.show.web.templatetags.signs import colon
from tiercel.show.web.touch_kinds import CHANNELS, KINDS, Kind, icon_of
from tiercel.show.web.words import (
    CAUSES,
    DIRECTIONS,
    DOCUMENTS,
    EVENT_TYPES,
    FIELDS,
    HANGS,
    HISTORY,
    JOB_WORDS,
    JOBS,
    LEVELS,
    PARTS,
    PRESETS,
    RANGES,
    RELATIONS,
    ROLE_MEANINGS,
    ROLES,
    STATES,
    STAYS,
    TABLES,
    VERDICTS,
    word,
)
from tiercel.tables.accounts import accounts
from tiercel.tables.column import Type

register = template.Library()
SHARES = {column.name for column in accounts.columns if column.type is Type.SHARE}
MONEY = {column.name for column in accounts.columns if column.type is Type.MONEY}
register.filter("scope_name", scope_name)


@register.filter
def role_name(role: str) -> str:
    return word(ROLES, role)


@register.filter
def table_name(table: str) -> str:
    return word(TABLES, table)


@register.filter
def field_name(field: str) -> str:
    return word(FIELDS, field)


@register.filter
def state_name(state: str) -> str:
    return word(STATES, state)


@register.filter
def why_stays(why: str) -> str:
    return word(STAYS, why)


@register.filter
def hangs_name(what: str) -> str:
    return word(HANGS, what)


@register.filter
def job_name(kind: str) -> str:
    return word(JOBS, kind)


@register.filter
def job_word(name: str) -> str:
    """What a job was asked or found, by the name under which it keeps that."""
    return word(JOB_WORDS, name)


@register.filter
def job_value(value: Any) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return number(value) if isinstance(value, int | float) else word(VERDICTS, str(value))


@register.filter
def role_meaning(role: str) -> str:
    return word(ROLE_MEANINGS, role)


@register.filter
def attribute(name: str, labels: dict[str, str]) -> str:
    """An attribute of the profile by its label; one member of a list stands behind a colon, and deals' are marked."""
    of_deal = name.startswith(DEAL)
    column, _, member = name.removeprefix(DEAL).partition(": ")
    label = labels.get(f"{DEAL}{column}" if of_deal else column) or word(FIELDS, column.removeprefix(CUSTOM))
    said = f"{label}{colon()}{member}" if member else label
    return gettext("%s (of the deal)") % isolated(said) if of_deal else said


@register.filter
def level_name(level: str, attribute: str = "") -> str:
    """A level of an attribute: ranges and what is missing in the page's language, categories as they are written."""
    for pattern, words in RANGES:
        if found := pattern.fullmatch(level):
            return str(words) % tuple(_bound(bound, attribute) for bound in found.groups())
    return str(LEVELS[level]) if level in LEVELS else level


def _bound(text: str, attribute: str) -> str:
    """An end of a range: a day, or a number, which the profile writes with commas; shares and amounts have units."""
    if attribute in SHARES:
        return share(float(text.replace(",", "")))
    if attribute in MONEY:
        return amount(Decimal(text.replace(",", "")), settings.WORKSPACE.currency)
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        value = float(text.replace(",", ""))
        is_year = "," not in text and value.is_integer() and 1800 < value < 2200
        return in_digits(text) if is_year else number(value, 0 if value.is_integer() else 2)


@register.filter
def verdict_name(verdict: str) -> str:
    return word(VERDICTS, verdict)


@register.filter
def cause_name(cause: str) -> str:
    return word(CAUSES, cause)


@register.filter
def part_name(part: str) -> str:
    return word(PARTS, part)


@register.filter
def event_type(name: str) -> str:
    return word(EVENT_TYPES, name)


@register.filter
def phrase(text: str) -> str:
    """A text that the product itself brings, as a reason of the standard tiers, in the page's language."""
    return gettext(text) if text else ""


@register.filter
def preset_name(name: str) -> str:
    return word(PRESETS, name)


@register.filter
def encoding_name(name: str) -> str:
    """UTF-16 is one for people, whichever of two bytes comes first."""
    return word(ENCODINGS, name if name in ENCODINGS else "-".join(name.split("-")[:2]))


@register.filter
def found_count(fields: tuple[Any, ...]) -> int:
    return sum(1 for field in fields if field.columns)


@register.filter
def how_known(how: str) -> str:
    """How a column was recognised, in the page's language."""
    start, _, rest = how.partition(" ")
    patterns = {"known": gettext("known as %s"), "like": gettext("like %s"), "given": gettext("chosen by you")}
    rest = rest.removeprefix("as ").strip("'")
    pattern = patterns.get(start, gettext("named so"))
    return pattern % f"\u2068{rest}\u2069" if "%s" in pattern else pattern


@register.filter
def tier_figure(tier: int) -> str:
    """The name of the number that counts a tier (flow/today/figures.py)."""
    return f"tier_{tier}"


@register.filter
def tier_inputs(card: TierCard) -> list[tuple[str, str]]:
    """What a tier's number is made of."""
    parts = {"accepted": card.accepted, "proposed": card.proposed, "rejected": card.rejected}
    return [(word(STATES, state), number(count)) for state, count in parts.items()]


@register.filter
def touch_name(kind: str) -> str:
    return _kind_word(KINDS.get(kind) or CHANNELS.get(kind), kind)


@register.filter
def touch_icon(touch: TouchRow) -> str:
    return icon_of(touch.type, touch.channel)


@register.filter
def channel_name(channel: str) -> str:
    return _kind_word(CHANNELS.get(channel), channel)


def _kind_word(kind: Kind | None, name: str) -> str:
    """A kind that nobody declared is called as its source calls it."""
    return str(kind.word) if kind else word({}, name)


@register.filter
def direction_name(direction: str) -> str:
    return word(DIRECTIONS, direction)


@register.filter
def relation_name(relation: str) -> str:
    return word(RELATIONS, relation)


@register.filter
def history_name(group: str) -> str:
    return word(HISTORY, group)


@register.filter
def at(values: tuple[str, ...], place: int) -> str:
    """One of several, by its place."""
    return values[place]


@register.filter
def file_name(path: str) -> str:
    return path.rpartition("/")[2]


@register.filter
def correction(offer: dict[str, Any]) -> str:
    """An offer as the value of its checkbox."""
    return "\x1f".join(str(offer[part]) for part in ("table", "column", "value", "suggestion"))


@register.filter
def document_name(kind: str) -> str:
    return word(DOCUMENTS, kind)


@register.filter
def act_name(action: str) -> str:
    return word(ACTS, action)


@register.filter
def via_name(via: str) -> str:
    return word(VIAS, via)


@register.filter
def subject_name(subject: str) -> str:
    return word(SUBJECTS, subject)


@register.simple_tag
def device(agent: str) -> str:
    """What a browser is, by what it calls itself."""
    return devices.device(agent)
