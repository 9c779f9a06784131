"""The streams of known taps become our tables by presets, others by hand, and only what is wanted is asked for."""

from typing import Any

import pytest

from tiercel.collect.columns.kinds import fields_of
from tiercel.collect.files.looking import preset_named as import_preset
from tiercel.collect.singer.catalog import plans_for, read_catalog, select
from tiercel.collect.singer.config import resolve, shown, written_back
from tiercel.collect.singer.preset import preset_named, preset_names
from tiercel.collect.singer.streams import Chosen, chosen_from, plan
from tiercel.core.errors import ConfigError, DataError
from tiercel.tables.catalogue import TABLES


def wrapped(*names: str) -> dict[str, Any]:
    """Properties as tap-hubspot describes those of companies and deals."""
    inner = {name: {} for name in ("value", "timestamp", "source", "sourceId")}
    return {f"property_{name}": {"type": ["null", "object"], "properties": inner} for name in names}


def plain(*names: str) -> dict[str, Any]:
    return {name: {} for name in names}


COMPANIES = {"properties": plain("companyId", "portalId") | wrapped("name", "domain", "industry",
    "numberofemployees", "annualrevenue", "country", "hubspot_owner_id", "hs_lastmodifieddate", "hs_object_id",
    "hs_something_else")}  # fmt: skip
CONTACTS = {"properties": plain("id", "updatedAt", "createdAt", "property_email", "property_firstname",
    "property_lastname", "property_jobtitle", "property_company", "property_associatedcompanyid")}  # fmt: skip
OWNERS = {"properties": plain("id", "email", "firstName", "lastName", "userId", "updatedAt", "teams", "archived")}
DEALS = {"properties": plain("dealId", "isDeleted") | wrapped("dealname", "amount", "dealstage", "closedate",
    "hs_is_closed_won", "hubspot_owner_id", "deal_currency_code") | {"associations": {"properties":
    plain("associatedVids", "associatedCompanyIds", "associatedDealIds")}}}  # fmt: skip


def test_every_preset_names_tables_and_fields_that_there_are() -> None:
    for name in preset_names():
        preset = preset_named(name)
        for stream in preset.STREAMS.values():
            assert bool(stream.table) != bool(stream.why_not)
            assert not stream.kind or any(kind.name == stream.kind for kind in import_preset(preset.COLUMNS).KINDS)
            assert not stream.table or set(stream.columns) <= set(fields_of(stream.table))
            for inner in stream.inner:
                assert set(inner.columns) <= {column.name for column in TABLES[inner.table].columns}


def test_hubspots_companies_are_read_through_their_wrappings() -> None:
    found = plan("companies", COMPANIES, preset="hubspot")
    assert (found.table, found.preset, found.missing) == ("accounts", "hubspot", ())
    assert found.mapping["external_id"] == "companyId"
    assert found.mapping["employees"] == "property_numberofemployees"
    assert found.mapping["owner"] == "property_hubspot_owner_id"
    assert "property_hs_something_else" in found.unknown
    assert "property_hs_something_else" not in found.columns


def test_hubspots_companies_as_another_tap_sends_them_are_read_too() -> None:
    inner = {"properties": plain("name", "domain", "numberofemployees", "hs_something_else")}
    companies = {"properties": plain("id", "createdAt", "updatedAt") | {"properties": inner}}
    found = plan("companies", companies, preset="hubspot")
    assert {"external_id": "id", "employees": "property_numberofemployees"}.items() <= found.mapping.items()
    entry = {"stream": "companies", "schema": companies, "metadata": []}
    made = selected(select({"streams": [entry]}, [found], preset="hubspot"), "companies")
    assert made[("properties", "properties")]["selected"]
    assert not made[("properties", "updatedAt")]["selected"]


def test_hubspots_owners_are_keyed_as_deals_name_them_and_not_by_their_user() -> None:
    found = plan("owners", OWNERS, preset="hubspot")
    assert (found.mapping["external_id"], found.mapping["team"]) == ("id", "teams")
    tidy = preset_named("hubspot").tidy
    assert tidy({"teams": [{"name": "EMEA"}, {"name": "Sales", "primary": True}]})["teams"] == "Sales"
    assert tidy({"teams": [7, {"id": "1"}]})["teams"] == ""


def test_hubspots_contacts_name_their_company_by_its_id_where_they_say_it() -> None:
    mapping = plan("contacts", CONTACTS, preset="hubspot").mapping
    assert (mapping["account"], mapping["source_updated_at"]) == ("property_associatedcompanyid", "updatedAt")
    without = {"properties": {k: v for k, v in CONTACTS["properties"].items() if "associated" not in k}}
    assert plan("contacts", without, preset="hubspot").mapping["account"] == "property_company"


def test_hubspots_deals_bring_their_accounts_and_their_contacts() -> None:
    found = plan("deals", DEALS, preset="hubspot")
    assert found.mapping["account"] == "associations.associatedCompanyIds"
    assert found.mapping["is_won"] == "property_hs_is_closed_won"
    assert [(inner.table, inner.path) for inner in found.inner] == [("deal_contacts", "associations.associatedVids")]


