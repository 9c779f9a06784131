"""A person says where a contact works, or that it is at none of ours: that stays, and teaches a domain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tiercel.core.errors import AccessError, DataError
from tiercel.flow import trail
from tiercel.flow.allowed import at_least
from tiercel.flow.keep_users import may
from tiercel.flow.matching.queue import waiting_contacts
from tiercel.flow.sight import all_seen, only_seen_contacts, only_seen_links, sees_all
from tiercel.flow.strategy import documents
from tiercel.records.models import (
    Account,
    AccountAlias,
    Contact,
    ContactAccount,
    MatchDecision,
    User,
)
from tiercel.records.models.users import Role
from tiercel.resolve.matching.mail import hosts_of

MOST = 500


@dataclass(frozen=True)
class Decided:
    """What came of it: contacts that are decided now, those that were so before, and the domains that were taught."""

    decided: tuple[int, ...]
    already: tuple[int, ...] = ()
    taught: tuple[str, ...] = ()


def decide(choices: Mapping[int, int | None], by: User | None, now: datetime) -> Decided:
    """Say of contacts which account they work at; None: at none of ours.

    choices  contact -> account
    by       None: the command line
    raises   DataError for contacts and accounts that are not there or put away, and for more than 500 at once;
             AccessError for less than a member, and where somebody does not see one of them
    """
    at_least(Role.MEMBER, by)
    if len(choices) > MOST:
        raise DataError(_("At most {most} at once. Decide on the rest after these.").format(most=MOST))
    with only_writer():
        contacts = _contacts(choices, by)
        _check_places(contacts, by)
        _check_accounts({account for account in choices.values() if account is not None}, by)
        standing = _standing(contacts)
        fresh = [one for one in contacts if one.pk not in standing or standing[one.pk].account_id != choices[one.pk]]
        _end([standing[one.pk] for one in fresh if one.pk in standing], now)
        decisions = [_begin(one, choices[one.pk], by, now) for one in fresh]
        taught = _teach(fresh, decisions, by, now)
        placed = [decision.contact_id for decision in decisions if decision.account_id]
        nowhere = [decision.contact_id for decision in decisions if not decision.account_id]
        trail.note("contacts.placed", by, subject="contacts", rows=placed, taught=len(taught))
        trail.note("contacts.set_aside", by, subject="contacts", rows=nowhere)
    done = {one.pk for one in fresh}
    return Decided(tuple(sorted(done)), tuple(sorted(set(choices) - done)), taught)


def accept_above(confidence: float, by: User | None, now: datetime) -> Decided:
    """Accept the first suggestion of up to 500 waiting contacts that are at least so sure, the surest first."""
    at_least(Role.MEMBER, by)
    if not 0 < confidence <= 1:
        raise DataError(_("A confidence is a share between 0 and 1. Write it as 0.7."))
    rows = waiting_contacts(by).filter(confidence__gte=confidence).order_by("-confidence", "pk")[:MOST]
    choices = {row.contact_id: row.account_id for row in rows}
    return decide(choices, by, now) if choices else Decided(())


def undo(contacts: Iterable[int], by: User | None, now: datetime) -> Decided:
    """Take decisions back: what stood before stands again, and what they taught is forgotten."""
    at_least(Role.MEMBER, by)
    wanted = sorted(set(contacts))
    with only_writer():
        found = _contacts(dict.fromkeys(wanted), by)
        _check_places(found, by)
        standing = list(_standing(found).values())
        _end(standing, now)
        _give_back(standing, now)
        trail.note("contacts.decision_undone", by, subject="contacts", rows=[one.contact_id for one in standing])
    return Decided(tuple(sorted(one.contact_id for one in standing)))


def undo_act(made_at: datetime, by: User, now: datetime) -> Decided:
    """Take back all that this user decided at one moment, and nothing that was decided since."""
    rows = MatchDecision.objects.filter(by=by, made_at=made_at, ended_at__isnull=True)
    return undo(list(rows.values_list("contact", flat=True)), by, now)


@contextmanager
def only_writer() -> Iterator[None]:
    """A transaction in which nobody else links contacts: SQLite lets one in by itself."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE contact_account, match_decision IN SHARE ROW EXCLUSIVE MODE")
        yield


def _contacts(choices: Mapping[int, object], by: User | None) -> list[Contact]:
    seen = only_seen_contacts(Contact.objects.filter(archived_at__isnull=True), by)
    found = list(seen.filter(pk__in=list(choices)).order_by("pk"))
    hidden = len(choices) - len(found)
    if hidden:
        said = ngettext(
            "{count} of these contacts is not there, or not yours to decide on.",
            "{count} of these contacts are not there, or not yours to decide on.",
            hidden,
        ).format(count=hidden)
        raise (DataError if sees_all(by) else AccessError)(said)
    return found


def may_decide_on(contact: int, by: User | None) -> bool:
    """Whether a decision of `by` on this contact would be taken: a page offers no other."""
    return (by is None or may(by, Role.MEMBER)) and not _at_places_unseen([contact], by)


