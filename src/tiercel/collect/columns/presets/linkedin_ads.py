"""LinkedIn Ads: reports of campaign performance, by day."""

# ruff: noqa: E501  a list of words is read as a list

from tiercel.collect.columns.kinds import Kind, first_kind

LABEL = "LinkedIn Ads"

MARKS = frozenset(["start date in utc", "campaign group name", "campaign group id", "total spent", "total engagements", "leads work email", "clicks to landing page", "ad set name"])  # fmt: skip

KINDS = (
    Kind(
        table="spend",
        signs=("start date in utc + total spent", "start date + total spent + campaign name", "date + total spent + campaign name"),
        columns={
            "spent_on": ("start date in utc", "start date", "date"),
            "amount": ("total spent",),
            "campaign": ("campaign name", "ad set name", "campaign group name"),
            "campaign_id": ("campaign id", "ad set id"),
            "ad_group": ("ad name", "creative name"),
            "impressions": ("impressions",),
            "clicks": ("clicks",),
            "conversions": ("conversions",),
            "currency": ("currency",),
        },
        constants={"channel": "ads", "platform": "LinkedIn Ads"},
        ignored=("account name", "account id", "company name"),
    ),
)  # fmt: skip


def kind_of(headers: frozenset[str], stem: str) -> Kind | None:
    return first_kind(KINDS, headers, stem)
