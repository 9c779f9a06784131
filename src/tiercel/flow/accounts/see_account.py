"""One account: its facts and where each came from, its deals, contacts and subscriptions, its history and its tier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Field, Q, QuerySet

from tiercel.flow.accounts.account_page import (
    AccountPage,
    ContactRow,
    DealRow,
    Event,
    Fact,
    Standing,
    SubscriptionRow,
    Whence,
)
from tiercel.flow.accounts.account_values import CUSTOM, Shown, Value, columns, value_of
from tiercel.flow.duplicates.follow import current_of
from tiercel.flow.read_tables import end_of
from tiercel.flow.sight import only_seen_contacts, seen_accounts
from tiercel.records.models import (
    Account,
    AccountParent,
    Change,
    Contact,
    ContactAccount,
    Deal,
    ExternalKey,
    HandChoice,
    Origin,
    SignOff,
    Subscription,
    Target,
    User,
)
from tiercel.tables.accounts import accounts
from tiercel.tables.column import Type

MOST = 200


@dataclass(frozen=True)
class Then:
    """The moment that is looked at; `end` None is now."""

    end: datetime | None

    def held(self) -> Q:
        """Links that held then."""
        if self.end is None:
            return Q(ended_at__isnull=True)
        return Q(made_at__lt=self.end) & (Q(ended_at__isnull=True) | Q(ended_at__gte=self.end))

    def received(self) -> Q:
        return Q(received_at__lt=self.end) if self.end else Q()

    def made(self) -> Q:
        return Q(made_at__lt=self.end) if self.end else Q()


def see_account(account_id: int, as_of: date | None = None, *, by: User | None = None) -> AccountPage | None:
    """Everything about one account now, or as it was known at the end of a day; None where it was not known.

    Of an account that was merged it is the page of the one that stands for it.

    by   who asks: an account that they do not see is None too, and is not named as parent or subsidiary
    """
    end = end_of(as_of) if as_of else None
    seen = seen_accounts(by)
    account = seen.select_related("owner", "origin").filter(pk=current_of("accounts", account_id, end)).first()
    if account is None or (end and account.received_at >= end):
        return None
    changes = _changes(account)
    if end:
        changes = _taken_back(account, changes, end)
    then = Then(end)
    facts = tuple(_fact(account, column, changes) for column in columns())
    return AccountPage(
        id=account.pk,
        name=account.name,
        domain=account.domain,
        is_archived=account.archived_at is not None,
        whence=_whence(account.origin, account.line, account.received_at),
        facts=tuple(fact for fact in facts if fact.value.value is not None and fact.column.name != "name"),
        missing=tuple(fact.column for fact in facts if fact.value.value is None),
        parent=_parent(account, then, seen),
        children=_children(account, then, seen),
        keys=tuple(
            ExternalKey.objects.filter(kind="accounts", row=account.pk)
            .order_by("source")
            .values_list("source", "external_id")
        ),
        deals=_deals(account, then),
        contacts=_contacts(account, then, by),
        subscriptions=_subscriptions(account, then),
        history=_history(account, changes, then),
        standing=_standing(account, then),
        as_of=as_of,
    )


def _changes(account: Account) -> list[Change]:
    found = Change.objects.filter(table="accounts", row=account.pk).select_related("origin", "by")
    return list(found.order_by("-made_at", "-pk")[:MOST])


def _taken_back(account: Account, changes: list[Change], end: datetime) -> list[Change]:
    """Give the account the values of then; returns the changes that had been made by then."""
    for change in changes:
        if change.made_at >= end:
            setattr(account, change.field, change.old if change.old is not None else _nothing(account, change.field))
    return [change for change in changes if change.made_at < end]


def _nothing(account: Account, field: str) -> Any:
    """How a column of the records says that nothing is known."""
    kept = account._meta.get_field(field.removesuffix("_id") if field == "owner_id" else field)
    return None if kept.null or not isinstance(kept, Field) else kept.get_default()


def _fact(account: Account, column: Shown, changes: list[Change]) -> Fact:
    """A value, and the last change that wrote it, else the file that brought the account."""
    last = next((change for change in changes if _field(change) == _stored(column)), None)
    if last is not None:
        return Fact(column, value_of(account, column), _whence(last.origin, last.line, last.made_at))
    return Fact(column, value_of(account, column), _whence(account.origin, account.line, account.received_at))


def _stored(column: Shown) -> str:
    return "custom" if column.name.startswith(CUSTOM) else column.name


def _field(change: Change) -> str:
    """The column that a database column belongs to."""
    return change.field.removesuffix("_minor").removesuffix("_currency").removesuffix("_id")


def _whence(origin: Origin | None, line: int | None, at: datetime) -> Whence | None:
    return Whence(origin.name or origin.source, line, at) if origin else None


def _parent(account: Account, then: Then, seen: QuerySet[Account]) -> tuple[int, str] | None:
    links = AccountParent.objects.filter(then.held(), account=account, parent__in=seen.values("pk"))
    link = links.select_related("parent").first()
    return (link.parent_id, link.parent.name) if link else None


def _children(account: Account, then: Then, seen: QuerySet[Account]) -> tuple[tuple[int, str], ...]:
    links = AccountParent.objects.filter(then.held(), parent=account, account__in=seen.values("pk"))
    named = links.select_related("account").order_by("account__name")[:MOST]
    return tuple((link.account_id, link.account.name) for link in named)


def _deals(account: Account, then: Then) -> tuple[DealRow, ...]:
    found = Deal.objects.filter(then.received(), account=account, archived_at__isnull=True).select_related("owner")
    return tuple(DealRow.of(deal) for deal in found.order_by("-created_on", "-pk")[:MOST])


def _contacts(account: Account, then: Then, by: User | None) -> tuple[ContactRow, ...]:
    """Who worked there then; who works at a hidden account by now is not the reader's to know of any more."""
    links = ContactAccount.objects.filter(then.held(), account=account).values("contact")
    found = only_seen_contacts(Contact.objects.filter(pk__in=links, archived_at__isnull=True), by).order_by(
        "name", "pk"
    )
    return tuple(
        ContactRow(contact.pk, contact.name, contact.title, contact.email, contact.phones[0] if contact.phones else "")
        for contact in found[:MOST]
    )


