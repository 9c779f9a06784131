"""Whether an account would own itself, through however many others."""

from __future__ import annotations

from tiercel.records.models import AccountParent
from tiercel.records.models.base import active


def would_circle(account: int, parent: int, besides: int | None = None) -> bool:
    """Whether `parent` belongs to `account` already; `besides` is a link that is about to end."""
    seen, at = {account}, parent
    while at not in seen:
        seen.add(at)
        links = AccountParent.objects.filter(active(), account=at).exclude(pk=besides or 0)
        above = links.values_list("parent", flat=True).first()
        if above is None:
            return False
        at = above
    return at == account
