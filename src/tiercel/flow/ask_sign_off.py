"""Ask sellers to sign off: a mail to each in their own language, once; one that fails does not stop the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tiercel.core.clock import utc_now
from tiercel.core.errors import DataError, TiercelError
from tiercel.flow import trail
from tiercel.flow.allowed import at_least
from tiercel.flow.jobs import Held, Listener, Report, held, queue
from tiercel.flow.send_mail import can_mail, link_to, send
from tiercel.flow.targets.sellers import Seller, sellers
from tiercel.flow.targets.target_links import only_writer
from tiercel.records.models import SignOffAsk, User
from tiercel.records.models.users import Role

KIND = "ask_sign_off"
PATH = "/sign-off"
# Who clicks twice, or as the second of two managers, means one mail.
NOT_AGAIN = timedelta(minutes=10)
DJANGO_NAMES = {"zh": "zh-hans"}


@dataclass(frozen=True)
class Asking:
    """What comes of asking.

    mails       names of those who get a mail
    by_hand     names of those to whom somebody hands the link over, because no mail can go
    lately      names of those who were asked minutes ago, and are not asked again
    not_asked   names of those whom nobody signs in as, or who may only look
    link        what to hand over
    asks        keys of the mails that are to go
    """

    mails: tuple[str, ...]
    by_hand: tuple[str, ...]
    lately: tuple[str, ...]
    not_asked: tuple[str, ...]
    link: str
    asks: tuple[int, ...]


def ask(people: Sequence[int] | None, due_on: date | None, by: User | None, now: datetime) -> Asking:
    """Ask these people, or (None) everybody for whom accounts wait; the mails go out beside.

    raises   AccessError for less than a manager; DataError where nothing waits for any of them, or the day is past
    """
    found = _ask(people, due_on, by, now)
    if found.asks:
        queue(KIND, {"asks": list(found.asks)}, by)
    return found


def ask_now(
    people: Sequence[int] | None,
    due_on: date | None,
    by: User | None,
    now: datetime,
    listener: Listener | None = None,
) -> tuple[Asking, dict[str, str]]:
    """The same here and now, as a command does; returns also, by name, why a mail could not be handed over."""
    found = _ask(people, due_on, by, now)
    if found.asks:
        with held(KIND, {"asks": list(found.asks)}, by, listener) as holding:
            _send_all(holding)
    rows = SignOffAsk.objects.filter(pk__in=found.asks).exclude(failed="").select_related("person")
    return found, {str(row.person): row.failed for row in rows}


def run(holding: Held) -> None:
    """Send the mails of a queued asking; run again, it sends those that have not gone."""
    _send_all(holding)


def _ask(people: Sequence[int] | None, due_on: date | None, by: User | None, now: datetime) -> Asking:
    at_least(Role.MANAGER, by)
    if due_on is not None and due_on < now.date():
        raise DataError(_("{day} is past. Give a day to come, or none.").format(day=due_on))
    with only_writer():
        waiting = [one for one in sellers(by) if one.person is not None and one.counts.proposed]
        wanted = [one for one in waiting if people is None or one.person in people]
        if not wanted:
            raise DataError(_("Nothing waits for a decision of theirs. Propose targets first, or ask others."))
        lately = _asked_lately(now)
        fresh = [one for one in wanted if one.may_be_asked and one.person not in lately]
        rows = [_row(one, due_on, by, now) for one in fresh]
        SignOffAsk.objects.bulk_create(rows)
        trail.note("sign_off.asked", by, subject="people", rows=[row.person_id for row in rows])
    return Asking(
        mails=tuple(one.name for one, row in zip(fresh, rows, strict=True) if row.by_mail),
        by_hand=tuple(one.name for one, row in zip(fresh, rows, strict=True) if not row.by_mail),
        lately=tuple(one.name for one in wanted if one.may_be_asked and one.person in lately),
        not_asked=tuple(one.name for one in wanted if not one.may_be_asked),
        link=link_to(PATH),
        asks=tuple(row.pk for row in rows if row.by_mail),
    )


def _asked_lately(now: datetime) -> set[int]:
    """People who got a mail, or are about to, minutes ago; where it failed they may be asked again at once."""
    rows = SignOffAsk.objects.filter(made_at__gt=now - NOT_AGAIN, by_mail=True, failed="")
    return set(rows.values_list("person", flat=True))


def _row(seller: Seller, due_on: date | None, by: User | None, now: datetime) -> SignOffAsk:
    return SignOffAsk(
        person_id=seller.person or 0,
        user_id=seller.user or 0,
        by=by,
        made_at=now,
        waiting=seller.counts.proposed,
        due_on=due_on,
        by_mail=can_mail() and bool(seller.email),
    )


def _send_all(holding: Held) -> None:
    wanted = holding.job.asked["asks"]
    rows = list(SignOffAsk.objects.filter(pk__in=wanted, sent_at__isnull=True).select_related("user", "person", "by"))
    for place, row in enumerate(rows):
        holding.report(Report(_("Sending mails"), place, len(rows)))
        _send(row)
    failed = SignOffAsk.objects.filter(pk__in=wanted).exclude(failed="").count()
    holding.job.found = {"sent": len(wanted) - failed, "failed": failed}


def _send(row: SignOffAsk) -> None:
    language = row.user.language or settings.LANGUAGE_CODE
    language = DJANGO_NAMES.get(language, language)
    with translation.override(language):
        subject, text = _words(row)
    here = SignOffAsk.objects.filter(pk=row.pk)
    try:
        send(row.user.email, subject, text, language=language)
    except TiercelError as error:
        here.update(failed=str(error))
    except Exception as error:  # noqa: BLE001 - what no library foresaw must not stop the mails of the others
        here.update(failed=type(error).__name__)
    else:
        here.update(sent_at=utc_now(), failed="")


def _words(row: SignOffAsk) -> tuple[str, str]:
    """Subject and text of a mail, in the language that is active."""
    accounts = ngettext("{n} account", "{n} accounts", row.waiting).format(n=row.waiting)
    before = SignOffAsk.objects.filter(person=row.person, sent_at__isnull=False, pk__lt=row.pk).exists()
    subject = _("Reminder: your decision on {accounts}") if before else _("Your decision is wanted on {accounts}")
    parts = [
        _("Hello {name},").format(name=row.person.name or row.user.username),
        _("Proposed for you to work on: {accounts}. Nothing is a target before you have accepted it.").format(
            accounts=accounts
        ),
        _("Go through them card by card, on a phone too, also where the line is bad:"),
        link_to(PATH),
    ]
    if row.due_on:
        parts.append(_("Please decide by {day}.").format(day=date_format(row.due_on)))
    if row.by:
        parts.append(_("Asked by {who}.").format(who=str(row.by.person or row.by.username)))
    return subject.format(accounts=accounts), "\n\n".join(parts) + "\n"
