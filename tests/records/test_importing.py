"""Files become records: repeatable, in any order, all or nothing. Runs on SQLite and on PostgreSQL."""

import os
import random
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.records.conftest import Import

from tiercel.core.errors import Stopped
from tiercel.core.settings import Settings
from tiercel.flow import read_tables
from tiercel.flow.importing.report import ImportReport, TableLine
from tiercel.flow.jobs import Report
from tiercel.flow.keep_rates import set_rate
from tiercel.records.models import (
    Account,
    AccountParent,
    Attribute,
    Change,
    Contact,
    ContactAccount,
    Deal,
    DealContact,
    ExternalKey,
    Job,
    Origin,
    Person,
    StageChange,
    Subscription,
    WaitingRow,
)
from tiercel.tables.column import LONGEST_NAME

pytestmark = pytest.mark.django_db(transaction=True)

ACCOUNTS = """
    Account ID,Account Name,Industry,Employees,Annual Revenue,Account Owner,Parent Account,Website
    A1,Acme,Software,120,"$1,200,000.50",Ada,,www.acme.example
    A2,شرکت سهند,Retail,15,,Ben,A1,
"""
CONTACTS = """
    Contact ID,Account ID,First Name,Last Name,Email,Title
    C1,A1,Jo,Lee,jo@acme.example,CFO
"""
DEALS = """
    Opportunity ID,Opportunity Name,Account ID,Amount,Stage,Close Date,Created Date
    D1,First,A1,1000,Closed Won,2025-03-01,2025-01-01
    D2,Second,A2,500,Closed Lost,2025-04-01,2025-01-15
"""
PARTS = """
    Opportunity ID,Contact ID,Role
    D1,C1,Decision Maker
"""


def line(report: ImportReport, table: str) -> TableLine:
    return next(line for line in report.tables if line.table == table)


def everything() -> list[int]:
    models = (Account, AccountParent, Contact, ContactAccount, Deal, DealContact, StageChange, ExternalKey, Change)
    return [model._default_manager.count() for model in models]


def test_a_crm_export_becomes_records_with_their_references(import_texts: Import) -> None:
    import_texts({"accounts.csv": ACCOUNTS, "contacts.csv": CONTACTS, "deals.csv": DEALS, "roles.csv": PARTS})
    acme = Account.objects.get(name="Acme")
    assert (acme.industry, acme.employees, acme.revenue_minor, acme.revenue_currency) == (
        "Software",
        120,
        120000050,
        "USD",
    )
    assert (acme.domain, acme.owner and acme.owner.name) == ("acme.example", "Ada")
    assert AccountParent.objects.get().account.name == "شرکت سهند"
    assert ContactAccount.objects.get().account == acme
    assert DealContact.objects.get().role == "Decision Maker"
    assert list(Deal.objects.order_by("name").values_list("outcome", "account__name")) == [
        ("won", "Acme"),
        ("lost", "شرکت سهند"),
    ]


@pytest.mark.parametrize("reverse", [False, True])
def test_the_order_of_the_files_does_not_matter(import_texts: Import, reverse: bool) -> None:
    files = {"accounts.csv": ACCOUNTS, "contacts.csv": CONTACTS, "deals.csv": DEALS, "roles.csv": PARTS}
    import_texts(dict(reversed(files.items())) if reverse else files)
    assert everything() == [2, 1, 1, 1, 2, 1, 0, 7, 0]


def test_rows_wait_for_what_comes_with_a_later_import(import_texts: Import) -> None:
    first = import_texts({"roles.csv": PARTS, "deals.csv": DEALS}, preset="salesforce")
    assert line(first, "deal_contacts").waiting == 1
    assert line(first, "deals").created == 2
    assert Deal.objects.filter(account__isnull=True).count() == 2
    import_texts({"accounts.csv": ACCOUNTS, "contacts.csv": CONTACTS}, preset="salesforce")
    assert not WaitingRow.objects.exists()
    assert Deal.objects.get(name="First").account == Account.objects.get(name="Acme")
    assert DealContact.objects.get().contact.name == "Jo Lee"


