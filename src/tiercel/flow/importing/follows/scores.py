"""Accounts are scored by the profile in force, where there is one."""

from django.utils.translation import gettext_noop as _

from tiercel.flow.importing.following import Follower
from tiercel.flow.refresh import queue_after, refresh_after

FOLLOWER = Follower(
    order=30,
    queue=queue_after,
    now=refresh_after,
    failed=_("Everything is imported, but the scores are those of before: {reason} Make them anew: tiercel refresh"),
)
