"""Parents of accounts are looked for; an import by command leaves that to the worker."""

from tiercel.flow.hierarchy.parents import queue_look
from tiercel.flow.importing.following import Follower

FOLLOWER = Follower(order=50, queue=queue_look)
