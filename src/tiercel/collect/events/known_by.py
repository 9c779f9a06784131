"""By what one event says who did it: the device, the id that the site knows, a mail address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from tiercel.collect.events.hashing import Hashed, address_in
from tiercel.collect.events.seen import Seen

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


def known_by(seen: Seen, hashed: Hashed, received_at: datetime) -> KnownBy:
    """received_at   whose UTC day the nobody is of, where it came without any id"""
    device, user = seen.anonymous_id, seen.user_id
    if seen.type == "alias" and seen.previous_id:
        # "Whom you knew as this is known as that now."
        device = device or seen.previous_id
    mail = _mail(seen) if seen.of_person or user else ""
    if not device and not user and not mail:
        nobody = hashed(NOBODY, f"{received_at:%Y-%m-%d}")
        return KnownBy(seen.happened_at, nobody, "", "", "", tells=False, is_nobody=True)
    return KnownBy(
        seen.happened_at,
        hashed(DEVICE, device) if device else "",
        hashed(USER, user) if user else "",
        hashed(MAIL, mail) if mail else "",
        mail,
        seen.type == "identify",
    )


def _mail(seen: Seen) -> str:
    """The address of who did it: what they told as theirs, else an id that is one."""
    told = _address(seen.of_person) if seen.of_person else ""
    return told or (address_in(seen.user_id) if seen.user_id else "")


def _address(traits: Mapping[str, Any]) -> str:
    for name in _MAIL_TRAITS:
        text = traits.get(name)
        if isinstance(text, str) and (found := address_in(text)):
            return found
    return ""
