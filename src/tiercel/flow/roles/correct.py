"""Somebody who knows a contact says what they are: that stays over later readings, until it is taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import duckdb
from django.db import transaction
from django.utils.translation import gettext as _

from tiercel.core.errors import AccessError, DataError
from tiercel.core.nearest import nearest
from tiercel.flow import trail
from tiercel.flow.allowed import at_least
from tiercel.flow.roles.reading import compare_roles
from tiercel.flow.sight import only_seen_contacts
from tiercel.records.models import Contact, ContactRole, User
from tiercel.records.models.users import Role
from tiercel.resolve.titles.labels import BUYING_ROLES, DEPARTMENTS, SENIORITIES

LABELS = {"seniority": SENIORITIES, "department": DEPARTMENTS, "buying_role": BUYING_ROLES}


def correct(contact_id: int, said: dict[str, str], by: User | None, now: datetime) -> bool:
    """Say what a contact is; what is not said stays as it was read. Says whether anything is different now.

    said     seniority, department, buying_role -> label
    raises   DataError where nothing is said, for a label or contact that there is not, AccessError for less than a
             member and for a contact that this user does not see
    """
    at_least(Role.MEMBER, by)
    if not said:
        raise DataError(_("Say at least one of seniority, department and buying_role."))
    for name, label in said.items():
        if label not in LABELS.get(name, ()):
            known = LABELS.get(name, ())
            raise DataError(_("There is no {name} '{label}'.").format(name=name, label=label) + nearest(label, known))
    with transaction.atomic():
        contact = _seen(contact_id, by)
        before = ContactRole.objects.filter(contact=contact, ended_at__isnull=True).first()
        values: dict[str, Any] = {name: said.get(name) or getattr(before, name, "") for name in LABELS}
        if not all(values.values()):
            raise DataError(_("Nothing is known of this contact yet: say seniority, department and buying role."))
        if before is not None and before.method == ContactRole.PERSON and _same(before, values):
            return False
        ContactRole.objects.filter(contact=contact, ended_at__isnull=True).update(ended_at=now)
        sure = {f"{name}_confidence": 1.0 for name in LABELS}
        ContactRole.objects.create(
            contact=contact, **values, **sure, method=ContactRole.PERSON, title=contact.title.strip(), by=by,
            made_at=now,
        )  # fmt: skip
        trail.note("contacts.role_corrected", by, subject="contacts", row=contact.pk, labels=values)
    return True


def undo(contact_id: int, by: User | None, now: datetime) -> bool:
    """Take a correction back: what the title says holds again. Says whether there was one."""
    at_least(Role.MEMBER, by)
    with transaction.atomic():
        contact = _seen(contact_id, by)
        stood = ContactRole.objects.filter(contact=contact, ended_at__isnull=True, method=ContactRole.PERSON)
        if not stood.update(ended_at=now):
            return False
        duck = duckdb.connect()
        compare_roles(duck, [contact.pk])
        for row in duck.sql("SELECT * FROM begins").to_arrow_table().to_pylist():
            ContactRole.objects.create(**row, made_at=now)
        trail.note("contacts.role_undone", by, subject="contacts", row=contact.pk)
    return True


def may_be_told(contact_id: int, by: User | None) -> bool:
    """Whether there is such a contact, and this user sees it."""
    return _found(contact_id, by) is not None


def _found(contact_id: int, by: User | None) -> Contact | None:
    return only_seen_contacts(Contact.objects.filter(archived_at__isnull=True), by).filter(pk=contact_id).first()


def _seen(contact_id: int, by: User | None) -> Contact:
    found = _found(contact_id, by)
    if found is None:
        said = _("There is no contact {key}, or it is not yours to say.").format(key=contact_id)
        raise (DataError if by is None else AccessError)(said)
    return found


def _same(row: ContactRole, values: dict[str, str]) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())
