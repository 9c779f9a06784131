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
    "touches": _("Touches"),
    "touch_contacts": _("Contacts of touches"),
    "touch_accounts": _("Accounts of touches"),
    "touch_deals": _("Deals of touches"),
    "technologies": _("Technologies"),
    "survey_answers": _("Answers to surveys"),
    "trigger_events": _("Trigger events"),
    "spend": _("Spend"),
    "people": _("People of the team"),
    "products": _("Products"),
    "targets": _("Targets"),
    "jobs": _("Jobs"),
    "waiting_rows": _("Rows that wait"),
}
FIELDS: Words = {
    "account": _("Account"),
    "ad_group": _("Ad group"),
    "answer": _("Answer"),
    "answered_at": _("Answered at"),
    "asset": _("Asset"),
    "attended": _("Attended"),
    "by_machine": _("Made by a machine"),
    "campaign": _("Campaign"),
    "campaign_id": _("ID of the campaign"),
    "category": _("Category"),
    "channel": _("Channel"),
    "clicks": _("Clicks"),
    "confidence": _("Confidence"),
    "conversions": _("Conversions"),
    "detail": _("Detail"),
    "direction": _("Direction"),
    "domain": _("Domain"),
    "ended_at": _("Ended at"),
    "evidence": _("Evidence"),
    "happened_at": _("Happened at"),
    "happened_on": _("Happened on"),
    "impressions": _("Impressions"),
    "is_done": _("Is done"),
    "kind": _("Kind"),
    "milliseconds": _("Thousandths of a second"),
    "minutes": _("Minutes"),
    "platform": _("Platform"),
    "question": _("Question"),
    "relation": _("Relation to us"),
    "score": _("Score"),
    "seconds": _("Seconds"),
    "since": _("Since"),
    "spent_on": _("Spent on"),
    "subject": _("Subject"),
    "survey": _("Survey"),
    "touch": _("Touch"),
    "url": _("Address"),
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
    "webinars": _("Webinars and events"),
    "google_ads": _("Google Ads"),
    "linkedin_ads": _("LinkedIn Ads"),
    "meta_ads": _("Meta Ads"),
}
TOUCHES: Words = {
    "call": pgettext_lazy("touch", "Call"),
    "email": pgettext_lazy("touch", "Mail"),
    "meeting": pgettext_lazy("touch", "Meeting"),
    "note": pgettext_lazy("touch", "Note"),
    "task": pgettext_lazy("touch", "Task"),
    "message": pgettext_lazy("touch", "Message"),
    "sent": pgettext_lazy("touch", "Sent"),
    "open": pgettext_lazy("touch", "Opened"),
    "click": pgettext_lazy("touch", "Clicked"),
    "bounce": pgettext_lazy("touch", "Bounced"),
    "reply": pgettext_lazy("touch", "Replied"),
    "form": pgettext_lazy("touch", "Form"),
    "visit": pgettext_lazy("touch", "Visit"),
    "page": pgettext_lazy("touch", "Page"),
    "registered": pgettext_lazy("touch", "Registered"),
    "attended": pgettext_lazy("touch", "Attended"),
    "download": pgettext_lazy("touch", "Download"),
    "responded": pgettext_lazy("touch", "Responded"),
}
CHANNELS: Words = {
    "web": pgettext_lazy("channel", "Web"),
    "email": pgettext_lazy("channel", "Mail"),
    "phone": pgettext_lazy("channel", "Phone"),
    "meeting": pgettext_lazy("channel", "Meeting"),
    "event": pgettext_lazy("channel", "Event"),
    "social": pgettext_lazy("channel", "Social media"),
    "ads": pgettext_lazy("channel", "Ads"),
    "mail": pgettext_lazy("channel", "Post"),
    "product": pgettext_lazy("channel", "Product"),
    "chat": pgettext_lazy("channel", "Chat"),
}
DIRECTIONS: Words = {
    "inbound": _("from them"),
    "outbound": _("from us"),
}
RELATIONS: Words = {
    "ours": _("ours"),
    "competing": _("competing"),
    "complementary": _("complementary"),
}
HISTORY: Words = {
    "touches": _("Touches"),
    "triggers": _("Trigger events"),
    "tiers": _("Tiers and decisions"),
    "deals": _("Deals"),
    "stages": _("Stages"),
    "record": _("The record"),
}
DOCUMENTS: Words = {
    "tiers": _("Tiers and sign-off"),
    "icp": _("Ideal customer profile"),
}
JOBS: Words = {
    "import_files": _("Import"),
    "learn_profile": _("Learning the profile"),
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