def _subscriptions(account: Account, then: Then) -> tuple[SubscriptionRow, ...]:
    found = Subscription.objects.filter(then.received(), account=account, archived_at__isnull=True).order_by(
        "-started_on", "-pk"
    )
    return tuple(
        SubscriptionRow(s.product, s.amount_minor, s.amount_currency, s.started_on, s.ended_on, s.renews_on)
        for s in found[:MOST]
    )


def _history(account: Account, changes: list[Change], then: Then) -> tuple[Event, ...]:
    events = [Event("received", account.received_at, whence=account.origin.name if account.origin else "")]
    events += [_changed(change) for change in changes]
    targets = Target.objects.filter(then.made(), account=account)
    events += [Event("tier", target.made_at, tier=target.tier) for target in targets]
    for choice in HandChoice.objects.filter(then.made(), account=account).select_related("by"):
        events.append(Event("by_hand", choice.made_at, tier=choice.tier, reason=choice.reason, by=_name(choice.by)))
    for sign_off in SignOff.objects.filter(then.made(), account=account).select_related("by"):
        events.append(
            Event(
                "decided", sign_off.made_at, decision=sign_off.decision, reason=sign_off.reason, by=_name(sign_off.by)
            )
        )
    return tuple(sorted(events, key=lambda event: event.at, reverse=True)[:MOST])


def _changed(change: Change) -> Event:
    kind = TYPES.get(_field(change), Type.TEXT)
    return Event(
        "changed",
        change.made_at,
        field=_field(change),
        old=_plain(kind, change.old),
        new=_plain(kind, change.new),
        whence=change.origin.name if change.origin else "",
        by=_name(change.by),
    )


def _plain(kind: Type, value: Any) -> Value:
    """A value as a change keeps it: money in minor units without its currency, references by key."""
    if value in ("", [], {}, None):
        return Value(kind, None)
    if isinstance(value, dict):
        return Value(Type.TEXT, ", ".join(f"{name}: {each}" for name, each in value.items()))
    if isinstance(value, list):
        return Value(Type.TEXTS, value)
    number = kind in (Type.INTEGER, Type.NUMBER, Type.SHARE) and isinstance(value, int | float)
    return Value(kind if number or kind in (Type.COUNTRY, Type.FLAG, Type.DATE) else Type.TEXT, value)


TYPES = {column.name: column.type for column in accounts.columns}


def _standing(account: Account, then: Then) -> Standing:
    target = Target.objects.filter(then.held(), account=account).select_related("owner").first()
    hand = HandChoice.objects.filter(then.held(), account=account).first()
    by_hand = None if hand is None else hand.tier or 0
    if target is None:
        return Standing(hand=by_hand, hand_reason=hand.reason if hand else "")
    signed = SignOff.objects.filter(then.held(), target=target).select_related("by").first()
    return Standing(
        tier=target.tier,
        state=target.state if then.end is None else signed.decision if signed else Target.PROPOSED,
        since=target.made_at,
        owner=str(target.owner or ""),
        why=target.why,
        decided_by=_name(signed.by) if signed else "",
        reason=signed.reason if signed else "",
        note=signed.note if signed else "",
        hand=by_hand,
        hand_reason=hand.reason if hand else "",
    )


def _name(user: Any) -> str:
    return user.username if user else ""
