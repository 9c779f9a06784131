"""Every page of a workspace that holds names of all scripts, for tests that walk through all of them in a browser."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.test import Client
from django.urls import NoReverseMatch
from tests.conftest import PASSWORD, Cast
from tests.flow.market import NOW, profile
from tests.show.web.test_addresses import path_of

from tiercel.core.errors import TiercelError
from tiercel.flow.learn_profile import learn_profile
from tiercel.flow.targets import choose_by_hand, propose_targets, sign_off
from tiercel.records.models import Account, Contact, ContactAccount, Deal, Job, Person, WriteKey
from tiercel.show.web.addresses import ADDRESSES

if TYPE_CHECKING:
    from playwright.sync_api import Page

LANGUAGES = ("en", "ar", "fa", "zh")
# In a page of the other direction, each of these falls apart unless it stands by itself.
NAMES = ("Acme (Berlin) 24/7!", "شرکت نمونه (تهران) ۲۴", "C++ & Co. شركة 7 (ME)")
PEOPLE = ("Ben Carter (Jr.) 2", "سارا احمدی (تهران) ۳")
# Parts of a page that its address alone does not show.
PARTS = ("/profile?part=evidence", "/profile?part=scorecard", "/profile?part=backtest", "/profile?part=versions",
         "/accounts?q=zzzz", "/search?q=acme", "/accounts?as_of=2026-03-01", "/targets?state=rejected")  # fmt: skip
NOWHERE = "/nowhere"


@dataclass(frozen=True)
class Furnished:
    accounts: tuple[Account, ...]
    people: tuple[Person, ...]


def furnish(cast: Cast) -> Furnished:
    """A workspace in which something is to be seen on every page."""
    people = tuple(Person.objects.create(name=name, job="Account executive", received_at=NOW) for name in PEOPLE)
    named = tuple(
        Account.objects.create(
            name=name,
            name_key=name,
            domain=f"a{n}.example",
            domains=[f"a{n}.example", "b.example"],
            owner=people[n % 2],
            industry=("Logistik (See) 1", "حمل‌ونقل (دریایی)")[n % 2],
            country="DE",
            employees=1200,
            revenue_minor=5_000_000,
            revenue_currency="EUR",
            created_on=date(2024, 2, 29),
            received_at=NOW,
        )
        for n, name in enumerate(NAMES)
    )
    _history(named)
    for n, account in enumerate(named):
        contact = Contact.objects.create(
            name=PEOPLE[n % 2], title="Head of IT (EMEA) مدیر", email=f"b{n}@a{n}.example", received_at=NOW
        )
        ContactAccount.objects.create(contact=contact, account=account, made_at=NOW)
        Deal.objects.create(
            name=NAMES[n],
            account=account,
            outcome="won",
            amount_minor=100_000,
            amount_currency="USD",
            closed_on=date(2026, 1, n + 1),
            owner=people[n % 2],
            received_at=NOW,
        )
    try:
        learn_profile(cast.ada)
    except TiercelError:
        profile("no_signal")
    choose_by_hand.pin([each.pk for each in named], 1, "known (well) به‌خوبی", cast.ada, NOW)
    propose_targets.propose(cast.ada, NOW, anyway=True)
    sign_off.sign_off([named[0].pk], "accepted", "", "well (known)", cast.ada, NOW)
    WriteKey.objects.create(pk=1, name=NAMES[1], key="wk_1", origins=["https://www.example.com"], made_at=NOW)
    Job.objects.create(kind="refresh", state="failed", made_at=NOW, ended_at=NOW, reason="The disk is full.")
    return Furnished(named, people)


def _history(named: tuple[Account, ...]) -> None:
    """Deals of accounts in which one industry buys and the other mostly does not."""
    chance = random.Random(1)
    others = Account.objects.bulk_create(
        [Account(name=f"Company {n}", industry=("Logistics", "Retail")[n % 2], employees=10 + n, received_at=NOW)
         for n in range(160)]
    )  # fmt: skip
    Deal.objects.bulk_create(
        [Deal(name=f"D{n}", account=account, outcome="won" if chance.random() < (0.8, 0.15)[n % 2] else "lost",
              amount_minor=100_000 + n, amount_currency="USD", closed_on=date(2025, 1, 1) + timedelta(days=2 * n),
              received_at=NOW)
         for n, account in enumerate(others)]
    )  # fmt: skip


def pages(furnished: Furnished, client: Client) -> list[str]:
    """Every whole page that who is signed in may open, and the parts of pages that have no address of their own.

    A new address is among them by itself, once `VALUES` of the addresses' own test has an example for its parts.
    """
    paths = []
    for address in ADDRESSES:
        try:
            path = path_of(address).replace("/accounts/1", f"/accounts/{furnished.accounts[0].pk}")
        except (NoReverseMatch, KeyError):
            continue
        answer = client.get(path)
        html = answer.headers.get("Content-Type", "").startswith("text/html")
        if answer.status_code == 200 and html and b"<html" in answer.getvalue():
            paths.append(path)
    return [*paths, *PARTS, NOWHERE]


def enter(page: Page, site: str, client: Client) -> None:
    """The browser's page is signed in as the client is."""
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])


def open_path(page: Page, site: str, path: str) -> None:
    """Go to one of `pages`.

    What is not there has a page too; the console would call its status an error, and so fail the test. Only then is
    anything put between browser and server: it takes the browser's cache away, and styles and scripts are fetched and
    read anew for every page.
    """
    if path != NOWHERE:
        page.goto(site + path)
        return
    page.route(f"**{NOWHERE}", lambda route: route.fulfill(response=route.fetch(), status=200))
    page.goto(site + path)
    page.unroute(f"**{NOWHERE}")


def signed_in(cast: Cast) -> Client:
    client = Client()
    assert client.login(username="ada", password=PASSWORD)
    return client


def choose_language(cast: Cast, language: str) -> None:
    cast.ada.language = language
    cast.ada.save(update_fields=["language"])
