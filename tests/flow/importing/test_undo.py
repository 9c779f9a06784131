"""An import is taken back: what it made is put away, what it changed returns, and what happened since stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.flow.importing.conftest import Import

from tiercel.core.clock import utc_now
from tiercel.core.errors import AccessError, DataError
from tiercel.flow import jobs
from tiercel.flow.duplicates.merge import merge
from tiercel.flow.duplicates.undo import undo as undo_merge
from tiercel.flow.importing.undo import job as undoing
from tiercel.flow.importing.undo.job import ask_to_undo, undo_now, would_undo
from tiercel.flow.importing.undo.report import UndoReport
from tiercel.flow.jobs import run_waiting
from tiercel.flow.read_tables import accounts
from tiercel.records.models import (
    Account,
    AuditEntry,
    Change,
    Contact,
    ContactAccount,
    Deal,
    ExternalKey,
    Job,
    StageChange,
    User,
    WaitingRow,
)

pytestmark = pytest.mark.django_db(transaction=True)
ACCOUNTS = "Account ID,Account Name,Website,Employees,Industry\n"
FIRST = ACCOUNTS + "A1,Acme,acme.example,100,Logistics\n"
SECOND = ACCOUNTS + "A1,Acme Group,acme.test,120,Logistics\nA2,Birch,birch.example,7,Banking\n"
DEALS = "Opportunity ID,Opportunity Name,Account ID,Stage\n"
CONTACTS = "Contact ID,Account ID,Last Name\n"


def undo(job: int) -> UndoReport:
    return undo_now(job, None)[0]


def live() -> list[str]:
    return sorted(Account.objects.filter(archived_at=None).values_list("name", flat=True))


def test_rows_go_and_values_return_with_all_that_follows_from_them(import_texts: Import) -> None:
    import_texts(accounts=FIRST)
    before = Account.objects.values().get()
    second = import_texts(accounts=SECOND)
    looked = would_undo(second, None)
    assert live() == ["Acme Group", "Birch"], "a look changes nothing"
    done = undo(second)
    assert (looked.put_away, looked.returned, looked.stays) == (done.put_away, done.returned, 0) == (1, 3, 0)
    row = Account.objects.values().get(name="Acme")
    assert {name: row[name] for name in before} == before
    assert live() == ["Acme"]
    assert not ExternalKey.objects.filter(external_id="A2").exists()


def test_undoing_twice_does_nothing_and_the_file_comes_in_again_as_the_first_time(import_texts: Import) -> None:
    import_texts(accounts=FIRST)
    second = import_texts(accounts=SECOND)
    undo(second)
    changes = Change.objects.count()
    assert not undo(second).does_anything
    assert (Change.objects.count(), live()) == (changes, ["Acme"])
    again = import_texts(accounts=SECOND)
    assert live() == ["Acme Group", "Birch"]
    first_time, second_time = (Job.objects.get(pk=job).found["tables"] for job in (second, again))
    assert second_time == first_time
    undo(again)
    assert live() == ["Acme"]


def test_what_a_later_import_or_a_hand_changed_stays_and_is_named(import_texts: Import) -> None:
    import_texts(accounts=FIRST)
    second = import_texts(accounts=SECOND)
    import_texts(accounts=SECOND.replace(",120,", ",130,").replace("Banking", "Finance"))
    done = undo(second)
    row = Account.objects.get(name="Acme")
    assert (row.employees, row.domains, row.domain) == (130, ["acme.example"], "acme.example")
    assert {(line.name, line.field, line.why) for line in done.kept} == {
        ("Acme Group", "employees", "newer"), ("Birch", "", "changed")
    }  # fmt: skip
    assert live() == ["Acme", "Birch"]


def test_two_imports_taken_back_in_any_order_leave_what_was_there_before_both(import_texts: Import) -> None:
    import_texts(accounts=FIRST)
    second = import_texts(accounts=SECOND)
    third = import_texts(accounts=FIRST.replace(",100,", ",130,"))
    undo(second)
    undo(third)
    assert Account.objects.get(name="Acme").employees == 100
    undo(second)
    assert live() == ["Acme"]


def test_an_account_on_which_something_hangs_stays_until_that_goes(import_texts: Import) -> None:
    first = import_texts(accounts=SECOND)
    second = import_texts(deals=DEALS + "D1,Big,A1,Won\n", contacts=CONTACTS + "C1,A2,Lee\n")
    done = undo(first)
    assert live() == ["Acme Group", "Birch"]
    assert {(line.name, line.why, line.what) for line in done.kept} == {
        ("Acme Group", "referred", "deals"), ("Birch", "referred", "contacts")
    }  # fmt: skip
    undo(second)
    assert not ContactAccount.objects.filter(ended_at=None).exists()
    assert undo(first).put_away == 2


def test_rows_of_one_import_go_together(import_texts: Import) -> None:
    job = import_texts(
        accounts=SECOND,
        deals=DEALS + "D1,Big,A1,Won\nD2,Waits,A9,Won\n",
        contacts=CONTACTS + "C1,A2,Lee\n",
        moves="Opportunity ID,Stage,Last Modified\nD1,Won,2024-03-01\n",
    )
    done = undo(job)
    assert done.stays == 0
    for model in (Account, Contact, Deal, StageChange):
        assert not model._default_manager.filter(archived_at=None).exists(), model
    assert not WaitingRow.objects.exists()


def test_the_account_of_a_contact_is_again_the_one_before(import_texts: Import) -> None:
    import_texts(accounts=SECOND, contacts=CONTACTS + "C1,A1,Lee\n")
    second = import_texts(contacts=CONTACTS + "C1,A2,Lee\n")
    assert undo(second).returned == 1
    link = ContactAccount.objects.get(ended_at=None)
    assert link.account.name == "Acme Group"
    assert ContactAccount.objects.count() == 3, "links end, and another begins"


def test_what_was_known_on_an_earlier_day_stays_known(import_texts: Import) -> None:
    import_texts(accounts=FIRST)
    second = import_texts(accounts=SECOND)
    then = utc_now()
    known = accounts(then).sort_by("id").to_pylist()
    undo(second)
    assert accounts(then).sort_by("id").to_pylist() == known
    assert accounts().column("name").to_pylist() == ["Acme"]
    assert accounts(utc_now() + timedelta(days=1)).column("employees").to_pylist() == [100]


def test_a_hand_that_gave_a_new_account_an_owner_keeps_it(import_texts: Import) -> None:
    job = import_texts(accounts=SECOND, people="User ID,Full Name,Email\nU1,Ada Love,ada@example.com\n")
    account = Account.objects.get(name="Birch")
    Change.objects.create(table="accounts", row=account.pk, field="city", old="", new="Bonn", made_at=utc_now())
    done = undo(job)
    assert live() == ["Birch"]
    assert [(line.table, line.name, line.why) for line in done.kept if line.table == "accounts"] == [
        ("accounts", "Birch", "changed")
    ]


def test_a_worker_takes_it_back_once_and_the_trail_says_so(import_texts: Import) -> None:
    first = import_texts(accounts=FIRST)
    assert ask_to_undo(first, None) == ask_to_undo(first, None)
    Job.objects.filter(state=Job.QUEUED).exclude(asked__has_key="undo").delete()
    run_waiting()
    assert live() == []
    entry = AuditEntry.objects.get(action="imports.undone")
    assert (entry.row, entry.via, entry.details["put_away"]) == (first, "job", 1)


def test_one_that_died_in_the_middle_left_nothing_and_is_done_when_it_is_run_again(
    import_texts: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_texts(accounts=FIRST)
    second = import_texts(accounts=SECOND)

    def dies(*_args: object, **_details: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(undoing.trail, "note", dies)
        with pytest.raises(Exception, match="Stopped"):
            undo(second)
    assert live() == ["Acme Group", "Birch"]
    assert undo(second).put_away == 1


def test_one_that_died_after_it_was_written_is_not_done_twice(import_texts: Import) -> None:
    second = import_texts(accounts=SECOND)
    job = ask_to_undo(second, None)
    Job.objects.filter(state=Job.QUEUED).exclude(pk=job).delete()
    run_waiting()
    found, changes = Job.objects.get(pk=job).found, Change.objects.count()
    Job.objects.filter(pk=job).update(state=Job.QUEUED)
    run_waiting()
    assert (Job.objects.get(pk=job).found, Change.objects.count()) == (found, changes)
    assert AuditEntry.objects.filter(action="imports.undone").count() == 1


def test_one_that_was_silent_for_too_long_and_then_is_there_is_not_done_again(
    import_texts: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another worker takes it for dead while it writes, and gets to say so once it has written."""
    second = import_texts(accounts=SECOND)
    job, apply, seen = ask_to_undo(second, None), undoing.apply, []

    def applied(*given: Any) -> None:
        seen.append(Job.objects.get(pk=job))
        apply(*given)

    monkeypatch.setattr(undoing, "apply", applied)
    monkeypatch.setattr(undoing, "queue_followers", lambda _by: jobs._give_up(seen[0]))
    Job.objects.filter(state=Job.QUEUED).exclude(pk=job).delete()
    run_waiting()
    done = Job.objects.get(pk=job)
    assert (len(seen), done.state, UndoReport.from_values(done.found).put_away) == (1, Job.DONE, 2)


