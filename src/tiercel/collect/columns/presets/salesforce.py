"""Salesforce: reports and list exports by their labels, objects by their API names, and warehouse loaders' tables."""

# ruff: noqa: E501  a list of words is read as a list

from tiercel.collect.columns.kinds import Kind, first_kind
from tiercel.collect.columns.presets._salesforce_activities import ACTIVITY_KINDS, ACTIVITY_MARKS, CAMPAIGN_KINDS

LABEL = "Salesforce"

MARKS = frozenset(
    [
        "opportunity owner", "account owner", "stage name",
        "billing country", "billing city", "billing state province", "account source", "number of employees", "system modstamp",
        "owner id", "forecast category", "is won", "mailing country", "parent account", "fiscal period",
        "user role id", "profile id", "product code", "last viewed date", "last referenced date",
        "opportunity access for account owner",
        "lead owner", "is converted", "converted account id", "converted contact id", "company account",
    ]
) | ACTIVITY_MARKS  # fmt: skip

LOADER = {"deleted": ("is deleted", "fivetran deleted"), "superseded_unless": ("fivetran active",)}
UPDATED = {"source_updated_at": ("system modstamp", "last modified date")}
CURRENCY = {
    "currency": ("currency iso code", "account currency", "opportunity currency", "currency", "amount currency")
}
OUTCOME_TYPE = {"new business": "new", "new customer": "new", "existing business": "expansion", "existing customer upgrade": "expansion",
                "existing customer replacement": "renewal", "existing customer downgrade": "renewal", "renewal": "renewal",
                "upsell": "expansion", "cross sell": "cross_sell"}  # fmt: skip

