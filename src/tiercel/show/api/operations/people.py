"""Contacts and deals, of all accounts or of one."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Query
from pydantic import Field

from tiercel.flow.api import lists
from tiercel.flow.api.lists import ContactLine, DealLine
from tiercel.show.api.cursors import opened, paged
from tiercel.show.api.forms import Key, Part, Text, form_of, list_of
from tiercel.show.api.operation import Operation
from tiercel.show.api.problems import NotThereError
from tiercel.show.web.access import READER, Asked

ContactForm = form_of(ContactLine, "Contact")
ContactList = list_of(ContactForm, "ContactList")
DealList = list_of(form_of(DealLine, "Deal"), "DealList")


class ContactFilters(Part):
    """Which contacts are wanted."""

    account: Key | None = Field(None, description="Of this account.")
    email: Text = Field("", description="With this main mail address.")


class DealFilters(Part):
    """Which deals are wanted."""

    account: Key | None = Field(None, description="Of this account.")
    outcome: Literal["", "open", "won", "lost"] = ""


def contacts(request: Asked, asked: Query[ContactFilters]) -> dict[str, Any]:
    """The contacts, in the order they came."""
    wanted = opened(asked, "contacts")
    return paged(lists.list_contacts(wanted, request.user, account=asked.account, email=asked.email), "contacts")


def contact(request: Asked, contact_id: Key) -> ContactLine:
    """One contact."""
    found = lists.see_contact(contact_id, request.user)
    if found is None:
        raise NotThereError
    return found


def deals(request: Asked, asked: Query[DealFilters]) -> dict[str, Any]:
    """The deals, in the order they came."""
    wanted = opened(asked, "deals")
    return paged(lists.list_deals(wanted, request.user, account=asked.account, outcome=asked.outcome), "deals")


OPERATIONS = (
    Operation("GET", "/contacts", "list_contacts", contacts, READER, "contacts:read", ContactList),
    Operation("GET", "/contacts/{contact_id}", "get_contact", contact, READER, "contacts:read", ContactForm),
    Operation("GET", "/deals", "list_deals", deals, READER, "deals:read", DealList),
)
