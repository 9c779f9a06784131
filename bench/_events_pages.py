"""How long the pages take that read touches, in a workspace of many events: see bench/events.py.

What a server loads as it starts (show/web/warm.py) is loaded first, so the first of each page is what somebody waits.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median
from time import perf_counter, process_time

PEOPLE, TIMES, LIMIT_MS = 40, 9, 150


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tiercel.show.web.settings"
    import django

    django.setup()
    client = _client()
    account, contact = _account()
    today = datetime.now(UTC).date()
    addresses = {
        f"an account of {PEOPLE} contacts": f"/accounts/{account}",
        "the same, as of a day": f"/accounts/{account}?as_of={today}",
        "a person": f"/people/{contact}",
        "events": "/data/events",
        "accounts": "/accounts",
        "accounts, as of a day": f"/accounts?as_of={today}",
        "Today": "/",
    }
    for name, address in addresses.items():
        first, *walls = [_ask(client, address) for _ in range(TIMES + 1)]
        wall, cpu = median(each[0] for each in walls), median(each[1] for each in walls)
        flag = "  << over" if wall > LIMIT_MS else ""
        print(f"{name:>30}: {wall:5.0f} ms, cpu {cpu:5.0f} ms (the first {first[0]:5.0f} ms){flag}", flush=True)


def page_of_account() -> Callable[[], object]:
    """What asks for the page of an account of PEOPLE contacts."""
    client, (account, _contact) = _client(), _account()
    return lambda: _ask(client, f"/accounts/{account}")


def _client() -> object:
    """Somebody who is signed in, at a server that has loaded what it loads as it starts."""
    from django.conf import settings
    from django.test import Client

    from tiercel.records.models import User
    from tiercel.show.web import warm
    from tiercel.show.web.static_files import collect

    settings.ALLOWED_HOSTS = ["testserver"]
    collect()
    warm.load_addresses()
    warm.read_ahead()
    user = User.objects.filter(username="bench").first()
    client = Client()
    client.force_login(user or User.objects.create_user("bench", "bench@tiercel.example", "x", role="manager"))
    return client


def _account() -> tuple[int, int]:
    """An account at which contacts work that were met by what they did, and one of these."""
    from tiercel.records.models import Account, Contact, ContactAccount

    now = datetime.now(UTC)
    people = list(Contact.objects.order_by("pk")[:PEOPLE])
    account, made = Account.objects.get_or_create(name="Acme", defaults={"name_key": "acme", "received_at": now})
    if made:
        links = [ContactAccount(contact=each, account=account, made_at=now) for each in people]
        ContactAccount.objects.bulk_create(links)
    return account.pk, people[0].pk


def _ask(client: object, address: str) -> tuple[float, float]:
    began, busy = perf_counter(), process_time()
    answer = client.get(address)  # type: ignore[attr-defined]
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return 1000 * (perf_counter() - began), 1000 * (process_time() - busy)


if __name__ == "__main__":
    main()
