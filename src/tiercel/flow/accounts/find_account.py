"""The account that somebody means by an id, a name or a domain."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.flow.duplicates.follow import current_of, currents_of
from tiercel.flow.sight import seen_accounts
from tiercel.normal.text import compared
from tiercel.records.models import Account, Alias, ExternalKey, User
from tiercel.records.models.base import active

MOST_LISTED = 10


def find_account(said: str, *, by: User | None = None) -> Account:
    """The one account of that key, source's id, domain or name; raises DataError that lists them if there are more.

    by   who asks: accounts that they do not see are not found
    """
    said, seen = said.strip(), seen_accounts(by)
    for found in (_by_key(seen, said), _by_source_id(seen, said), _by_words(seen, said)):
        if len(found) == 1:
            return found[0]
        if found:
            listed = "; ".join(
                f"{account.pk}: {account.name} {account.domain}".strip() for account in found[:MOST_LISTED]
            )
            raise DataError(
                _("'{said}' may mean several accounts. Give the number of one: {listed}").format(
                    said=said, listed=listed
                )
            )
    raise DataError(
        _("There is no account '{said}'. Search for it: tiercel accounts list --search TEXT").format(said=said)
    )


def _by_key(seen: QuerySet[Account], said: str) -> list[Account]:
    return list(seen.filter(pk=current_of("accounts", int(said)))) if said.isdecimal() and len(said) < 19 else []


def _by_source_id(seen: QuerySet[Account], said: str) -> list[Account]:
    rows = ExternalKey.objects.filter(kind="accounts", external_id=said).values_list("row", flat=True)
    return list(seen.filter(pk__in=list(rows[:50])))


def _by_words(seen: QuerySet[Account], said: str) -> list[Account]:
    name = compared(said)
    same = Q(domain=said.casefold()) | (Q(name_key=name) if name else Q())
    found = list(seen.filter(same, archived_at__isnull=True).order_by("pk")[:50])
    return found or _by_words_of_before(seen, same)


def _by_words_of_before(seen: QuerySet[Account], same: Q) -> list[Account]:
    """The accounts that stand for those which were called so until they were merged."""
    merged = Alias.objects.filter(active(), kind="accounts").values("old")
    olds = Account.objects.filter(same, pk__in=merged).values_list("pk", flat=True)[:50]
    return list(seen.filter(pk__in=set(currents_of("accounts", olds).values())).order_by("pk"))
