"""Salesforce: accounts, contacts, opportunities with their roles and history, users and products, as tap-salesforce
sends them.
"""

from typing import Any

from tiercel.collect.singer.preset import Stream

LABEL = "Salesforce"
TAPS = ("tap-salesforce", "pipelinewise-tap-salesforce", "meltanolabs-tap-salesforce", "bmaquet-tap-salesforce")
COLUMNS = "salesforce"

_NOT_YET = "They are not taken yet."

# The objects carry the names of the API, which the import preset of Salesforce knows.
STREAMS = {
    "User": Stream("people", columns={"external_id": "Id"}),
    "Account": Stream("accounts", columns={"external_id": "Id"}),
    "Contact": Stream("contacts", columns={"external_id": "Id"}),
    "Product2": Stream("products", columns={"external_id": "Id"}),
    "Opportunity": Stream("deals", columns={"external_id": "Id"}),
    "OpportunityContactRole": Stream("deal_contacts", columns={"deal": "OpportunityId", "contact": "ContactId"}),
    "OpportunityHistory": Stream("stage_changes", columns={"deal": "OpportunityId", "changed_at": "CreatedDate"}),
    "Lead": Stream(why_not=_NOT_YET),
    "Task": Stream(why_not=_NOT_YET),
    "Event": Stream(why_not=_NOT_YET),
    "Campaign": Stream(why_not=_NOT_YET),
    "CampaignMember": Stream(why_not=_NOT_YET),
}


def tidy(record: dict[str, Any]) -> dict[str, Any]:
    """Without the line that the API adds about each object itself."""
    return {name: value for name, value in record.items() if name != "attributes"}
