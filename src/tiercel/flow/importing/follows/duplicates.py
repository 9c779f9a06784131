"""Duplicates are looked for; an import by command leaves that to the worker, for it may take longer than the import."""

from tiercel.flow.duplicates.scan import queue_scan
from tiercel.flow.importing.following import Follower

FOLLOWER = Follower(order=40, queue=queue_scan)
