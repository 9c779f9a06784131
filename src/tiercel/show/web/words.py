"""The words of the tables, roles, states and verdicts, in the language of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = Mapping[str, Promise]

ROLES: Words = {
    "owner": pgettext_lazy("role", "Owner"),
    "manager": pgettext_lazy("role", "Manager"),
    "member": pgettext_lazy("role", "Member"),
    "reader": pgettext_lazy("role", "Reader"),
}
ROLE_MEANINGS: Words = {
    "owner": _("everything, users included"),
    "manager": _("imports, the profile, the strategy, proposals"),
    "member": _("signs off targets"),
    "reader": _("looks, and exports"),
}
TABLES: Words = {
    "accounts": _("Accounts"),
    "contacts": _("Contacts"),
    "deals": _("Deals"),
    "contact_accounts": _("Where contacts work"),
    "account_parents": _("Parents of accounts"),
    "deal_accounts": _("Accounts of deals"),
    "deal_contacts": _("Contacts of deals"),
    "stage_changes": _("Stage changes"),
    "subscriptions": _("Subscriptions"),
    "people": _("People of the team"),
    "products": _("Products"),
    "targets": _("Targets"),
    "jobs": _("Jobs"),
    "waiting_rows": _("Rows that wait"),
}
FIELDS: Words = {
    "account": _("Account"),
    "amount": _("Amount"),
    "chance": _("Chance to win"),
    "by": _("By"),
    "changed_at": _("Changed at"),
    "city": _("City"),
    "closed_on": _("Closed on"),
    "contact": _("Contact"),
    "cost": _("Cost"),
    "country": _("Country"),
    "currency": _("Currency"),
    "created_on": _("Created on"),
    "deal": _("Deal"),
    "deals": _("Deals"),
    "do_not_sell": _("Do not sell"),
    "domains": _("Domains"),
    "email": _("Mail address"),
    "emails": _("Mail addresses"),
    "employees": _("Employees"),
    "ended_on": _("Ended on"),
    "external_id": _("ID in the source"),
    "family": _("Family"),
    "first_name": _("Given name"),
    "founded": _("Founded"),
    "funding": _("Funding"),
    "growth": _("Growth a year"),
    "industry": _("Industry"),
    "is_active": _("Active"),
    "deleted": _("Deleted"),
    "is_closed": _("Is closed"),
    "is_won": _("Is won"),
    "only_field": _("Changed field"),
    "superseded_unless": _("Newest version"),
    "is_primary": _("Main contact"),
    "job": _("Job"),
    "language": _("Language"),
    "last_name": _("Family name"),
    "lifecycle": _("Lifecycle"),
    "manager": _("Led by"),
    "margin": _("Margin"),
    "made_at": _("Asked for"),
    "market": _("Market"),
    "missing": _("What has not come"),
    "name": _("Name"),
    "offices": _("Offices"),
    "other_names": _("Other names"),
    "outcome": _("Outcome"),
    "owner": pgettext_lazy("of an account", "Owner"),
    "ownership": _("Ownership"),
    "parent": _("Parent"),
    "phones": _("Phones"),
    "points": _("Points"),
    "preferred_channel": _("Preferred channel"),
    "price": _("Price"),
    "product": _("Product"),
    "products": _("Products"),
    "received": _("Known since"),
    "reason": _("Reason"),
    "region": _("Region"),
    "renews_on": _("Renews on"),
    "revenue": _("Revenue a year"),
    "role": _("Role"),
    "source": _("Source"),
    "source_updated_at": _("Changed in the source"),
    "stage": _("Stage"),
    "started_on": _("Started on"),
    "state": _("State"),
    "team": _("Team"),
    "technologies": _("Technologies"),
    "tier": _("Tier"),
    "title": _("Job title"),
    "company": _("Company as written"),
    "type": _("Type"),
    "value": _("Expected value"),
}
STATES: Words = {
    "queued": _("waiting"),
    "running": _("running"),
    "done": _("done"),
    "failed": _("failed"),
    "stopped": _("stopped"),
    "proposed": _("proposed"),
    "accepted": _("accepted"),
    "rejected": _("rejected"),
    "won": _("won"),
    "lost": _("lost"),
    "open": _("open"),
}
LEVELS: Words = {
    "(missing)": _("not known"),
    "(other)": _("the rarer ones"),
    "(any)": _("any"),
    "yes": _("yes"),
    "no": _("no"),
}
RANGES = (
    (re.compile(r"over ([\d.,e+-]+) to ([\d.,e+-]+)"), _("over %s to %s")),
    (re.compile(r"over ([\d.,e+-]+)"), _("over %s")),
    (re.compile(r"up to ([\d.,e+-]+)"), _("up to %s")),
)
VERDICTS: Words = {
    "signal": _("signal"),
    "no_signal": _("no signal"),
    "speaks_for": _("speaks for"),
    "speaks_against": _("speaks against"),
    "noise": _("noise"),
    "too_few": _("too few"),
}
CAUSES: Words = {
    "filled_after": _("It was filled in after the outcome was known."),
    "missing_follows": _("Whether it is filled in follows the outcome."),
    "level_decides": _("Some of its values all but decide the outcome."),
    "kept_current": _("It is kept up to date, so it may tell what came after."),
    "implausible": _("It explains implausibly much beside the others."),
}
PARTS: Words = {
    "overview": _("Overview"),
    "evidence": _("Evidence"),
    "scorecard": _("Scorecard"),
    "backtest": _("Back-test"),
    "versions": _("Versions"),
}
PRESETS: Words = {
    "generic": _("Any system"),
    "salesforce": _("Salesforce"),
    "hubspot": _("HubSpot"),
}
HISTORY: Words = {
    "tiers": _("Tiers and decisions"),
    "deals": _("Deals"),
    "stages": _("Stages"),
    "record": _("The record"),
}
DOCUMENTS: Words = {
    "tiers": _("Tiers and sign-off"),
    "icp": _("Ideal customer profile"),
    "matching": _("Matching people to accounts"),
}
JOBS: Words = {
    "import_files": _("Import"),
    "learn_profile": _("Learning the profile"),
    "match_contacts": _("Matching people to accounts"),
    "read_roles": _("Reading job titles"),
    "refresh": _("Scoring the accounts"),
    "propose_targets": _("Proposing targets"),
    "ask_sign_off": _("Asking sales to sign off"),
    "index_attributes": _("Making columns of your own quick to search"),
    "search.index": _("Making everything findable"),
}
JOB_WORDS: Words = {
    "accounts": _("Accounts"),
    "deals": _("Deals"),
    "version": _("Version"),
    "verdict": _("Verdict"),
    "run": _("Run"),
    "table": _("Table"),
    "preset": _("Preset"),
    "source": _("Source"),
    "dry_run": _("Only looks"),
    "keep_unknown": _("Keeps unknown columns"),
    "accept_corrections": _("Takes every correction"),
    "done_by": _("Done by job"),
    "until": _("Until"),
}
CALENDAR_CHOICES: Words = {
    "gregorian": pgettext_lazy("calendar", "Gregorian"),
    "jalali": pgettext_lazy("calendar", "Jalali"),
}
# The digits of a language are shown as they are: who chooses them sees what is meant.
DIGIT_CHOICES: Mapping[str | tuple[str, str], Promise] = {
    "european": _("European, 0123456789"),
    ("fa", "own"): _("Persian, ۰۱۲۳۴۵۶۷۸۹"),
    ("ar", "own"): _("Arabic, ٠١٢٣٤٥٦٧٨٩"),
}
THEMES: Words = {
    "auto": _("As the device"),
    "light": _("Light"),
    "dark": _("Dark"),
}


def word(words: Words, name: str) -> str:
    """The word in the page's language; a name that has none stands for itself, readable."""
    return str(words[name]) if name in words else name.replace("_", " ")
