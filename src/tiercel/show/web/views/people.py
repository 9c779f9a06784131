"""The people we know: a list, and one by one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tiercel.core.clock import utc_now
from tiercel.core.errors import DataError
from tiercel.flow.accounts.choices import choices
from tiercel.flow.accounts.paging import counted
from tiercel.flow.duplicates.of_row import likely_twins, merged_here
from tiercel.flow.importing.own_rows import row_id
from tiercel.flow.keep_users import may
from tiercel.flow.matching.decide import may_decide_on
from tiercel.flow.matching.explain import explain
from tiercel.flow.matching.queue import waiting_contacts
from tiercel.flow.note_export import Leaving
from tiercel.flow.people.list_people import ORDERS, Asked, every_person, list_people
from tiercel.flow.people.see_person import see_person
from tiercel.flow.roles import correct as roles
from tiercel.flow.roles.see import see_role
from tiercel.normal.own_ids import id_code
from tiercel.show.web.access import MANAGER, MEMBER, READER, Address
from tiercel.show.web.access import Asked as Request
from tiercel.show.web.lists import people as columns
from tiercel.show.web.lists.filters import bar_of
from tiercel.show.web.lists.views import opened, strip_of
from tiercel.show.web.merged import to_the_current
from tiercel.show.web.places import Way
from tiercel.show.web.role_words import BUYING_ROLES, DEPARTMENTS, SENIORITIES
from tiercel.show.web.templatetags.shown import said_people
from tiercel.show.web.views.accounts.accounts import several, typed, whole
from tiercel.show.web.views.accounts.exports import File, as_file
from tiercel.show.web.views.data.jobs import onward

PAGE = "people"
WORDS = {"seniorities": SENIORITIES, "departments": DEPARTMENTS, "buying_roles": BUYING_ROLES}
COLUMNS = (
    "id", "name", "title", "account_name", "email", "phone", "country", "owner", "known_since",
    "seniority", "seniority_confidence", "department", "department_confidence", "buying_role",
    "buying_role_confidence", "role_method", id_code("contacts"),
)  # fmt: skip


def people(request: Request) -> HttpResponse:
    start = opened(request, PAGE)
    if start:
        return redirect(start)
    asked = read(request.GET)
    part = request.headers.get("HX-Target", "").endswith("people-list")
    found, offered = list_people(asked, by=request.user), choices(request.user)
    fields = columns.fields(offered.countries, offered.owners, request.user.person_id)
    shown = {
        "list": found,
        "table": columns.table(found, asked.sort),
        "bar": bar_of(fields, request.GET, action=reverse("people"), target="people-list"),
        "counted": said_people(found.count),
        "strip": None if part else strip_of(request, PAGE, reverse("people")),
        "waiting": 0 if part else counted(waiting_contacts(request.user)),
    }
    return render(request, "web/people/list.html" if part else "web/people/page.html", shown)


def person(request: Request, contact_id: int) -> HttpResponse:
    page = see_person(contact_id, by=request.user)
    if page is None:
        raise Http404
    if page.id != contact_id:
        return to_the_current(request, "person", page.id)
    shown: dict[str, Any] = {"person": page, "told": explain(contact_id, by=request.user), "role": see_role(contact_id)}
    twins = likely_twins("contacts", page.id, request.user)
    shown |= {
        "erases": may(request.user, MANAGER),
        "decides": may(request.user, MEMBER),
        "next": request.path,
        **WORDS,
    }
    shown |= {"places": may_decide_on(contact_id, request.user)}
    shown |= {"twins": twins, "merged_here": merged_here("contacts", page.id)}
    return render(request, "web/people/person.html", shown)


def correct(request: Request, contact_id: int) -> HttpResponse:
    """Say what somebody is, or take that back."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        if request.POST.get("act") == "undo":
            roles.undo(contact_id, request.user, utc_now())
            messages.success(request, _("The correction was taken back."))
        else:
            said = {name: request.POST.get(name, "") for name in roles.LABELS}
            roles.correct(contact_id, said, request.user, utc_now())
            messages.success(request, _("Corrected. It stays, whatever the title says."))
    except DataError as wrong:
        messages.error(request, str(wrong))
    return redirect(onward(request, reverse("person", args=[contact_id])))


def export(request: Request, form: str) -> HttpResponseBase:
    """The list as the address asks for it, all of its pages."""
    rows = (
        [*(getattr(row, name) for name in COLUMNS[:-1]), row_id(row.id)]
        for row in every_person(read(request.GET), by=request.user)
    )
    leaving = Leaving(rows, "contacts.exported", request.user, subject="contacts", form=form, columns=COLUMNS)
    return as_file(request, form, File("people", _("People"), COLUMNS), leaving)


def read(given: QueryDict) -> Asked:
    sort = given.get("sort", "")
    return Asked(
        text=typed(given, "q"),
        account=given.get("account", ""),
        title=typed(given, "title"),
        country=several(given, "country"),
        owner=whole(given.get("owner", "")),
        seniority=given.get("seniority", ""),
        department=given.get("department", ""),
        buying_role=given.get("buying_role", ""),
        sort=sort if sort.removeprefix("-") in ORDERS else "name",
        after=given.get("after", ""),
        before=given.get("before", ""),
    )


WAY = Way("people", gettext_lazy("People"), "users", 30, places=("person", "unmatched", "corrections"))
ADDRESSES = (
    Address("people", "people", people, READER),
    Address("people/export.<str:form>", "people-export", export, READER),
    Address("people/<int:contact_id>", "person", person, READER),
    Address("people/<int:contact_id>/role", "person-role", correct, MEMBER, acts=True),
)
