"""Activities, lists of webinars and spend, in the columns in which systems export them."""

# ruff: noqa: E501  rows of a file are read as they stand

import datetime as dt

import pytest

from tiercel.collect.files.looking import look
from tiercel.collect.rows.rejects import write_rejects
from tiercel.collect.rows.staging import stage

SALESFORCE_TASKS = """
Id,WhoId,WhatId,AccountId,Subject,ActivityDate,Status,Type,TaskSubtype,CallDurationInSeconds,CallDisposition,CallType,OwnerId,IsDeleted,SystemModstamp
00T5g00000A1AAAEA1,0035g00000C1CCCEA1,0065g00000D1DDDEA1,0015g00000B1BBBEA1,Prices,2026-03-02,Completed,Call,Call,90,Reached,Outbound,0055g00000E1EEEEA1,false,2026-03-02T10:00:00Z
00T5g00000A1AAAEA2,00Q5g00000C1CCCEA1,0015g00000B1BBBEA1,0015g00000B1BBBEA1,Later,2026-09-02,Not Started,Email,Email,,,,0055g00000E1EEEEA1,false,2026-03-02T10:00:00Z
"""
SALESFORCE_EVENTS = """
Id,WhoId,WhatId,AccountId,Subject,ActivityDateTime,DurationInMinutes,EventSubtype,OwnerId,SystemModstamp
00U5g00000A1AAAEA1,0035g00000C1CCCEA1,0015g00000B1BBBEA1,0015g00000B1BBBEA1,Demo,2026-03-02T10:00:00Z,45,Event,0055g00000E1EEEEA1,2026-03-02T10:00:00Z
"""
SALESFORCE_MEMBERS = """
Id,CampaignId,ContactId,LeadId,Status,HasResponded,FirstRespondedDate,CreatedDate
00v5g00000A1AAAEA1,7015g00000C1CCCEA1,0035g00000C1CCCEA1,,Attended,true,2026-03-04,2026-03-01
"""
HUBSPOT_CALLS = """
Record ID,Call title,Activity date,Call outcome,Call direction,Call duration,Associated Contact IDs,Activity assigned to
1,Prices,2026-03-02 10:00,f240bbac-87c9-4f6e-bf70-924b57d47db7,INBOUND,90000,101;102,Ada
"""
HUBSPOT_MAIL_EVENTS = """
id,created,type,recipient,email_campaign_id,filtered_event
e1,2026-03-02 10:00:00,OPEN,jo@acme.example,77,false
e2,2026-03-02 10:00:01,CLICK,jo@acme.example,77,true
"""
HUBSPOT_FORMS = """
timestamp,form_id,contact_id,conversion_id,page_id,page_url,portal_id,title
2026-03-02 10:00:00,f,101,c1,9,https://example.com/demo,1,Demo request
"""
ZOOM = """
Attended,User Name (Original Name),First Name,Last Name,Email,Registration Time,Approval Status,Join Time,Leave Time,Time in Session (minutes),Topic
Yes,Jo Lee,Jo,Lee,jo@acme.example,2026-03-01 09:00:00,approved,2026-03-02 10:00:00,2026-03-02 10:50:00,50,Safer warehouses
No,--,No,Show,no@acme.example,2026-03-01 09:05:00,approved,--,--,--,Safer warehouses
"""
GOOGLE = """
Campaign report
"March 1, 2026 - March 2, 2026"
Day,Campaign,Campaign ID,Currency code,Cost,Impr.,Clicks,Conversions
2026-03-01,Brand,77,EUR,"1,012.50",900,12,1.5
Total: Campaigns,--,--,EUR,"1,012.50",900,12,1.5
"""
LINKEDIN = (
    "Campaign Performance Report (in UTC)\nReport Start: March 1, 2026\nDate Generated: March 3, 2026\n"
    "Start Date (in UTC)\tAccount Name\tCurrency\tCampaign Group Name\tCampaign Name\tCampaign ID\tTotal Spent\tImpressions\tClicks\n"
    "03/01/2026\tOur company\tUSD\tABM\tTier one\t5\t40.25\t300\t4\n"
    + "".join(f"03/{day}/2026\tOur company\tUSD\tABM\tTier one\t5\t1.00\t3\t0\n" for day in range(13, 20))
)
META = """
Day,Campaign name,Ad set name,Amount spent (GBP),Impressions,Link clicks,Results,Reporting starts,Reporting ends,Reach
2026-03-01,Spring,Managers,12.30,400,7,2,2026-03-01,2026-03-01,300
"""


def touches(found, *columns):
    return found.rows("touches", *columns)


def test_salesforce_tasks_that_are_done_are_touches_of_their_contact_account_and_deal(take):
    found = take({"Task.csv": SALESFORCE_TASKS})
    assert found.staged.files[0].source.preset == "salesforce"
    assert dict(found.staged.files[0].left_out) == {"not done yet": 1}
    (row,) = touches(found, "contact", "account", "deal", "type", "channel", "direction", "minutes", "outcome")
    assert row == (
        "0035g00000C1CCCEA1", "0015g00000B1BBBEA1", "0065g00000D1DDDEA1", "call", "phone", "outbound", 1.5, "Reached"
    )  # fmt: skip


def test_salesforce_events_are_meetings_and_what_they_are_about_is_a_deal_only_if_it_is_one(take):
    (row,) = touches(take({"Event.csv": SALESFORCE_EVENTS}), "deal", "channel", "minutes", "happened_at")
    assert row == (None, "meeting", 45, dt.datetime(2026, 3, 2, 10))


