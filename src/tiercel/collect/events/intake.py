"""From a client's request to what it hears: understood, its key known, stored before it is answered."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from tiercel.collect.events import counting, mail_keys, write_keys
from tiercel.collect.events.aside import About, Aside
from tiercel.collect.events.counting import Counted
from tiercel.collect.events.dialect import Refused, Reply, Request, Taken
from tiercel.collect.events.log.commit import Disk, Limits, Log
from tiercel.collect.events.log.line import Envelope, Rest, unnumbered
from tiercel.collect.events.mail_keys import MailKey, MailKeys, Unproved
from tiercel.collect.events.provider import NotYet
from tiercel.collect.events.reading_json import with_whole_letters
from tiercel.collect.events.routing import Found
from tiercel.collect.events.window import Window, digest_of
from tiercel.collect.events.write_keys import WriteKeys
from tiercel.core.clock import utc_now

NO_KEYS_YET = Reply(503, b'{"success":false,"message":"No write key was made yet, or none can be read. Try again."}')
NOT_FROM_BROWSERS = Reply(403, b"No page of a browser sends here.", b"text/plain")
NOT_PROVED = Reply(
    401,
    b"This does not prove to come from the provider that the address is for.",
    b"text/plain",
    ((b"www-authenticate", b'Basic realm="mail"'),),
)
CHECKED_SOON = Reply(503, b"What this is checked by is being got. Try again.", b"text/plain")
LET_IN = Reply(200, b"ok", b"text/plain")
NOT_UNDERSTOOD = Reply(400, b'{"success":false,"message":"The body of this request cannot be understood."}')
NOT_FROM_THERE = Reply(
    403, b'{"success":false,"message":"This site may not send with this write key. Add it to the sites of the key."}'
)
# What a browser or a proxy says besides the event.
KEPT_HEADERS = {
    b"origin": "origin",
    b"referer": "referer",
    b"sec-gpc": "sec-gpc",
    b"accept-language": "accept-language",
}
_NO_HEADERS: dict[str, str] = {}


class Came(msgspec.Struct, frozen=True, gc=False):
    """A request, the address of the dialect that it came to, and from where."""

    found: Found
    request: Request
    ip: str


class AsideOf(msgspec.Struct, frozen=True, gc=False):
    """The events of a request that are not taken, by their place in its body, with the reason."""

    key: str
    kind: str
    body: bytes
    reasons: dict[int, str]


class Due(msgspec.Struct, frozen=True, gc=False):
    """What waits for the disk, and no more: the ids of a hundred events would stand in the memory meanwhile.

    line      what is to be stored; None where nothing is, or it came before
    is_again  whether it came before
    events    how many of its events are taken, of `size` bytes
    """

    reply: Reply
    line: Rest | None
    digest: bytes | None
    is_again: bool
    events: int
    size: int
    aside: AsideOf | None


class Intake:
    """Takes in the events of one workspace; `lake` is its folder `lake`, shared with other collectors."""

    def __init__(
        self,
        lake: Path,
        *,
        limits: Limits | None = None,
        disk: Disk | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self.counted = Counted()
        self.log = Log(lake / "log", limits, disk, clock, self.counted.commits)
        self.window = Window()
        self.window.remember(lake / "log")
        self._aside = Aside(lake / "aside", disk)
        self._keys = WriteKeys(lake / write_keys.FILE_NAME)
        self._mail_keys = MailKeys(lake / mail_keys.FILE_NAME)
        self._clock = clock

    def close(self) -> None:
        """Store what waits, and close the segments."""
        self.log.close()
        self._aside.close()

    async def take(self, came: Came) -> Reply:
        """What the client hears, once its events are durable; raises NotStored where they are not."""
        if came.found.route.by_mail_key:
            return await self._take_mail(came)
        due = self._due_by_write_key(came)
        if type(due) is Due:
            return await self._store(came, due)
        if type(due) is Refused:
            return await self._refuse(came, due)
        assert type(due) is Reply
        return due

    async def refuse(self, came: Came, reason: str) -> Reply:
        """Keep aside what no dialect could look at."""
        return await self._refuse(came, Refused(NOT_UNDERSTOOD, reason))

    def _if_alive(self, came: Came, key: str, reply: Reply) -> Reply:
        names = self._keys.names()
        if names is None:
            return self._not_taken(came, counting.NO_KEYS, NO_KEYS_YET)
        return reply if key in names else self._not_taken(came, counting.UNKNOWN_KEY, came.found.dialect.UNKNOWN_KEY)

    def _not_taken(self, came: Came, became: str, reply: Reply) -> Reply:
        self.counted.request(came.found.name, became)
        return reply

    async def _take_mail(self, came: Came) -> Reply:
        """A mail provider's request: whose it is is proved before anybody reads what it says."""
        if b"origin" in came.request.headers:
            return self._not_taken(came, counting.WRONG_SITE, NOT_FROM_BROWSERS)
        if not self._mail_keys.is_there():
            return self._not_taken(came, counting.NO_KEYS, NO_KEYS_YET)
        try:
            opened = self._mail_keys.opened(came.request, self._clock())
        except NotYet:
            return self._not_taken(came, counting.NOT_YET, CHECKED_SOON)
        if opened is None:
            return self._not_taken(came, counting.UNKNOWN_KEY, came.found.dialect.UNKNOWN_KEY)
        if type(opened) is Unproved:
            # That it came is worth knowing, where it is the signing key that is wrong; what it said is nobody's.
            await self._aside.keep(self._about(came, opened.key.shown, opened.reason), b"")
            return self._not_taken(came, counting.UNPROVED, NOT_PROVED)
        assert type(opened) is MailKey
        return await self._take_of_provider(came, opened)

    async def _take_of_provider(self, came: Came, by: MailKey) -> Reply:
        if came.request.method == "POST" and self._mail_keys.greets(came.request, by):
            return LET_IN
        taken = _taken(came)
        if type(taken) is Taken:
            return await self._store(came, self._due(came, msgspec.structs.replace(taken, key=by.shown), by.name))
        if type(taken) is Refused:
            await self._aside.keep(self._about(came, by.shown, taken.reason), came.request.body)
            return self._not_taken(came, counting.NOT_UNDERSTOOD, taken.reply)
        assert type(taken) is Reply
        return taken

    def _due_by_write_key(self, came: Came) -> Due | Refused | Reply:
        taken = _taken(came)
        if type(taken) is Taken:
            return self._if_from_there(came, taken)
        if type(taken) is Refused:
            return taken
        assert type(taken) is Reply
        of_key = came.found.route.of_key
        return taken if of_key is None else self._if_alive(came, of_key(came.request), taken)

    def _if_from_there(self, came: Came, taken: Taken) -> Due | Reply:
        names = self._keys.names()
        if names is None:
            return self._not_taken(came, counting.NO_KEYS, NO_KEYS_YET)
        source = names.get(taken.key)
        if source is None:
            return self._not_taken(came, counting.UNKNOWN_KEY, came.found.dialect.UNKNOWN_KEY)
        origin = came.request.headers.get(b"origin")
        if origin is not None and not self._keys.takes_from(taken.key, origin.decode("latin-1")):
            return self._not_taken(came, counting.WRONG_SITE, NOT_FROM_THERE)
        return self._due(came, taken, source)

    def _due(self, came: Came, taken: Taken, source: str) -> Due:
        digest = digest_of(taken.key, _ids_taken(taken))
        stored = len(taken.ids) - len(taken.aside)
        is_again = digest is not None and digest in self.window
        line = None
        if stored and not is_again:
            line = unnumbered(self._envelope(came, taken, source, digest), taken.body)
        aside = AsideOf(taken.key, taken.kind, taken.body, taken.aside) if taken.aside else None
        return Due(taken.reply, line, digest, is_again, stored, len(taken.body), aside)

    async def _store(self, came: Came, due: Due) -> Reply:
        if due.line is not None:
            await self.log.append(due.line)
        name = came.found.name
        if due.is_again:
            self.counted.took(name, counting.AGAIN, counting.DUPLICATE, due.events, due.size)
        else:
            if due.digest is not None:
                # Only now: until it is durable, the same request sent again must be stored too.
                self.window.add(due.digest)
            self.counted.took(name, counting.STORED, counting.ACCEPTED, due.events, due.size)
        if due.aside is not None:
            await self._keep_aside(came, due.aside)
        return due.reply

    def _envelope(self, came: Came, taken: Taken, source: str, digest: bytes | None) -> Envelope:
        headers = came.request.headers
        return Envelope(
            at=self._clock(),
            key=taken.key,
            source=source,
            dialect=came.found.name,
            kind=taken.kind,
            ip=came.ip,
            agent=headers.get(b"user-agent", b"").decode("latin-1"),
            digest=digest.hex() if digest else "",
            headers=_kept(headers),
            skip=sorted(taken.aside) if taken.aside else [],
        )

    async def _keep_aside(self, came: Came, aside: AsideOf) -> None:
        events = came.found.dialect.batch_of(aside.body, aside.kind).events
        for place, reason in aside.reasons.items():
            if reason:
                await self._aside.keep(self._about(came, aside.key, reason), events[place])
                self.counted.event(came.found.name, counting.ASIDE, 1)

    async def _refuse(self, came: Came, refused: Refused) -> Reply:
        names = self._keys.names()
        # A key that is known to be wrong says that this is nobody's event; where none was found, it may be ours.
        if refused.keep and names is not None and (not refused.key or refused.key in names):
            await self._aside.keep(self._about(came, refused.key, refused.reason), came.request.body)
        return self._not_taken(came, counting.NOT_UNDERSTOOD, refused.reply)

    def _about(self, came: Came, key: str, reason: str) -> About:
        return About(
            at=self._clock(),
            dialect=came.found.name,
            path=came.found.route.path,
            key=key,
            reason=reason,
        )


