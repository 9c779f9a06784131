"""HubSpot: list exports by their labels, objects by their API names, and warehouse loaders' tables."""

# ruff: noqa: E501  a list of words is read as a list

from tiercel.collect.columns.kinds import Kind, first_kind
from tiercel.collect.columns.presets._hubspot_activities import ACTIVITY_KINDS, ACTIVITY_MARKS

LABEL = "HubSpot"

MARKS = frozenset(
    [
        "record id", "record id contact", "record id company", "record id deal", "hs object id", "hubspot owner id", "dealname", "dealstage",
        "deal owner", "contact owner", "company owner", "company domain name", "lifecycle stage", "lifecyclestage",
        "annualrevenue", "numberofemployees", "associated company", "associated contact", "associated deal", "create date", "createdate",
        "closedate", "deal pipeline stage id", "deal pipeline id", "portal id", "jobtitle", "engagement id", "ticket id",
        "email campaign id", "hs lastmodifieddate", "associated company ids primary", "contact list id", "canonical vid",
        "primary team id", "role id",
    ]
) | ACTIVITY_MARKS  # fmt: skip

LOADER: dict[str, tuple[str, ...]] = {"deleted": ("is deleted", "fivetran deleted")}
UPDATED = {"source_updated_at": ("hs lastmodifieddate", "lastmodifieddate", "last modified date", "last modified")}
CURRENCY = {"currency": ("deal currency code", "currency", "annual revenue currency")}
ID = ("record id", "record id company", "record id contact", "record id deal", "hs object id")
DEAL_TYPES = {
    "newbusiness": "new",
    "new business": "new",
    "existingbusiness": "expansion",
    "existing business": "expansion",
    "renewal": "renewal",
}