def test_members_of_campaigns_are_touches_when_they_responded(take):
    (row,) = touches(take({"CampaignMember.csv": SALESFORCE_MEMBERS}), "type", "channel", "campaign", "happened_at")
    assert row == ("attended", "event", "7015g00000C1CCCEA1", dt.datetime(2026, 3, 4))


def test_hubspot_s_calls_say_their_outcome_in_words(take):
    (row,) = touches(
        take({"calls.csv": HUBSPOT_CALLS}), "type", "channel", "outcome", "minutes", "direction", "contact"
    )
    assert row == ("call", "phone", "connected", 1.5, "inbound", "101")


def test_mail_events_of_hubspot_find_their_recipient_and_those_of_machines_are_left_out(take):
    found = take({"email_event.csv": HUBSPOT_MAIL_EVENTS})
    assert dict(found.staged.files[0].left_out) == {"made by a machine, says the source": 1}
    assert touches(found, "external_id", "type", "channel", "contact") == [("e1", "open", "email", "jo@acme.example")]


def test_forms_that_came_in_by_hubspot_are_touches_on_the_web(take):
    (row,) = touches(take({"forms.csv": HUBSPOT_FORMS}), "type", "channel", "direction", "contact", "asset")
    assert row == ("form", "web", "inbound", "101", "https://example.com/demo")


@pytest.mark.parametrize("other", ["company", "deal"])
def test_who_took_part_in_an_engagement_stands_in_tables_of_its_own(take, other):
    found = take({"a.csv": "engagement_id,contact_id\n1,101\n1,102", "b.csv": f"engagement_id,{other}_id\n1,9"})
    assert found.staged.tables == {"touch_contacts": 2, "touch_accounts" if other == "company" else "touch_deals": 1}


def test_a_list_of_a_webinar_says_who_came_and_how_long_they_stayed(take):
    found = take({"attendees.csv": ZOOM})
    assert found.staged.files[0].source.preset == "webinars"
    assert touches(found, "contact", "type", "minutes", "subject") == [
        ("jo@acme.example", "attended", 50, "Safer warehouses"), ("no@acme.example", "registered", None, "Safer warehouses")
    ]  # fmt: skip


def test_a_report_of_google_ads_is_spend_by_day_and_its_total_is_no_row(take):
    found = take({"campaigns.csv": GOOGLE})
    assert dict(found.staged.files[0].left_out) == {"a total, no row": 1}
    assert found.rows("spend", "spent_on", "amount_minor", "amount_currency", "channel", "platform", "campaign", "clicks") == [
        (dt.date(2026, 3, 1), 101250, "EUR", "ads", "Google Ads", "Brand", 12)
    ]  # fmt: skip


def test_a_report_of_linkedin_names_our_own_account_and_none_that_we_sell_to(take):
    found = take({"linkedin.csv": LINKEDIN})
    assert found.rows("spend", "spent_on", "amount_minor", "platform", "campaign", "account")[0] == (
        dt.date(2026, 3, 1), 4025, "LinkedIn Ads", "Tier one", None
    )  # fmt: skip
    assert found.staged.rejected == 0


def test_meta_says_the_currency_in_the_header(take):
    found = take({"meta.csv": META})
    assert found.rows("spend", "amount_minor", "amount_currency", "ad_group") == [(1230, "GBP", "Managers")]
    assert found.staged.files[0].source.preset == "meta_ads"


@pytest.mark.parametrize(
    ("header", "table"),
    [
        ("Date,Activity type,Contact,Subject", "touches"),
        ("تاریخ,نوع فعالیت,شرکت,موضوع", "touches"),
        ("日期,活动类型,公司,主题", "touches"),
        ("Survey,Question,Answer,Email,Date", "survey_answers"),
        ("Domain,Technology,Category,First seen", "technologies"),
        ("Company,Trigger,Headline,Date", "trigger_events"),
        ("Date,Campaign,Channel,Spend,Currency", "spend"),
        ("Company,Deal,Stage,Amount,Close date,Type", "deals"),
        ("Email,First name,Last name,Company,Title", "contacts"),
        ("Company,Industry,Technologies,Website", "accounts"),
    ],
)
def test_a_file_of_no_known_system_is_told_by_its_columns(write, header, table):
    assert look(write({"file.csv": header + "\n"})[0]).table == table


def test_what_somebody_says_of_a_file_does_not_make_a_call_of_a_meeting(write, take):
    meeting = "Record ID,Meeting name,Meeting start time,Meeting outcome,Associated Contact IDs\n1,Demo,2026-03-02 10:00,Held,101"
    assert touches(take({"m.csv": meeting}, table="touches"), "type", "channel") == [("meeting", "meeting")]
    other = "Record ID,Name,Activity date,Associated Contact IDs\n1,Demo,2026-03-02 10:00,101"
    assert touches(take({"o.csv": other}, table="touches", preset="hubspot"), "type", "channel") == [(None, None)]


def test_a_kind_that_was_asked_for_by_name_holds_also_for_the_mended_rows(write, tmp_path):
    # By its columns alone this would be a meeting: what a task adds was not sent.
    tasks = "Id,WhoId,WhatId,Subject,ActivityDate\n00T5g00000A1AAAEA1,0035g00000C1CCCEA1,0015g00000B1BBBEA1,Prices,\n"
    (path,) = write({"Task.csv": tasks})
    assert look(path).constants["type"] == "meeting"
    staged = stage([look(path, table="touches", preset="salesforce", kind="task")], tmp_path / "staging.duckdb")
    (rejected,) = write_rejects(staged, tmp_path / "rejects")
    again = look(rejected)
    assert (again.kind, again.constants["type"], again.only["deal"]) == ("task", "task", "^006")
