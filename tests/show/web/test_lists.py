"""Lists: every state has an address, filters are seen and taken away, columns are chosen, views are kept."""

from __future__ import annotations

from typing import Any

import brotli
import pytest
from django.http import QueryDict
from django.test import Client
from tests.conftest import Cast
from tests.flow.market import NOW, account, person
from tests.show.web.conftest import SignIn

from tiercel.records.models import Account, AuditEntry, Contact, ContactAccount, Deal, DealContact, SavedView
from tiercel.show.web.compression import takes_brotli
from tiercel.show.web.lists.choose import chosen_columns
from tiercel.show.web.lists.filters import BETWEEN, ONE, SEARCH, SEVERAL, Field, bar_of

FIELDS = (
    Field("q", "Search", SEARCH, first=True),
    Field("tier", "Tier", ONE, (("1", "Tier 1"), ("0", "In none"))),
    Field("country", "Country", SEVERAL, (("IR", "Iran"), ("DE", "Germany"))),
    Field("employees", "Employees", BETWEEN),
)


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def bar(address: str) -> Any:
    return bar_of(FIELDS, QueryDict(address), action="/x", target="x-list")


def test_each_filter_in_force_is_a_chip_whose_cross_takes_away_that_one_alone() -> None:
    found = bar("country=IR&country=DE&tier=1&sort=-name&after=abc&q=")
    assert [chip.label for chip in found.chips] == [
        "Tier: \u2068Tier 1\u2069",
        "Country: \u2068Iran\u2069",
        "Country: \u2068Germany\u2069",
    ]
    assert QueryDict(found.chips[1].href[1:]).getlist("country") == ["DE"]
    assert QueryDict(found.chips[1].href[1:])["tier"] == "1"
    assert "after" not in found.chips[1].href
    assert found.clear == "?sort=-name"
    assert found.kept == (("sort", "-name"),)


def test_a_value_that_a_filter_does_not_offer_is_no_chip() -> None:
    assert bar("tier=9&country=XX").chips == ()


def test_a_range_says_the_ends_that_it_has() -> None:
    assert [chip.label for chip in bar("employees.from=10").chips] == ["Employees: \u2068from 10\u2069"]
    assert [chip.label for chip in bar("employees.from=10&employees.to=20").chips] == [
        "Employees: \u206810 to 20\u2069"
    ]


@pytest.mark.parametrize(
    ("move", "columns"),
    [("up:b", ["b", "a", "c"]), ("down:b", ["a", "c", "b"]), ("up:a", ["a", "b", "c"]), ("up:z", ["a", "b", "c"])],
)
def test_a_column_moves_by_one_place_without_javascript_too(move: str, columns: list[str]) -> None:
    assert chosen_columns(QueryDict(f"column=a&column=b&column=c&move={move}")) == columns


def test_columns_stand_in_the_address_in_their_order(sign_in: SignIn) -> None:
    account("Acme", 1, industry="Trade")
    dara = sign_in("dara")
    answer = dara.get("/accounts/columns?on=tier%3D0&column=value&column=industry")
    assert answer["Location"] == "/accounts?tier=0&columns=value%2Cindustry"
    text = text_of(dara.get(answer["Location"]))
    assert text.index('data-label="Expected value"') < text.index('data-label="Industry"')


def test_a_view_is_kept_opened_first_changed_and_brought_back(sign_in: SignIn, cast: Cast) -> None:
    account("Acme", 1, industry="Trade")
    account("Bolt", 2, industry="Steel")
    ben = sign_in("ben")
    ben.post("/views", {"page": "accounts", "name": "Trade", "query": "industry=Trade&sort=name"})
    view = SavedView.objects.get()
    text = text_of(ben.get(f"/accounts?view={view.pk}&{view.query}"))
    assert "Acme" in text
    assert "Bolt" not in text
    ben.post(f"/views/{view.pk}", {"page": "accounts", "do": "pin"})
    assert ben.get("/accounts")["Location"] == f"/accounts?view={view.pk}&industry=Trade&sort=name"
    ben.post(f"/views/{view.pk}", {"page": "accounts", "do": "update", "query": "industry=Steel"})
    gone = ben.post(f"/views/{view.pk}", {"page": "accounts", "do": "delete"})
    assert "Bring it back" in text_of(ben.get(gone["Location"]))
    ben.post(f"/views/{view.pk}", {"page": "accounts", "do": "restore"})
    assert SavedView.objects.get(ended_at__isnull=True).query == "industry=Steel"


def test_a_view_with_columns_and_filters_that_are_gone_still_opens(sign_in: SignIn) -> None:
    account("Acme", 1)
    answer = sign_in("dara").get("/accounts?columns=custom.gone,industry,industry&custom.gone=x&sort=custom.gone")
    assert answer.status_code == 200
    assert "Acme" in text_of(answer)


def test_all_that_a_list_shows_get_a_new_owner_and_the_old_one_back(sign_in: SignIn, cast: Cast) -> None:
    for n in range(60):
        account(f"A{n}", n, industry="Trade")
    account("Other", 1, industry="Steel")
    ada, new = sign_in("ada"), person("New")
    given = {"choice": "assign", "new_owner": new.pk, "every": "yes", "on": "industry=Trade"}
    answer = ada.post("/accounts/act", given)
    assert Account.objects.filter(owner=new).count() == 60
    at = QueryDict(answer["Location"].partition("?")[2])["assigned"]
    assert "Give them back" in text_of(ada.get(answer["Location"]))
    ada.post("/accounts/take-back", {"at": at})
    assert Account.objects.filter(owner=new).count() == 0


