"""By what one event says who did it: the device, the id that the site knows, a mail address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from tiercel.collect.events.hashing import Hashed, address_in
from tiercel.collect.events.message import Message

# Kinds, as the records keep them too (records/models/visitors.py).
DEVICE, USER, MAIL, NOBODY = "device", "user", "mail", "nobody"
_MAIL_TRAITS = ("email", "$email", "mail", "e_mail")


class KnownBy(msgspec.Struct, frozen=True, gc=False):
    """The hashes of what an event says of who did it, "" where it says nothing.

    mail       the address itself, to find the contact by; it is kept nowhere
    tells      whether they told us who they are (identify), rather than that the site added what it knew
    is_nobody  whether it came without any id: the device is then all that came so on a day
    """

    at: datetime
    device: str
    user: str
    mail_hash: str
    mail: str
    tells: bool
    is_nobody: bool = False

    @property
    def names_somebody(self) -> bool:
        return bool(self.user or self.mail_hash)


def known_by(message: Message, hashed: Hashed, received_at: datetime) -> KnownBy:
    """received_at   whose UTC day the nobody is of, where it came without any id"""
    device, user = message.anonymous_id, message.user_id
    if message.type == "alias" and message.previous_id:
        # "Whom you knew as this is known as that now."
        device = device or message.previous_id
    mail = _mail(message)
    if not device and not user and not mail:
        nobody = hashed(NOBODY, f"{received_at:%Y-%m-%d}")
        return KnownBy(message.happened_at, nobody, "", "", "", tells=False, is_nobody=True)
    return KnownBy(
        at=message.happened_at,
        device=hashed(DEVICE, device) if device else "",
        user=hashed(USER, user) if user else "",
        mail_hash=hashed(MAIL, mail) if mail else "",
        mail=mail,
        tells=message.type == "identify",
    )


def _mail(message: Message) -> str:
    """The address of who did it: what they told as theirs, else an id that is one."""
    # The traits of a group are not a person's.
    own = message.context.get("traits") if message.type == "group" else message.traits
    told = _address(own) if own and isinstance(own, Mapping) else ""
    return told or (address_in(message.user_id) if message.user_id else "")


def _address(traits: Mapping[str, Any]) -> str:
    for name in _MAIL_TRAITS:
        text = traits.get(name)
        if isinstance(text, str) and (found := address_in(text)):
            return found
    return ""
