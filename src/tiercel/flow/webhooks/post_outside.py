"""Post to an address that somebody typed in, without letting it reach what only this machine can reach.

The name is resolved once, every address it has is looked at, and the connection goes to the very address that was
looked at: a name that answers otherwise the second time gains nothing. No redirect is followed, no proxy asked.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.utils.translation import gettext as _

from tiercel.core.errors import DataError, DeliveryError

CONNECT_SECONDS = 5
ALL_SECONDS = 15
MOST_READ = 2048
MOST_URL = 2000
# Addresses that carry another inside, by which it could be smuggled past a look at the outer one.
TUNNELS = [ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Answer:
    """What came back: the status, and the beginning of the text."""

    status: int
    text: str


def checked_url(url: str, *, to_private: bool) -> str:
    """The address, if a webhook may go there as far as can be told without asking for the name; raises DataError."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, 0, urlsplit("")
    allowed = ("https", "http") if to_private else ("https",)
    if parts.scheme not in allowed or not host or port == 0 or len(url) > MOST_URL or not url.isascii():
        raise DataError(
            _("A webhook goes to an address that begins with https://. Give it whole, with its path."), field="url"
        )
    if parts.username is not None or parts.fragment or any(c.isspace() for c in url):
        raise DataError(
            _("The address may hold neither a password nor a '#' nor spaces. Messages are signed instead."), field="url"
        )
    literal = _literal(host)
    if literal is not None and not (to_private or is_outside(literal)):
        raise DataError(_inside(host), field="url")
    return url


def is_outside(address: Address) -> bool:
    """Whether an address belongs to the public network, and to nothing of ours.

    >>> is_outside(ipaddress.ip_address("127.0.0.1")), is_outside(ipaddress.ip_address("::ffff:10.0.0.1"))
    (False, False)
    """
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_outside(address.ipv4_mapped)
        if any(address in net for net in TUNNELS):
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def post(url: str, body: bytes, headers: Mapping[str, str], *, to_private: bool) -> Answer:
    """Send, and wait for an answer for at most 15 seconds; raises DeliveryError where none came."""
    try:
        parts = urlsplit(checked_url(url, to_private=to_private))
        address = resolved(parts, to_private=to_private)
        return _sent(parts, address, body, headers)
    except DataError as wrong:
        raise DeliveryError(str(wrong), retry=True) from None
    except ssl.SSLCertVerificationError as error:
        said = _("Its certificate is not trusted: {error}.").format(error=error.verify_message)
        raise DeliveryError(said, retry=True) from None
    except (OSError, http.client.HTTPException) as error:
        said = _("No answer came ({error}).").format(error=type(error).__name__)
        raise DeliveryError(said, retry=True) from None


def resolved(parts: SplitResult, *, to_private: bool) -> str:
    """The first address of the host, once all of them were found to be outside."""
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not to_private and not all(is_outside(ipaddress.ip_address(each.partition("%")[0])) for each in found):
        raise DataError(_inside(host), field="url")
    return found[0]


def _sent(parts: SplitResult, address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    connection = Pinned(parts, address)
    # Each read may wait for some seconds; together they may not, however slowly the other side drips.
    watch = threading.Timer(ALL_SECONDS, connection.cut)
    watch.start()
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", target, body, {**headers, "Host": parts.netloc})
        answer = connection.getresponse()
        return Answer(answer.status, answer.read(MOST_READ).decode("utf-8", "replace"))
    finally:
        watch.cancel()
        connection.close()


class Pinned(http.client.HTTPConnection):
    """A connection to one numeric address, with the certificate of the name that was asked for."""

    def __init__(self, parts: SplitResult, address: str) -> None:
        secure = parts.scheme == "https"
        super().__init__(parts.hostname or "", parts.port or (443 if secure else 80), timeout=CONNECT_SECONDS)
        self._address, self._secure = address, secure

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), CONNECT_SECONDS)
        self.sock.settimeout(ALL_SECONDS)
        if self._secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)

    def cut(self) -> None:
        if self.sock is not None:
            with suppress(OSError):  # it has ended meanwhile
                self.sock.shutdown(socket.SHUT_RDWR)


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _inside(host: str) -> str:
    return _(
        "{host} is inside this machine or a private network. Name an address outside, or let the keeper of the machine "
        "set webhooks_to_private."
    ).format(host=host)
