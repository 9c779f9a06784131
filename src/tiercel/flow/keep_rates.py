"""What other currencies are worth in the workspace's own, from which day on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.core.nearest import nearest
from tiercel.flow import trail
from tiercel.flow.allowed import at_least
from tiercel.normal.currencies import CODES
from tiercel.records.models import Rate, User
from tiercel.records.models.rates import SCALE
from tiercel.records.models.users import Role


@dataclass(frozen=True)
class RateRow:
    """One unit of `currency` costs `rate` units of the workspace's currency from `day` on."""

    currency: str
    day: date
    rate: Decimal


def set_rate(currency: str, rate: str, day: date, by: User | None, now: datetime) -> RateRow:
    """Keep a rate, instead of the one of that day; raises DataError for what is no currency or no positive number."""
    at_least(Role.MANAGER, by)
    code = currency.strip().upper()
    if code not in CODES:
        raise DataError(_("'{code}' is no currency of ISO 4217.").format(code=currency) + nearest(code, CODES))
    if code == settings.WORKSPACE.currency:
        raise DataError(_("{code} is the workspace's own currency: its rate is 1.").format(code=code))
    scaled = _scaled(rate)
    with transaction.atomic():
        row, _made = Rate.objects.update_or_create(currency=code, day=day, defaults={"scaled": scaled, "made_at": now})
        trail.note("rates.set", by, subject="rates", row=row.pk)
    return RateRow(code, day, Decimal(scaled) / SCALE)


def rates() -> tuple[RateRow, ...]:
    """All of them, by currency, the newest first."""
    rows = Rate.objects.order_by("currency", "-day")
    return tuple(RateRow(row.currency, row.day, Decimal(row.scaled) / SCALE) for row in rows)


def _scaled(rate: str) -> int:
    try:
        scaled = int((Decimal(rate) * SCALE).to_integral_value(ROUND_HALF_EVEN))
    except (InvalidOperation, ValueError):
        scaled = 0
    if not 0 < scaled < 2**63:
        raise DataError(_("'{rate}' is no rate: give what one unit costs, as 1.08.").format(rate=rate))
    return scaled
