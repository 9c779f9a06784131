"""Whom a batch was about the next one knows still: what it remembers is what the records say."""

import random
from datetime import datetime
from typing import Any

import pytest
from tests.flow.events.conftest import Site, lake

from tiercel.flow.events import compact
from tiercel.flow.events.visitors import recognise
from tiercel.records.models import Contact, Visitor, VisitorContact, VisitorIdentifier


def happens(site: Site, chance: random.Random) -> None:
    """Four people come and go at three devices; who they are they say now and then."""
    for _ in range(36):
        device, person = chance.choice(["phone", "kiosk", "laptop", ""]), chance.randrange(4)
        said = chance.random()
        if said < 0.2:
            site.identify(device, user=chance.choice(["", f"u-{person}"]), mail=f"p{person}@example.com")
        elif said < 0.5:
            site.track("Seen", device, user=f"u-{person}")
        else:
            site.page(device, f"https://www.example.com/{chance.randrange(9)}")


def outcome() -> Any:
    """Whose each event is by what that visitor is known by; keys and secrets differ from run to run."""
    names: dict[int, list[tuple[str, str, datetime, bool]]] = {}
    rows = VisitorIdentifier.objects.values_list("visitor", "kind", "digest", "since", "ended_at")
    for visitor, kind, digest, since, ended_at in rows:
        names.setdefault(visitor, []).append((kind, digest, since, ended_at is None))
    links = VisitorContact.objects.filter(ended_at=None).values_list("visitor", "contact__email", "method", "since")
    whose = {visitor: sorted(names[visitor]) for visitor in names}
    events = lake("SELECT id, visitor FROM events ORDER BY id")
    return (
        [(id_, whose.get(visitor)) for id_, visitor in events],
        sorted((whose[visitor], *rest) for visitor, *rest in links),
        sorted(Contact.objects.values_list("email", flat=True)),
    )


def clear() -> None:
    for model in (VisitorContact, VisitorIdentifier, Visitor, Contact):
        model.objects.all().delete()


@pytest.mark.parametrize("seed", range(2))
def test_visitors_are_the_same_whether_a_batch_knows_them_from_the_last_or_from_the_records(
    site: Site, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    found = []
    for at_once, most_known in ((9, 300_000), (9, 0)):
        monkeypatch.setattr(compact, "EVENTS_AT_ONCE", at_once)
        monkeypatch.setattr(recognise, "MOST_KNOWN", most_known)
        site.now, site.count = site.now.replace(hour=12, minute=0), 0
        happens(site, random.Random(seed))
        site.put_away()
        found.append(outcome())
        lake_again()
        clear()
    assert found[0] == found[1]
    assert found[0][0]


def lake_again() -> None:
    """What stands in the lake goes, so that the same events are taken anew."""
    from tiercel.records.models import EventFile

    EventFile.objects.all().delete()
