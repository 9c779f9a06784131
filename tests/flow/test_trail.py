"""The audit trail says who did what, by which way, and nobody can change it afterwards."""

import pytest
from django.db import DatabaseError, connection, transaction
from tests.conftest import Cast
from tests.flow.market import NOW, account

from tiercel.flow import trail
from tiercel.flow.targets import choose_by_hand, sign_off
from tiercel.records.append_only import allow, refuse
from tiercel.records.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_a_sign_off_stands_in_the_trail_with_who_and_by_which_way(cast: Cast) -> None:
    acme = account("Acme", 900)
    choose_by_hand.pin([acme.pk], 1, "", cast.ada, NOW)
    with trail.via(trail.API, key=7):
        sign_off.sign_off([acme.pk], "rejected", "Too small", "", cast.ben, NOW)
    pinned, rejected = AuditEntry.objects.order_by("pk")
    assert (pinned.action, pinned.by, pinned.via) == ("targets.pinned", cast.ada, "command")
    assert (rejected.action, rejected.by, rejected.via, rejected.key) == ("targets.rejected", cast.ben, "api", 7)
    assert (rejected.count, rejected.details) == (1, {"rows": [acme.pk], "reason": "Too small"})


def test_what_changed_nothing_is_not_noted(cast: Cast) -> None:
    acme = account("Acme", 900)
    choose_by_hand.pin([acme.pk], 1, "", None, NOW)
    sign_off.sign_off([acme.pk], "accepted", "", "", cast.ben, NOW)
    sign_off.sign_off([acme.pk], "accepted", "", "", cast.ben, NOW)
    assert AuditEntry.objects.filter(action="targets.accepted").count() == 1


def test_an_act_that_failed_is_not_noted(cast: Cast) -> None:
    def act() -> None:
        with transaction.atomic():
            trail.note("targets.accepted", cast.ben)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert not AuditEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("sql", ["UPDATE audit_entry SET via = 'page'", "DELETE FROM audit_entry"])
def test_the_database_itself_refuses_to_change_or_delete_an_entry(sql: str) -> None:
    trail.note("targets.accepted", None)
    act = sql.split(maxsplit=1)[0].casefold()
    with connection.schema_editor() as editor:
        allow(editor, "audit_entry", act)
        refuse(editor, "audit_entry", act)
    with pytest.raises(DatabaseError, match="never changed"), connection.cursor() as cursor:
        cursor.execute(sql)
    if act == "delete" and connection.vendor == "sqlite":
        with connection.schema_editor() as editor:
            allow(editor, "audit_entry", act)
    assert AuditEntry.objects.get().via == "command"
