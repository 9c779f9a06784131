"""A list that was taken along, changed and imported again changes the same rows, in every language of the page."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.flow.market import NOW, account
from tests.show.web.conftest import SignIn

from tiercel.collect.files.looking import look_all
from tiercel.flow.accounts.list_accounts import all_columns
from tiercel.flow.import_files import import_now
from tiercel.flow.importing.asked import Asked
from tiercel.flow.importing.own_rows import row_id
from tiercel.records.models import Account, Alias, Attribute, Change, Contact, ContactAccount, Deal, ExternalKey

pytestmark = pytest.mark.django_db(transaction=True)
COLUMNS = (
    "country,revenue,funding,growth,do_not_sell,founded,created_on,custom.mood,tier,chance,value,points,deals,received"
)
Edit = Callable[[str], str]


@pytest.fixture
def market() -> None:
    Attribute.objects.create(table="accounts", name="mood", label="Mood", type="category", made_at=NOW)
    acme = account("Acme", 1, country="DE", revenue_minor=120_000_00, revenue_currency="GBP", growth=0.12)
    Account.objects.filter(pk=acme.pk).update(
        domains=["acme.example", "acme2.example"], do_not_sell=True, founded=1998, custom={"mood": "calm"}
    )
    for n in range(2):  # two of one name, which only their ids tell apart
        account("Twin", 10 + n, city="Bonn", domains=["twin.example"])
    mia = Contact.objects.create(
        name="Mia Marsh", title="CFO", email="mia@acme.example", emails=["mia@acme.example", "m@acme.example"],
        phones=["+4930123456"], country="DE", received_at=NOW,
    )  # fmt: skip
    ContactAccount.objects.create(contact=mia, account=acme, made_at=NOW)
    Deal.objects.create(
        name="Renewal", account=acme, outcome="open", stage="Offer", amount_minor=5_000_00, amount_currency="GBP",
        received_at=NOW,
    )  # fmt: skip


def taken(browser: Any, address: str) -> bytes:
    return b"".join(browser.get(address).streaming_content)


def come_back(sign_in: SignIn, folder: Path, language: str, edit: Edit = str) -> None:
    """All three lists leave in a language, are edited as text, and are imported together."""
    ada = sign_in("ada")
    ada.post("/language", {"language": language})
    files = [folder / f"list {place}.csv" for place in range(len(ADDRESSES))]
    for file, address in zip(files, ADDRESSES, strict=True):
        file.write_text(edit(taken(ada, address).decode("utf-8-sig")), encoding="utf-8")
    import_now(Asked(files=tuple(map(str, files))), None, now=NOW + timedelta(days=1))


def counts() -> tuple[int, ...]:
    return tuple(
        model.objects.count() for model in (Account, Contact, Deal, ContactAccount, ExternalKey, Attribute, Change)
    )


ADDRESSES = (f"/accounts/export.csv?columns={COLUMNS}", "/people/export.csv?", "/deals/export.csv?")


@pytest.mark.parametrize("language", ["en", "ar", "fa", "zh", "codes"])
def test_every_heading_of_a_list_is_known_again(sign_in: SignIn, tmp_path: Path, language: str) -> None:
    ada = sign_in("ada")
    ada.post("/language", {"language": "en" if language == "codes" else language})
    every = ",".join(column.name for column in all_columns())
    for table, address in zip(("accounts", "contacts", "deals"), ADDRESSES, strict=True):
        path = address.split("?")[0] + f"?columns={every}&of=" + ("family" if table == "accounts" else "")
        file = tmp_path / f"{table}.csv"
        file.write_bytes(taken(ada, path + ("&headings=codes" if language == "codes" else "")))
        (found,) = look_all([file])
        assert (found.preset, found.table, found.unknown) == ("tiercel", table, ())


def test_lists_that_come_back_as_they_left_change_nothing(market: None, sign_in: SignIn, tmp_path: Path) -> None:
    before = counts()
    come_back(sign_in, tmp_path, "zh")
    told = list(Change.objects.values_list("table", "field", "old", "new"))
    assert counts() == before, (told, list(Attribute.objects.values_list("name", flat=True)))


def test_what_was_edited_changes_its_own_row(market: None, sign_in: SignIn, tmp_path: Path) -> None:
    before = counts()[:4]
    twins = [str(each.pk) for each in Account.objects.filter(name="Twin").order_by("pk")]

    def edited(text: str) -> str:
        rows = list(csv.reader(io.StringIO(text)))
        for row in rows:
            row[1] = {"Acme": "Acme Holding", "Twin": f"Twin {row[0]}"}.get(row[1], row[1])
            row[2] = {"acme.example": "acme-holding.example", "CFO": "CEO"}.get(row[2], row[2])
        out = io.StringIO()
        csv.writer(out).writerows([["Signed" if cell == "Offer" else cell for cell in row] for row in rows])
        return out.getvalue()

    come_back(sign_in, tmp_path, "en", edited)
    assert counts()[:4] == before
    acme = Account.objects.get(name="Acme Holding")
    assert (acme.domain, acme.domains[1:]) == ("acme-holding.example", ["acme.example", "acme2.example"])
    assert [Account.objects.get(pk=key).name for key in twins] == [f"Twin {key}" for key in twins]
    assert Contact.objects.get().title == "CEO"
    assert Contact.objects.get().emails == ["mia@acme.example", "m@acme.example"]
    assert Deal.objects.get().stage == "Signed"


def test_cells_that_were_guarded_against_spreadsheets_come_back_as_they_were(
    market: None, sign_in: SignIn, tmp_path: Path
) -> None:
    Account.objects.filter(name="Acme").update(name="@Acme =1+1", name_key="acme 1 1", city="＝Bonn")
    Contact.objects.update(name="-Mia", title="+CFO")
    Deal.objects.update(name="'=Renewal", stage='"=Offer"')
    come_back(sign_in, tmp_path, "en")
    assert not list(Change.objects.values_list("table", "field", "old", "new"))
    assert Account.objects.count() == 3


def test_the_first_address_of_a_merged_row_stays_first(market: None, sign_in: SignIn, tmp_path: Path) -> None:
    kept, gone = Account.objects.filter(name="Twin").order_by("pk")
    Account.objects.filter(pk=gone.pk).update(archived_at=NOW)
    Alias.objects.create(kind="accounts", old=gone.pk, current=kept.pk, made_at=NOW)
    come_back(sign_in, tmp_path, "en", lambda text: text.replace("twin.example", "other.example"))
    kept.refresh_from_db()
    assert (kept.domain, kept.domains) == ("twin.example", ["twin.example", "other.example"])


def test_lists_of_another_workspace_change_no_row_of_this_one(market: None, sign_in: SignIn, tmp_path: Path) -> None:
    def taken_elsewhere(text: str) -> str:
        return text.replace(row_id(0)[:-1], "t00000000-").replace("Acme", "Bolt").replace("acme", "bolt")

    come_back(sign_in, tmp_path, "en", taken_elsewhere)
    assert Account.objects.filter(name="Acme", domain="acme.example").exists()
    assert Account.objects.filter(name="Bolt").exists()
