"""An import is taken back while somebody refers to what it made: one of them comes first, and nothing refers to a row
that is put away."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection
from tests.flow.importing.conftest import Import
from tests.waiting import wait_until

from tiercel.core.clock import utc_now
from tiercel.core.errors import DataError, TiercelError
from tiercel.flow import match_contacts
from tiercel.flow.duplicates.merge import merge
from tiercel.flow.hierarchy import decide as parents
from tiercel.flow.hierarchy.set_parent import set_parent
from tiercel.flow.importing.undo import job as undoing
from tiercel.flow.importing.undo.job import undo_now
from tiercel.flow.matching import decide as places
from tiercel.records.models import (
    Account,
    AccountParent,
    Contact,
    ContactAccount,
    MatchSuggestion,
    Merge,
    ParentSuggestion,
)

pytestmark = pytest.mark.django_db(transaction=True)
ACCOUNTS = "Account ID,Account Name,Website,Parent Account ID\n"
CONTACTS = "Contact ID,Last Name,Email\nC1,Lee,lee@birch.example\nC2,Doe,doe@info.birch.example\n"
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, Callable[[], object]], list[BaseException]]:
    """Take an import back, and do something else once it has looked; returns what that other met."""

    def both(job: int, does: Callable[[], object]) -> list[BaseException]:
        met: list[BaseException] = []

        def act() -> None:
            try:
                does()
            except (DatabaseError, TiercelError) as error:
                met.append(error)
            finally:
                connection.close()

        other, apply = threading.Thread(target=act), undoing.apply

        def applied(*given: Any) -> None:
            other.start()
            wait_until(lambda: _waits() or not other.is_alive(), "the other to wait or to end")
            apply(*given)

        monkeypatch.setattr(undoing, "apply", applied)
        undo_now(job, None)
        other.join()
        return met

    return both


def _waits() -> bool:
    if connection.vendor == "sqlite":  # which lets in one after the other
        return True
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return bool(cursor.fetchone()[0])


def _called(name: str) -> int:
    return Account.objects.get(name=name).pk


def _is_refused(met: list[BaseException]) -> bool:
    return [type(error) for error in met] == [DataError]


@pytest.mark.parametrize("does", ["set", "accept", "merge", "place"])
def test_whoever_would_refer_to_what_goes_is_refused(
    does: str, import_texts: Import, meanwhile: Callable[..., list[BaseException]]
) -> None:
    import_texts(accounts=ACCOUNTS + "A1,Acme,acme.example,\n", contacts=CONTACTS)
    job = import_texts(accounts=ACCOUNTS + "A2,Birch,birch.test,\n")
    acme, birch, lee, now = _called("Acme"), _called("Birch"), Contact.objects.get(name="Lee").pk, utc_now()
    suggestion, _made = ParentSuggestion.objects.get_or_create(
        account_id=acme, parent_id=birch, defaults={"found_at": now}
    )
    acts: dict[str, Callable[[], object]] = {
        "set": lambda: set_parent(acme, birch, None, now),
        "accept": lambda: parents.accept(suggestion.pk, None, now),
        "merge": lambda: merge("accounts", birch, acme, None, now),
        "place": lambda: places.decide({lee: birch}, None, now),
    }
    assert _is_refused(meanwhile(job, acts[does]))
    assert Account.objects.filter(pk=birch, archived_at__isnull=False).exists()
    assert not AccountParent.objects.filter(ended_at=None, parent=birch).exists()
    assert not ContactAccount.objects.filter(ended_at=None, account=birch).exists()
    assert not Merge.objects.exists()


def test_a_parent_that_is_given_meanwhile_is_the_one_that_stands(
    import_texts: Import, meanwhile: Callable[..., list[BaseException]]
) -> None:
    rows = "A2,Birch,birch.test,\nA3,Cedar,cedar.test,\nA4,Daisy,daisy.test,\n"
    import_texts(accounts=ACCOUNTS + "A1,Acme,acme.example,A2\n" + rows)
    job = import_texts(accounts=ACCOUNTS + "A1,Acme,acme.example,A3\n" + rows)
    acme = _called("Acme")
    assert meanwhile(job, lambda: set_parent(acme, _called("Daisy"), None, utc_now())) == []
    assert AccountParent.objects.get(account=acme, ended_at=None).parent.name == "Daisy"
    assert [link.parent.name for link in AccountParent.objects.filter(account=acme).order_by("pk")] == [
        "Birch", "Cedar", "Birch", "Daisy"
    ]  # fmt: skip


def test_a_suggested_parent_that_is_put_away_is_not_taken(import_texts: Import) -> None:
    import_texts(accounts=ACCOUNTS + "A1,Acme,acme.example,\n")
    job = import_texts(accounts=ACCOUNTS + "A2,Birch,birch.test,\n")
    found, _made = ParentSuggestion.objects.get_or_create(
        account_id=_called("Acme"), parent_id=_called("Birch"), defaults={"found_at": utc_now()}
    )
    undo_now(job, None)
    with pytest.raises(DataError, match="put away"):
        parents.accept(found.pk, None, utc_now())
    assert not AccountParent.objects.exists()


def test_rules_that_ran_meanwhile_lead_nobody_to_what_was_put_away(
    import_texts: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_texts(contacts=CONTACTS)
    job = import_texts(accounts=ACCOUNTS + "A2,Birch,birch.example,\n")
    ContactAccount.objects.all().delete()
    make_plan, led = match_contacts.make_plan, []

    def planned(*given: Any) -> Any:
        plan = make_plan(*given)
        led.append(plan.counts.attached)
        with monkeypatch.context() as alone:
            alone.setattr(undoing, "do_followers", lambda *_given: [])
            undo_now(job, None)
        return plan

    monkeypatch.setattr(match_contacts, "make_plan", planned)
    match_contacts.match_now(None)
    assert led[0] > 0
    assert not Account.objects.filter(archived_at=None).exists()
    assert not ContactAccount.objects.filter(ended_at=None).exists()
    assert not MatchSuggestion.objects.exists()