def test_only_an_import_that_wrote_is_taken_back_and_only_by_a_manager(import_texts: Import) -> None:
    job = import_texts(accounts=FIRST)
    undo(job)
    look = Job.objects.create(
        kind="import_files", state="done", asked={"files": [], "dry_run": True}, made_at=utc_now()
    )
    of_undo = Job.objects.filter(asked__has_key="undo").latest("pk")
    for number in (look.pk, of_undo.pk, 12345):
        with pytest.raises(DataError):
            undo(number)
    member = User.objects.create(username="ben", role="member")
    for ask in (would_undo, ask_to_undo, undo_now):
        with pytest.raises(AccessError):
            ask(job, member)  # type: ignore[operator]


def test_a_merge_that_is_undone_afterwards_leads_nobody_to_what_was_put_away(import_texts: Import) -> None:
    import_texts(accounts=FIRST, contacts=CONTACTS + "C1,A1,Lee\nC2,,Leigh\n")
    second = import_texts(accounts=ACCOUNTS + "A2,Birch,birch.example,7,Banking\n", contacts=CONTACTS + "C1,A2,Lee\n")
    lee, leigh = (Contact.objects.get(name=name).pk for name in ("Lee", "Leigh"))
    made = merge("contacts", lee, leigh, None, utc_now())
    assert undo(second).put_away == 1
    undo_merge(made.pk, None, utc_now())
    assert not ContactAccount.objects.filter(ended_at=None, account__archived_at__isnull=False).exists()


def test_one_that_was_killed_once_its_rows_were_there_is_taken_back_too(import_texts: Import) -> None:
    job = import_texts(accounts=FIRST)
    Job.objects.filter(pk=job).update(state=Job.FAILED, found={})
    assert undo(job).put_away == 1
    assert live() == []
    nothing = Job.objects.create(kind="import_files", state=Job.FAILED, asked={"files": []}, made_at=utc_now())
    with pytest.raises(DataError, match="wrote nothing"):
        undo(nothing.pk)


def test_an_account_that_another_system_knows_stays_until_that_does_not_any_more(import_texts: Import) -> None:
    first = import_texts(accounts=SECOND)
    row = Account.objects.get(name="Birch")
    ExternalKey.objects.create(source="erp", kind="accounts", external_id="B-7", row=row.pk)
    done = undo(first)
    assert [(line.name, line.why) for line in done.kept] == [("Birch", "named_elsewhere")]
    ExternalKey.objects.filter(source="erp").delete()
    assert undo(first).put_away == 1
