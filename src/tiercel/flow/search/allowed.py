"""The rows that somebody who does not see all may find: read once, and again when anything has come or changed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection, Iterable
from typing import Any

from django.conf import settings
from django.db.models import Max, QuerySet

from tiercel.flow.search.index import stamp
from tiercel.flow.sight import only_seen, only_seen_contacts, only_seen_deals, people_of, sees_all
from tiercel.records.models import Account, Contact, ContactAccount, Deal, Target, User

MOST = 30
# By whose rows, and as of when. Too many rows or too few here show nobody anything: what is found is asked for once
# more, through `seen`, before it is shown.
_known: OrderedDict[tuple[Any, ...], frozenset[int]] = OrderedDict()
_lock = threading.Lock()


def allowed(kinds: Iterable[str], by: User | None) -> dict[str, frozenset[int] | None]:
    """For each kind the keys of the rows that a user may see; None where that is all."""
    if by is None or sees_all(by):
        return dict.fromkeys(kinds)
    whose = settings.WORKSPACE.accounts_seen, *people_of(by)
    when = stamp(), _newest(Target), _newest(ContactAccount)
    return {kind: _allowed(kind, by, ((kind, *whose), *when)) for kind in kinds}


def _allowed(kind: str, by: User, told: tuple[Any, ...]) -> frozenset[int]:
    with _lock:
        if told in _known:
            _known.move_to_end(told)
            return _known[told]
    keys = frozenset(seen(kind, by).values_list("pk", flat=True))
    with _lock:
        _known[told] = keys
        while len(_known) > MOST:
            _known.popitem(last=False)
    return keys


def seen(kind: str, by: User | None, among: Collection[int] | None = None) -> QuerySet[Any]:
    """The rows of a kind that this user may know of.

    among   of these few: each is asked by itself, and no list of all that they see is made
    """
    few = {} if among is None else {"pk__in": among}
    each = among is not None
    if kind == "accounts":
        return only_seen(Account.objects.filter(archived_at__isnull=True, **few), by, walking=each)
    if kind == "contacts":
        return only_seen_contacts(Contact.objects.filter(archived_at__isnull=True, **few), by, walking=each)
    return only_seen_deals(Deal.objects.filter(archived_at__isnull=True, **few), by, walking=each)


def _newest(model: Any) -> int:
    return int(model.objects.aggregate(newest=Max("pk"))["newest"] or 0)
