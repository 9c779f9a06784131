"""Contacts are matched to accounts by the rules in force."""

from django.utils.translation import gettext_noop as _

from tiercel.flow.importing.following import Follower
from tiercel.flow.match_contacts import match_after, queue_after

FOLLOWER = Follower(
    order=10,
    queue=queue_after,
    now=match_after,
    failed=_("Everything is imported, but not all contacts were looked at: {reason} Match them: tiercel match run"),
)
