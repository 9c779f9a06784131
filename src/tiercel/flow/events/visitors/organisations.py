"""Which account a visitor's network belongs to, by its name alone: a hint of where somebody is, never of who it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from tiercel.normal.company_names import OWN, company_words
from tiercel.normal.text import compared
from tiercel.records.models import Account, OrganisationAccount
from tiercel.records.models.base import active
from tiercel.resolve.names.compare import COMPANY, compare

# Names that begin alike are compared; a word with which more accounts begin tells nothing.
MOST_LIKE = 200


def link_organisations(names: Iterable[str], now: datetime) -> int:
    """Link each organisation that one account, and no other, is called like; returns how many were linked.

    A link stays until somebody ends it: that an account is renamed, or another comes, does not move the past.
    """
    known = set(OrganisationAccount.objects.filter(active()).values_list("organisation", flat=True))
    found = [(name, match) for name in sorted(set(names) - known) if (match := account_called(name))]
    OrganisationAccount.objects.bulk_create(
        [
            OrganisationAccount(organisation=name, account_id=account, similarity=similarity, made_at=now)
            for name, (account, similarity) in found
        ],
        batch_size=500,
    )
    return len(found)


def account_called(name: str) -> tuple[int, float] | None:
    """The one account whose name is this organisation's, and how alike they are; None where none or several are."""
    first = next((word.text for word in company_words(name) if word.weight == OWN), "")
    if len(first) < 2:
        return None
    rows = Account.objects.filter(archived_at__isnull=True, name_key__startswith=compared(first))
    likely = list(rows.values_list("pk", "name")[: MOST_LIKE + 1])
    if len(likely) > MOST_LIKE:
        exact = rows.filter(name_key=compared(name))
        likely = list(exact.values_list("pk", "name")[:2])
    scored = [(compare(name, account, COMPANY), pk) for pk, account in likely]
    same = sorted(((found.similarity, pk) for found, pk in scored if found.same), reverse=True)
    if not same or (len(same) > 1 and same[0][0] == same[1][0]):
        return None
    return same[0][1], same[0][0]
