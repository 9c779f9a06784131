"""What other rules would do: how many contacts would come to an account, leave one, move, or wait."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tiercel.flow.matching.plan import Plan, make_plan
from tiercel.flow.strategy import documents
from tiercel.records.models import Contact

# Above this the effect is worked out on so many contacts, chosen evenly, and says so.
MOST = 20_000


def would_do(body: dict[str, Any], _now: datetime) -> list[str]:
    """Compare a run by the rules in force with one by these, on the records as they are."""
    now = documents.current("matching")
    draft = documents.Document(kind="matching", version=now.version + 1, body=body)
    old, new = (make_plan(document, most=MOST) for document in (now, draft))
    lines = [_("A run by these rules, against one by the rules in force:")]
    for text, count in _moves(old, new):
        if count:
            lines.append(text.format(count=count))
    if len(lines) == 1:
        lines.append(_("No contact moves."))
    waits = old.counts.waiting, new.counts.waiting
    if waits[0] != waits[1]:
        lines.append(_("Waiting for a person: {old} -> {new}").format(old=waits[0], new=waits[1]))
    known = Contact.objects.filter(archived_at__isnull=True).count()
    if known > MOST:
        lines.append(_("Worked out on {some} of {all} contacts.").format(some=MOST, all=known))
    return lines


def _moves(old: Plan, new: Plan) -> list[tuple[str, int]]:
    new.duck.register("old_after", old.duck.sql("SELECT contact, account FROM after").to_arrow_table())
    attached, detached, moved = new.duck.execute("""
        SELECT count(*) FILTER (o.account IS NULL AND n.account IS NOT NULL),
            count(*) FILTER (o.account IS NOT NULL AND n.account IS NULL),
            count(*) FILTER (o.account <> n.account)
        FROM after n JOIN old_after o USING (contact)
    """).fetchall()[0]
    return [
        (_("{count} contacts without an account would get one"), attached),
        (_("{count} contacts would move to another account"), moved),
        (_("{count} contacts would have no account any more"), detached),
    ]