def _taken(came: Came) -> Taken | Refused | Reply:
    take = came.found.route.take
    try:
        taken = take(came.request)
        if type(taken) is Refused and (mended := with_whole_letters(came.request.body)) is not None:
            again = take(msgspec.structs.replace(came.request, body=mended))
            return again if type(again) is Taken else taken
    except (ValueError, RecursionError) as error:
        return Refused(NOT_UNDERSTOOD, f"it cannot be understood ({type(error).__name__})")
    if type(taken) is Taken and not _is_utf8(taken.body):
        return Refused(NOT_UNDERSTOOD, "this is not UTF-8", taken.key)
    return taken


def _kept(headers: dict[bytes, bytes]) -> dict[str, str]:
    if headers.keys().isdisjoint(KEPT_HEADERS):  # a server's client says none of them
        return _NO_HEADERS
    return {name: headers[said].decode("latin-1") for said, name in KEPT_HEADERS.items() if said in headers}


def _ids_taken(taken: Taken) -> Sequence[str | None]:
    """The ids of the events that are stored: by these a request is known when it comes again."""
    if not taken.aside:
        return taken.ids
    return [one for place, one in enumerate(taken.ids) if place not in taken.aside] or [None]


def _is_utf8(body: bytes) -> bool:
    if body.isascii():
        return True
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True
