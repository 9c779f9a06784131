"""The list of contacts as a page shows it: its columns and its filters."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tiercel.flow.people.list_people import PeopleList, PersonRow
from tiercel.show.web.lists import cells
from tiercel.show.web.lists.accounts import countries_of, owners_of
from tiercel.show.web.lists.filters import ONE, SEARCH, SEVERAL, TEXT, Field
from tiercel.show.web.lists.table import Cell, Column, Table, table_of
from tiercel.show.web.role_words import BUYING_ROLES, DEPARTMENTS, SENIORITIES
from tiercel.show.web.templatetags.named import field_name
from tiercel.show.web.words import Words, word


def table(found: PeopleList, sort: str) -> Table:
    columns: tuple[Column[PersonRow], ...] = (
        Column("name", _("Name"), _named, css="name", sort="name"),
        Column("account", field_name("account"), lambda row: cells.account_link(row.account, row.account_name)),
        Column("buying_role", _("Buying role"), _role),
        Column("email", field_name("email"), lambda row: cells.text(row.email)),
        Column("phone", field_name("phones"), _phone, css="keep"),
        Column("country", field_name("country"), lambda row: cells.country(row.country)),
        Column("owner", pgettext("of an account", "Owner"), lambda row: cells.text(row.owner)),
        Column("seen", field_name("received"), lambda row: cells.ago(row.known_since), "keep", "seen", falling=True),
    )
    return table_of(_("People"), columns, found.rows, key=lambda row: row.id, name=lambda row: row.name, sort=sort)


def fields(countries: Sequence[str], owners: Sequence[tuple[int, str]], mine: int | None) -> tuple[Field, ...]:
    places = (("any", _("At an account")), ("none", _("At no account yet")))
    return (
        Field("q", _("Search"), SEARCH, first=True, hint=_("Name or mail address")),
        Field("title", _("Job title"), TEXT, first=True, hint=_("A part of it")),
        Field("account", _("Account"), ONE, places, first=True),
        Field("buying_role", _("Buying role"), ONE, _choices(BUYING_ROLES)),
        Field("seniority", _("Seniority"), ONE, _choices(SENIORITIES)),
        Field("department", _("Department"), ONE, _choices(DEPARTMENTS)),
        Field("country", _("Country"), SEVERAL, countries_of(countries), first=True),
        Field("owner", pgettext("of an account", "Owner"), ONE, owners_of(owners, mine), first=True),
    )


def _named(row: PersonRow) -> Cell:
    return cells.named(reverse("person", args=[row.id]), row.name, row.title)


def _role(row: PersonRow) -> Cell:
    """The buying role; seniority and department stand under it."""
    if not row.buying_role:
        return cells.text("")
    under = " · ".join((word(SENIORITIES, row.seniority), word(DEPARTMENTS, row.department)))
    return cells.stacked(word(BUYING_ROLES, row.buying_role), under)


def _choices(words: Words) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(text)) for name, text in words.items())


def _phone(row: PersonRow) -> Cell:
    return cells.left_to_right(row.phone)
