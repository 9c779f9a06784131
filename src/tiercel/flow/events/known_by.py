"""By what one event says who did it: the device, the id that the site knows, a mail address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tiercel.collect.events.message import Message
from tiercel.flow.events.hashes import Hashed, address_in
from tiercel.records.models import VisitorIdentifier

DEVICE, USER, MAIL, NOBODY = (
    VisitorIdentifier.DEVICE,
    VisitorIdentifier.USER,
    VisitorIdentifier.MAIL,
    VisitorIdentifier.NOBODY,
)
_MAIL_TRAITS = ("email", "$email", "mail", "e_mail")


@dataclass(frozen=True)
class KnownBy:
    """The hashes of what an event says of who did it, "" where it says nothing.

    mail   the address itself, to find the contact by; it is kept nowhere
    tells  whether they told us who they are (identify), rather than that the site added what it knew
    """

    at: datetime
    device: str
    user: str
    mail_hash: str
    mail: str
    tells: bool

    @property
    def names_somebody(self) -> bool:
        return bool(self.user or self.mail_hash)


def known_by(message: Message, hashed: Hashed) -> KnownBy:
    device, user = message.anonymous_id, message.user_id
    if message.type == "alias" and message.previous_id:
        # "Whom you knew as this is known as that now."
        device = device or message.previous_id
    mail = _mail(message)
    if not device and not user and not mail:
        device_hash = hashed(NOBODY, f"{message.received_at:%Y-%m-%d}")
    else:
        device_hash = hashed(DEVICE, device) if device else ""
    return KnownBy(
        at=message.happened_at,
        device=device_hash,
        user=hashed(USER, user) if user else "",
        mail_hash=hashed(MAIL, mail) if mail else "",
        mail=mail,
        tells=message.type == "identify",
    )


def _mail(message: Message) -> str:
    """The address of who did it: what they told as theirs, else an id that is one."""
    for told in (message.traits if message.type == "identify" else {}, message.context.get("traits")):
        if isinstance(told, Mapping) and (found := _address(told)):
            return found
    return address_in(message.user_id)


def _address(traits: Mapping[str, Any]) -> str:
    texts = (traits.get(name) for name in _MAIL_TRAITS)
    return next((found for text in texts if isinstance(text, str) and (found := address_in(text))), "")
