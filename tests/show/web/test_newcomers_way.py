"""What a newcomer meets on the way to a signed-off list says what it is, and what to do next."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.flow.market import NOW, account, profile
from tests.show.web.conftest import SignIn

from tiercel.collect.events import mail_keys
from tiercel.collect.events.providers import _checks
from tiercel.flow.jobs import run_waiting
from tiercel.flow.touches.touch import OUT, TouchRow
from tiercel.records.models import Deal, Job
from tiercel.show.api.operation import scopes
from tiercel.show.web import phrases, scope_words, touch_kinds
from tiercel.show.web.templatetags.named import touch_icon
from tiercel.tables.touches import CHANNELS

LISTS = ("/accounts", "/people", "/deals", "/targets", "/data/spend")
SPRITE = next((Path(touch_kinds.__file__).parent / "static/vendor").glob("tabler-icons-*/sprite.svg"))


def looked_at(client: Client, name: str, text: str, *, by_a_worker: bool = True) -> str:
    """The page of a look at one file."""
    answer = client.post("/data/upload", {"files": [SimpleUploadedFile(name, text.encode())]})
    if by_a_worker:
        run_waiting()
    return client.get(answer["Location"]).content.decode()


@pytest.mark.django_db(transaction=True)
def test_what_is_wrong_with_many_rows_is_said_once_with_how_many(sign_in: SignIn, workspace: Any) -> None:
    rows = "".join(f"D{n},Deal {n},{'' if n else 'Acme'},Closed Won\n" for n in range(41))
    page = looked_at(sign_in("ada"), "deals.csv", f"Opportunity ID,Opportunity Name,Account Name,Stage\n{rows}")
    reasons = Job.objects.get().found["reasons"]
    assert [(each["rows"], each["lines"]) for each in reasons if each["column"] == "Account Name"] == [
        (40, [3, 4, 5, 6, 7])
    ]
    assert page.count("No account: a deal needs the account it is with.") == 1
    assert "from line 3 on" in page


@pytest.mark.django_db(transaction=True)
def test_columns_without_a_name_are_told_of_in_one_sentence(sign_in: SignIn, workspace: Any) -> None:
    page = looked_at(sign_in("ada"), "accounts.csv", "Company,,,,Industry\nAcme,1,2,3,Trade\n")
    assert "3 columns have no name, the first of them column 2." in page


@pytest.mark.django_db(transaction=True)
def test_nothing_is_to_be_looked_at_again_before_the_first_look_is_over(sign_in: SignIn, workspace: Any) -> None:
    page = looked_at(sign_in("ada"), "accounts.csv", "Company\nAcme\n", by_a_worker=False)
    assert "Look again" not in page


@pytest.mark.parametrize("path", LISTS)
def test_a_list_of_nothing_has_nothing_to_filter_and_to_export(sign_in: SignIn, path: str) -> None:
    page = sign_in("ada").get(path).content.decode()
    assert 'class="empty-state"' in page
    assert "export." not in page
    assert 'class="filters' not in page
    # A list that its filters leave empty keeps them, so that they can be taken away.
    assert 'class="filters' in sign_in("ada").get(f"{path}?q=nothing").content.decode()


@pytest.mark.django_db
def test_where_nothing_ranks_the_accounts_a_proposal_says_how_to_choose_them(sign_in: SignIn) -> None:
    profile("no_signal")
    account("Acme", 900)
    page = sign_in("ada").get("/targets/proposal").content.decode()
    assert 'href="/accounts">Choose accounts</a>' in page
    assert "tiercel targets pin" not in page
    done = sign_in("ada").post("/accounts/act", {"account": [account("Bolt").pk], "choice": "1"}, follow=True)
    assert "wait for the decision of sales" in done.content.decode()


@pytest.mark.django_db
def test_where_no_deal_is_closed_nobody_is_sent_to_learn_from_them(sign_in: SignIn) -> None:
    acme = account("Acme")
    for name, outcome in (("Open", "open"), ("Won", "won")):
        Deal.objects.create(name=name, account=acme, outcome=outcome, received_at=NOW)
        page = sign_in("ada").get("/").content.decode()
        assert "Import them first" in page
        assert "Learn the profile</a>" not in page
    Deal.objects.create(name="Lost", account=acme, outcome="lost", received_at=NOW)
    assert "Learn the profile</a>" in sign_in("ada").get("/").content.decode()


@pytest.mark.django_db
def test_where_nothing_ranks_the_accounts_the_way_goes_on_by_hand(sign_in: SignIn) -> None:
    profile("no_signal")
    account("Acme", 900)
    page = sign_in("ada").get("/").content.decode()
    assert 'href="/accounts">Choose accounts</a>' in page
    assert "Propose targets</a>" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "asks"), [("duplicates", "Look for duplicates"), ("parents", "Look for parents")])
def test_a_first_search_is_not_called_another_and_has_nothing_to_filter(sign_in: SignIn, path: str, asks: str) -> None:
    page = sign_in("ada").get(f"/data/{path}").content.decode()
    assert asks in page
    assert "Look again" not in page
    assert 'class="pair-filters"' not in page


@pytest.mark.django_db
def test_an_account_without_a_score_leads_to_the_profile_and_names_no_command(sign_in: SignIn) -> None:
    page = sign_in("ada").get(f"/accounts/{account('Acme').pk}").content.decode()
    assert 'href="/profile">Open the profile</a>' in page
    assert "tiercel icp learn" not in page


def test_every_scope_of_the_api_has_words() -> None:
    for scope in scopes():
        on, _colon, does = scope.partition(":")
        assert on in scope_words.ON, scope
        assert does in ("read", "write", "propose"), scope


@pytest.mark.django_db
def test_scopes_are_said_in_words_beside_their_code(sign_in: SignIn) -> None:
    page = " ".join(sign_in("ada").get("/settings/keys").content.decode().split())
    assert 'Accounts: see <code class="under" dir="ltr">accounts:read</code>' in page


def test_every_kind_of_touch_has_a_picture_of_its_own_that_there_is() -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text(encoding="utf-8")))
    pictures = [kind.icon for kind in touch_kinds.KINDS.values()]
    assert {*pictures, *(channel.icon for channel in touch_kinds.CHANNELS.values()), touch_kinds.UNDECLARED} <= drawn
    assert len(set(pictures)) == len(pictures)
    assert set(CHANNELS) == set(touch_kinds.CHANNELS)


def test_every_picture_that_a_page_names_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text(encoding="utf-8")))
    pages = (Path(touch_kinds.__file__).parent / "templates").rglob("*.html")
    named = {
        name: page.name
        for page in pages
        for name in re.findall(r'(?:% icon|picture=)\s*"([^"]+)"', page.read_text(encoding="utf-8"))
    }
    assert len(named) > 40
    assert {name: page for name, page in named.items() if name not in drawn} == {}


def test_a_touch_of_a_kind_that_nobody_declared_has_the_picture_of_its_channel() -> None:
    gift = TouchRow(NOW, "mail", "gift", OUT, "", "", None, "", "", None, "crm")
    assert touch_icon(gift) == touch_kinds.CHANNELS["mail"].icon


def test_why_a_request_was_refused_is_known_to_translators() -> None:
    reasons = {_checks.NO_SIGNATURE, _checks.WRONG_SIGNATURE, _checks.TOO_OLD, _checks.WRONG_PASSWORD}
    assert {*reasons, mail_keys.USED_BEFORE} <= set(phrases.REFUSALS)
