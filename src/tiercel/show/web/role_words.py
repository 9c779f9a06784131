"""Seniorities, departments and buying roles in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tiercel.show.web.words import Words

SENIORITIES: Words = {
    "owner": pgettext_lazy("of a company", "Owner"),
    "c_level": _("C level"),
    "vp": _("Vice president"),
    "director": _("Director"),
    "manager": pgettext_lazy("seniority", "Manager"),
    "senior": pgettext_lazy("seniority", "Senior"),
    "professional": pgettext_lazy("seniority", "Professional"),
    "junior": pgettext_lazy("seniority", "Junior"),
}
DEPARTMENTS: Words = {
    "executive": _("Executive board"),
    "sales": pgettext_lazy("department", "Sales"),
    "marketing": pgettext_lazy("department", "Marketing"),
    "business_development": _("Business development"),
    "customer_support": _("Customer support"),
    "it": pgettext_lazy("department", "IT"),
    "engineering": _("Engineering"),
    "product": pgettext_lazy("department", "Product"),
    "research": _("Research"),
    "finance": _("Finance"),
    "purchasing": _("Purchasing"),
    "operations": _("Operations"),
    "project_management": _("Project management"),
    "consulting": _("Consulting"),
    "human_resources": _("Human resources"),
    "legal": _("Legal"),
    "administrative": _("Administration"),
    "other": pgettext_lazy("department", "Other"),
}
BUYING_ROLES: Words = {
    "user": pgettext_lazy("buying role", "User"),
    "influencer": _("Influencer"),
    "decision_maker": _("Decision maker"),
    "it_expert": _("IT expert"),
    "champion": _("Champion"),
    "economic_buyer": _("Economic buyer"),
    "blocker": _("Blocker"),
    "executive_sponsor": _("Executive sponsor"),
}
ROLE_METHODS: Words = {
    "title": _("read from the job title"),
    "crm": _("a deal names this role"),
    "person": _("somebody corrected it"),
}
