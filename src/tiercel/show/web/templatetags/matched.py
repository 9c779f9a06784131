"""What speaks for a match, and what a contact is, for templates."""

from collections.abc import Mapping
from typing import Any

from django import template

from tiercel.show.web.match_words import method_name, said_evidence
from tiercel.show.web.role_words import BUYING_ROLES, DEPARTMENTS, ROLE_METHODS, SENIORITIES
from tiercel.show.web.words import word

register = template.Library()
_ROLES = {
    "seniority": SENIORITIES,
    "department": DEPARTMENTS,
    "buying_role": BUYING_ROLES,
    "method": ROLE_METHODS,
}
register.filter("method_name", method_name)


@register.filter
def role_word(label: str, words: str) -> str:
    """A label of roles in words; `words` is seniority, department, buying_role or method."""
    return word(_ROLES[words], label)


@register.filter
def match_evidence(evidence: Mapping[str, Any], company: str = "") -> list[tuple[bool, str]]:
    """Sentences, each with whether it speaks for the account."""
    return said_evidence(evidence, company)
