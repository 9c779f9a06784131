"""The demo: a simulated market, imported as a user would import it, learnt from, tiered, and ready to look at."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from tiercel.core.files import write_whole
from tiercel.flow.import_files import import_now
from tiercel.flow.importing.asked import Asked
from tiercel.flow.jobs import Listener
from tiercel.flow.learn_profile import learn_profile
from tiercel.flow.targets.propose_targets import propose
from tiercel.records.models import User
from tiercel.records.models.users import Role
from tiercel.simulate.export import write_crm_export, write_truth
from tiercel.simulate.market import make_market

MARKER = "demo.json"
DEMO_USER = "demo"


def is_demo() -> bool:
    """Whether this workspace holds the simulated market, and nobody's own data."""
    return (Path(settings.WORKSPACE.workspace) / MARKER).exists()


def make_demo(now: datetime, say: Callable[[str], None], listener: Listener) -> None:
    """Make the demo in the workspace; what an earlier try has done is not done again.

    say   told each step as it begins
    """
    folder = Path(settings.WORKSPACE.workspace)
    if is_demo():
        say(_("The demo is there already. To make it anew, delete {folder}.").format(folder=folder.name))
        return
    user = demo_user()
    say(_("Simulating a market of some 5,000 accounts whose truth is known"))
    market = make_market(until=now.date())
    files = write_crm_export(market, folder / "crm-export")
    write_truth(market, folder / "crm-export")
    say(_("Importing what its CRM exports"))
    asked = Asked(files=tuple(map(str, files)), keep_unknown=True, accept_corrections=True)
    import_now(asked, user, listener)
    say(_("Learning who the ideal customer is, judging it on deals it has not seen, and scoring every account"))
    learn_profile(user, listener=listener)
    say(_("Proposing tiers"))
    propose(user, now)
    write_whole(folder / MARKER, json.dumps({"made_at": now.isoformat()}).encode())


def demo_user() -> User:
    """Nobody knows its password, because it has none: the demo signs visitors of this machine in by itself."""
    user, made = User.objects.get_or_create(
        username=DEMO_USER, defaults={"email": "demo@tiercel.example", "first_name": "Ada", "role": Role.OWNER}
    )
    if made:
        user.set_unusable_password()
        user.save()
    return user
