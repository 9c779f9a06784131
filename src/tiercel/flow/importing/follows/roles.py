"""Titles are read anew: contacts have seniorities, departments and buying roles."""

from django.utils.translation import gettext_noop as _

from tiercel.flow.importing.following import Follower
from tiercel.flow.read_roles import queue_after, read_after

FOLLOWER = Follower(
    order=20,
    queue=queue_after,
    now=read_after,
    failed=_("Everything is imported, but not every title was read: {reason} Read them: tiercel roles read"),
)
