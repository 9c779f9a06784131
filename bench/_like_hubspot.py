"""A server that speaks as much of HubSpot's API as tap-hubspot asks: paging, wrong tokens, limits, errors."""

from __future__ import annotations

import contextlib
import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

MORNING = 1_767_225_600_000  # 2026-01-01, in milliseconds
TOKEN = "pat-bench-0123456789abcdef"
TEXT, NUMBER, MOMENT, FLAG = "string", "number", "datetime", "bool"
COMPANY = {
    "name": TEXT,
    "domain": TEXT,
    "industry": TEXT,
    "numberofemployees": NUMBER,
    "annualrevenue": NUMBER,
    "country": TEXT,
    "city": TEXT,
    "hubspot_owner_id": TEXT,
    "createdate": MOMENT,
    "hs_lastmodifieddate": MOMENT,
    "hs_num_blockers": NUMBER,
    "about_us": TEXT,
}
CONTACT = {
    "email": TEXT,
    "firstname": TEXT,
    "lastname": TEXT,
    "jobtitle": TEXT,
    "associatedcompanyid": TEXT,
    "lifecyclestage": TEXT,
    "lastmodifieddate": MOMENT,
    "hs_calculated_phone_number": TEXT,
}
DEAL = {
    "dealname": TEXT,
    "amount": NUMBER,
    "deal_currency_code": TEXT,
    "dealstage": TEXT,
    "closedate": MOMENT,
    "createdate": MOMENT,
    "hs_is_closed_won": FLAG,
    "hs_is_closed": FLAG,
    "hubspot_owner_id": TEXT,
    "hs_lastmodifieddate": MOMENT,
}


