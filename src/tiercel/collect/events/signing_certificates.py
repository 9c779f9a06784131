"""Certificates with which a provider signs, got where it keeps them: one after the other, and never while one waits.

Who has none yet is told so and tries again; the collector's answers wait for nobody outside.
"""

from __future__ import annotations

import logging
import ssl
import urllib.request
from collections.abc import Callable
from datetime import datetime
from threading import Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING, Any

from tiercel.collect.events.provider import NotYet

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

SECONDS, SECONDS_BETWEEN_TRIES = 10.0, 30.0
MOST_BYTES, MOST_KEPT = 64 * 1024, 20

Get = Callable[[str], bytes]
log = logging.getLogger("tiercel.collector")


class _NoOtherPlace(urllib.request.HTTPRedirectHandler):
    """An address is looked at before it is asked; where it leads on to is not."""

    def redirect_request(self, req: Any, fp: Any, code: Any, msg: Any, headers: Any, newurl: Any) -> None:  # noqa: ARG002, PLR0917
        return None


def got(address: str) -> bytes:
    """What stands at an https address, of which somebody has made sure whose it is; raises OSError."""
    opener = urllib.request.build_opener(
        urllib.request.HTTPSHandler(context=ssl.create_default_context()), _NoOtherPlace
    )
    with opener.open(address, timeout=SECONDS) as answer:
        found: bytes = answer.read(MOST_BYTES)
    return found


def beside(work: Callable[[], None]) -> None:
    Thread(target=work, daemon=True).start()


class Outside:
    """What is asked of a provider: its certificates, which are kept, and addresses by which it wants to be answered."""

    def __init__(self, get: Get = got, do: Callable[[Callable[[], None]], None] = beside) -> None:
        self._get, self._do = get, do
        self._certificates: dict[str, Certificate] = {}
        self._asked: dict[str, float] = {}
        self._lock = Lock()

    def certificate(self, address: str, now: datetime) -> Certificate | None:
        """The one at this address; None where it is not good now. Raises NotYet until it is here."""
        found = self._certificates.get(address)
        if found is None:
            self._begin(address, self._keep)
            raise NotYet
        return found if found.not_valid_before_utc <= now <= found.not_valid_after_utc else None

    def visit(self, address: str) -> None:
        self._begin(address, lambda _address, _answer: None)

    def _begin(self, address: str, then: Callable[[str, bytes], None]) -> None:
        with self._lock:
            if monotonic() - self._asked.get(address, -SECONDS_BETWEEN_TRIES) < SECONDS_BETWEEN_TRIES:
                return
            if len(self._asked) >= MOST_KEPT:
                del self._asked[next(iter(self._asked))]
            self._asked[address] = monotonic()

        def work() -> None:
            try:
                then(address, self._get(address))
            except (OSError, ValueError) as error:
                host = address.split("/")[2]
                log.warning("%s gave no answer that can be used (%s); the next message asks it again", host, error)

        self._do(work)

    def _keep(self, address: str, answer: bytes) -> None:
        from cryptography.x509 import load_pem_x509_certificate

        found = load_pem_x509_certificate(answer)
        if len(self._certificates) >= MOST_KEPT:
            del self._certificates[next(iter(self._certificates))]
        self._certificates[address] = found
