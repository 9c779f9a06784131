"""What speaks for a match, for templates."""

from collections.abc import Mapping
from typing import Any

from django import template

from tiercel.show.web.match_words import method_name, said_evidence

register = template.Library()
register.filter("method_name", method_name)


@register.filter
def match_evidence(evidence: Mapping[str, Any], company: str = "") -> list[tuple[bool, str]]:
    """Sentences, each with whether it speaks for the account."""
    return said_evidence(evidence, company)
