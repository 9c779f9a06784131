"""The matching: by which rules contacts find their account, how sure each is, and below what a person is asked."""

from collections.abc import Iterator
from typing import Any

from tiercel.strategy.kind import raise_all
from tiercel.strategy.shape import Field, Flag, Listing, Number, Record, Text

SCHEMA = 2
MAKE = ""

RULES = (
    "domain",
    "alias_domain",
    "subsidiary_domain",
    "website",
    "name_and_country",
    "close_name_and_domain",
    "close_name_and_phone",
    "close_name_and_city",
    "name",
    "very_close_name",
    "role_address",
    "domain_is_name_and_country",
    "domain_is_name",
    "close_name",
)
MEANS = ("name", "country", "city", "size", "contacts")

_SHARE = Number(0, 1)
_WORDS = Listing(Text())
_RULE = Record(
    {
        "name": Field(Text(RULES), "What must hold."),
        "confidence": Field(_SHARE, "How many of a hundred such matches are right, as a share: 0.98."),
    }
)
_MEANS = Record(
    {
        "name": Field(Text(MEANS), "What several accounts that the same rule finds are told apart by."),
        "times": Field(
            Number(1, 1_000_000), "For size and contacts: how many times the next one's the first one's must be."
        ),
        "confidence": Field(_SHARE, "How sure a match is at most that was told apart by it."),
    }
)
SHAPE = Record(
    {
        "rules": Field(
            Listing(_RULE, key="name", at_least=1),
            "The rules in their order: the first that holds for a contact counts.",
        ),
        "threshold": Field(_SHARE, "From this confidence on a match is made; below it waits for a person."),
        "suggestions": Field(Number(1, 5, whole=True), "How many accounts a waiting contact is offered at most."),
        "close_name": Field(Number(0.5, 1), "From which similarity on two names of companies are close."),
        "very_close_name": Field(Number(0.5, 1), "From which similarity on they are so close that the name is enough."),
        "tell_apart": Field(
            Listing(_MEANS, key="name"),
            "How several accounts on one domain or of one name are told apart, in this order.",
        ),
        "accounts_on_a_domain": Field(
            Number(1, 1000, whole=True), "A domain that more accounts than this share says nothing of any of them."
        ),
        "name_may_contradict": Field(
            Flag(), "Whether a contact waits whose domain names one account, and whose company's name another."
        ),
        "crm_goes_first": Field(Flag(), "Whether the CRM's own account of a contact stands, whatever the rules find."),
        "domains_that_say_nothing": Field(
            _WORDS, "Domains beside the kept lists of free and disposable mail, as those of agencies and resellers."
        ),
    }
)


def default() -> dict[str, Any]:
    """Confidences as measured on leads made from real companies; docs/explanation/matching.md says how."""
    return {
        "rules": [
            {"name": "domain", "confidence": 0.99},
            {"name": "alias_domain", "confidence": 0.98},
            {"name": "subsidiary_domain", "confidence": 0.96},
            {"name": "website", "confidence": 0.97},
            {"name": "name_and_country", "confidence": 0.97},
            {"name": "close_name_and_domain", "confidence": 0.97},
            {"name": "close_name_and_phone", "confidence": 0.96},
            {"name": "close_name_and_city", "confidence": 0.94},
            {"name": "name", "confidence": 0.98},
            {"name": "very_close_name", "confidence": 0.94},
            {"name": "role_address", "confidence": 0.7},
            {"name": "domain_is_name_and_country", "confidence": 0.83},
            {"name": "domain_is_name", "confidence": 0.4},
            {"name": "close_name", "confidence": 0.75},
        ],
        "threshold": 0.9,
        "suggestions": 5,
        "close_name": 0.79,
        "very_close_name": 0.93,
        "tell_apart": [
            {"name": "name", "times": 1, "confidence": 0.97},
            {"name": "country", "times": 1, "confidence": 0.95},
            {"name": "city", "times": 1, "confidence": 0.95},
            {"name": "size", "times": 10, "confidence": 0.9},
            {"name": "contacts", "times": 10, "confidence": 0.9},
        ],
        "accounts_on_a_domain": 20,
        "name_may_contradict": True,
        "crm_goes_first": True,
        "domains_that_say_nothing": [],
    }


def check(body: dict[str, Any]) -> None:
    wrong = list(SHAPE.wrong(body, ""))
    raise_all("matching", wrong or _disagreements(body))


def upgrade(body: dict[str, Any], from_schema: int) -> dict[str, Any]:
    """The first form knew no web sites: the rule comes behind those of domains."""
    names = [rule["name"] for rule in body["rules"]]
    if from_schema > 1 or "website" in names:
        return body
    place = max((names.index(name) + 1 for name in RULES[:3] if name in names), default=0)
    website = next(rule for rule in default()["rules"] if rule["name"] == "website")
    return body | {"rules": [*body["rules"][:place], website, *body["rules"][place:]]}


def describe(body: dict[str, Any]) -> list[str]:
    """What the document says, a sentence each."""
    listed = ", ".join(f"{rule['name']} {rule['confidence']:g}" for rule in body["rules"])
    made = [rule["name"] for rule in body["rules"] if rule["confidence"] >= body["threshold"]]
    return [
        f"Rules in their order, with how sure each is: {listed}.",
        f"From {body['threshold']:g} on a match is made, so these decide by themselves: {', '.join(made) or 'none'}.",
    ]


def _disagreements(body: dict[str, Any]) -> Iterator[str]:
    """What no single field shows."""
    if max(rule["confidence"] for rule in body["rules"]) < body["threshold"]:
        yield (
            f"threshold: {body['threshold']:g} is more than any rule's confidence, and so nothing would ever match. "
            "Lower it, or raise a rule."
        )
    if body["very_close_name"] < body["close_name"]:
        yield f"very_close_name: {body['very_close_name']:g} is less than close_name, {body['close_name']:g}."
    for domain in body["domains_that_say_nothing"]:
        if "." not in domain or "@" in domain or "/" in domain:
            yield f"domains_that_say_nothing: {domain!r} is not a domain. Write it as example.com."
