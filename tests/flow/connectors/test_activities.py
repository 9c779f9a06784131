"""The activities that the taps of known systems send become touches of contacts, accounts and deals."""

import pytest
from tests.flow.connectors.conftest import Connect

from tiercel.flow.connectors.run import run_now
from tiercel.records.models import Touch, TouchContact

pytestmark = pytest.mark.django_db(transaction=True)

HUBSPOT = """
def nested(*names): return {"properties": {name: {} for name in names}}
w(type="SCHEMA", stream="companies", schema=nested("companyId", "property_name"), key_properties=["companyId"])
w(type="RECORD", stream="companies", record={"companyId": 7, "property_name": {"value": "Acme"}})
w(type="SCHEMA", stream="contacts", schema=nested("id", "property_email"), key_properties=["id"])
for n in (1, 2):
    w(type="RECORD", stream="contacts", record={"id": str(n), "property_email": f"p{n}@acme.example"})
SAID = nested("body", "subject", "title", "status", "startTime", "endTime", "durationMilliseconds", "disposition")
PARTS = {"engagement_id": {}, "lastUpdated": {}, "metadata": SAID,
         "engagement": nested("createdAt", "ownerId", "type", "timestamp"),
         "associations": nested("contactIds", "companyIds", "dealIds")}
w(type="SCHEMA", stream="engagements", schema={"properties": PARTS}, key_properties=["engagement_id"])
AT = "2026-03-02T10:00:00.000000Z"
def engagement(n, kind, contacts, **said):
    about = {"type": kind, "timestamp": AT, "ownerId": 5}
    with_whom = {"contactIds": contacts, "companyIds": [7] if n == 1 else [], "dealIds": []}
    w(type="RECORD", stream="engagements", record={"engagement_id": n, "lastUpdated": AT, "engagement": about,
      "associations": with_whom, "metadata": said})
engagement(1, "CALL", [1, 2], title="Prices", durationMilliseconds=90000, status="COMPLETED",
           disposition="f240bbac-87c9-4f6e-bf70-924b57d47db7")
engagement(2, "INCOMING_EMAIL", [1], subject="Re: Prices", status="SENT")
engagement(3, "MEETING", [2], title="Demo", startTime=1772532000000, endTime=1772534700000)
engagement(4, "TASK", [1], body="<p>Ask &amp; call</p>", status="NOT_STARTED")
engagement(5, "TASK", [1], body="<p>Ask &amp; call</p>", status="COMPLETED")
w(type="SCHEMA", stream="email_events", key_properties=["id"],
  schema=nested("id", "created", "type", "recipient", "emailCampaignId", "filteredEvent"))
for n, by_machine in ((1, False), (2, True)):
    w(type="RECORD", stream="email_events", record={"id": f"e{n}", "created": AT, "type": "OPEN",
      "recipient": "p2@acme.example", "emailCampaignId": 77, "filteredEvent": by_machine})
w(type="SCHEMA", stream="form_submissions", schema=nested("formId", "conversionId", "submittedAt", "values"),
  key_properties=["conversionId"])
w(type="RECORD", stream="form_submissions", record={"formId": "f", "conversionId": "c1", "submittedAt": AT,
  "values": [{"name": "email", "value": "p1@acme.example"}]})
"""
SALESFORCE = """
def columns(*names): return {"properties": {name: {} for name in names}}
PERSON, OTHER, DEAL = "0035g00000C1CCCEA1", "0035g00000C1CCCEA2", "0065g00000D1DDDEA1"
w(type="SCHEMA", stream="Contact", schema=columns("Id", "LastName", "Email"), key_properties=["Id"])
for one in (PERSON, OTHER):
    w(type="RECORD", stream="Contact", record={"Id": one, "LastName": one[-1], "Email": f"p{one[-1]}@acme.example"})
TASK = ("Id", "WhoId", "WhatId", "Subject", "ActivityDate", "Status", "IsClosed", "Type", "TaskSubtype", "CallType",
        "IsDeleted", "SystemModstamp")
w(type="SCHEMA", stream="Task", schema=columns(*TASK), key_properties=["Id"])
def task(n, **values):
    w(type="RECORD", stream="Task", record={"Id": f"00T5g00000A1AAAEA{n}", "WhoId": PERSON, "WhatId": DEAL,
      "ActivityDate": "2026-03-02", "IsDeleted": False} | values)
task(1, Subject="Prices", TaskSubtype="Call", CallType="Outbound", IsClosed=True)
task(2, Subject="Later", TaskSubtype="Task", IsClosed=False)
task(3, Subject="Letter", TaskSubtype="Task", IsClosed=True)
w(type="SCHEMA", stream="TaskRelation", schema=columns("Id", "TaskId", "RelationId"), key_properties=["Id"])
for n, whom in enumerate((PERSON, OTHER, DEAL)):
    w(type="RECORD", stream="TaskRelation", record={"Id": str(n), "TaskId": "00T5g00000A1AAAEA1", "RelationId": whom})
w(type="SCHEMA", stream="Event", schema=columns("Id", "WhoId", "WhatId", "Subject", "ActivityDateTime",
  "DurationInMinutes", "EventSubtype", "SystemModstamp"), key_properties=["Id"])
w(type="RECORD", stream="Event", record={"Id": "00U5g00000A1AAAEA1", "WhoId": OTHER, "Subject": "Demo",
  "ActivityDateTime": "2026-03-02T10:00:00Z", "DurationInMinutes": 45, "EventSubtype": "Event"})
w(type="SCHEMA", stream="CampaignMember", schema=columns("Id", "CampaignId", "ContactId", "LeadId", "LeadOrContactId",
  "Status", "CreatedDate"), key_properties=["Id"])
w(type="RECORD", stream="CampaignMember", record={"Id": "00v5g00000A1AAAEA1", "CampaignId": "7015g00000C1CCCEA1",
  "ContactId": OTHER, "LeadOrContactId": OTHER, "Status": "Attended", "CreatedDate": "2026-03-04"})
"""