KINDS = (
    Kind(label="tickets", signs=("ticket id", "hs ticket priority", "hs ticket category", "ticket name"), files=("ticket",)),
    *ACTIVITY_KINDS,
    Kind(label="merged records", signs=("merged deal id", "canonical vid"), files=("merge",)),
    Kind(label="history of properties", signs=("timestamp + name + value + source", "company id + timestamp + value", "deal id + timestamp + value", "contact id + timestamp + value"), files=("property",)),
    Kind(label="pipelines and their stages", signs=("stage id + pipeline id", "pipeline id + display order"), files=("pipeline",)),
    Kind(label="contact lists", signs=("contact list id", "list id + contact id"), files=("list",)),
    Kind(label="forms (what was sent in by them is taken)", signs=("form id + portal id", "guid + form type"), files=("form",)),
    Kind(label="users (owners are taken as the people of the team)", signs=("primary team id + role id", "primary team id"), files=("user",)),
    Kind(label="teams and roles", signs=("team id + owner id", "team id + user id", "requires billing write"), files=("team", "role")),
    Kind(
        table="deal_accounts",
        signs=("deal id + company id",),
        unless=("dealname", "deal name"),
        columns={"deal": ("deal id",), "account": ("company id",)} | LOADER,
    ),
    Kind(
        table="deal_contacts",
        signs=("deal id + contact id",),
        unless=("dealname", "deal name"),
        columns={"deal": ("deal id",), "contact": ("contact id",), "role": ("role", "label", "association label")} | LOADER,
    ),
    Kind(
        table="stage_changes",
        signs=("deal id + date entered", "deal id + value + fivetran start"),
        columns={"deal": ("deal id",), "stage": ("stage", "stage id", "value"), "changed_at": ("date entered", "fivetran start")},
    ),
    Kind(
        table="deals",
        signs=("deal name", "dealname", "deal stage", "dealstage", "deal pipeline stage id", "deal owner"),
        columns={
            "external_id": (*ID, "deal id", "id"),
            "name": ("deal name", "dealname"),
            "account": ("associated company ids primary", "associated company ids", "associated company id", "primary associated company id", "associated company primary", "associated company names primary", "associated company", "company name", "company"),
            "amount": ("amount", "deal amount", "amount in company currency"),
            "cost": ("cost",),
            "margin": ("margin", "gross margin", "forecast margin"),
            "type": ("deal type", "dealtype"),
            "stage": ("deal stage", "dealstage", "deal pipeline stage id", "deal stage name"),
            "created_on": ("create date", "createdate", "created at"),
            "closed_on": ("close date", "closedate"),
            "is_won": ("is closed won", "hs is closed won", "is deal closed won"),
            "is_closed": ("is deal closed", "hs is closed", "is closed"),
            "reason": ("closed lost reason", "closed won reason", "deal lost reason"),
            "products": ("products", "line items", "product"),
            "source": ("original traffic source", "original source type", "original source", "hs analytics source", "deal source"),
            "owner": ("hubspot owner id", "owner id", "deal owner", "owner"),
        }
        | CURRENCY
        | UPDATED
        | LOADER,
        values={"type": DEAL_TYPES},
    ),
    Kind(
        table="people",
        signs=("owner id + email", "active user id"),
        columns={
            "external_id": ("owner id", "user id", "id"),
            "name": ("name", "full name"),
            "first_name": ("first name", "firstname"),
            "last_name": ("last name", "lastname"),
            "email": ("email",),
            "team": ("team", "main team", "primary team"),
            "is_active": ("is active", "active"),
            "source_updated_at": ("updated at",),
        }
        | LOADER,
    ),
    Kind(
        table="products",
        signs=("unit price + name", "hs sku", "sku + name"),
        columns={
            "external_id": (*ID, "product id", "id"),
            "name": ("name", "product name"),
            "family": ("product type", "hs product type", "folder"),
            "price": ("unit price", "price"),
        }
        | CURRENCY
        | UPDATED
        | LOADER,
    ),
    Kind(
        table="contacts",
        signs=("email + first name", "email + firstname", "contact owner", "email + jobtitle", "email + job title", "firstname + lastname", "record id contact", "associated company + email", "email + lifecycle stage", "email + lifecyclestage"),
        columns={
            "external_id": (*ID, "contact id", "id"),
            "name": ("full name", "name", "contact name"),
            "first_name": ("first name", "firstname"),
            "last_name": ("last name", "lastname"),
            "account": ("associated company ids primary", "associated company ids", "associatedcompanyid", "associated company id", "primary associated company id", "associated company primary", "associated company", "company name", "company"),
            "company": ("company name", "company"),
            "websites": ("website url", "website", "company website"),
            "emails": ("email", "work email", "hs additional emails", "additional email addresses", "email 1", "email 2"),
            "phones": ("phone number", "phone", "mobile phone number", "mobilephone"),
            "title": ("job title", "jobtitle"),
            "language": ("preferred language", "hs language"),
            "preferred_channel": ("preferred channels", "preferred channel"),
            "country": ("country region code", "hs country region code", "country region", "country"),
            "city": ("city",),
            "owner": ("hubspot owner id", "owner id", "contact owner"),
            "source": ("original traffic source", "original source", "hs analytics source", "latest source"),
            "lifecycle": ("lifecycle stage", "lifecyclestage"),
            "created_on": ("create date", "createdate", "created at"),
        }
        | UPDATED
        | LOADER,
    ),
    Kind(
        table="accounts",
        signs=("company name", "company domain name", "company owner", "record id company", "name + annualrevenue", "name + numberofemployees", "name + domain", "name + industry + id", "name + createdate + id", "name + record id + industry"),
        columns={
            "external_id": (*ID, "company id", "id"),
            "name": ("company name", "name"),
            "other_names": ("legal name", "also known as"),
            "phones": ("phone number", "phone"),
            "domains": ("company domain name", "domain", "website url", "website", "additional domains", "hs additional domains"),
            "parent": ("parent company id", "hs parent company id", "parent company"),
            "industry": ("industry", "hs industry group"),
            "market": ("target market", "market", "vertical"),
            "employees": ("number of employees", "numberofemployees"),
            "revenue": ("annual revenue", "annualrevenue"),
            "country": ("country region code", "hs country code", "country region", "country"),
            "region": ("state region", "state"),
            "city": ("city",),
            "founded": ("year founded", "founded year"),
            "ownership": ("ownership", "is public", "is public company"),
            "funding": ("total money raised",),
            "technologies": ("web technologies", "technologies"),
            "type": ("type", "company type"),
            "owner": ("hubspot owner id", "owner id", "company owner"),
            "source": ("original traffic source", "original source type", "original source", "hs analytics source"),
            "lifecycle": ("lifecycle stage", "lifecyclestage"),
            "created_on": ("create date", "createdate", "created at"),
        }
        | {"currency": ("currency", "annual revenue currency")}
        | UPDATED
        | LOADER,
    ),
)  # fmt: skip


def kind_of(headers: frozenset[str], stem: str) -> Kind | None:
    return first_kind(KINDS, headers, stem)
