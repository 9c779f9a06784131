"""The keys by which mail providers tell us of their mails: made, shown once, given what proves the provider, ended."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tiercel.collect.events.mail_keys import PREFIX, SHOWN, digest_of_key
from tiercel.collect.events.provider import PASSWORD, Provider, provider, provider_names
from tiercel.core.errors import DataError
from tiercel.core.nearest import nearest
from tiercel.flow import trail
from tiercel.flow.allowed import at_least
from tiercel.flow.events.keys import mail_key_file
from tiercel.flow.events.keys.free_name import free_name
from tiercel.flow.events.keys.tell_clients import address
from tiercel.records.models import MailKey, User
from tiercel.records.models.users import Role

MOST_KEYS = 100
MOST_SECRET = 2000
# Stands in the place of the key wherever an address is shown again.
HIDDEN = "…"


@dataclass(frozen=True)
class MailKeyRow:
    """A mail key as people see it; the key itself and the secret are never shown again.

    provider   by name; `label` as it writes itself
    shown      how the key begins
    proof      signature or password: what this provider can prove itself by
    is_proved  whether it has to; without, whoever knows the address may send
    state      works or ended
    """

    id: int
    name: str
    provider: str
    label: str
    shown: str
    proof: str
    is_proved: bool
    state: str
    made_at: datetime
    made_by: str
    ended_at: datetime | None
    last_heard_at: datetime | None

    @property
    def works(self) -> bool:
        return self.ended_at is None

    @property
    def address(self) -> str:
        return address_of(self.provider, f"{self.shown}{HIDDEN}")


@dataclass(frozen=True)
class MailKeyWithAddress:
    """A mail key with the address that its provider is told, which is shown this once."""

    key: MailKeyRow
    address: str


@dataclass(frozen=True)
class ProviderRow:
    """A provider that can be chosen, and what it proves itself by."""

    name: str
    label: str
    proof: str


def list_providers() -> tuple[ProviderRow, ...]:
    found = [(name, provider(name)) for name in provider_names()]
    return tuple(ProviderRow(name, spoken.LABEL, spoken.PROOF) for name, spoken in found)


def address_of(provider_name: str, key: str) -> str:
    return f"{address()}/mail/{provider_name}/{key}"


def list_mail_keys(by: User | None) -> tuple[MailKeyRow, ...]:
    """All of them, those that work first, by name; raises AccessError for less than a manager."""
    at_least(Role.MANAGER, by)
    keys = MailKey.objects.select_related("made_by").order_by("name", "pk")
    return tuple(_row(key) for key in sorted(keys, key=lambda key: key.ended_at is not None))


def see_mail_key(key_id: int, by: User | None) -> MailKeyRow | None:
    at_least(Role.MANAGER, by)
    key = MailKey.objects.select_related("made_by").filter(pk=key_id).first()
    return _row(key) if key else None


def find_mail_key(called: str, by: User | None) -> MailKeyRow:
    """The key of that number or name, or that begins so; raises DataError that names those there are."""
    rows = list_mail_keys(by)
    found = [row for row in rows if called in (str(row.id), row.shown) or row.name.casefold() == called.casefold()]
    if not found:
        known = ", ".join(row.name for row in rows if row.works) or _("none")
        raise DataError(_("There is no mail key '{name}'. There are: {known}.").format(name=called, known=known))
    return found[0]


def make_mail_key(name: str, provider_name: str, secret: str, by: User | None, now: datetime) -> MailKeyWithAddress:
    """A new key with its address; collectors take what the provider sends as soon as they have read the file anew.

    secret   what the provider proves itself by; empty where it says that only once it has the address
    raises   DataError for a name that is missing or taken, a provider that there is not, a secret that cannot be one
    """
    at_least(Role.MANAGER, by)
    spoken = _provider(provider_name)
    key = PREFIX + secrets.token_hex(24)
    with transaction.atomic():
        if MailKey.objects.filter(ended_at__isnull=True).count() >= MOST_KEYS:
            raise DataError(_("There are {most} mail keys already. End one first.").format(most=MOST_KEYS))
        made = MailKey.objects.create(
            name=free_name(name, _("A mail key needs a name of at most 100 characters: what sends the mails.")),
            provider=provider_name,
            digest=digest_of_key(key),
            shown=key[:SHOWN],
            secret=_secret(spoken, secret),
            made_at=now,
            made_by=by,
        )
        trail.note("mail_keys.made", by, subject="mail_keys", row=made.pk)
        transaction.on_commit(mail_key_file.write_out)
    base = address_of(provider_name, key)
    return MailKeyWithAddress(_row(made), _with_password(base, made.secret) if spoken.PROOF == PASSWORD else base)


def set_secret(key_id: int, secret: str, by: User | None) -> MailKeyRow:
    """Ask for another proof from now on, or, where `secret` is empty, for none but the address."""
    at_least(Role.MANAGER, by)
    with transaction.atomic():
        key = _key(key_id)
        checked = _secret(provider(key.provider), secret)
        if checked != key.secret:
            key.secret = checked
            key.save(update_fields=["secret"])
            trail.note("mail_keys.changed", by, subject="mail_keys", row=key.pk, fields=["secret"])
            transaction.on_commit(mail_key_file.write_out)
    return _row(key)


def end_mail_key(key_id: int, by: User | None, now: datetime) -> MailKeyRow:
    """Refuse from now on what comes to its address; what came before stays. It is not taken up again: make another."""
    at_least(Role.MANAGER, by)
    with transaction.atomic():
        key = _key(key_id)
        if key.ended_at is None:
            key.ended_at, key.secret = now, ""
            key.save(update_fields=["ended_at", "secret"])
            trail.note("mail_keys.ended", by, subject="mail_keys", row=key.pk)
            transaction.on_commit(mail_key_file.write_out)
    return _row(key)


def _with_password(address: str, secret: str) -> str:
    """The address as providers take it who know Basic authorization by it alone."""
    scheme, found, rest = address.partition("://")
    return f"{scheme}{found}{secret}@{rest}" if secret else address


def _key(key_id: int) -> MailKey:
    key = MailKey.objects.select_for_update(of=("self",)).select_related("made_by").filter(pk=key_id).first()
    if key is None:
        raise DataError(_("There is no mail key {number}. Load the list again.").format(number=key_id))
    return key


def _provider(name: str) -> Provider:
    known = provider_names()
    if name not in known:
        said = _("There is no mail provider '{name}'. There are: {known}.")
        raise DataError(said.format(name=name[:100], known=", ".join(known)) + nearest(name, known))
    return provider(name)


def _secret(spoken: Provider, secret: str) -> str:
    # Copied from a page it may be broken into lines.
    secret = "".join(secret.split())
    wrong = (spoken.wrong_secret(secret) if len(secret) <= MOST_SECRET else _("it is too long.")) if secret else ""
    if wrong:
        raise DataError(_("{provider} cannot prove itself by that: {wrong}").format(provider=spoken.LABEL, wrong=wrong))
    return secret


def _row(key: MailKey) -> MailKeyRow:
    spoken = provider(key.provider)
    return MailKeyRow(
        id=key.pk,
        name=key.name,
        provider=key.provider,
        label=spoken.LABEL,
        shown=key.shown,
        proof=spoken.PROOF,
        is_proved=bool(key.secret),
        state="works" if key.ended_at is None else "ended",
        made_at=key.made_at,
        made_by=key.made_by.username if key.made_by else "",
        ended_at=key.ended_at,
        last_heard_at=key.last_heard_at,
    )