def test_salesforces_objects_are_read_by_the_names_of_its_api() -> None:
    account = {"properties": plain("Id", "Name", "Website", "ParentId", "OwnerId", "NumberOfEmployees", "AnnualRevenue",
                                   "BillingCountry", "Industry", "SystemModstamp", "IsDeleted", "Rating")}  # fmt: skip
    found = plan("Account", account, preset="salesforce")
    assert (found.table, found.unknown) == ("accounts", ("Rating",))
    assert {"parent": "ParentId", "domains": "Website", "employees": "NumberOfEmployees", "deleted": "IsDeleted",
            "source_updated_at": "SystemModstamp"}.items() <= found.mapping.items()  # fmt: skip
    history = {"properties": plain("Id", "OpportunityId", "StageName", "CreatedDate", "Amount")}
    assert plan("OpportunityHistory", history, preset="salesforce").mapping == {
        "deal": "OpportunityId", "stage": "StageName", "changed_at": "CreatedDate",
    }  # fmt: skip


ENGAGEMENTS = {"properties": plain("engagement_id", "lastUpdated") | {
    "engagement": {"properties": plain("id", "createdAt", "ownerId", "type", "timestamp")},
    "associations": {"properties": plain("contactIds", "companyIds", "dealIds")},
    "metadata": {"properties": plain("body", "subject", "title", "status", "startTime", "endTime",
                                     "durationMilliseconds", "disposition")}}}  # fmt: skip


def test_hubspots_engagements_become_touches_with_all_who_took_part() -> None:
    found = plan("engagements", ENGAGEMENTS, preset="hubspot")
    assert (found.table, found.kind, found.missing) == ("touches", "engagement", ())
    assert {"external_id": "engagement_id", "type": "engagement.type", "owner": "engagement.ownerId",
            "happened_at": "meetingStartTime + engagement.timestamp + engagement.createdAt", "subject": "subject",
            "is_done": "taskStatus"}.items() <= found.mapping.items()  # fmt: skip
    assert [inner.table for inner in found.inner] == ["touch_contacts", "touch_accounts", "touch_deals"]
    entry = {"stream": "engagements", "schema": ENGAGEMENTS, "metadata": []}
    made = selected(select({"streams": [entry]}, [found], preset="hubspot"), "engagements")
    assert all(made[("properties", name)]["selected"] for name in ENGAGEMENTS["properties"])


def test_hubspots_mail_events_and_forms_become_touches_of_who_is_named_by_mail() -> None:
    events = {"properties": plain("id", "created", "type", "recipient", "emailCampaignId", "filteredEvent", "hmid")}
    mapping = plan("email_events", events, preset="hubspot").mapping
    assert (mapping["email"], mapping["happened_at"], mapping["by_machine"]) == (
        "recipient",
        "created",
        "filteredEvent",
    )
    forms = {"properties": plain("formId", "conversionId", "submittedAt", "values")}
    found = plan("form_submissions", forms, preset="hubspot")
    assert (found.mapping["external_id"], found.mapping["email"]) == ("conversionId", "email")
    sent = {
        "conversionId": "c",
        "values": [{"name": "firstname", "value": "Jo"}, {"name": "email", "value": "jo@a.example"}],
    }
    assert preset_named("hubspot").tidy(sent)["email"] == "jo@a.example"
    entries = [
        {"stream": name, "schema": schema, "metadata": []}
        for name, schema in (("form_submissions", forms), ("forms", {}))
    ]
    made = select({"streams": entries}, [found], preset="hubspot")
    assert selected(made, "forms")[()]["selected"], "the tap sends the one with the other alone"
    assert selected(made, "form_submissions")[("properties", "values")]["selected"]


def test_salesforces_activities_are_read_each_as_its_kind() -> None:
    task = {"properties": plain("Id", "WhoId", "WhatId", "AccountId", "Subject", "ActivityDate", "Status", "IsClosed",
                                "Type", "TaskSubtype", "CallType", "IsDeleted", "SystemModstamp")}  # fmt: skip
    found = plan("Task", task, preset="salesforce")
    assert (found.table, found.kind, found.mapping["type"]) == ("touches", "task", "ActivityType")
    made = selected(
        select({"streams": [{"stream": "Task", "schema": task, "metadata": []}]}, [found], preset="salesforce"), "Task"
    )
    assert made[("properties", "Type")]["selected"]
    assert made[("properties", "TaskSubtype")]["selected"]
    member = {
        "properties": plain("Id", "CampaignId", "ContactId", "LeadId", "LeadOrContactId", "Status", "CreatedDate")
    }
    assert plan("CampaignMember", member, preset="salesforce").mapping["contact"] == "LeadOrContactId"
    relation = {"properties": plain("Id", "TaskId", "RelationId", "IsWhat", "IsDeleted")}
    assert plan("TaskRelation", relation, preset="salesforce").table == "touch_contacts"
    assert "--map Campaign=spend" in plan("Campaign", {}, preset="salesforce").why_not