def test_a_file_of_no_known_system_uses_the_ids_of_the_one_that_is_there(import_texts: Import) -> None:
    import_texts({"accounts.csv": ACCOUNTS}, preset="salesforce")
    import_texts({"deals.csv": "deal,company,stage\nBig,A1,Won"}, preset="generic")
    assert Deal.objects.get().account == Account.objects.get(name="Acme")


def test_ids_of_two_systems_are_kept_apart_when_they_are_named(import_texts: Import) -> None:
    import_texts({"one.csv": "Account ID,Account Name\n1,Acme"}, source="erp")
    import_texts({"two.csv": "Account ID,Account Name\n1,Beta"}, source="shop")
    assert sorted(Account.objects.values_list("name", flat=True)) == ["Acme", "Beta"]


def test_imported_twice_nothing_changes(import_texts: Import) -> None:
    files = {"accounts.csv": ACCOUNTS, "contacts.csv": CONTACTS, "deals.csv": DEALS, "roles.csv": PARTS}
    import_texts(files)
    before = everything()
    again = import_texts(files)
    assert everything() == before
    assert all(line.created == line.changed == 0 for line in again.tables)
    assert line(again, "deals").left_alone == 2


def test_a_changed_value_is_kept_with_what_it_was_and_where_it_came_from(import_texts: Import) -> None:
    import_texts({"accounts.csv": ACCOUNTS})
    report = import_texts({"newer.csv": ACCOUNTS.replace("Software", "Fintech").replace("15,", ",")})
    assert (line(report, "accounts").changed, line(report, "accounts").left_alone) == (1, 1)
    change = Change.objects.get()
    assert (change.field, change.old, change.new, change.line) == ("industry", "Software", "Fintech", 2)
    assert change.origin is not None
    assert change.origin.name == "newer.csv"
    # A blank cell says nothing; it does not wipe what is known.
    assert Account.objects.get(name="شرکت سهند").employees == 15


def test_as_of_a_day_shows_what_was_known_then(import_texts: Import) -> None:
    import_texts({"accounts.csv": ACCOUNTS})
    then = datetime.now(UTC)
    import_texts({"newer.csv": ACCOUNTS.replace("Software", "Fintech") + "A3,Later,Energy,1,,,,\n"})
    assert read_tables.accounts().column("industry").to_pylist() == ["Fintech", "Retail", "Energy"]
    assert read_tables.accounts(then).column("industry").to_pylist() == ["Software", "Retail"]
    assert read_tables.accounts(then - timedelta(days=1)).num_rows == 0


def test_a_contact_that_changes_account_keeps_the_link_that_ended(import_texts: Import) -> None:
    import_texts({"accounts.csv": ACCOUNTS, "contacts.csv": CONTACTS})
    import_texts({"moved.csv": CONTACTS.replace("C1,A1", "C1,A2")})
    links = list(ContactAccount.objects.order_by("pk").values_list("account__name", "ended_at"))
    assert [name for name, _ended in links] == ["Acme", "شرکت سهند"]
    assert links[0][1] is not None
    assert links[1][1] is None


def test_a_parent_that_closes_a_circle_is_set_aside_and_can_be_mended(import_texts: Import) -> None:
    circle = ACCOUNTS.replace("Ada,,", "Ada,A2,")
    report = import_texts({"accounts.csv": circle})
    assert Account.objects.count() == 2
    assert AccountParent.objects.count() == 0
    assert line(report, "accounts").cells_set_aside == 2
    assert "circle" in Path(report.reject_files[0]).read_text(encoding="utf-8")


def test_a_row_that_cannot_be_taken_is_kept_aside_mended_and_imported(import_texts: Import, tmp_path: Path) -> None:
    report = import_texts({"accounts.csv": ACCOUNTS.replace("A1,Acme", "A1,")})
    assert line(report, "accounts").rejected == 1
    rejects = Path(report.reject_files[0]).read_text(encoding="utf-8-sig")
    assert "name" in rejects
    mended = import_texts({"mended.csv": rejects.replace("A1,,", "A1,Acme,")})
    assert line(mended, "accounts").created == 1
    assert Account.objects.count() == 2


