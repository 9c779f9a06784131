#!/usr/bin/env python3
"""A Singer tap for Tryton: parties, the people at them, opportunities and employees, over its JSON-RPC.

One file, nothing but Python's own library. Settings: url (http://localhost:8000), database, user, password,
page_size (500). Each stream goes on from the last change that it saw.
"""

import argparse
import base64
import datetime
import decimal
import json
import sys
import urllib.error
import urllib.request

TEXT = {"type": ["null", "string"]}
FLAG = {"type": ["null", "boolean"]}
MOMENT = {"type": ["null", "string"], "format": "date-time"}
ID = {"type": "string"}

# Stream -> Tryton's model, what is asked of it, and column -> field (with a dot: of what the field names).
STREAMS = {
    "employees": ("company.employee", [], {"id": "id", "name": "party.name", "active": "active"}),
    "parties": (
        "party.party",
        [],
        {"id": "id", "name": "name", "code": "code", "website": "website", "email": "email", "phone": "phone",
         "active": "active"},
    ),
    # People at a party are its mail addresses that have somebody's name.
    "contacts": (
        "party.contact_mechanism",
        [["type", "=", "email"], ["name", "!=", None]],
        {"id": "id", "name": "name", "email": "value", "party": "party"},
    ),
    "opportunities": (
        "sale.opportunity",
        [],
        {"id": "id", "number": "number", "name": "description", "party": "party", "contact": "contact",
         "amount": "amount", "currency": "currency.code", "state": "state", "employee": "employee",
         "start_date": "start_date", "end_date": "end_date", "reason": "lost_reason"},
    ),
}
FLAGS = {"active"}


class Tryton:
    def __init__(self, config):
        # Newer ones answer below rpc/, older ones without it.
        self.url = f"{config['url'].rstrip('/')}/{config['database']}/rpc/"
        self.page = int(config.get("page_size") or 500)
        self.context, self.session = {}, ""
        found = self.call("common.db.login", config["user"], {"password": config["password"]}, None)
        if not found:
            raise SystemExit("Tryton refused the user or the password.")
        words = f"{config['user']}:{found[0]}:{found[1]}"
        self.session = base64.b64encode(words.encode()).decode()
        self.context = self.call("model.res.user.get_preferences", True, {})

    def call(self, method, *params):
        body = json.dumps({"id": 1, "method": method, "params": list(params)}).encode()
        request = urllib.request.Request(self.url, body, {"Content-Type": "application/json"})
        if self.session:
            request.add_header("Authorization", f"Session {self.session}")
        try:
            with urllib.request.urlopen(request, timeout=300) as answer:
                found = json.load(answer, parse_float=decimal.Decimal)
        except urllib.error.HTTPError as error:
            if error.code in (404, 405) and not self.session and self.url.endswith("/rpc/"):
                self.url = self.url.removesuffix("rpc/")
                return self.call(method, *params)
            if error.code == 401:
                raise SystemExit("Tryton refused the user or the password.") from None
            raise SystemExit(f"Tryton answered {error.code} {error.reason} to {method}.") from None
        except urllib.error.URLError as error:
            raise SystemExit(f"Tryton does not answer at {self.url}: {error.reason}") from None
        if isinstance(found, dict) and found.get("error"):
            raise SystemExit(f"Tryton refused {method}: {json.dumps(found['error'], default=str)[:500]}")
        return found["result"] if isinstance(found, dict) else found

    def rows(self, stream, since):
        """Rows that changed since, the oldest change first: a page at a time, by change and key."""
        model, domain, columns = STREAMS[stream]
        fields = sorted({*columns.values(), "create_date", "write_date"})
        for offset in range(0, sys.maxsize, self.page):
            asked = [*domain, ["OR", ["write_date", ">=", moment(since)],
                               [["write_date", "=", None], ["create_date", ">=", moment(since)]]]] if since else domain
            found = self.call(f"model.{model}.search_read", asked, offset, self.page, [["id", "ASC"]], fields, self.context)
            yield from found
            if len(found) < self.page:
                return


def moment(text):
    at = datetime.datetime.fromisoformat(text)
    return {"__class__": "datetime", "year": at.year, "month": at.month, "day": at.day, "hour": at.hour,
            "minute": at.minute, "second": at.second, "microsecond": 0}


def plain(value):
    """A value as Singer has it: Tryton wraps days, moments and decimals."""
    if isinstance(value, dict) and "__class__" in value:
        kind = value["__class__"].lower()
        if kind == "decimal":
            return value["decimal"]
        if kind == "date":
            return f"{value['year']:04}-{value['month']:02}-{value['day']:02}"
        if kind == "datetime":
            parts = (value[part] for part in ("year", "month", "day", "hour", "minute", "second"))
            return datetime.datetime(*parts).isoformat()
        return None
    return value


def cell(row, path):
    """`party.name` is read from what Tryton adds to the row as `party.`."""
    first, dot, rest = path.partition(".")
    if dot:
        inner = row.get(f"{first}.") or {}
        return cell(inner, rest)
    value = plain(row.get(path))
    return value if value is None or isinstance(value, bool) else str(value)


def schema_of(stream):
    columns = STREAMS[stream][2]
    kinds = {column: ID if column == "id" else FLAG if column in FLAGS else TEXT for column in columns}
    return {"type": "object", "properties": kinds | {"updated_at": MOMENT}}


def catalog():
    return {"streams": [
        {"stream": stream, "tap_stream_id": stream, "schema": schema_of(stream), "key_properties": ["id"],
         "metadata": [{"breadcrumb": [], "metadata": {"table-key-properties": ["id"]}}]}
        for stream in STREAMS
    ]}


def say(**message):
    print(json.dumps(message, ensure_ascii=False), flush=True)


def sync(tryton, wanted, state):
    bookmarks = dict((state or {}).get("bookmarks", {}))
    for stream in STREAMS:
        if stream not in wanted:
            continue
        say(type="SCHEMA", stream=stream, schema=schema_of(stream), key_properties=["id"])
        latest = since = bookmarks.get(stream)
        for row in tryton.rows(stream, since):
            values = {column: cell(row, path) for column, path in STREAMS[stream][2].items()}
            values["updated_at"] = cell(row, "write_date") or cell(row, "create_date")
            latest = max(filter(None, (latest, values["updated_at"])), default=None)
            say(type="RECORD", stream=stream, record=values)
        bookmarks[stream] = latest
        say(type="STATE", value={"bookmarks": bookmarks})


def selected(given):
    """The streams that a catalog wants; all where there is none."""
    if given is None:
        return set(STREAMS)
    found = set()
    for entry in given["streams"]:
        root = next((each["metadata"] for each in entry.get("metadata", []) if not each["breadcrumb"]), {})
        if root.get("selected", entry.get("selected", True)):
            found.add(entry["stream"])
    return found


def main():
    parser = argparse.ArgumentParser(description="Read parties and opportunities from Tryton.")
    parser.add_argument("--config", required=True)
    parser.add_argument("--catalog")
    parser.add_argument("--state")
    parser.add_argument("--discover", action="store_true")
    given = parser.parse_args()

    def read(path):
        if not path:
            return None
        with open(path, encoding="utf-8") as file:
            return json.load(file)

    if given.discover:
        print(json.dumps(catalog(), indent=2))
        return
    sync(Tryton(read(given.config)), selected(read(given.catalog)), read(given.state))


if __name__ == "__main__":
    main()