def test_an_export_says_in_the_trail_how_many_left_and_with_which_columns(sign_in: SignIn) -> None:
    for name in ("Acme", "Bolt"):
        account(name, 1)
    b"".join(sign_in("dara").get("/accounts/export.csv?columns=industry").streaming_content)
    entry = AuditEntry.objects.get(action="accounts.exported")
    assert entry.details == {
        "form": "csv",
        "columns": ["id", "name", "domain", "industry", "id_in_tiercel_accounts"],
        "exported": 2,
        "whole": True,
    }
    assert entry.via == "page"


def test_a_seller_who_sees_their_own_cannot_open_or_export_others(sign_in: SignIn, cast: Cast, settings: Any) -> None:
    other = account("Hidden", 5)
    contact = Contact.objects.create(name="Pat Hidden", received_at=NOW)
    ContactAccount.objects.create(contact=contact, account=other, made_at=NOW)
    account("Mine", 1, owner=cast.ben.person)
    object.__setattr__(settings.WORKSPACE, "accounts_seen", "own")
    try:
        ben = sign_in("ben")
        assert ben.get(f"/accounts/{other.pk}").status_code == 404
        assert ben.get(f"/people/{contact.pk}").status_code == 404
        assert "Hidden" not in text_of(ben.get("/accounts"))
        assert "Hidden" not in text_of(ben.get("/people"))
        for path in ("/accounts/export.csv", "/people/export.csv"):
            assert b"Hidden" not in b"".join(ben.get(path).streaming_content)
        assert sign_in("ada").get(f"/people/{contact.pk}").status_code == 200
    finally:
        object.__setattr__(settings.WORKSPACE, "accounts_seen", "all")


def test_people_are_found_by_name_in_either_spelling_title_and_place(sign_in: SignIn) -> None:
    acme = account("Acme", 1)
    for name, title in (("سارا كريمي", "CFO"), ("王芳", "Buyer"), ("Sam Reed", "cfo")):
        made = Contact.objects.create(name=name, title=title, email=f"{title}@x.example".lower(), received_at=NOW)
        if title == "Buyer":
            ContactAccount.objects.create(contact=made, account=acme, made_at=NOW)
    dara = sign_in("dara")
    assert "سارا" in text_of(dara.get("/people?q=کریمی"))
    assert "王芳" in text_of(dara.get("/people?q=芳"))
    found = text_of(dara.get("/people?title=CFO&account=none"))
    assert "Sam Reed" in found
    assert "王芳" not in found


def test_a_person_shows_where_they_worked_and_what_they_took_part_in(sign_in: SignIn) -> None:
    acme, bolt = account("Acme", 1), account("Bolt", 1)
    made = Contact.objects.create(name="<b>Pat</b>", title="CFO", phones=["+98 21 1"], received_at=NOW)
    ContactAccount.objects.create(contact=made, account=bolt, made_at=NOW, ended_at=NOW)
    ContactAccount.objects.create(contact=made, account=acme, made_at=NOW)
    deal = Deal.objects.create(name="Big one", account=acme, outcome="won", received_at=NOW)
    DealContact.objects.create(deal=deal, contact=made, role="Champion", made_at=NOW)
    text = text_of(sign_in("dara").get(f"/people/{made.pk}"))
    for said in ("Acme", "Bolt", "Big one", "Champion", "+98 21 1", "&lt;b&gt;Pat"):
        assert said in text
    assert "<b>Pat" not in text


def test_names_that_are_markup_stay_text_in_a_list(sign_in: SignIn) -> None:
    account('"><script>alert(1)</script>', 1, industry='" onmouseover="x')
    for name in ("dara", "ada"):
        text = text_of(sign_in(name).get("/accounts"))
        assert "<script>alert" not in text
        assert '" onmouseover="x' not in text


def test_pages_come_by_brotli_where_the_browser_takes_it_and_files_as_they_are(sign_in: SignIn, cast: Cast) -> None:
    account("Acme", 1)
    client = Client(headers={"accept-encoding": "gzip, br"})
    client.force_login(cast.dara)
    answer = client.get("/accounts")
    assert answer["Content-Encoding"] == "br"
    assert int(answer["Content-Length"]) == len(answer.content)
    assert "Accept-Encoding" in answer["Vary"]
    assert "Acme" in brotli.decompress(answer.content).decode()
    export = client.get("/accounts/export.csv")
    assert not export.has_header("Content-Encoding")
    plain = sign_in("dara").get("/accounts")
    assert "Accept-Encoding" in plain["Vary"]
    assert not plain.has_header("Content-Encoding")


@pytest.mark.parametrize(
    ("said", "takes"), [("br", True), ("gzip;q=1, br;q=0.5", True), ("br;q=0", False), ("", False), ("brotli", False)]
)
def test_a_browser_says_whether_it_takes_brotli(said: str, takes: bool) -> None:
    assert takes_brotli(said) == takes
