"""Google Ads: reports of campaigns and ad groups, by day."""

# ruff: noqa: E501  a list of words is read as a list

from tiercel.collect.columns.kinds import Kind, first_kind

LABEL = "Google Ads"

MARKS = frozenset(["impr", "avg cpc", "campaign state", "campaign status", "ad group state", "interaction rate", "cost conv", "conv rate", "bid strategy type"])  # fmt: skip

KINDS = (
    Kind(
        table="spend",
        signs=("day + campaign + cost", "day + campaign id + cost", "week + campaign + cost", "month + campaign + cost"),
        columns={
            "spent_on": ("day", "week", "month"),
            "amount": ("cost",),
            "campaign": ("campaign",),
            "campaign_id": ("campaign id",),
            "ad_group": ("ad group",),
            "impressions": ("impr", "impressions"),
            "clicks": ("clicks",),
            "conversions": ("conversions", "conv"),
            "currency": ("currency code", "currency"),
        },
        constants={"channel": "ads", "platform": "Google Ads"},
        ignored=("account", "account name", "customer id"),
    ),
)  # fmt: skip


def kind_of(headers: frozenset[str], stem: str) -> Kind | None:
    return first_kind(KINDS, headers, stem)