def who_took_part(subject: str) -> set[str]:
    linked = TouchContact.objects.filter(touch__subject=subject).values_list("contact__emails", flat=True)
    own = Touch.objects.filter(subject=subject, contact__isnull=False).values_list("contact__emails", flat=True)
    return {mails[0] for mails in (*linked, *own)}


def test_hubspots_engagements_mail_events_and_forms_become_touches(connect: Connect) -> None:
    row = run_now(connect(HUBSPOT, preset="hubspot"), None)
    assert {name: said["rejected"] + said["cells"] for name, said in row.streams.items()} == dict.fromkeys(
        ("companies", "contacts", "engagements", "email_events", "form_submissions"), 0
    )
    found = {(t.type, t.channel, t.direction, t.subject, t.outcome, t.minutes) for t in Touch.objects.all()}
    assert found == {
        ("call", "phone", "", "Prices", "connected", 1.5),
        ("email", "email", "inbound", "Re: Prices", "", None),
        ("meeting", "meeting", "", "Demo", "", 45.0),
        ("task", "", "", "Ask & call", "", None),
        ("open", "email", "inbound", "", "", None),
        ("form", "web", "inbound", "", "", None),
    }
    assert who_took_part("Prices") == {"p1@acme.example", "p2@acme.example"}
    assert Touch.objects.get(subject="Prices").account.name == "Acme"
    assert Touch.objects.get(subject="Demo").happened_at.isoformat() == "2026-03-03T10:00:00+00:00"
    assert Touch.objects.get(type="form").contact.emails == ["p1@acme.example"]


def test_salesforces_tasks_events_and_members_of_campaigns_become_touches(connect: Connect) -> None:
    row = run_now(connect(SALESFORCE, preset="salesforce"), None)
    assert sum(said["cells"] for said in row.streams.values()) == 0
    assert row.streams["Task"]["rejected"] == 0
    found = {(t.type, t.channel, t.direction, t.subject, t.minutes) for t in Touch.objects.all()}
    assert found == {
        ("call", "phone", "outbound", "Prices", None),
        ("task", "", "", "Letter", None),
        ("meeting", "meeting", "", "Demo", 45.0),
        ("attended", "event", "inbound", "", None),
    }
    assert who_took_part("Prices") == {"p1@acme.example", "p2@acme.example"}
    assert who_took_part("Demo") == {"p2@acme.example"}
