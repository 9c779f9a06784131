"""A served workspace whose lists break off, or never end, as their address asks; says on its output what is noted."""

import json
import sys
from collections.abc import Iterator
from itertools import cycle
from typing import Any

from tiercel.show.cli._setup import setup

setup()

import uvicorn  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import OperationalError  # noqa: E402
from django.test import Client  # noqa: E402

from tiercel.core.clock import utc_now  # noqa: E402
from tiercel.flow import trail  # noqa: E402
from tiercel.records.models import Account, User  # noqa: E402
from tiercel.show.web import asgi  # noqa: E402
from tiercel.show.web.views.accounts import exports  # noqa: E402

PORT, ROWS, BREAKS_AFTER = map(int, sys.argv[1:])
of_the_page: Any = exports
of_the_trail: Any = trail
all_rows, note = of_the_page.every_row, trail.note


def rows_as_asked(asked: Any, *, by: Any) -> Iterator[Any]:
    rows = all_rows(asked, by=by)
    if asked.sort == "-name":
        yield from (next(rows) for _ in range(BREAKS_AFTER))
        raise OperationalError(f"lost at Acme {BREAKS_AFTER}")
    yield from cycle(rows) if asked.sort == "name" else rows


def said_aloud(action: str, *given: Any, **details: Any) -> Any:
    made = note(action, *given, **details)
    sys.stdout.write(json.dumps([action, details["exported"], details["whole"]]) + "\n")
    sys.stdout.flush()
    return made


of_the_page.every_row = rows_as_asked
of_the_trail.note = said_aloud
ada = User.objects.create_user("ada", "ada@tiercel.example", role="owner")
Account.objects.bulk_create(Account(name=f"Acme {n}", received_at=utc_now()) for n in range(ROWS))
browser = Client()
browser.force_login(ada)
sys.stdout.write(browser.cookies[settings.SESSION_COOKIE_NAME].value + "\n")
config = uvicorn.Config(
    asgi.application, host="127.0.0.1", port=PORT, log_config=None, access_log=False, lifespan="off"
)


class Server(uvicorn.Server):
    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        sys.stdout.write("serves\n")
        sys.stdout.flush()


Server(config).run()
