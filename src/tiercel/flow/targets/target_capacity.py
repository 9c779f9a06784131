"""How many accounts each person of the team can work on, as the tiers document states it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.core.nearest import nearest
from tiercel.flow.words import means
from tiercel.normal.text import compared
from tiercel.records.models import Account, Deal, Person
from tiercel.score.tiers import PEOPLE


def stated_rooms(body: dict[str, Any]) -> tuple[pa.Table, list[str]]:
    """The room of each person in each tier that people limit, and what is odd about it."""
    team = Person.objects.filter(archived_at__isnull=True).exclude(is_active=False)
    rows, warnings = list[tuple[int, int, int]](), list[str]()
    own = dict(_own_rooms(body["capacity"], team, warnings))
    for tier in body["tiers"]:
        rooms = _rooms(tier, team) | {person: room for (person, number), room in own.items() if number == tier["tier"]}
        if not rooms and tier["accounts_per_person"] is not None:
            warnings.append(
                _("Nobody of the team is known, so tier {tier} has no limit by people.").format(tier=tier["tier"])
            )
        rows += [(person, tier["tier"], room) for person, room in sorted(rooms.items())]
    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    return pa.table([pa.array(column, pa.int64()) for column in columns], schema=PEOPLE), warnings


def _rooms(tier: dict[str, Any], team: QuerySet[Person]) -> dict[int, int]:
    """By person, how many accounts of a tier; raises DataError where the tier's jobs are nobody's."""
    each, jobs = tier["accounts_per_person"], tier["worked_by"]
    if each is None or not team.exists():
        return {}
    if not jobs:
        return dict.fromkeys(_sellers(team), each)
    people = [person.pk for person in team if means(person.job, jobs)]
    if not people:
        known = sorted({person.job for person in team if person.job})
        raise DataError(
            _(
                "Nobody of the team has the job of tier {tier}: {jobs}. Jobs of the team: {known}. Change worked_by."
            ).format(tier=tier["tier"], jobs=", ".join(jobs), known=", ".join(known) or "-")
        )
    return dict.fromkeys(people, each)


def _sellers(team: QuerySet[Person]) -> list[int]:
    """Those who own accounts or deals; where nobody does, everyone."""
    owners = set(Account.objects.order_by().values_list("owner", flat=True).distinct())
    owners |= set(Deal.objects.order_by().values_list("owner", flat=True).distinct())
    everyone = list(team.values_list("pk", flat=True))
    return [person for person in everyone if person in owners] or everyone


def _own_rooms(
    entries: list[dict[str, Any]], team: QuerySet[Person], warnings: list[str]
) -> Iterator[tuple[tuple[int, int], int]]:
    """The capacity that the document states for single people."""
    people = list(team) if entries else []
    by_word = {compared(word): person.pk for person in people for word in (person.name, person.email) if word}
    for entry in entries:
        person = by_word.get(compared(entry["person"]))
        if person is None:
            said = _("The tiers document states a capacity of '{person}', whom nobody of the team is called.")
            names = [found.name for found in people]
            warnings.append(said.format(person=entry["person"]) + nearest(entry["person"], names))
        else:
            yield (person, entry["tier"]), entry["accounts"]
