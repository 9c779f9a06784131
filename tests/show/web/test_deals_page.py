"""The list of deals as a page: filters in the address, a table, an export that is noted, and an empty state."""

import csv
import io

from tests.conftest import Cast
from tests.flow.market import NOW, account
from tests.show.web.conftest import SignIn

from tiercel.records.models import AuditEntry, Deal


def given(cast: Cast) -> None:
    for name, outcome in (("Fleet 2026", "won"), ("=Depot", "open")):
        one = account(f"{name} Ltd", 1, owner=cast.ben.person)
        Deal.objects.create(
            name=name, account=one, outcome=outcome, stage="Legal", amount_minor=120_00, amount_currency="USD",
            received_at=NOW,
        )  # fmt: skip


def test_an_address_shows_its_deals_and_leads_to_their_accounts(sign_in: SignIn, cast: Cast) -> None:
    given(cast)
    page = sign_in("dara").get("/deals?outcome=won").content.decode()
    assert "Fleet 2026" in page
    assert "=Depot" not in page
    assert f'href="/accounts/{Deal.objects.get(name="Fleet 2026").account_id}"' in page
    assert "1 deal" in page


def test_nothing_found_offers_the_way_back_and_nothing_held_the_import(sign_in: SignIn, cast: Cast) -> None:
    assert "Import files" in sign_in("ada").get("/deals").content.decode()
    given(cast)
    page = sign_in("ada").get("/deals?q=nobody+calls+it+that").content.decode()
    assert "No deal is like this" in page


def test_an_export_holds_what_is_shown_is_harmless_and_stands_in_the_trail(sign_in: SignIn, cast: Cast) -> None:
    given(cast)
    answer = sign_in("dara").get("/deals/export.csv?sort=name&headings=codes")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["name"], row["amount"], row["outcome"]) for row in rows] == [
        ("'=Depot", "120.00", "open"), ("Fleet 2026", "120.00", "won"),
    ]  # fmt: skip
    noted = AuditEntry.objects.get(action="deals.exported")
    assert noted.details["exported"] == 2


def test_a_part_of_the_page_is_the_list_alone(sign_in: SignIn, cast: Cast) -> None:
    given(cast)
    part = sign_in("dara").get("/deals", headers={"HX-Request": "true", "HX-Target": "deals-list"}).content.decode()
    assert "Fleet 2026" in part
    assert "<html" not in part