@dataclass
class Portal:
    """What the portal holds, and how it behaves.

    limited_at   the numbers of requests that are answered with 429
    broken_at    those answered with 502
    down_from    from this number on nothing but 500 is answered
    """

    companies: int = 500
    contacts: int = 1500
    deals: int = 700
    owners: int = 7
    engagements: int = 900
    limited_at: tuple[int, ...] = ()
    broken_at: tuple[int, ...] = ()
    changed: dict[int, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    slow: float = 0.0

    def company(self, n: int) -> dict[str, Any]:
        at = self.changed.get(n, MORNING + n * 60_000)
        values = {
            "name": f"Company {n}" if n % 97 else "",
            "domain": f"company{n}.example.com",
            "industry": "RETAIL" if n % 2 else "BANKING",
            "numberofemployees": str(n * 3) if n % 50 else "about ten",
            "annualrevenue": f"{n * 1000}.50",
            "country": "Germany",
            "city": "Bonn",
            "hubspot_owner_id": str(101 + n % self.owners),
            "createdate": str(MORNING),
            "hs_lastmodifieddate": str(at),
        }
        wrapped = {
            name: {
                "value": value,
                "timestamp": at,
                "source": "CRM_UI",
                "sourceId": "userId:1",
                "versions": [{"name": name, "value": value, "timestamp": at, "sourceVid": []}],
            }
            for name, value in values.items()
        }
        return {"portalId": 1, "companyId": n, "isDeleted": False, "properties": wrapped}

    def contact(self, n: int) -> dict[str, Any]:
        values = {
            "email": f"person{n}@company{n % self.companies + 1}.example.com",
            "firstname": "Pat",
            "lastname": f"Person {n}",
            "jobtitle": "Head of Purchasing",
            "associatedcompanyid": str(n % self.companies + 1),
            "lifecyclestage": "lead",
        }
        at = "2026-02-01T00:00:00.000Z"
        return {"id": str(5000 + n), "properties": values, "createdAt": at, "updatedAt": at, "archived": False}

    def deal(self, n: int) -> dict[str, Any]:
        at = MORNING + n * 60_000
        won, closed = n % 3 == 0, n % 3 != 2
        values = {
            "dealname": f"Deal {n}",
            "amount": f"{n * 100}.25",
            "deal_currency_code": "EUR",
            "hubspot_owner_id": str(101 + n % self.owners),
            "dealstage": "closedwon" if won else "closedlost" if closed else "appointmentscheduled",
            "closedate": str(at),
            "createdate": str(MORNING),
            "hs_is_closed_won": str(won).lower(),
            "hs_is_closed": str(closed).lower(),
            "hs_lastmodifieddate": str(at),
        }
        wrapped = {
            name: {"value": value, "timestamp": at, "source": "API", "sourceId": None} for name, value in values.items()
        }
        company = n % self.companies + 1
        people = [5000 + n % self.contacts + 1, 5000 + (n + 1) % self.contacts + 1]
        links = {
            "associatedVids": people,
            "associatedCompanyIds": [company],
            "associatedDealIds": [],
            "associatedTicketIds": [],
        }
        return {"portalId": 1, "dealId": n, "isDeleted": False, "associations": links, "properties": wrapped}

    def engagement(self, n: int) -> dict[str, Any]:
        """Calls, mails of both directions, meetings, notes, and tasks, of which every second one is done."""
        at = MORNING + n * 60_000
        kind = ("CALL", "EMAIL", "INCOMING_EMAIL", "MEETING", "NOTE", "TASK")[n % 6]
        said = {
            "CALL": {"title": f"Call {n}", "durationMilliseconds": 90_000, "status": "COMPLETED", "body": ""},
            "EMAIL": {"subject": f"Mail {n}", "status": "SENT", "html": "<p>Hello</p>"},
            "INCOMING_EMAIL": {"subject": f"Re: mail {n}", "text": "Hello"},
            "MEETING": {"title": f"Meeting {n}", "startTime": at, "endTime": at + 2_700_000},
            "NOTE": {"body": f"<p>Note &amp; more of {n}</p>"},
            "TASK": {"subject": f"Task {n}", "status": "COMPLETED" if self.is_done(n) else "NOT_STARTED"},
        }[kind]
        people = [5000 + n % self.contacts + 1, 5000 + (n + 1) % self.contacts + 1]
        about = {
            "id": n,
            "portalId": 1,
            "active": True,
            "createdAt": at,
            "lastUpdated": at,
            "ownerId": 101 + n % self.owners,
            "type": kind,
            "timestamp": at,
        }
        links = {
            "contactIds": people,
            "companyIds": [n % self.companies + 1],
            "dealIds": [n % self.deals + 1],
            "ownerIds": [],
        }
        return {"engagement": about, "associations": links, "attachments": [], "metadata": said}

    @staticmethod
    def is_done(n: int) -> bool:
        """Of a task."""
        return n % 12 == 5

    @property
    def touches(self) -> int:
        """How many engagements were done, and are no task that is still to be."""
        return sum(n % 6 != 5 or self.is_done(n) for n in range(1, self.engagements + 1))

    def owner(self, n: int) -> dict[str, Any]:
        at = "2026-01-01T00:00:00.000Z"
        return {
            "id": str(100 + n),
            "email": f"owner{n}@tiercel.example",
            "firstName": "Owner",
            "lastName": f"Number {n}",
            "userId": 9000 + n,
            "createdAt": at,
            "updatedAt": at,
            "archived": False,
            "teams": [{"id": "1", "name": "EMEA", "primary": True}],
        }

    def answer(self, path: str, query: dict[str, str]) -> Any:  # noqa: PLR0911 - an answer for each address
        if path == "/companies/v2/companies/paged":
            return self._older(query, ("companies", "has-more"), self.companies, self.company)
        if path.startswith("/companies/v2/companies/"):
            return self.company(int(path.rpartition("/")[2]))
        if path == "/deals/v1/deal/paged":
            return self._older(query, ("deals", "hasMore"), self.deals, self.deal)
        if path == "/engagements/v1/engagements/modified/after":
            return self._after(query)
        if path == "/email/public/v1/events":
            return {"events": [], "hasMore": False}
        if path == "/forms/v2/forms":
            return []
        if path == "/crm/v3/objects/contacts":
            return self._newer(query, self.contacts, self.contact)
        if path == "/crm/v3/owners/":
            return self._newer(query, self.owners, self.owner)
        if path in ("/companies/v2/properties", "/properties/v1/deals/properties"):
            return [{"name": name, "type": kind} for name, kind in (COMPANY if "companies" in path else DEAL).items()]
        if path.startswith(("/crm/v3/properties/", "/crm/v3/schemas")):
            named = CONTACT if path.endswith("contacts") else {}
            return {"results": [{"name": name, "type": kind} for name, kind in named.items()]}
        return None

    def _older(self, query: dict[str, str], keys: tuple[str, str], count: int, make: Any) -> dict[str, Any]:
        first, size = int(query.get("offset", 0)), min(int(query.get("limit", 100)), 250)
        rows = [make(n) for n in range(first + 1, min(first + size, count) + 1)]
        return {keys[0]: rows, keys[1]: first + size < count, "offset": first + size}

    def _after(self, query: dict[str, str]) -> dict[str, Any]:
        """What was changed after a moment; the answer says after which to ask next."""
        first, size = max(0, (int(query.get("after", 0)) - MORNING) // 60_000), int(query.get("limit", 100))
        rows = [self.engagement(n) for n in range(first + 1, min(first + size, self.engagements) + 1)]
        last = rows[-1]["engagement"]["lastUpdated"] if rows else int(query.get("after", 0))
        return {"results": rows, "hasMore": first + size < self.engagements, "after": last}

    def _newer(self, query: dict[str, str], count: int, make: Any) -> dict[str, Any]:
        first, size = int(query.get("after", 0)), min(int(query.get("limit", 10)), 100)
        rows = [make(n) for n in range(first + 1, min(first + size, count) + 1)]
        paging = {"paging": {"next": {"after": str(first + size)}}} if first + size < count else {}
        return {"results": rows, **paging}


def serve(portal: Portal, port: int) -> ThreadingHTTPServer:
    """Serve a portal on loopback, in a thread; end it with `shutdown`."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            portal.asked.append(parts.path)
            number = len(portal.asked)
            if portal.slow:
                threading.Event().wait(portal.slow)
            if self.headers.get("Authorization") != f"Bearer {TOKEN}":
                said = {
                    "status": "error",
                    "category": "INVALID_AUTHENTICATION",
                    "message": "Authentication credentials not found.",
                }
                return self._say(401, said)
            if number in portal.limited_at:
                return self._say(429, {"status": "error", "policyName": "TEN_SECONDLY_ROLLING"}, {"Retry-After": "1"})
            if number in portal.broken_at:
                return self._say(502, {"status": "error"})
            found = portal.answer(parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()})
            return (
                self._say(404, {"status": "error", "message": "resource not found"})
                if found is None
                else self._say(200, found)
            )

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            portal.asked.append(self.path)
            self._say(200, {"results": []})

        def _say(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
            text = json.dumps(body).encode()
            self.send_response(status)
            for name, value in {
                "Content-Type": "application/json",
                "Content-Length": str(len(text)),
                **(headers or {}),
            }.items():
                self.send_header(name, value)
            self.end_headers()
            # Taps are killed here on purpose.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                self.wfile.write(text)

        def log_message(self, *_: object) -> None:
            """Say nothing of a call: a line for each would be most of what a bench prints, and be timed too."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