def test_a_row_with_several_things_wrong_is_one_rejected_row(import_texts: Import) -> None:
    rows = "Account ID,Account Name,Website,Employees\nA1,,not a domain,many\nA2,,,\nA3,Acme,,many"
    accounts = line(import_texts({"accounts.csv": rows}, dry_run=True), "accounts")
    assert (accounts.created, accounts.rejected, accounts.cells_set_aside) == (1, 2, 1)


def test_a_dry_run_says_what_would_be_and_touches_nothing(import_texts: Import) -> None:
    files = {"accounts.csv": ACCOUNTS, "deals.csv": DEALS}
    dry = import_texts(files, dry_run=True)
    assert everything() == [0] * 9
    assert not Origin.objects.exists()
    wet = import_texts(files)
    assert dry.tables == wet.tables


def test_somebody_whom_only_a_deal_names_becomes_the_person_that_the_team_file_brings(import_texts: Import) -> None:
    import_texts({"deals.csv": "deal name,account,owner,stage,amount\nBig,Acme,Moses Frase,Won,5"})
    import_texts({"team.csv": "sales agent,manager,regional office\nMoses Frase,Dustin,Central"})
    person = Person.objects.get()
    assert (person.name, person.manager, person.team) == ("Moses Frase", "Dustin", "Central")


def test_unknown_columns_become_attributes_only_when_asked(import_texts: Import) -> None:
    text = "Account ID,Account Name,Shipping volume\nA1,Acme,900\nA2,Beta,20"
    import_texts({"accounts.csv": text})
    assert not Attribute.objects.exists()
    import_texts({"accounts.csv": text}, keep_unknown=True)
    assert [a.label for a in Attribute.objects.all()] == ["Shipping volume"]
    assert read_tables.accounts().column("custom.shipping_volume").to_pylist() == [900.0, 20.0]


def test_near_misses_are_offered_and_only_taken_when_accepted(import_texts: Import) -> None:
    rows = "\n".join(f"A{n},Name {n},{'technolgy' if n < 2 else 'technology'}" for n in range(20))
    text = f"Account ID,Account Name,Industry\n{rows}"
    report = import_texts({"accounts.csv": text})
    assert [(offer.value, offer.suggestion) for offer in report.offers] == [("technolgy", "technology")]
    assert Account.objects.filter(industry="technolgy").count() == 2
    import_texts({"accounts.csv": text}, accept_corrections=True)
    assert not Account.objects.filter(industry="technolgy").exists()


def test_a_subscription_waits_whole_for_its_account(import_texts: Import) -> None:
    text = "Subscription ID,Account ID,Product,Amount,Start Date\nS1,A1,Gold,120,2025-01-01"
    report = import_texts({"subscriptions.csv": text}, table="subscriptions", preset="salesforce")
    assert line(report, "subscriptions").waiting == 1
    assert not Subscription.objects.exists()
    import_texts({"accounts.csv": ACCOUNTS}, preset="salesforce")
    found = Subscription.objects.get()
    assert (found.account.name, found.amount_minor) == ("Acme", 12000)