def _at_places_unseen(contacts: Sequence[int], by: User | None) -> int:
    """How many of them work at an account that `by` does not see."""
    if sees_all(by):
        return 0
    links = ContactAccount.objects.filter(contact__in=contacts, ended_at__isnull=True)
    return links.exclude(pk__in=only_seen_links(links, by).values("pk")).values("contact").distinct().count()


def _check_places(contacts: Sequence[Contact], by: User | None) -> None:
    """Where somebody works is decided by who sees that place; they cannot be moved from an account behind its back."""
    if hidden := _at_places_unseen([one.pk for one in contacts], by):
        said = ngettext(
            "{count} of these contacts works at an account that is not yours to decide on. Ask a manager.",
            "{count} of these contacts work at accounts that are not yours to decide on. Ask a manager.",
            hidden,
        )
        raise AccessError(said.format(count=hidden))


def _check_accounts(accounts: set[int], by: User | None) -> None:
    all_seen(accounts, by)
    live = set(Account.objects.filter(pk__in=accounts, archived_at__isnull=True).values_list("pk", flat=True))
    if live != accounts:
        missing = min(accounts - live)
        raise DataError(_("There is no account {key}, or it was put away. Choose another.").format(key=missing))


def _standing(contacts: Sequence[Contact]) -> dict[int, MatchDecision]:
    rows = MatchDecision.objects.filter(contact__in=contacts, ended_at__isnull=True).select_related("replaced")
    return {row.contact_id: row for row in rows}


def _begin(contact: Contact, account: int | None, by: User | None, now: datetime) -> MatchDecision:
    """End the link that stands, begin the one that was decided, and remember what was there before."""
    link = ContactAccount.objects.filter(contact=contact, ended_at__isnull=True).first()
    if link is not None:
        _end_link(link, now)
    if account is not None:
        ContactAccount.objects.create(contact=contact, account_id=account, method=ContactAccount.PERSON, made_at=now)
    return MatchDecision.objects.create(contact=contact, account_id=account, by=by, replaced=link, made_at=now)


def _end(decisions: Sequence[MatchDecision], now: datetime) -> None:
    """End decisions, the links that they made, and what they taught."""
    for decision in decisions:
        decision.ended_at = now
        decision.save(update_fields=["ended_at"])
        AccountAlias.objects.filter(decision=decision, ended_at__isnull=True).update(ended_at=now)
        made = ContactAccount.objects.filter(
            contact=decision.contact_id, method=ContactAccount.PERSON, ended_at__isnull=True
        )
        for link in made:
            _end_link(link, now)


def _end_link(link: ContactAccount, now: datetime) -> None:
    link.ended_at = now
    link.save(update_fields=["ended_at"])


def _give_back(decisions: Sequence[MatchDecision], now: datetime) -> None:
    """Begin again the links that decisions took the place of, where nothing else stands there by now."""
    for decision in decisions:
        before = _replaced_first(decision)
        stands = ContactAccount.objects.filter(contact=decision.contact_id, ended_at__isnull=True).exists()
        if before is not None and not stands and before.account.archived_at is None:
            ContactAccount.objects.create(
                contact_id=decision.contact_id, account=before.account, method=before.method, made_at=now,
                confidence=before.confidence, evidence=before.evidence, run=before.run, origin=before.origin,
            )  # fmt: skip


def _replaced_first(decision: MatchDecision) -> ContactAccount | None:
    """What stood before the first of several decisions that followed one another without a break."""
    earlier: MatchDecision | None = decision
    while earlier is not None and earlier.replaced is None:
        earlier = (
            MatchDecision.objects.filter(contact=decision.contact_id, ended_at=earlier.made_at)
            .exclude(pk=earlier.pk).select_related("replaced").first()
        )  # fmt: skip
    return earlier.replaced if earlier is not None else None


def _teach(
    contacts: Sequence[Contact], decisions: Sequence[MatchDecision], by: User | None, now: datetime
) -> tuple[str, ...]:
    """Learn the domains of those contacts' own addresses that no account is known by yet."""
    silent = frozenset(documents.current("matching").body["domains_that_say_nothing"])
    by_contact = {one.pk: one for one in contacts}
    taught: list[str] = []
    for decision in decisions:
        if decision.account_id is None:
            continue
        for host in hosts_of(by_contact[decision.contact_id].emails, silent):
            if host.decides and not _is_known(host.domain):
                AccountAlias.objects.create(
                    account_id=decision.account_id, value=host.domain, by=by, decision=decision, made_at=now
                )
                taught.append(host.domain)
    return tuple(taught)


def _is_known(domain: str) -> bool:
    taught = AccountAlias.objects.filter(kind=AccountAlias.DOMAIN, value=domain, ended_at__isnull=True)
    live = Account.objects.filter(archived_at__isnull=True)
    return (
        taught.exists() or live.filter(domain=domain).exists() or live.filter(domains__icontains=f'"{domain}"').exists()
    )
