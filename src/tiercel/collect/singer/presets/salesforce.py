"""Salesforce: accounts, contacts, opportunities, users, products and activities, as tap-salesforce sends them."""

from typing import Any

from tiercel.collect.singer.preset import Stream

LABEL = "Salesforce"
TAPS = ("tap-salesforce", "pipelinewise-tap-salesforce", "meltanolabs-tap-salesforce", "bmaquet-tap-salesforce")
COLUMNS = "salesforce"

# The objects carry the names of the API, which the import preset of Salesforce knows.
STREAMS = {
    "User": Stream("people", columns={"external_id": "Id"}),
    "Account": Stream("accounts", columns={"external_id": "Id"}),
    "Contact": Stream("contacts", columns={"external_id": "Id"}),
    "Product2": Stream("products", columns={"external_id": "Id"}),
    "Opportunity": Stream("deals", columns={"external_id": "Id"}),
    "OpportunityContactRole": Stream("deal_contacts", columns={"deal": "OpportunityId", "contact": "ContactId"}),
    "OpportunityHistory": Stream("stage_changes", columns={"deal": "OpportunityId", "changed_at": "CreatedDate"}),
    "Lead": Stream("contacts", kind="lead", columns={"external_id": "Id"}),
    "Task": Stream("touches", kind="task", columns={"external_id": "Id"}),
    "Event": Stream("touches", kind="event", columns={"external_id": "Id"}),
    "TaskRelation": Stream("touch_contacts", columns={"touch": "TaskId", "contact": "RelationId"}),
    "EventRelation": Stream("touch_contacts", columns={"touch": "EventId", "contact": "RelationId"}),
    # Of a lead, ContactId says nothing.
    "CampaignMember": Stream(
        "touches", kind="campaign member", columns={"external_id": "Id", "contact": "LeadOrContactId"}
    ),
    "Campaign": Stream(why_not="Many campaigns say no cost. Take those that do by --map Campaign=spend."),
}


def tidy(record: dict[str, Any]) -> dict[str, Any]:
    """Without the line that the API adds about each object itself; a task says in one place what it was.

    >>> tidy({"attributes": {}, "Id": "00T", "Type": None, "TaskSubtype": "Call"})
    {'Id': '00T', 'ActivityType': 'Call'}
    """
    found = {name: value for name, value in record.items() if name != "attributes"}
    # Both are asked for; a tap that leaves out what is empty sends one.
    if {"Type", "TaskSubtype"} <= found.keys() or found.get("TaskSubtype"):
        kind, subtype = found.pop("Type", None), found.pop("TaskSubtype")
        found["ActivityType"] = kind or subtype
    return found
