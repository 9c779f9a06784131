"""What a site may send with its write key: from where, after which consent, with what kept in the browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.core.nearest import nearest
from tiercel.records.models import WriteKey

MOST_ORIGINS = 50
CHOICES = {
    "consent": (WriteKey.WAIT, WriteKey.UNTIL_REFUSED),
    "storage": (WriteKey.COOKIE, WriteKey.NONE),
    "on_gpc": (WriteKey.NOTHING, WriteKey.ANONYMOUS),
    "forms": (WriteKey.OFF, WriteKey.NAMES, WriteKey.MAIL),
}
PORTS = {"https": 443, "http": 80}
NOT_IN_HOSTS = frozenset(" *,;\"'<>")


@dataclass(frozen=True)
class Choices:
    """The choices of one key; without a word, those that ask and keep the least of people who were not asked."""

    origins: Sequence[str] = ()
    consent: str = WriteKey.WAIT
    storage: str = WriteKey.COOKIE
    on_gpc: str = WriteKey.NOTHING
    forms: str = WriteKey.OFF


def checked(choices: Choices) -> Choices:
    """The choices with their origins as browsers write them; raises DataError for what is none."""
    for field, known in CHOICES.items():
        given = getattr(choices, field)
        if given not in known:
            said = _("{field} cannot be '{given}'. There are: {known}.")
            raise DataError(said.format(field=field, given=given, known=", ".join(known)) + nearest(given, known))
    origins = tuple(dict.fromkeys(origin(each) for each in choices.origins if each.strip()))
    if len(origins) > MOST_ORIGINS:
        raise DataError(_("At most {most} sites can be named for one key. Make another key.").format(most=MOST_ORIGINS))
    return replace(choices, origins=origins)


def origin(text: str) -> str:
    """A site as browsers name where a page comes from; without a scheme it is https.

    >>> origin("www.Example.com/pricing"), origin("http://localhost:8080"), origin("https://پارس.example:443")
    ('https://www.example.com', 'http://localhost:8080', 'https://xn--mgbug11a.example')
    """
    text = text.strip()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError:
        raise _no_site(text) from None
    if parts.scheme not in PORTS or not host or parts.username is not None or set(host) & NOT_IN_HOSTS:
        raise _no_site(text)
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{port}" if port and port != PORTS[parts.scheme] else "")


def _no_site(text: str) -> DataError:
    return DataError(_("'{text}' is no site. Write it as https://www.example.com.").format(text=text[:100]))
