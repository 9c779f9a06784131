"""`tiercel match` and `tiercel roles`, as somebody types them."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import typer
from tests.flow.market import NOW, account
from typer.testing import CliRunner, Result

from tiercel.core.errors import DataError
from tiercel.core.settings import Settings
from tiercel.flow.roles.correct import correct
from tiercel.records.models import Account, Contact, ContactAccount, ContactRole
from tiercel.show.cli import match, roles

pytestmark = pytest.mark.django_db(transaction=True)

app = typer.Typer()
match.add_to(app)
roles.add_to(app)


def run(*words: str) -> Result:
    """Run the command; an error is raised, as `tiercel` itself prints it."""
    return CliRunner().invoke(app, list(words), catch_exceptions=False)


@pytest.fixture
def acme(workspace: Settings) -> Account:
    made = account("Acme", country="DE")
    Account.objects.filter(pk=made.pk).update(domains=["acme.example"], domain="acme.example")
    return made


def contact(mail: str, **more: str) -> Contact:
    return Contact.objects.create(name=mail, email=mail, emails=[mail], received_at=NOW, **more)


def works_at(one: Contact) -> int | None:
    link = ContactAccount.objects.filter(contact=one, ended_at__isnull=True).first()
    return link.account_id if link else None


def test_from_a_look_to_a_decision_and_back(acme: Account) -> None:
    ada, info = contact("ada@acme.example"), contact("info@acme.example")
    cleo = contact("cleo@initech.example", company="Acmee", country="FR")
    assert "2 wait for a person" in " ".join(run("match", "run", "--dry-run").stdout.split())
    assert works_at(ada) is None
    assert json.loads(run("match", "run", "--json").stdout)["attached"] == 1
    assert works_at(ada) == acme.pk
    waiting = json.loads(run("match", "list", "--json").stdout)
    assert {row["contact"] for row in waiting} == {info.pk, cleo.pk}
    assert "Address of a function" in run("match", "list").stdout
    said = run("match", "accept", str(cleo.pk), "Acme").stdout
    assert "Decided." in said
    assert "initech.example is a domain of this account" in said
    assert "decided so before" in run("match", "accept", str(cleo.pk), "Acme").stdout
    assert works_at(cleo) == acme.pk
    assert "Decided." in run("match", "accept", str(info.pk), "none").stdout
    assert "Nobody waits" in run("match", "list").stdout
    assert "At none of ours" in run("match", "explain", str(info.pk)).stdout
    assert "2 decisions taken back" in run("match", "undo", str(cleo.pk), str(info.pk)).stdout
    assert works_at(cleo) is None


def test_why_a_contact_is_where_it_is_and_a_run_taken_back(acme: Account) -> None:
    ada = contact("ada@acme.example")
    run("match", "run")
    said = run("match", "explain", str(ada.pk)).stdout
    for text in (
        "At Acme since",
        "Domain of the mail address",
        "99%",
        "acme.example",
        f"The rules say: account {acme.pk}",
    ):
        assert text in said.replace("\u2068", "").replace("\u2069", "")
    told = json.loads(run("match", "explain", str(ada.pk), "--json").stdout)
    assert (told["standing"]["account"], told["now"]["match"]["method"]) == (acme.pk, "domain")
    (made,) = json.loads(run("match", "list", "--runs", "--json").stdout)
    assert "1 attached" in run("match", "list", "--runs").stdout
    assert "1 contacts are where they were" in run("match", "undo", "--run", str(made["id"])).stdout
    assert works_at(ada) is None
    with pytest.raises(DataError, match="no run"):
        run("match", "undo", "--run", str(made["id"]))
    with pytest.raises(DataError, match="Name contacts"):
        run("match", "undo")
    with pytest.raises(DataError, match="no contact"):
        run("match", "explain", "999999")


def test_roles_are_read_and_learnt_from_corrections(workspace: Settings) -> None:
    titles = ("Zoo Wrangler", "Zoo Keeper", "Zoo Painter", "Zoo Cook", "Zoo Guard")
    people = [contact(f"{n}@acme.example", title=title) for n, title in enumerate(titles)]
    assert "5 contacts have another role" in run("roles", "read").stdout
    assert "0 contacts have another role" in run("roles", "read").stdout
    with pytest.raises(DataError, match="0 titles were corrected"):
        run("roles", "learn")
    for one in people:
        labels = {"seniority": "professional", "department": "operations", "buying_role": "user"}
        correct(one.pk, labels, None, NOW + timedelta(days=1))
    late = contact("late@acme.example", title="Zoo Sweeper")
    said = run("roles", "learn").stdout
    assert "Learnt from 5 corrected titles" in said
    assert ContactRole.objects.get(contact=late, ended_at__isnull=True).department == "operations"


@pytest.mark.usefixtures("workspace")
def test_a_correction_is_said_seen_taken_back_and_forgotten_from_the_command_line() -> None:
    one = contact("ada@acme.example", title="Buyer")
    run("roles", "read")
    assert "Corrected." in run("roles", "correct", str(one.pk), "--department", "sales").stdout
    assert "said before" in run("roles", "correct", str(one.pk), "--department", "sales").stdout
    row = json.loads(run("roles", "corrections", "--json").stdout)
    assert (row["contact"], row["department"], row["read_department"]) == (one.pk, "sales", "purchasing")
    with pytest.raises(DataError, match="department"):
        run("roles", "correct", str(one.pk))
    assert "Taken back." in run("roles", "undo", str(one.pk)).stdout
    assert "Nothing was corrected" in run("roles", "undo", str(one.pk)).stdout
    assert "Nothing was learnt" in run("roles", "forget").stdout
