"""HubSpot: companies, contacts, deals, owners and what was done with them, as tap-hubspot sends them."""

import html
import re
from typing import Any

from tiercel.collect.singer.preset import ENTRY, Inner, Stream

LABEL = "HubSpot"
TAPS = ("tap-hubspot", "meltano-tap-hubspot", "singer-tap-hubspot-cv")
COLUMNS = "hubspot"

_NOT_YET = "They are not taken yet."
_TAG = re.compile(r"<[^<>]*>")
MOST_OF_A_BODY = 300

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
    "engagements": Stream(
        "touches",
        kind="engagement",
        inner=(
            Inner("touch_contacts", "associations.contactIds", {"touch": "engagement_id", "contact": ENTRY}),
            Inner("touch_accounts", "associations.companyIds", {"touch": "engagement_id", "account": ENTRY}),
            Inner("touch_deals", "associations.dealIds", {"touch": "engagement_id", "deal": ENTRY}),
        ),
    ),
    "email_events": Stream("touches", kind="mail event"),
    "form_submissions": Stream("touches", kind="form", needs=("forms",)),
    "forms": Stream(why_not="What people sent in by them is taken; this is the list of forms."),
    "campaigns": Stream(why_not="What people did with each mailing is taken; this is the list of mailings."),
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
    if "engagement_id" in found and isinstance(found.get("metadata"), dict):
        found |= _about(found, found.pop("metadata"))
    if "conversionId" in found and "values" in found:
        found["email"] = _mail_of(found.pop("values"))
    return found


def _about(record: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """What is told of a call, mail, meeting, note or task, each in its own way; of long texts the beginning.

    >>> about = _about({"engagement": {"type": "TASK"}}, {"body": "<p>Call &amp; ask</p>", "status": "NOT_STARTED"})
    >>> about["subject"], about["taskStatus"]
    ('Call & ask', 'NOT_STARTED')
    """
    engagement = record.get("engagement")
    kind = engagement.get("type") if isinstance(engagement, dict) else None
    return {
        "subject": said.get("subject") or said.get("title") or _plain(said.get("body")),
        "meetingStartTime": said.get("startTime"),
        "meetingEndTime": said.get("endTime"),
        "durationMilliseconds": said.get("durationMilliseconds"),
        "disposition": said.get("disposition"),
        # The state of a mail or call says whether it arrived, and not whether it is still to be done.
        "taskStatus": said.get("status") if kind == "TASK" else None,
        # Of mails alone the kind says who began.
        "engagementDirection": kind if kind and "EMAIL" in str(kind) else None,
    }


def _plain(body: Any) -> str | None:
    text = " ".join(html.unescape(_TAG.sub(" ", str(body or "")[:10_000])).split())
    return text[:MOST_OF_A_BODY] or None


def _mail_of(values: Any) -> str | None:
    """The mail address among the fields of a form."""
    fields = values if isinstance(values, list) else []
    return next((str(each["value"]) for each in fields if isinstance(each, dict) and _is_mail(each)), None)


def _is_mail(field: dict[str, Any]) -> bool:
    return field.get("name") == "email" and bool(field.get("value"))


def _main_team(teams: list[Any]) -> str:
    named = [team for team in teams if isinstance(team, dict) and team.get("name")]
    main = [team for team in named if team.get("primary")] or named
    return str(main[0]["name"]) if main else ""
