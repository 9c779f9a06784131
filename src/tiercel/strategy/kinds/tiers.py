"""The tiers: how many accounts each may hold, what it gets, who is kept out, and how the list may change."""

from collections.abc import Iterator
from typing import Any

from tiercel.strategy.kind import raise_all
from tiercel.strategy.shape import Field, Flag, Listing, Maybe, Number, Record, Text

SCHEMA = 1
MAKE = ""

_WORDS = Listing(Text())
_TIER = Record(
    {
        "tier": Field(Number(1, 9, whole=True), "Its number; 1 gets the most work."),
        "name": Field(Text(), "What people call it."),
        "at_least": Field(Number(0, whole=True), "How many accounts it should hold; fewer is said, never filled up."),
        "at_most": Field(
            Maybe(Number(1, whole=True), "all the rest"),
            "How many accounts it may hold; only the last may take the rest.",
        ),
        "accounts_per_person": Field(
            Maybe(Number(1, whole=True), "no limit"), "How many accounts of it one person can work on."
        ),
        "worked_by": Field(
            _WORDS, "The jobs of those who work on it, as account exec*; empty: all who own accounts or deals."
        ),
        "minimum_lift": Field(
            Number(0, 100), "The chance to win must be at least this many times the average account's."
        ),
        "minimum_chance": Field(Number(0, 1), "The chance to win must be at least this share."),
        "resources": Field(_WORDS, "Who takes part."),
        "channels": Field(_WORDS, "By which ways it is reached."),
        "personalization": Field(Text(may_be_empty=True), "How much is made for the account."),
    }
)
_EXCLUSION = Record(
    {
        "name": Field(Text(), "What they are called, as customers."),
        "exclude": Field(Flag(), "Whether they are kept off the list."),
        "words": Field(
            _WORDS, "What an account's type or lifecycle says of them; * stands for anything, as in customer*."
        ),
        "running_subscription": Field(Flag(), "Whether an account with a running subscription is one of them too."),
    }
)
_PERSON = Record(
    {
        "person": Field(Text(), "Name or mail address of somebody of the team."),
        "tier": Field(Number(1, 9, whole=True), "The tier it is about."),
        "accounts": Field(Number(0, whole=True), "How many accounts of this tier this person can work on."),
    }
)
_REJECTION = Record(
    {
        "reason": Field(Text(), "Why an account is rejected."),
        "again_after_days": Field(Number(0, 36500, whole=True), "After how many days it may be proposed again."),
    }
)
SHAPE = Record(
    {
        "tiers": Field(Listing(_TIER, key="tier", at_least=1), "The tiers, the first one first."),
        "ranking": Field(
            Record(
                {
                    "by": Field(
                        Text(("expected_value", "cautious_value", "chance")),
                        "What accounts are ranked by; the cautious value is the low end of the expected value.",
                    ),
                    "without_a_signal": Field(
                        Text(("none", "employees", "revenue")),
                        "What they are ranked by where the profile cannot tell accounts apart; none: only by hand.",
                    ),
                    "stay_margin": Field(
                        Number(0, 10), "By what share another must be better to take a place: 0.1 is a tenth."
                    ),
                }
            ),
            "Who comes first.",
        ),
        "changes": Field(
            Record(
                {
                    "stay_at_least_days": Field(
                        Number(0, 36500, whole=True), "How long an account keeps its tier at least."
                    ),
                    "days_between_proposals": Field(
                        Number(0, 36500, whole=True), "How long one list holds before another is proposed."
                    ),
                    "when_the_owner_changes": Field(
                        Text(("follow", "keep")),
                        "Whether a target goes to the account's new owner, or stays with whom it was given to.",
                    ),
                }
            ),
            "How the list may change.",
        ),
        "exclusions": Field(Listing(_EXCLUSION, key="name"), "Who is kept off the list."),
        "capacity": Field(Listing(_PERSON), "People who can work on more or fewer accounts than the tier says."),
        "sign_off": Field(
            Record(
                {
                    "accept_reasons": Field(_WORDS, "Why an account is accepted; giving one is free."),
                    "reject_reasons": Field(
                        Listing(_REJECTION, key="reason", at_least=1), "Why an account is rejected; one is needed."
                    ),
                }
            ),
            "What sellers may say.",
        ),
    }
)