def test_what_nobody_knows_is_said_and_not_dropped_in_silence() -> None:
    assert plan("tickets", OWNERS, preset="hubspot").why_not == "They are not taken yet."
    assert plan("p_machines", OWNERS, preset="hubspot").why_not == "Nobody has said what these are."
    assert plan("owners", OWNERS, preset="hubspot", chosen=Chosen("")).why_not == "Left out by hand."


def test_a_stream_of_any_other_tap_is_mapped_by_hand() -> None:
    chosen = chosen_from(["firms=accounts", "firms.name=Firma", "firms.industry="])["firms"]
    found = plan("firms", {"properties": plain("id", "Firma", "industry", "employees")}, chosen=chosen)
    assert (found.table, found.preset) == ("accounts", "generic")
    assert found.mapping == {"external_id": "id", "name": "Firma", "employees": "employees"}
    assert found.unknown == ("industry",)


def test_a_wrong_word_of_the_hand_is_named_with_the_right_one() -> None:
    with pytest.raises(DataError, match="Did you mean 'accounts'"):
        chosen_from(["firms=acounts"])
    with pytest.raises(DataError, match="write STREAM=TABLE"):
        chosen_from(["firms"])
    with pytest.raises(DataError, match=r"no column 'Frima'.*Did you mean 'Firma'"):
        plan("firms", {"properties": plain("Firma")}, chosen=Chosen("accounts", {"name": "Frima"}))


CATALOG = {"streams": [
    {"stream": "companies", "tap_stream_id": "companies", "schema": COMPANIES, "metadata": [
        {"breadcrumb": [], "metadata": {"valid-replication-keys": ["property_hs_lastmodifieddate"]}},
        {"breadcrumb": ["properties", "companyId"], "metadata": {"inclusion": "automatic"}},
        {"breadcrumb": ["properties", "property_name"], "metadata": {"inclusion": "unsupported"}},
        {"breadcrumb": ["properties", "property_hs_something_else"], "metadata": {"inclusion": "available"}}]},
    {"stream": "deals", "tap_stream_id": "deals", "schema": DEALS, "metadata": []},
    {"stream": "tickets", "tap_stream_id": "tickets", "schema": OWNERS, "metadata": [
        {"breadcrumb": [], "metadata": {"selected": True}}]},
]}  # fmt: skip


def selected(catalog: dict[str, Any], stream: str) -> dict[tuple[str, ...], dict[str, Any]]:
    entry = next(each for each in catalog["streams"] if each["stream"] == stream)
    return {tuple(each["breadcrumb"]): each["metadata"] for each in entry["metadata"]}


def test_only_the_streams_and_fields_that_are_wanted_are_asked_for() -> None:
    plans = plans_for(CATALOG, preset="hubspot", chosen={})
    made = select(CATALOG, plans, preset="hubspot")
    companies = selected(made, "companies")
    assert companies[()] == {
        "valid-replication-keys": ["property_hs_lastmodifieddate"], "selected": True,
        "replication-method": "INCREMENTAL", "replication-key": "property_hs_lastmodifieddate",
    }  # fmt: skip
    assert companies[("properties", "property_domain")]["selected"]
    assert companies[("properties", "companyId")]["selected"]
    assert not companies[("properties", "property_name")]["selected"], "the system does not give it"
    assert not companies[("properties", "property_hs_something_else")]["selected"]
    assert selected(made, "deals")[("properties", "associations")]["selected"]
    assert not selected(made, "tickets")[()]["selected"]
    assert "selected" not in CATALOG["streams"][0], "the catalog itself stays as the tap told it"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"streams": 7}', '{"streams": ["x"]}', "Traceback"])
def test_what_is_no_catalog_is_refused(text: str) -> None:
    with pytest.raises(DataError, match="--discover by hand"):
        read_catalog(text)


def test_settings_come_from_the_environment_where_they_say_so() -> None:
    config = {"api_key": "$CRM_KEY", "deep": [{"token": "${CRM_TOKEN}"}], "price": "$5 or more"}
    found = resolve(config, {"CRM_KEY": "k", "CRM_TOKEN": "t"})
    assert found.values == {"api_key": "k", "deep": [{"token": "t"}], "price": "$5 or more"}
    assert found.named == ("k", "t")
    with pytest.raises(ConfigError, match="CRM_KEY, CRM_TOKEN, and the environment"):
        resolve(config, {})


def test_a_token_that_the_tap_renews_is_kept_and_the_environments_values_are_not() -> None:
    before = {"client_secret": "$SECRET", "refresh_token": "old"}
    given = {"client_secret": "s3cret", "refresh_token": "old"}
    kept = written_back(before, given, given | {"refresh_token": "new"})
    assert kept == {"client_secret": "$SECRET", "refresh_token": "new"}
    assert shown(kept) == {"client_secret": "$SECRET", "refresh_token": "•••"}
