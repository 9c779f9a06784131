"""Where the workspace stands, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from tiercel.flow.sight import only_seen_targets
from tiercel.flow.today.held import held, outcomes
from tiercel.records.models import Account, Contact, DocumentVersion, Target, User
from tiercel.records.models.base import active

DONE, NOW, LATER = "done", "now", "later"


@dataclass(frozen=True)
class Home:
    """The numbers of the way from an export to a signed-off list.

    steps            import, learn, propose and sign_off -> done, now or later
    won, lost        closed deals, what the profile is learnt from
    verdict          of the newest profile: signal or no_signal; "" before there is one
    proposed         waiting for a decision
    by_tier          tier -> (proposed, accepted)
    """

    steps: dict[str, str]
    accounts: int
    contacts: int
    deals: int
    won: int
    lost: int
    profile_version: int
    profile_made_at: datetime | None
    verdict: str
    proposed: int
    accepted: int
    rejected: int
    by_tier: dict[int, tuple[int, int]]

    @property
    def can_learn(self) -> bool:
        """Whether there are deals of both ends, which the profile compares."""
        return bool(self.won and self.lost)


def see_home(by: User | None) -> Home:
    deals = outcomes(by)
    profile = DocumentVersion.objects.filter(kind="icp").order_by("-version").first()
    states, by_tier = _targets(by)
    accounts = held(Account, by)
    reached = [accounts > 0, profile is not None, bool(states), states.get("proposed", 0) == 0 and bool(states)]
    return Home(
        steps=_steps(reached),
        accounts=accounts,
        contacts=held(Contact, by),
        deals=sum(deals.values()),
        won=deals.get("won", 0),
        lost=deals.get("lost", 0),
        profile_version=profile.version if profile else 0,
        profile_made_at=profile.made_at if profile else None,
        verdict=str(profile.body.get("verdict", "")) if profile else "",
        proposed=states.get("proposed", 0),
        accepted=states.get("accepted", 0),
        rejected=states.get("rejected", 0),
        by_tier=by_tier,
    )


def _steps(reached: list[bool]) -> dict[str, str]:
    names = ("import", "learn", "propose", "sign_off")
    first_open = next((place for place, done in enumerate(reached) if not done), len(names))
    return {name: DONE if reached[place] else NOW if place == first_open else LATER for place, name in enumerate(names)}


def _targets(by: User | None) -> tuple[dict[str, int], dict[int, tuple[int, int]]]:
    rows = only_seen_targets(Target.objects.filter(active()), by).values_list("tier", "state").annotate(Count("pk"))
    counts = {(tier, state): count for tier, state, count in rows}
    states: dict[str, int] = {}
    for (_, state), count in counts.items():
        states[state] = states.get(state, 0) + count
    tiers = sorted({tier for tier, _ in counts})
    by_tier = {tier: (counts.get((tier, "proposed"), 0), counts.get((tier, "accepted"), 0)) for tier in tiers}
    return states, by_tier
