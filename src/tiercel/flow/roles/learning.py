"""How titles are read is learnt from what people corrected, learnt anew, and forgotten again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.flow import trail
from tiercel.flow.allowed import at_least
from tiercel.flow.jobs import Held, Listener, Report, ask_to_stop, held, queue
from tiercel.flow.read_roles import queue_after
from tiercel.flow.roles.reading import layer_path, titles
from tiercel.flow.sight import only_seen_contacts
from tiercel.records.models import Contact, ContactRole, Job, User
from tiercel.records.models.users import Role
from tiercel.resolve.titles.classify import Titles, learn, some_of

JOB = "roles.learning"
# Fewer corrections than this teach a layer nothing that holds for other titles.
LEAST = 5


@dataclass(frozen=True)
class Correction:
    """What somebody said of a contact, and what the title alone would make of them today.

    contact          the key of the contact
    by               the user; "" for the command line
    read_seniority   what the title is read as without the correction; likewise `read_department`
    """

    contact: int
    name: str
    title: str
    seniority: str
    department: str
    buying_role: str
    by: str
    since: datetime
    read_seniority: str
    read_department: str

    @property
    def is_read_so(self) -> bool:
        return (self.seniority, self.department) == (self.read_seniority, self.read_department)


@dataclass(frozen=True)
class Learnt:
    """From how many titles the reading was learnt and when.

    titles    how many; 0 where what was learnt is damaged
    changed   how many were corrected or taken back since
    """

    titles: int
    at: datetime
    changed: int


def list_corrections(by: User | None, most: int = 200, skip: int = 0) -> tuple[list[Correction], int]:
    """The newest corrections of contacts that this user sees, and how many there are of them."""
    seen = only_seen_contacts(Contact.objects.filter(archived_at__isnull=True), by)
    said = _corrected().filter(contact__in=seen)
    rows = list(said.select_related("contact", "by").order_by("-made_at", "-pk")[skip : skip + most])
    read = _reading().classify([row.title for row in rows])
    found = [
        Correction(
            row.contact_id, row.contact.name, row.title, row.seniority, row.department, row.buying_role,
            row.by.username if row.by else "", row.made_at, one.seniority, one.department,
        )
        for row, one in zip(rows, read, strict=True)
    ]  # fmt: skip
    return found, said.count()


def what_is_learnt() -> Learnt | None:
    """What the reading of titles has learnt; None where it reads by the terms alone."""
    path = layer_path()
    try:
        at = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
    except FileNotFoundError:
        return None
    layer = _reading().seniority
    said = ContactRole.objects.filter(method=ContactRole.PERSON).exclude(title="")
    since = said.filter(made_at__gt=at, ended_at=None) | said.filter(made_at__lte=at, ended_at__gt=at)
    return Learnt(layer.titles if layer else 0, at, since.count())


def learn_from_corrections(by: User | None, listener: Listener | None = None) -> int:
    """Learn how titles are read from what people corrected, and say from how many; the next reading uses it.

    raises   DataError where fewer than 5 titles were corrected or another learns, Stopped where it is to be forgotten
             meanwhile, AccessError for less than a manager
    """
    at_least(Role.MANAGER, by)
    with held(JOB, {}, by, listener) as holding:
        return _learn(holding)


def _learn(holding: Held) -> int:
    holding.report(Report(_("Learning from corrections")))
    rows = list(_corrected().order_by("pk"))
    if len(rows) < LEAST:
        raise DataError(
            _("{count} titles were corrected so far; from {least} on something can be learnt.").format(
                count=len(rows), least=LEAST
            )
        )
    others = some_of(_uncorrected({row.title for row in rows}))
    nobody = [""] * len(others)
    learnt = learn(
        [*(row.title for row in rows), *others],
        [*(row.seniority for row in rows), *nobody],
        [*(row.department for row in rows), *nobody],
    )
    holding.job.found = {"titles": len(rows)}
    with transaction.atomic():
        # Who wanted it forgotten meanwhile has asked for a stop: what was learnt does not come back behind them.
        holding.confirm()
        trail.note("contacts.titles_learnt", holding.job.by, subject="contacts", titles=len(rows))
        learnt.keep(layer_path())
    return len(rows)


def forget(by: User | None) -> bool:
    """Read titles by the terms alone again, and stop whoever learns them just now; corrections stay.

    Says whether anything had been learnt, or was about to be.
    raises   AccessError for less than a manager
    """
    at_least(Role.MANAGER, by)
    path = layer_path()
    with transaction.atomic():
        # First, and looked for the file after it: this waits for one that is just being written.
        stopped = [ask_to_stop(job) for job in Job.objects.filter(kind=JOB, state__in=(Job.QUEUED, Job.RUNNING))]
        if not (any(stopped) or path.exists()):
            return False
        trail.note("contacts.titles_forgotten", by, subject="contacts")
        path.unlink(missing_ok=True)
    return True


def queue_learning(by: User | None) -> Job | None:
    """Ask for the titles to be learnt and read anew, unless that waits already; raises AccessError for less than a
    manager."""
    at_least(Role.MANAGER, by)
    if Job.objects.filter(kind=JOB, state=Job.QUEUED).exists():
        return None
    return queue(JOB, {}, by)


def run(holding: Held) -> None:
    """Learn as it was asked, and have all titles read by it."""
    at_least(Role.MANAGER, holding.job.by)
    _learn(holding)
    queue_after(holding.job.by)


def _reading() -> Titles:
    """What titles are judged by; the terms alone where what was learnt is damaged, so that it can be learnt anew."""
    try:
        return titles()
    except DataError:
        return Titles()


def _corrected() -> QuerySet[ContactRole]:
    return ContactRole.objects.filter(ended_at=None, method=ContactRole.PERSON).exclude(title="")


def _uncorrected(corrected: set[str]) -> Iterator[str]:
    asked = Contact.objects.filter(archived_at__isnull=True).exclude(title="").values_list("title", flat=True)
    return (title for title in asked.order_by().distinct().iterator() if title.strip() not in corrected)
