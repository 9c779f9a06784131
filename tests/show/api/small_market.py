"""Make a workspace with a small market, learnt and proposed, and print a key of its owner and one of a reader."""

import os
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tiercel.show.web.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from tests.flow.market import NOW, account, person  # noqa: E402

from tiercel.core.clock import utc_now  # noqa: E402
from tiercel.flow.api.keep_keys import make_key  # noqa: E402
from tiercel.flow.keep_users import add_user  # noqa: E402
from tiercel.flow.learn_profile import learn_profile  # noqa: E402
from tiercel.flow.targets import choose_by_hand  # noqa: E402
from tiercel.records.models import Contact, ContactAccount, Deal  # noqa: E402
from tiercel.show.api.operation import scopes  # noqa: E402

ACCOUNTS = 260
INDUSTRIES = ("Logistics", "Retail", "Software")


def main() -> None:
    settings.WORKSPACE.workspace.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    reem = person("Reem", "Account executive")
    for number in range(ACCOUNTS):
        made = account(f"A{number}", industry=INDUSTRIES[number % 3], employees=10 + number, country="DE", owner=reem)
        contact = Contact.objects.create(name=f"At A{number}", email=f"a{number}@mail.example", received_at=NOW)
        ContactAccount.objects.create(contact=contact, account=made, made_at=NOW)
        if number < 60:
            closed = NOW.date() - timedelta(days=number)
            Deal.objects.create(
                name=f"Deal {number}", account=made, received_at=NOW, outcome="won" if number % 2 else "lost",
                created_on=closed - timedelta(days=90), closed_on=closed, amount_minor=100_000, amount_currency="USD",
            )  # fmt: skip
    learn_profile(None)
    choose_by_hand.pin(range(1, 9), 1, "", None, utc_now())
    for name, role in (("Ada", "owner"), ("Dara", "reader")):
        user = add_user(name, role, password="a sentence is a good password", by=None)
        known = tuple(scopes())
        print(make_key("test", known, 30, user, known=known, by=None, now=utc_now()).token)  # noqa: T201


main()
