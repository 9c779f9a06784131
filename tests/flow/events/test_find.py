"""A batch finds the visitors that its events would find one by one, in whatever order they stand in it."""

import random

import pytest
from tests.flow.events.conftest import Site, lake
from tests.flow.events.test_batches import clear, happens, lake_again, outcome

from tiercel.flow.events.visitors.recognise import Visitors


@pytest.mark.parametrize("seed", range(2))
def test_a_device_of_one_owner_is_asked_for_once_and_comes_to_the_same(
    site: Site, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    found = []
    for is_asked_each_time in (True, False):
        with monkeypatch.context() as patched:
            if is_asked_each_time:
                patched.setattr(Visitors, "has_one_owner", lambda *_: False)
            site.now, site.count = site.now.replace(hour=12, minute=0), 0
            happens(site, random.Random(seed))
            random.Random(seed).shuffle(site.waiting)
            site.put_away()
        found.append(outcome())
        lake_again()
        clear()
    assert found[0] == found[1]
    assert found[0][0]


def test_a_device_that_changed_hands_within_a_batch_is_each_ones_in_their_time(site: Site) -> None:
    site.identify("kiosk", mail="ada@example.com")
    site.page("kiosk", "https://www.example.com/adas")
    site.identify("kiosk", mail="ben@example.com")
    site.page("kiosk", "https://www.example.com/bens")
    site.waiting.reverse()
    site.put_away()
    rows = lake("SELECT path, visitor, min(visitor) OVER () FROM events WHERE type = 'page' ORDER BY path")
    assert [(path, visitor == first) for path, visitor, first in rows] == [("/adas", True), ("/bens", False)]
