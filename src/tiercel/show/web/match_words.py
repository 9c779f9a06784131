"""Matching in words: the rules, and what spoke for an account and against it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tiercel.normal.text import isolated
from tiercel.show.web.words import Words, word

METHODS: Words = {
    "import": gettext_lazy("The CRM says so"),
    "person": gettext_lazy("Somebody decided it"),
    "domain": gettext_lazy("Domain of the mail address"),
    "alias_domain": gettext_lazy("Domain that was taught or came with a merge"),
    "subsidiary_domain": gettext_lazy("Domain of a company that it owns"),
    "website": gettext_lazy("Web site of the company"),
    "name_and_country": gettext_lazy("Same name, same country"),
    "close_name_and_domain": gettext_lazy("Close name and domain"),
    "close_name_and_phone": gettext_lazy("Close name, same phone"),
    "close_name_and_city": gettext_lazy("Close name, same city"),
    "name": gettext_lazy("Same name"),
    "very_close_name": gettext_lazy("Very close name"),
    "role_address": gettext_lazy("Address of a function at its domain"),
    "domain_is_name_and_country": gettext_lazy("Domain like its name, same country"),
    "domain_is_name": gettext_lazy("Domain like its name"),
    "close_name": gettext_lazy("Close name"),
}
_MEANS: Words = {
    "name": gettext_lazy("the company's name"),
    "country": gettext_lazy("the country"),
    "city": gettext_lazy("the city"),
    "size": gettext_lazy("the number of employees"),
    "contacts": gettext_lazy("the number of contacts"),
}
# What a name scores from which on it is said to be the same, and below which it speaks against the account.
_SAME, _UNLIKE = 0.995, 0.5


def method_name(method: str) -> str:
    return word(METHODS, method)


def said_evidence(evidence: Mapping[str, Any], company: str = "") -> list[tuple[bool, str]]:
    """What was seen, a sentence each, with whether it speaks for the account.

    company   as the contact has it, so that the sentence can name it
    """
    return [*_domain(evidence), *_name(evidence, company), *_place(evidence), *_others(evidence)]


def _domain(evidence: Mapping[str, Any]) -> list[tuple[bool, str]]:
    domain = evidence.get("domain")
    site = evidence.get("website")
    seen = [(True, _("the company's web site, {domain}").format(domain=isolated(site)))] if site else []
    return [*_mail_domain(evidence, domain), *seen] if domain else seen


def _mail_domain(evidence: Mapping[str, Any], domain: str) -> list[tuple[bool, str]]:
    shown = isolated(domain)
    if evidence.get("alike"):
        return [(True, _("{domain} is like the account's domain or name").format(domain=shown))]
    if evidence.get("role_address"):
        return [(True, _("an address of a function at {domain}").format(domain=shown))]
    return [(True, _("a mail address at {domain}").format(domain=shown))]


def _name(evidence: Mapping[str, Any], company: str) -> list[tuple[bool, str]]:
    alike = evidence.get("name")
    if alike is None:
        return []
    shown = isolated(company) if company else _("the company as written")
    if alike >= _SAME:
        return [(True, _("{company} is its name").format(company=shown))]
    if alike < _UNLIKE:
        return [(False, _("{company} is another name").format(company=shown))]
    return [(True, _("{company} is close to its name").format(company=shown))]


def _place(evidence: Mapping[str, Any]) -> list[tuple[bool, str]]:
    said = []
    if evidence.get("country") == "same":
        said.append((True, _("same country")))
    if evidence.get("country") == "other":
        said.append((False, _("another country")))
    if evidence.get("city"):
        said.append((True, _("same city")))
    if evidence.get("phone"):
        said.append((True, _("a phone number that others there have")))
    return said


def _others(evidence: Mapping[str, Any]) -> list[tuple[bool, str]]:
    said = []
    if evidence.get("among") and evidence.get("told_apart"):
        text = _("of {n} accounts alike, told apart by {means}")
        said.append((True, text.format(n=evidence["among"], means=word(_MEANS, evidence["told_apart"]))))
    elif evidence.get("among"):
        said.append((False, _("{n} accounts fit equally well").format(n=evidence["among"])))
    if evidence.get("against"):
        said.append((False, _("the company's name is that of another account")))
    return said