def test_a_stop_while_it_runs_leaves_nothing_behind(import_texts: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(self: object, report: Report) -> None:
        if report.step == "Writing":
            raise Stopped("Stopped.")

    monkeypatch.setattr("tiercel.flow.jobs.Held.report", stop)
    with pytest.raises(Stopped):
        import_texts({"accounts.csv": ACCOUNTS})
    assert everything() == [0] * 9
    assert Job.objects.get().state == Job.STOPPED


# The command, begun again and again by a process that has loaded all it needs, and killed ever later until it is done:
# while a program only loads, nothing can be half done. After each time it waits until somebody has looked.
KILLED = """
import os, signal, sys, time
from tiercel.show.cli._setup import begin; begin()
import tiercel.flow.import_files, tiercel.show.cli._report_import
from tiercel.show.cli.main import main

def killed_after(seconds):
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.argv = ["tiercel", "import", sys.argv[1], "--json"]
        try:
            main()
        except SystemExit as ended:
            os._exit(ended.code or 0)
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])

seconds, is_killed = 0.1, True
while is_killed:
    is_killed = killed_after(seconds)
    print(seconds, flush=True)
    sys.stdin.readline()
    seconds *= 1.3
"""


@pytest.mark.slow
def test_killed_at_any_moment_nothing_is_half_done(workspace: Settings, tmp_path: Path) -> None:
    """Kill the command again and again, a little later each time; after every kill it is all there or nothing."""
    rows = 20_000
    path = tmp_path / "accounts.csv"
    path.write_text("Account ID,Account Name\n" + "\n".join(f"A{n},Name {n}" for n in range(rows)) + "\n")
    # A file of its own, whatever database the other tests run on.
    ours = {"DJANGO_SETTINGS_MODULE": "tiercel.show.web.settings", "TIERCEL_WORKSPACE": str(tmp_path / "killed")}
    environ = os.environ | ours | {"TIERCEL_DATABASE_URL": ""}
    database = tmp_path / "killed" / "records.sqlite3"
    seen = []
    command = [sys.executable, "-c", KILLED, str(path)]
    with subprocess.Popen(command, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as killing:
        assert killing.stdin is not None
        assert killing.stdout is not None
        for _seconds in killing.stdout:
            seen.append(_count_accounts(database))
            killing.stdin.write(b"\n")
    assert killing.returncode == 0
    assert set(seen[:-1]) <= {0, rows}
    assert seen.count(0) > 3
    assert seen[-1] == rows
    command = [sys.executable, "-m", "tiercel.show.cli", "import", str(path), "--json"]
    finished = subprocess.run(command, env=environ, capture_output=True, check=False)
    assert finished.returncode == 0, finished.stderr
    assert _count_accounts(database) == rows


def _count_accounts(database: Path) -> int:
    import sqlite3

    if not database.exists():
        return 0
    with sqlite3.connect(database) as connection:
        made = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'account'").fetchone()[0]
        return int(connection.execute("SELECT count(*) FROM account").fetchone()[0]) if made else 0


def test_sums_in_another_currency_count_by_the_rate_of_their_day(import_texts: Import) -> None:
    euros = DEALS.replace("Amount,", "Amount,Currency,").replace("1000,", "1000,EUR,").replace("500,", "500,USD,")
    import_texts({"accounts.csv": ACCOUNTS, "deals.csv": euros})
    assert read_tables.deals().column("amount").to_pylist() == [None, 500.0]
    set_rate("EUR", "1.10", date(2025, 1, 1), None, datetime.now(UTC))
    set_rate("EUR", "1.25", date(2025, 6, 1), None, datetime.now(UTC))
    assert read_tables.deals().column("amount").to_pylist() == [pytest.approx(1100.0), 500.0]


def test_what_stands_in_an_index_may_be_as_long_as_a_name_and_no_page_of_text(import_texts: Import) -> None:
    draw = random.Random(1)
    # Four bytes each, and nothing that a database could press together.
    name, title = ("".join(chr(draw.randrange(0x20000, 0x2A6D0)) for _ in range(LONGEST_NAME)) for _ in range(2))
    rows = [f"C1,{name},{title}", f"C2,{name[:-1]}ab,CFO", f"C3,Ada,{title}x"]
    report = import_texts({"contacts.csv": "Contact ID,Full Name,Job Title\n" + "\n".join(rows)})
    assert [(each.line, each.column) for each in report.rejects] == [(3, "Full Name"), (4, "Job Title")]
    assert "more than 300 characters" in report.rejects[0].reason
    assert [(each.name, each.title) for each in Contact.objects.all()] == [(name, title)]
