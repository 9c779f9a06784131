"""What surrounds every page: each role's ways, where one is, the settings' sections, and the search as pages."""

from __future__ import annotations

import re
from types import ModuleType
from typing import Any

import pytest
from django.utils.translation import gettext_lazy
from tests.conftest import Cast
from tests.flow.market import NOW, account
from tests.show.web.conftest import SignIn

from tiercel.records.models import Target
from tiercel.show.web import addresses, shell
from tiercel.show.web.places import Section, Way

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workspace")]


def side(page: str) -> str:
    return page[page.index('<nav class="side"') : page.index("</nav>", page.index('<nav class="side"'))]


def test_the_ways_stand_in_their_order_and_lead_somewhere(sign_in: SignIn) -> None:
    client = sign_in("dara")
    found = re.findall(r'<a href="([^"]+)"', side(client.get("/").content.decode()))
    assert found[:3] == ["/", "/accounts", "/people"]
    assert len(found) == len(set(found)) * 2  # once in the side, once under "More" of a phone
    assert all(client.get(path, follow=True).status_code == 200 for path in set(found))


def test_the_current_way_is_marked_and_a_page_below_it_says_where_it_is(sign_in: SignIn) -> None:
    acme = account("Acme")
    client = sign_in("dara")
    top, below = client.get("/accounts").content.decode(), client.get(f"/accounts/{acme.pk}").content.decode()
    assert '<a href="/accounts" aria-current="page">' in top
    assert 'class="crumbs"' not in top
    assert '<a href="/accounts" aria-current="true">' in below
    assert re.search(r'class="crumbs".*?<a href="/accounts">Accounts</a>', below)
    assert "<title>\u2068Acme\u2069 · Accounts · Tiercel</title>" in below
    assert re.search(r'<li aria-current="page"><bdi>Acme</bdi></li></ol>', below)


def test_a_new_way_and_a_new_section_need_no_list_to_be_edited(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    added: Any = ModuleType("added")
    added.WAY = Way("search", gettext_lazy("Plays"), "flag", 80, least="manager")
    added.SECTION = Section("components", gettext_lazy("Jobs"), 60, least="owner")
    known = list(addresses.modules())
    monkeypatch.setattr(addresses, "modules", lambda: iter([*known, added]))
    shell.ways.cache_clear()
    shell.sections.cache_clear()
    try:
        ada, dara = (sign_in(name).get("/settings", follow=True).content.decode() for name in ("ada", "dara"))
    finally:
        monkeypatch.undo()
        shell.ways.cache_clear()
        shell.sections.cache_clear()
    assert ("Plays" in side(ada), "Plays" in side(dara)) == (True, False)
    assert ('href="/components"' in ada, 'href="/components"' in dara) == (True, False)


def test_settings_open_at_the_first_section_that_a_role_may_see(sign_in: SignIn) -> None:
    assert sign_in("ada").get("/settings")["Location"] == "/settings/users"
    assert sign_in("dara").get("/settings")["Location"] == "/settings/strategy"


def test_what_waits_for_me_is_counted_beside_targets_and_for_nobody_else(cast: Cast, sign_in: SignIn) -> None:
    Target.objects.create(account=account("Acme"), tier=1, owner=cast.ben.person, made_at=NOW)
    assert 'class="way-count">1<' in side(sign_in("ben").get("/accounts").content.decode())
    assert 'class="way-count"' not in side(sign_in("chen").get("/accounts").content.decode())


def test_the_search_page_needs_no_script_and_leads_to_what_it_found(sign_in: SignIn) -> None:
    acme = account("Acme <b>Group</b>")
    page = sign_in("dara").get("/search?q=acme").content.decode()
    assert f'href="/accounts/{acme.pk}"' in page
    assert "<b>Group</b>" not in page


def test_actions_are_found_by_what_they_are_for_and_by_role(sign_in: SignIn) -> None:
    ada, ben = (sign_in(name).get("/search/offers?q=impo").content.decode() for name in ("ada", "ben"))
    assert ("Import files" in ada, "Import files" in ben) == (True, False)
    assert 'role="option"' in ada
    assert "Tiers and sign-off" in sign_in("dara").get("/search/offers?q=tiers").content.decode()


def test_what_only_makers_of_pages_need_is_found_and_not_offered(sign_in: SignIn) -> None:
    dara = sign_in("dara")
    offered, found = (dara.get(path).content.decode() for path in ("/search", "/search?q=components"))
    assert ("See the back-test" in offered, "Components of the pages" in offered) == (True, False)
    assert "Components of the pages" in found


def test_pages_are_found_in_the_language_of_the_reader(sign_in: SignIn) -> None:
    client = sign_in("dara")
    client.post("/language", {"language": "fa"})
    assert 'href="/accounts"' in client.get("/search/offers?q=حساب").content.decode()


def test_each_number_of_today_leads_to_as_many_rows_as_it_says(sign_in: SignIn) -> None:
    for n in range(55):
        account(f"Acme {n}", 100)
    client = sign_in("ada")
    page = client.get("/").content.decode()
    cards = re.findall(r'tile-value">([\d,]+)</span>.*?href="([^"]+)" data-rows', page, flags=re.DOTALL)
    assert len(cards) >= 7
    for value, path in cards:
        rows = client.get(path).content.decode()
        assert re.search(r"data-count>([\d,]+)<", rows).group(1) == value, path  # type: ignore[union-attr]
        assert rows.count('<th scope="row"') == min(int(value.replace(",", "")), 50)


def test_a_tiers_number_leads_to_its_accounts_without_the_rejected(sign_in: SignIn) -> None:
    for n, state in enumerate(("proposed", "accepted", "rejected")):
        Target.objects.create(account=account(f"Acme {n}"), tier=2, state=state, made_at=NOW)
    client = sign_in("dara")
    value, path = re.findall(
        r'tile-value">([\d,]+)</span>.*?href="([^"]+)" data-rows',
        client.get("/targets").content.decode(),
        flags=re.DOTALL,
    )[1]
    assert (value, path) == ("2", "/today/tier_2")
    assert client.get(path).content.decode().count('<th scope="row"') == 2


def test_a_number_that_is_zero_says_where_its_rows_come_from(sign_in: SignIn) -> None:
    client = sign_in("ada")
    for name, said in (
        ("targets", "ask sales"),
        ("accounts", "import files"),
        ("broken_jobs", "nothing is to be done"),
    ):
        assert said in client.get(f"/today/{name}").content.decode()


def test_the_history_of_an_account_has_an_address_for_each_kind(sign_in: SignIn) -> None:
    acme = account("Acme")
    Target.objects.create(account=acme, tier=2, made_at=NOW)
    client = sign_in("dara")
    every = client.get(f"/accounts/{acme.pk}").content.decode()
    tiers = client.get(f"/accounts/{acme.pk}?history=tiers").content.decode()
    assert (every.count('class="moment '), tiers.count('class="moment ')) == (2, 1)
    assert "Proposed for tier 2" in tiers
