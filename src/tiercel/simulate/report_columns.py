"""Which columns a CRM's export has, by its own labels, and how each is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]
Write = Callable[[Row], str]

COUNTRY_NAMES = {
    "US": "United States", "GB": "United Kingdom", "DE": "Germany", "CA": "Canada", "AU": "Australia", "IE": "Ireland",
    "NL": "Netherlands", "AE": "United Arab Emirates", "SA": "Saudi Arabia", "EG": "Egypt", "JO": "Jordan",
    "IR": "Iran", "CN": "China", "SG": "Singapore",
}  # fmt: skip
DEAL_TYPES = {"new": "New Business", "expansion": "Upsell", "cross_sell": "Cross-Sell", "renewal": "Renewal"}


@dataclass(frozen=True)
class Report:
    """One file of the export.

    file       its name; the ending says what it is
    table      whose rows it holds
    columns    label -> (the table's column, how it is written)
    delimiter, encoding   of a text file
    """

    file: str
    table: str
    columns: Mapping[str, tuple[str, Write]]
    delimiter: str = ","
    encoding: str = "utf-8"


def _plain(column: str) -> tuple[str, Write]:
    return column, lambda row: "" if row[column] is None else str(row[column])


def _money(column: str) -> tuple[str, Write]:
    minor = f"{column}_minor"
    return column, lambda row: "" if row[minor] is None else f"{row[minor] // 100}.{row[minor] % 100:02d}"


def _currency(column: str) -> tuple[str, Write]:
    return "currency", lambda row: row[f"{column}_currency"] or ""


def _list(column: str) -> tuple[str, Write]:
    return column, lambda row: "; ".join(row[column] or ())


def _web(column: str) -> tuple[str, Write]:
    return column, lambda row: "".join(f"https://www.{domain}/" for domain in row[column] or ())


def _flag(column: str, true: str = "TRUE", false: str = "FALSE") -> tuple[str, Write]:
    return column, lambda row: true if row[column] else false


def _coded(column: str, words: Mapping[str, str]) -> tuple[str, Write]:
    return column, lambda row: words.get(row[column], "")


def _american_day(column: str) -> tuple[str, Write]:
    def write(row: Row) -> str:
        day = row[column]
        return "" if day is None else f"{day.month}/{day.day}/{day.year}"

    return column, write


def _percent(column: str) -> tuple[str, Write]:
    return column, lambda row: "" if row[column] is None else f"{row[column]:.1%}"


def _moment(column: str) -> tuple[str, Write]:
    return column, lambda row: "" if row[column] is None else row[column].strftime("%Y-%m-%dT%H:%M:%SZ")


REPORTS = (
    Report(
        "users.csv",
        "people",
        {
            "User ID": _plain("external_id"),
            "Full Name": _plain("name"),
            "Email": _list("email"),
            "Title": _plain("job"),
            "Department": _plain("team"),
            "Manager": _plain("manager"),
            "Active": _flag("is_active"),
        },
    ),
    Report(
        "products.csv",
        "products",
        {
            "Product ID": _plain("external_id"),
            "Product Name": _plain("name"),
            "Product Family": _plain("family"),
            "List Price": _money("price"),
            "Currency": _currency("price"),
        },
    ),
    Report(
        "accounts.csv",
        "accounts",
        {
            "Account ID": _plain("external_id"),
            "Account Name": _plain("name"),
            "DBA Name": _list("other_names"),
            "Website": _web("domains"),
            "Parent Account ID": _plain("parent"),
            "Type": _plain("type"),
            "Industry": _plain("industry"),
            "Market Segment": _plain("market"),
            "Employees": _plain("employees"),
            "Annual Revenue": _money("revenue"),
            "Account Currency": _currency("revenue"),
            "Ownership": _plain("ownership"),
            "Year Started": _plain("founded"),
            "Total Funding": _money("funding"),
            "Growth Rate": _percent("growth"),
            "Number of Locations": _plain("offices"),
            "Technologies": _list("technologies"),
            "Billing Country": _coded("country", COUNTRY_NAMES),
            "Region": _plain("region"),
            "Billing City": _plain("city"),
            "Account Source": _plain("source"),
            "Owner ID": _plain("owner"),
            "Do Not Sell": _flag("do_not_sell"),
            "Created Date": _plain("created_on"),
            "Last Modified Date": _moment("source_updated_at"),
            "Shipping Volume": _plain("shipping_volume"),
            "Fulfilment Model": _plain("fulfilment_model"),
            "Compliance Need": _plain("compliance_need"),
            "Origin of Goods": _plain("origin_of_goods"),
            "Warehouses": _plain("warehouses"),
            "Implementation Partner": _plain("implementation_partner"),
        },
        encoding="utf-8-sig",
    ),
    Report(
        "contacts.csv",
        "contacts",
        {
            "Contact ID": _plain("external_id"),
            "Full Name": _plain("name"),
            "First Name": _plain("first_name"),
            "Last Name": _plain("last_name"),
            "Account ID": _plain("account"),
            "Email": _list("emails"),
            "Phone": _list("phones"),
            "Title": _plain("title"),
            "Language": _plain("language"),
            "Mailing Country": _coded("country", COUNTRY_NAMES),
            "Owner ID": _plain("owner"),
            "Created Date": _plain("created_on"),
            "Preferred Channel": _plain("preferred_channel"),
        },
        delimiter=";",
    ),
    Report(
        "opportunities.csv",
        "deals",
        {
            "Opportunity ID": _plain("external_id"),
            "Opportunity Name": _plain("name"),
            "Account ID": _plain("account"),
            "Type": _coded("type", DEAL_TYPES),
            "Product Name": _list("products"),
            "Stage": _plain("stage"),
            "Amount": _money("amount"),
            "Cost": _money("cost"),
            "Opportunity Currency": ("currency", lambda row: "USD"),  # noqa: ARG005
            "Created Date": _american_day("created_on"),
            "Close Date": _american_day("closed_on"),
            "Closed": ("is_closed", lambda row: "0" if row["outcome"] == "open" else "1"),
            "Won": ("is_won", lambda row: "1" if row["outcome"] == "won" else "0"),
            "Win/Loss Reason": _plain("reason"),
            "Lead Source": _plain("source"),
            "Owner ID": _plain("owner"),
            "Last Modified Date": _moment("source_updated_at"),
            "Contract Number": _plain("contract_number"),
        },
        delimiter="\t",
        encoding="utf-16",
    ),
    Report(
        "opportunity_contact_roles.csv",
        "deal_contacts",
        {
            "Opportunity ID": _plain("deal"),
            "Contact ID": _plain("contact"),
            "Role": _plain("role"),
            "Primary": _flag("is_primary", "1", "0"),
        },
    ),
    Report(
        "opportunity_history.csv",
        "stage_changes",
        {"Opportunity ID": _plain("deal"), "To Stage": _plain("stage"), "Last Modified": _moment("changed_at")},
    ),
    Report(
        "subscriptions.xlsx",
        "subscriptions",
        {
            "Subscription ID": _plain("external_id"),
            "Account ID": _plain("account"),
            "Opportunity ID": _plain("deal"),
            "Product": _plain("product"),
            "ARR": _money("amount"),
            "Currency": _currency("amount"),
            "Start Date": _plain("started_on"),
            "End Date": _plain("ended_on"),
            "Renewal Date": _plain("renews_on"),
            "Churn Reason": _plain("reason"),
        },
    ),
)
