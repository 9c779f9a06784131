"""What was seen at an account and said there: technologies, what happened, answers to surveys, what was spent on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from tiercel.core.clock import utc_now
from tiercel.flow.read_tables import end_of
from tiercel.flow.sight import only_at_seen, unseen_contacts
from tiercel.records.models import ContactAccount, Spend, SurveyAnswer, Technology, TriggerEvent, User

MOST = 200


@dataclass(frozen=True)
class TechnologyRow:
    """`since` and `until` are empty where nobody said; `confidence` is a share."""

    name: str
    category: str
    since: date | None
    until: date | None
    source: str
    confidence: float | None
    relation: str


@dataclass(frozen=True)
class AnswerRow:
    """`is_hidden`: of a contact whom the reader may not know of; nobody is named."""

    at: datetime
    survey: str
    question: str
    answer: str
    score: float | None
    contact_id: int | None
    contact: str
    is_hidden: bool = False


@dataclass(frozen=True)
class TriggerRow:
    """Something that happened at the account."""

    on: date
    kind: str
    title: str
    detail: str
    amount_minor: int | None
    amount_currency: str
    url: str
    source: str


@dataclass(frozen=True)
class Observations:
    technologies: tuple[TechnologyRow, ...]
    answers: tuple[AnswerRow, ...]
    has_spend: bool


def see_observations(account_id: int, as_of: date | None = None, *, by: User | None = None) -> Observations:
    """What is known of an account that `by` may see, now or at the end of a day."""
    received = _received(as_of)
    there = ContactAccount.objects.filter(_held(as_of), account=account_id).values("contact")
    whose = Q(account=account_id) | Q(account__isnull=True, contact__in=there)
    answers = SurveyAnswer.objects.filter(received, whose, archived_at__isnull=True)
    return Observations(
        technologies=_technologies(account_id, as_of),
        answers=_answers(answers.select_related("contact").order_by("-answered_at", "-pk")[:MOST], by),
        has_spend=Spend.objects.filter(received, account=account_id, archived_at__isnull=True).exists(),
    )


def answers_of_contact(contact_id: int, by: User | None) -> tuple[AnswerRow, ...]:
    """What a contact that `by` may see has said in surveys, but for hidden accounts, the newest first."""
    found = SurveyAnswer.objects.filter(contact=contact_id, archived_at__isnull=True).select_related("contact")
    return _answers(only_at_seen(found, by).order_by("-answered_at", "-pk")[:MOST], by)


def triggers_of(account_id: int, as_of: date | None = None) -> tuple[TriggerRow, ...]:
    """What happened at an account that somebody may see, as it was known at the end of a day."""
    found = TriggerEvent.objects.filter(_received(as_of), account=account_id, archived_at__isnull=True)
    if as_of:
        found = found.filter(happened_on__lte=as_of)
    return tuple(
        TriggerRow(
            on=each.happened_on,
            kind=each.kind,
            title=each.title,
            detail=each.detail,
            amount_minor=each.amount_minor,
            amount_currency=each.amount_currency,
            # Only what a browser opens as a page: a file may say anything.
            url=each.url if each.url.startswith(("https://", "http://")) else "",
            source=each.source,
        )
        for each in found.order_by("-happened_on", "-pk")[:MOST]
    )


def _technologies(account_id: int, as_of: date | None) -> tuple[TechnologyRow, ...]:
    found = Technology.objects.filter(_received(as_of), account=account_id, archived_at__isnull=True)
    rows = [
        TechnologyRow(each.name, each.category, each.since, each.until, each.source, each.confidence, each.relation)
        for each in found.order_by("category", "name", "pk")[:MOST]
    ]
    today = as_of or utc_now().date()
    # What is in use stands before what has ended.
    return tuple(sorted(rows, key=lambda row: row.until is not None and row.until <= today))


def _answers(found: QuerySet[SurveyAnswer], by: User | None) -> tuple[AnswerRow, ...]:
    hidden = unseen_contacts({each.contact_id for each in found if each.contact_id is not None}, by)
    return tuple(
        AnswerRow(
            at=each.answered_at,
            survey=each.survey,
            question=each.question,
            answer=each.answer,
            score=each.score,
            contact_id=None if each.contact_id in hidden else each.contact_id,
            contact="" if each.contact_id in hidden else str(each.contact) if each.contact else each.email,
            is_hidden=each.contact_id in hidden,
        )
        for each in found
    )


def _received(as_of: date | None) -> Q:
    return Q(received_at__lt=end_of(as_of)) if as_of else Q()


def _held(as_of: date | None) -> Q:
    if as_of is None:
        return Q(ended_at__isnull=True)
    return Q(made_at__lt=end_of(as_of)) & (Q(ended_at__isnull=True) | Q(ended_at__gte=end_of(as_of)))
