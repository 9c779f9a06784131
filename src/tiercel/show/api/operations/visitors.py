"""The people behind what was done at your sites."""

from __future__ import annotations

from pydantic import Field

from tiercel.core.clock import utc_now
from tiercel.flow.events.visitors.erase import Erased, erase_contact, erase_visitors
from tiercel.show.api.forms import Given, Key, Text, form_of
from tiercel.show.api.operation import Operation
from tiercel.show.api.problems import NotThereError
from tiercel.show.web.access import MANAGER, Asked

ErasedForm = form_of(Erased, "Erased")


class Whom(Given):
    """Who is erased."""

    email: Text = Field(description="The mail address that they are known by.")


def erase(request: Asked, given: Whom) -> Erased:
    """Make what somebody did unreadable for good; they do not come back, whatever arrives of them later.

    It cannot be undone. Contacts that came from an import stay, and are counted: erase them there.
    """
    return erase_visitors(given.email, request.user, utc_now())


def erase_one(request: Asked, contact_id: Key) -> Erased:
    """Erase the person that a contact is, by every address that it has; as `erase_visitors`, it cannot be undone."""
    done = erase_contact(contact_id, request.user, utc_now())
    if done is None:
        raise NotThereError
    return done


WRITE = "visitors:write"
EXAMPLE = {"email": "ada@example.com"}
OPERATIONS = (
    Operation(
        "POST", "/visitors/erase", "erase_visitors", erase, MANAGER, WRITE, ErasedForm, whole=False, example=EXAMPLE
    ),
    Operation(
        "POST", "/contacts/{contact_id}/erase", "erase_contact", erase_one, MANAGER, WRITE, ErasedForm, whole=False
    ),
)
