"""The keys by which sites and apps send us what people do there: made, renamed, changed, ended, taken up again."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.flow import trail
from tiercel.flow.allowed import at_least
from tiercel.flow.events.keys import write_key_file
from tiercel.flow.events.keys.choose_collecting import Choices, checked
from tiercel.flow.events.keys.free_name import free_name
from tiercel.records.models import MailKey, User, WriteKey
from tiercel.records.models.users import Role

MOST_KEYS = 200


@dataclass(frozen=True)
class WriteKeyRow:
    """A write key as people see it.

    name           of the site or app that sends with it; events carry it as their source
    key            what it sends with each event; it is public, and shown again whenever it is asked for
    state          works or ended
    origins        the sites that may send from a browser; none: every one
    consent        wait (nothing leaves a browser until the visitor agrees) or until_refused
    storage        cookie (a first-party one) or none
    on_gpc         what a browser that says Global Privacy Control sends: nothing or anonymous
    forms          off, names (that a form was sent, and its fields) or mail (the mail address in it too)
    made_by        the user; empty for the command line
    last_heard_at  when something last came with it, as far as that is known
    """

    id: int
    name: str
    key: str
    state: str
    origins: tuple[str, ...]
    consent: str
    storage: str
    on_gpc: str
    forms: str
    made_at: datetime
    made_by: str
    ended_at: datetime | None
    last_heard_at: datetime | None

    @property
    def works(self) -> bool:
        return self.ended_at is None

    @property
    def choices(self) -> Choices:
        return Choices(self.origins, self.consent, self.storage, self.on_gpc, self.forms)


def list_write_keys(by: User | None) -> tuple[WriteKeyRow, ...]:
    """All of them, those that work first, by name; raises AccessError for less than a manager."""
    at_least(Role.MANAGER, by)
    keys = WriteKey.objects.select_related("made_by").order_by("name", "pk")
    return tuple(_row(key) for key in sorted(keys, key=lambda key: key.ended_at is not None))


def see_write_key(key_id: int, by: User | None) -> WriteKeyRow | None:
    at_least(Role.MANAGER, by)
    key = WriteKey.objects.select_related("made_by").filter(pk=key_id).first()
    return _row(key) if key else None


def find_write_key(called: str, by: User | None) -> WriteKeyRow:
    """The key of that number, name or key; raises DataError that names those there are."""
    rows = list_write_keys(by)
    found = [row for row in rows if called in (str(row.id), row.key) or row.name.casefold() == called.casefold()]
    if not found:
        known = ", ".join(row.name for row in rows if row.works) or _("none")
        raise DataError(_("There is no write key '{name}'. There are: {known}.").format(name=called, known=known))
    return found[0]


def make_write_key(name: str, choices: Choices, by: User | None, now: datetime) -> WriteKeyRow:
    """A new key; collectors take what comes with it as soon as they have read the file anew.

    raises   DataError for a name that is missing or taken, a choice that there is not, an origin that is none
    """
    at_least(Role.MANAGER, by)
    with transaction.atomic():
        if WriteKey.objects.filter(ended_at__isnull=True).count() >= MOST_KEYS:
            raise DataError(_("There are {most} write keys already. End one first.").format(most=MOST_KEYS))
        key = WriteKey.objects.create(
            name=_free(name), key=f"wk_{secrets.token_hex(12)}", made_at=now, made_by=by, **_values(choices)
        )
        trail.note("write_keys.made", by, subject="write_keys", row=key.pk)
        transaction.on_commit(write_key_file.write_out)
    return _row(key)


def change_write_key(key_id: int, name: str, choices: Choices, by: User | None) -> WriteKeyRow:
    """Another name or other choices. What came under the old name keeps it; open pages follow at their next load."""
    at_least(Role.MANAGER, by)
    with transaction.atomic():
        key = _key(key_id)
        wanted = {"name": _free(name, besides=key)} | _values(choices)
        changed = [field for field, value in wanted.items() if getattr(key, field) != value]
        if changed:
            for field in changed:
                setattr(key, field, wanted[field])
            key.save(update_fields=changed)
            trail.note("write_keys.changed", by, subject="write_keys", row=key.pk, fields=changed)
            transaction.on_commit(write_key_file.write_out)
    return _row(key)


def end_write_key(key_id: int, by: User | None, now: datetime) -> WriteKeyRow:
    """Refuse from now on what comes with it; what came before stays."""
    at_least(Role.MANAGER, by)
    with transaction.atomic():
        key = _key(key_id)
        if key.ended_at is None:
            key.ended_at = now
            key.save(update_fields=["ended_at"])
            trail.note("write_keys.ended", by, subject="write_keys", row=key.pk)
            transaction.on_commit(write_key_file.write_out)
    return _row(key)


def resume_write_key(key_id: int, by: User | None) -> WriteKeyRow:
    """Take up an ended key again; raises DataError where another has its name meanwhile."""
    at_least(Role.MANAGER, by)
    with transaction.atomic():
        key = _key(key_id)
        if key.ended_at is not None:
            _free(key.name, besides=key)
            key.ended_at = None
            key.save(update_fields=["ended_at"])
            trail.note("write_keys.resumed", by, subject="write_keys", row=key.pk)
            transaction.on_commit(write_key_file.write_out)
    return _row(key)


def note_heard(heard: Mapping[str, datetime]) -> None:
    """Keep when each source, by the name of its key, was last heard; an earlier time changes nothing."""
    for name, at in heard.items():
        earlier = Q(last_heard_at__isnull=True) | Q(last_heard_at__lt=at)
        not_ended = Q(ended_at__isnull=True) | Q(ended_at__gte=at)
        for keys in (WriteKey.objects, MailKey.objects):
            keys.filter(earlier, not_ended, name=name, made_at__lte=at).update(last_heard_at=at)


def _key(key_id: int) -> WriteKey:
    key = WriteKey.objects.select_for_update(of=("self",)).select_related("made_by").filter(pk=key_id).first()
    if key is None:
        raise DataError(_("There is no write key {number}. Load the list again.").format(number=key_id))
    return key


def _free(name: str, besides: WriteKey | None = None) -> str:
    missing = _("A write key needs a name of at most 100 characters: the site or app that sends with it.")
    return free_name(name, missing, besides)


def _values(choices: Choices) -> dict[str, object]:
    values = asdict(checked(choices))
    return values | {"origins": list(values["origins"])}


def _row(key: WriteKey) -> WriteKeyRow:
    return WriteKeyRow(
        id=key.pk,
        name=key.name,
        key=key.key,
        state="works" if key.ended_at is None else "ended",
        origins=tuple(key.origins),
        consent=key.consent,
        storage=key.storage,
        on_gpc=key.on_gpc,
        forms=key.forms,
        made_at=key.made_at,
        made_by=key.made_by.username if key.made_by else "",
        ended_at=key.ended_at,
        last_heard_at=key.last_heard_at,
    )