KINDS = (
    Kind(
        table="deal_contacts",
        signs=("opportunity id + contact id", "opportunity id + contact role"),
        columns={
            "deal": ("opportunity id",),
            "contact": ("contact id",),
            "role": ("role", "contact role"),
            "is_primary": ("is primary", "primary"),
        }
        | LOADER,
    ),
    Kind(
        table="stage_changes",
        signs=("id + stage name + fivetran start", "opportunity id + stage name", "opportunity id + field + new value", "opportunity id + to stage"),
        unless=("opportunity name", "name + close date"),
        columns={
            "deal": ("opportunity id", "id"),
            "stage": ("to stage", "stage name", "new value"),
            "changed_at": ("fivetran start", "stage change date", "last modified", "edit date", "created date"),
            "only_field": ("field",),
            "deleted": ("is deleted", "fivetran deleted"),
        },
    ),
    Kind(
        table="subscriptions",
        signs=("subscription id", "contract id + contract start date"),
        columns={
            "external_id": ("subscription id", "contract id", "contract number"),
            "account": ("account id", "account name", "account"),
            "deal": ("opportunity id",),
            "product": ("product name", "product"),
            "amount": ("arr", "annual amount", "amount", "annual value"),
            "started_on": ("start date", "contract start date"),
            "ended_on": ("end date", "cancelled date", "contract end date"),
            "renews_on": ("renewal date", "next renewal date"),
            "reason": ("churn reason", "cancellation reason"),
        }
        | CURRENCY
        | UPDATED
        | LOADER,
    ),
    Kind(label="opportunity line items", signs=("opportunity id + unit price", "opportunity id + pricebook entry id")),
    Kind(label="orders", signs=("order number", "order id"), files=("order",)),
    Kind(
        table="deals",
        signs=("opportunity name", "opportunity id", "stage name", "id + is won", "stage + close date"),
        unless=("case number",),
        columns={
            "external_id": ("opportunity id", "opportunity id 18", "id"),
            "name": ("opportunity name", "name"),
            "account": ("account id", "account name", "account"),
            "amount": ("amount", "amount converted", "opportunity amount"),
            "cost": ("cost", "total cost"),
            "margin": ("margin", "gross margin"),
            "type": ("type", "opportunity type"),
            "stage": ("stage name", "stage"),
            "created_on": ("created date",),
            "closed_on": ("close date",),
            "is_won": ("is won", "won"),
            "is_closed": ("is closed", "closed"),
            "reason": ("loss reason", "win loss reason", "closed lost reason", "reason lost", "reason won lost", "reason"),
            "products": ("product name", "products", "product"),
            "source": ("lead source", "opportunity source"),
            "owner": ("owner id", "opportunity owner id", "opportunity owner", "owner full name", "owner name", "owner"),
        }
        | CURRENCY
        | UPDATED
        | LOADER,
        values={"type": OUTCOME_TYPE},
    ),
    *CAMPAIGN_KINDS,
    *ACTIVITY_KINDS,
    Kind(
        table="contacts",
        name="lead",
        signs=(
            "lead id", "is converted", "converted account id", "converted contact id", "company account + last name",
            "lead status + last name", "lead owner + last name", "company + last name + owner id",
        ),
        unless=("account id", "contact id"),
        columns={
            "external_id": ("lead id", "lead id 18", "id"),
            "name": ("full name", "lead name", "name"),
            "first_name": ("first name",),
            "last_name": ("last name",),
            "company": ("company account", "company", "company name"),
            "websites": ("website", "company website"),
            "emails": ("email", "e mail", "secondary email c", "secondary email"),
            "phones": ("phone", "business phone", "mobile phone", "mobile"),
            "title": ("title", "job title"),
            "language": ("language", "languages c", "language c"),
            "country": ("country code", "country"),
            "city": ("city",),
            "owner": ("owner id", "lead owner", "owner name", "owner"),
            "source": ("lead source",),
            "lifecycle": ("lead status", "status"),
            "created_on": ("created date", "create date"),
            "is_converted": ("is converted", "converted"),
            "became": ("converted contact id",),
        }
        | UPDATED
        | LOADER,
    ),
    Kind(label="cases", signs=("case number", "case id"), files=("case",)),
    Kind(label="user roles", signs=("parent role id",), files=("user role",)),
    Kind(label="history of accounts and contacts", signs=("fivetran start + id", "account id + field + new value"), files=("history",)),
    Kind(
        table="people",
        signs=("username", "user role id", "user id + full name", "user id + email", "profile id + email"),
        columns={
            "external_id": ("user id", "id"),
            "name": ("full name", "name", "user name"),
            "email": ("email", "e mail", "user email"),
            "job": ("title", "profile", "job title"),
            "team": ("role", "user role", "department", "division", "team"),
            "manager": ("manager", "manager name"),
            "is_active": ("is active", "active"),
            "first_name": ("first name",),
            "last_name": ("last name",),
        }
        | UPDATED
        | LOADER,
        unless=("developer name",),
    ),
    Kind(
        table="products",
        signs=("product code", "product id + product name", "product2 id", "stock keeping unit"),
        columns={
            "external_id": ("product id", "id", "product code"),
            "name": ("product name", "name"),
            "family": ("product family", "family"),
            "price": ("list price", "standard price", "price"),
        }
        | CURRENCY
        | UPDATED
        | LOADER,
    ),
    Kind(
        table="contacts",
        signs=("contact id", "last name + account id", "last name + email", "email + account id", "mailing country", "contact owner"),
        columns={
            "external_id": ("contact id", "contact id 18", "id"),
            "name": ("full name", "contact name", "name"),
            "first_name": ("first name",),
            "last_name": ("last name",),
            "account": ("account id", "account name", "account"),
            "emails": ("email", "e mail", "secondary email c", "secondary email", "other email"),
            "phones": ("phone", "business phone", "mobile phone", "mobile", "home phone", "other phone"),
            "title": ("title", "job title"),
            "preferred_channel": ("preferred channel", "preferred contact method", "preferred channel c"),
            "language": ("language", "languages c", "language c"),
            "country": ("mailing country code", "mailing country", "country"),
            "city": ("mailing city", "city"),
            "owner": ("owner id", "contact owner", "owner name", "owner"),
            "source": ("lead source",),
            "lifecycle": ("contact status", "status"),
            "created_on": ("created date",),
        }
        | UPDATED
        | LOADER,
    ),
    Kind(
        table="accounts",
        signs=(
            "account id", "account name", "billing country", "number of employees + name", "annual revenue + name",
            "account source", "id + name + industry", "id + name + website", "parent id + name",
        ),
        columns={
            "external_id": ("account id", "account id 18", "id"),
            "name": ("account name", "name"),
            "other_names": ("account name local", "legal name", "dba name", "tradestyle"),
            "domains": ("website", "account website", "domain", "email domain"),
            "phones": ("phone", "account phone", "main phone"),
            "parent": ("parent account id", "parent id", "parent account"),
            "industry": ("industry",),
            "market": ("market", "vertical", "market segment", "segment"),
            "employees": ("number of employees", "employees"),
            "revenue": ("annual revenue",),
            "country": ("billing country code", "billing country", "country", "shipping country"),
            "region": ("billing state", "billing state province", "region", "state", "territory", "billing state code"),
            "city": ("billing city", "city", "shipping city"),
            "founded": ("year started", "founded", "year founded"),
            "ownership": ("ownership",),
            "funding": ("total funding", "funding"),
            "growth": ("growth", "growth rate"),
            "technologies": ("technologies", "tech stack"),
            "offices": ("number of locations", "offices", "number of offices"),
            "type": ("account type", "type"),
            "owner": ("owner id", "account owner id", "account owner", "owner name", "owner"),
            "source": ("account source", "lead source"),
            "lifecycle": ("account status", "customer status", "status"),
            "do_not_sell": ("do not sell", "do not contact"),
            "created_on": ("created date",),
        }
        | CURRENCY
        | UPDATED
        | LOADER,
    ),
)  # fmt: skip


def kind_of(headers: frozenset[str], stem: str) -> Kind | None:
    return first_kind(KINDS, headers, stem)


SHORT_ID = r"length({v}) = 15 AND regexp_full_match({v}, '[0a][0-9A-Za-z]{14}') AND regexp_matches({v}, '\d.*\d.*\d')"
CHECKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def id_sql(cell: str) -> str:
    """SQL that writes an id of 15 characters as the one of 18 that means the same record; others stay.

    Reports give the short ids, the API and the loaders the long ones; each of the three characters more says which
    of five are capitals.
    """
    signs = (
        " + ".join(
            f"CASE WHEN substr({cell}, {place}, 1) BETWEEN 'A' AND 'Z' THEN {2**bit} ELSE 0 END"
            for bit, place in enumerate(range(first, first + 5))
        )
        for first in (1, 6, 11)
    )
    letters = " || ".join(f"substr('{CHECKS}', 1 + {sign}, 1)" for sign in signs)
    return f"CASE WHEN {SHORT_ID} THEN {{v}} || {letters} ELSE {{v}} END".replace("{v}", cell)
