"""A million collector messages from a file, to the lake; and how long an account's touches take to be read from it.

python -m bench.events                  a million messages of sixty thousand devices, twelve of a hundred identified
python -m bench.events --rows 50000     a small run
python -m bench.events --ranges FILE    with organisations from a file of ranges
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

AGENTS = [
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{n}.0.0.0 Safari/537.36"
    for n in range(90, 140)
]
AGENTS.append("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")
PATHS = ["/", "/pricing", "/docs", "/blog", "/demo", *(f"/docs/page-{n}" for n in range(60))]
BEGAN = datetime(2026, 1, 5, tzinfo=UTC)
WARM = """
import os, sys, time
from datetime import UTC, datetime
os.environ["DJANGO_SETTINGS_MODULE"] = "tiercel.show.web.settings"
import django
django.setup()
from tiercel.records.models import Account, Contact, ContactAccount
from tiercel.flow.touches.see_touches import touches_of_account, touches_of_contact
now = datetime.now(UTC)
account = Account.objects.create(name="Acme", name_key="acme", received_at=now)
people = list(Contact.objects.order_by("pk")[:40])
ContactAccount.objects.bulk_create([ContactAccount(contact=p, account=account, made_at=now) for p in people])
took = []
for _ in range(7):
    began = time.perf_counter()
    found = touches_of_account(account.pk)
    took.append(time.perf_counter() - began)
print(f"touches of an account of {len(people)} contacts: {len(found)} shown, "
      f"first {took[0] * 1000:.0f} ms, then {sorted(took[1:])[3] * 1000:.0f} ms")
began = time.perf_counter()
found = touches_of_contact(people[0].pk)
print(f"touches of a contact: {len(found)} shown in {(time.perf_counter() - began) * 1000:.0f} ms")
"""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--ranges", default="")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "archive.jsonl"
        write(path, asked.rows)
        environ = os.environ | {"TIERCEL_WORKSPACE": f"{place}/workspace", "TIERCEL_NETWORK_RANGES": asked.ranges}
        # The workspace and its database are there before the time is taken.
        subprocess.run([sys.executable, "-m", "tiercel.show.cli", "rates", "list"], env=environ, check=True)
        began, cpu = time.perf_counter(), cpu_seconds()
        command = [sys.executable, "-m", "tiercel.show.cli", "import", "--from", "segment", str(path)]
        subprocess.run(command, env=environ, check=True)
        seconds = time.perf_counter() - began
        print(f"{asked.rows:,} messages of {path.stat().st_size / 1e6:,.0f} MB taken in {seconds:.1f} s "
              f"({asked.rows / seconds:,.0f}/s), {cpu_seconds() - cpu:.1f} s of processor")  # fmt: skip
        lake = sum(each.stat().st_size for each in (Path(place) / "workspace/lake").rglob("*.parquet"))
        print(f"lake: {lake / 1e6:,.0f} MB, {lake / asked.rows:,.0f} bytes a message")
        subprocess.run([sys.executable, "-c", WARM], env=environ, check=True)


def cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def write(path: Path, rows: int) -> None:
    chance = random.Random(7)
    devices = max(rows // 16, 1)
    with path.open("w", encoding="utf-8") as file:
        for n in range(rows):
            file.write(json.dumps(message(n, chance, devices)) + "\n")


def message(n: int, chance: random.Random, devices: int) -> dict[str, object]:
    device = chance.randrange(devices)
    page = chance.choice(PATHS)
    at = BEGAN + timedelta(seconds=n * 7)
    found: dict[str, object] = {
        "type": "page",
        "messageId": str(UUID(int=chance.getrandbits(128))),
        "anonymousId": str(UUID(int=device + 2**100)),
        "originalTimestamp": at.isoformat(),
        "sentAt": at.isoformat(),
        "properties": {"path": page, "title": f"Page {page}"},
        "context": {
            "ip": f"{chance.randrange(1, 223)}.{device % 256}.{device // 256 % 256}.7",
            "userAgent": AGENTS[device % len(AGENTS)],
            "locale": "en-US",
            "library": {"name": "analytics.js", "version": "2.1.0"},
            "page": {"url": f"https://www.example.com{page}?utm_campaign=spring", "path": page, "referrer": "",
                     "title": f"Page {page}", "search": "?utm_campaign=spring"},
        },
    }  # fmt: skip
    kind = chance.random()
    if kind < 0.02:
        found |= {"type": "identify", "traits": {"email": f"person{device}@customer{device % 900}.example"}}
    elif kind < 0.3:
        found |= {"type": "track", "event": "Time Spent", "properties": {"seconds": chance.randrange(90), "path": page}}
    return found


if __name__ == "__main__":
    main()
