"""What the address of a web page says: its path, and the campaign that brought somebody to it."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

# As Segment's clients call them in `context.campaign`.
CAMPAIGN = {
    "utm_source": "source",
    "utm_medium": "medium",
    "utm_campaign": "name",
    "utm_term": "term",
    "utm_content": "content",
}
MOST_FIELDS = 200


def page_of(url: str, title: str = "", referrer: str = "") -> dict[str, Any]:
    """A page in the form of Segment's `context.page`; empty without an address.

    >>> page_of("https://a.example/pricing?x=1", "Pricing")["path"]
    '/pricing'
    """
    if not url:
        return {}
    try:
        parts = urlsplit(url)
    except ValueError:
        return {"url": url, "title": title, "referrer": referrer}
    search = f"?{parts.query}" if parts.query else ""
    return {"url": url, "path": parts.path or "/", "search": search, "title": title, "referrer": referrer}


def campaign_of(url: str) -> dict[str, str]:
    """
    >>> campaign_of("https://a.example/?utm_source=linkedin&utm_campaign=q4")
    {'source': 'linkedin', 'name': 'q4'}
    """
    try:
        fields = parse_qsl(urlsplit(url).query, max_num_fields=MOST_FIELDS)
    except ValueError:
        return {}
    return {CAMPAIGN[name]: value for name, value in fields if name in CAMPAIGN}
