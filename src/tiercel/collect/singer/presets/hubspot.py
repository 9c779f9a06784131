"""HubSpot: companies, contacts, deals and owners, as tap-hubspot sends them."""

from typing import Any

from tiercel.collect.singer.preset import ENTRY, Inner, Stream

LABEL = "HubSpot"
TAPS = ("tap-hubspot", "meltano-tap-hubspot", "singer-tap-hubspot-cv")
COLUMNS = "hubspot"

_NOT_YET = "They are not taken yet."

STREAMS = {
    "owners": Stream(
        "people",
        # userId is another number of the same person; deals and companies name the owner by id.
        columns={"external_id": "id", "source_updated_at": "updatedAt", "team": "teams"},
    ),
    "companies": Stream("accounts", columns={"external_id": "companyId"}),
    "contacts": Stream(
        "contacts",
        columns={"external_id": "id", "source_updated_at": "updatedAt", "account": "property_associatedcompanyid"},
    ),
    "deals": Stream(
        "deals",
        columns={"external_id": "dealId", "account": "associations.associatedCompanyIds", "deleted": "isDeleted"},
        inner=(Inner("deal_contacts", "associations.associatedVids", {"deal": "dealId", "contact": ENTRY}),),
    ),
    "deal_company_associations": Stream("deal_accounts", columns={"deal": "from_id", "account": "to_id"}),
    "deal_contact_associations": Stream("deal_contacts", columns={"deal": "from_id", "contact": "to_id"}),
    "products": Stream("products", columns={"external_id": "id"}),
    "contacts_by_company": Stream(
        why_not="Contacts name their company themselves; this stream says it once more.", needs=("companies",)
    ),
    "deal_pipelines": Stream(why_not="Deals are taken with their stage as HubSpot keys it, and whether they are won."),
    "engagements": Stream(why_not=_NOT_YET),
    "email_events": Stream(why_not=_NOT_YET),
    "form_submissions": Stream(why_not=_NOT_YET, needs=("forms",)),
    "list_memberships": Stream(why_not=_NOT_YET, needs=("contact_lists",)),
    "tickets": Stream(why_not=_NOT_YET),
}


def tidy(record: dict[str, Any]) -> dict[str, Any]:
    """Every property under its name with `property_`, as itself.

    One tap wraps those of companies and deals in {"value": …, "timestamp": …, "source": …}, and gives all once more
    as `properties`; another gives them there alone.

    >>> tidy({"companyId": 7, "property_name": {"value": "Acme", "source": "CRM_UI"}, "properties": {"name": 1}})
    {'companyId': 7, 'property_name': 'Acme'}
    >>> tidy({"id": "7", "properties": {"name": "Acme"}})
    {'id': '7', 'property_name': 'Acme'}
    """
    found = {
        name: value["value"] if name.startswith("property_") and isinstance(value, dict) and "value" in value else value
        for name, value in record.items()
        if name not in ("properties", "properties_versions")
    }
    inner = record.get("properties")
    if isinstance(inner, dict) and not any(name.startswith("property_") for name in found):
        found |= {f"property_{name}": value for name, value in inner.items()}
    if isinstance(found.get("teams"), list):
        found["teams"] = _main_team(found["teams"])
    return found


def _main_team(teams: list[Any]) -> str:
    named = [team for team in teams if isinstance(team, dict) and team.get("name")]
    main = [team for team in named if team.get("primary")] or named
    return str(main[0]["name"]) if main else ""
