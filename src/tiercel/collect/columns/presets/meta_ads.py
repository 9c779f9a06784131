"""Meta Ads (Facebook, Instagram): exports of the ads manager, by day."""

# ruff: noqa: E501  a list of words is read as a list

from tiercel.collect.columns.kinds import Kind, first_kind
from tiercel.normal.currencies import CODES

# The currency of the account stands in the header: Amount spent (EUR).
AMOUNTS = ("amount spent", *(f"amount spent {code.lower()}" for code in sorted(CODES)))

LABEL = "Meta Ads"

MARKS = frozenset(AMOUNTS) | frozenset(["reporting starts", "reporting ends", "cost per results", "results", "reach", "link clicks", "ad set name", "result indicator"])  # fmt: skip

KINDS = (
    Kind(
        table="spend",
        signs=tuple(f"{day} + {amount}" for amount in AMOUNTS for day in ("day", "reporting starts")),
        columns={
            "spent_on": ("day", "reporting starts"),
            "amount": AMOUNTS,
            "campaign": ("campaign name",),
            "campaign_id": ("campaign id",),
            "ad_group": ("ad set name", "ad name"),
            "impressions": ("impressions",),
            "clicks": ("link clicks", "clicks all"),
            "conversions": ("results",),
            "currency": ("currency", "currency code"),
        },
        constants={"channel": "ads", "platform": "Meta Ads"},
        ignored=("account name", "account id"),
    ),
)  # fmt: skip


def kind_of(headers: frozenset[str], stem: str) -> Kind | None:
    return first_kind(KINDS, headers, stem)
