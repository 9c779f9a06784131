"""An import is taken back from its page, which says before what would happen and after what did."""

from typing import Any

import pytest
from django.test import Client
from tests.show.web.conftest import SignIn
from tests.show.web.test_import_page import choices, upload

from tiercel.flow.jobs import run_waiting
from tiercel.records.models import Account, Deal, Job
from tiercel.records.models.base import Imported

pytestmark = pytest.mark.django_db(transaction=True)
ACCOUNTS = "Account ID,Account Name,Industry\nA1,Acme,Banking\nA2,Birch,Retail\n"


@pytest.fixture
def ada(sign_in: SignIn, workspace: Any) -> Client:
    return sign_in("ada")


def bring(ada: Client, name: str, text: str) -> int:
    look = upload(ada, (name, text))
    ada.post(f"/data/imports/{look.pk}/again", choices(ada, look, do="import"))
    job = Job.objects.filter(kind="import_files").latest("pk")
    run_waiting()
    return job.pk


def live(model: type[Imported]) -> int:
    return model._default_manager.filter(archived_at=None).count()


def test_the_page_says_what_would_happen_and_does_it_on_a_word(ada: Client) -> None:
    accounts = bring(ada, "accounts.csv", ACCOUNTS)
    deals = bring(ada, "deals.csv", "Opportunity ID,Opportunity Name,Account ID,Stage\nD1,Big,A1,Won\n")
    page = ada.get(f"/data/imports/{accounts}").content.decode()
    assert "Take this import back" in page
    asked = ada.get(f"/data/imports/{accounts}/undo").content.decode()
    assert "Other rows hang on it" in asked
    assert "Acme" in asked
    assert live(Account) == 2, "a look changes nothing"

    answer = ada.post(f"/data/imports/{accounts}/undo/now")
    assert answer["Location"] == f"/data/imports/{accounts}"
    waiting = ada.get(f"/data/imports/{accounts}").content.decode()
    assert "Take this import back" not in waiting, "it goes on"
    run_waiting()
    assert (live(Account), live(Deal)) == (1, 1)
    done = ada.get(f"/data/imports/{accounts}").content.decode()
    assert "See what is left to take back" in done
    assert "taken back" in ada.get("/data").content.decode()

    of_undo = Job.objects.filter(asked__has_key="undo").latest("pk").pk
    assert ada.get(f"/data/imports/{of_undo}")["Location"] == f"/data/imports/{accounts}"
    assert "An import taken back" in ada.get(f"/settings/jobs/{of_undo}").content.decode()
    for number in (deals, accounts):
        ada.post(f"/data/imports/{number}/undo/now")
        run_waiting()
    assert (live(Account), live(Deal)) == (0, 0)
    assert "left to take back" not in ada.get(f"/data/imports/{accounts}").content.decode(), "nothing stayed"
    assert "nothing to take back" in ada.get(f"/data/imports/{accounts}/undo").content.decode()


def test_a_look_or_an_import_that_is_not_there_cannot_be_taken_back(ada: Client) -> None:
    look = upload(ada, ("accounts.csv", ACCOUNTS))
    for address in (f"/data/imports/{look.pk}/undo", f"/data/imports/{look.pk}/undo/now"):
        answer = ada.get(address) if address.endswith("undo") else ada.post(address)
        assert answer["Location"] == f"/data/imports/{look.pk}"
    assert not Job.objects.filter(asked__has_key="undo").exists()
    assert ada.get("/data/imports/999/undo").status_code == 404


def test_a_member_sees_no_way_to_take_an_import_back(ada: Client, sign_in: SignIn) -> None:
    job = bring(ada, "accounts.csv", ACCOUNTS)
    ben = sign_in("ben")
    assert "Take this import back" not in ben.get(f"/data/imports/{job}").content.decode()
    assert ben.get(f"/data/imports/{job}/undo").status_code == 403
    assert ben.post(f"/data/imports/{job}/undo/now").status_code == 403


def test_the_report_says_what_waiting_rows_and_cells_set_aside_are(ada: Client) -> None:
    job = bring(ada, "accounts.csv", ACCOUNTS)
    page = ada.get(f"/data/imports/{job}").content.decode()
    assert "They go in by themselves with the import that brings it." in page
    assert "Single values that could not be read" in page
