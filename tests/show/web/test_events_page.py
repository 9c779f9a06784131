"""The page of events says what arrived, what was refused and whose networks strangers used, to whom may know."""

from dataclasses import replace

import pytest
from django.conf import settings
from tests.awaited import awaited
from tests.conftest import LONG_AGO, Cast
from tests.flow.events.conftest import Site, site
from tests.show.web.conftest import SignIn

from tiercel.core.clock import utc_now
from tiercel.records.models import Account

__all__ = ["site"]

BOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


@pytest.fixture
def busy(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Strangers from Acme's own network, one of the cloud, and a bot, today."""
    path = settings.WORKSPACE.workspace / "ranges.csv"
    path.write_text('192.0.2.0,192.0.2.255,64500,"Acme, Inc."\n198.51.100.0/24,64501,Example Cloud Hosting\n')
    monkeypatch.setattr(settings, "WORKSPACE", replace(settings.WORKSPACE, network_ranges=(str(path),)))
    Account.objects.create(name="Acme", name_key="acme", received_at=LONG_AGO)
    site.now = utc_now()
    site.page("one", ip="192.0.2.10")
    site.page("two", ip="192.0.2.11")
    site.page("hidden", ip="198.51.100.4")
    site.page("crawler", agent=BOT)
    site.put_away()
    return site


def test_an_empty_page_says_how_to_begin_to_those_who_may(site: Site, sign_in: SignIn) -> None:
    told = sign_in("ada").get("/data/events").content.decode()
    assert "No event has arrived yet" in told
    assert 'class="btn btn-primary"' in told
    assert 'class="btn btn-primary"' not in sign_in("dara").get("/data/events").content.decode()


def test_it_counts_by_source_and_type_and_says_the_share_of_bots(busy: Site, sign_in: SignIn) -> None:
    told = sign_in("dara").get("/data/events").content.decode()
    assert "Website" in told
    assert "Looked at a page" in told
    assert "25%" in told


def test_strangers_stand_by_their_network_with_the_account_of_that_name(busy: Site, sign_in: SignIn) -> None:
    told = sign_in("dara").get("/data/events").content.decode()
    assert "Acme, Inc." in told
    assert f'href="/accounts/{Account.objects.get().pk}"' in told
    assert "Example Cloud Hosting" not in told


def test_who_does_not_see_the_account_is_not_told_of_its_visitors(
    busy: Site, sign_in: SignIn, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "WORKSPACE", replace(settings.WORKSPACE, accounts_seen="own"))
    assert "Acme" not in sign_in("ben").get("/data/events").content.decode()
    assert "Acme" in sign_in("ada").get("/data/events").content.decode()


def test_what_was_refused_stands_there_with_its_reason(site: Site, sign_in: SignIn) -> None:

    from tiercel.collect.events.aside import About, Aside

    folder = settings.WORKSPACE.workspace / "lake" / "aside"

    async def refuse() -> None:
        aside = Aside(folder)
        said = About(at=utc_now(), dialect="segment", path="/v1/track", key="", reason="<b>not JSON</b>")
        await aside.keep(said, b"nonsense")
        aside.close()

    awaited(refuse())
    told = sign_in("dara").get("/data/events").content.decode()
    assert "&lt;b&gt;not JSON&lt;/b&gt;" in told
    assert "<b>not JSON" not in told
