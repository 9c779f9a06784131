"""An import is taken back while somebody refers to what it made: one of them comes first, and nothing refers to a row
that is put away."""

from __future__ import annotations

from typing import Any

import pytest
from tests.flow.importing.conftest import Import

from tiercel.flow import match_contacts
from tiercel.flow.importing.undo import job as undoing
from tiercel.flow.importing.undo.job import undo_now
from tiercel.records.models import (
    Account,
    ContactAccount,
    MatchSuggestion,
)

pytestmark = pytest.mark.django_db(transaction=True)
ACCOUNTS = "Account ID,Account Name,Website,Parent Account ID\n"
CONTACTS = "Contact ID,Last Name,Email\nC1,Lee,lee@birch.example\nC2,Doe,doe@info.birch.example\n"


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