def _tier(
    number: int, name: str, at_least: int, at_most: int | None, per_person: int | None, **more: Any
) -> dict[str, Any]:
    return {
        "tier": number,
        "name": name,
        "at_least": at_least,
        "at_most": at_most,
        "accounts_per_person": per_person,
        "worked_by": [],
        "minimum_chance": 0.0,
        **more,
    }


def _exclusion(name: str, words: list[str], *, running_subscription: bool = False) -> dict[str, Any]:
    return {"name": name, "exclude": True, "words": words, "running_subscription": running_subscription}


def default() -> dict[str, Any]:
    """Sizes that practitioners publish: 20 to 50 one to one, about 200 one to few, the rest one to many."""
    return {
        "tiers": [
            _tier(
                1,
                "One to one",
                20,
                50,
                10,
                minimum_lift=1.0,
                resources=["Account executive", "SDR", "Marketer", "Executive sponsor"],
                channels=["Meetings", "Phone", "Email", "Direct mail", "Social", "Events"],
                personalization="Deep research; everything is made for the account.",
            ),
            _tier(
                2,
                "One to few",
                100,
                200,
                50,
                minimum_lift=1.0,
                resources=["SDR", "Marketer"],
                channels=["Phone", "Email", "Social", "Ads", "Events"],
                personalization="By industry and role, in campaigns of several weeks.",
            ),
            _tier(
                3,
                "One to many",
                0,
                None,
                None,
                minimum_lift=0.75,
                resources=["Marketer"],
                channels=["Email", "Ads", "Webinars"],
                personalization="By segment.",
            ),
        ],
        "ranking": {"by": "expected_value", "without_a_signal": "none", "stay_margin": 0.1},
        "changes": {"stay_at_least_days": 90, "days_between_proposals": 0, "when_the_owner_changes": "follow"},
        "exclusions": [
            _exclusion(
                "customers",
                ["customer*", "client*", "existing customer*", "current customer*", "مشتری*", "عميل*", "客户*"],
                running_subscription=True,
            ),
            _exclusion("partners", ["*partner*", "*reseller*", "شریک*", "شريك*", "合作伙伴*"]),
            _exclusion("competitors", ["competitor*", "رقیب*", "منافس*", "竞争对手*"]),
        ],
        "capacity": [],
        "sign_off": {
            "accept_reasons": ["Knows us already", "Sign of buying", "Similar to a good customer", "Strategic"],
            "reject_reasons": [
                {"reason": "Not a fit", "again_after_days": 180},
                {"reason": "Too small", "again_after_days": 180},
                {"reason": "No budget", "again_after_days": 180},
                {"reason": "Bound to another vendor", "again_after_days": 365},
                {"reason": "No way in", "again_after_days": 180},
                {"reason": "Wrong data", "again_after_days": 30},
                {"reason": "Not mine", "again_after_days": 0},
                {"reason": "Other", "again_after_days": 180},
            ],
        },
    }


def check(body: dict[str, Any]) -> None:
    wrong = list(SHAPE.wrong(body, ""))
    raise_all("tiers", wrong or _disagreements(body))


def upgrade(body: dict[str, Any], _from_schema: int) -> dict[str, Any]:
    """The first form needs none."""
    return body


def _disagreements(body: dict[str, Any]) -> Iterator[str]:
    """What no single field shows."""
    tiers = body["tiers"]
    numbers = [tier["tier"] for tier in tiers]
    if numbers != list(range(1, len(tiers) + 1)):
        yield f"tiers: they are numbered {', '.join(map(str, numbers))}; number them 1, 2, 3 in this order."
    for tier in tiers:
        place = f"tiers[{tier['tier']}]"
        if tier["at_most"] is None and tier is not tiers[-1]:
            yield f"{place}.at_most: only the last tier may take the rest. Give a number."
        if tier["at_most"] is not None and tier["at_least"] > tier["at_most"]:
            yield f"{place}.at_least: {tier['at_least']} is more than at_most, {tier['at_most']}."
    seen = set()
    for entry in body["capacity"]:
        name = (entry["person"].casefold(), entry["tier"])
        if entry["tier"] not in numbers:
            yield f"capacity[{entry['person']}].tier: there is no tier {entry['tier']}."
        if name in seen:
            yield f"capacity: {entry['person']} stands there twice for tier {entry['tier']}. Remove one."
        seen.add(name)
