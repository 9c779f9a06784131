"""The records, one module a noun; import the models from here."""

from tiercel.records.models.accounts import Account, AccountParent, Alias
from tiercel.records.models.api_keys import ApiCall, ApiKey
from tiercel.records.models.attributes import Attribute
from tiercel.records.models.contacts import Contact, ContactAccount
from tiercel.records.models.deals import Deal, DealContact, StageChange, Subscription
from tiercel.records.models.documents import DocumentVersion
from tiercel.records.models.invitations import Invitation
from tiercel.records.models.jobs import Job, Worker
from tiercel.records.models.matching import AccountAlias, MatchDecision, MatchRun, MatchSuggestion
from tiercel.records.models.origins import Change, ExternalKey, Origin, WaitingRow
from tiercel.records.models.rates import Rate
from tiercel.records.models.roles import ContactRole
from tiercel.records.models.scores import AccountScore, Run
from tiercel.records.models.search import SearchMark
from tiercel.records.models.sign_offs import SentDecision, SignOffAsk
from tiercel.records.models.targets import HandChoice, SignOff, Target
from tiercel.records.models.team import Person, Product
from tiercel.records.models.trail import AuditEntry
from tiercel.records.models.users import User
from tiercel.records.models.views import SavedView
from tiercel.records.models.webhooks import Delivery, Webhook

__all__ = [
    "Account",
    "AccountAlias",
    "AccountParent",
    "AccountScore",
    "Alias",
    "ApiCall",
    "ApiKey",
    "Attribute",
    "AuditEntry",
    "Change",
    "Contact",
    "ContactAccount",
    "ContactRole",
    "Deal",
    "DealContact",
    "Delivery",
    "DocumentVersion",
    "ExternalKey",
    "HandChoice",
    "Invitation",
    "Job",
    "MatchDecision",
    "MatchRun",
    "MatchSuggestion",
    "Origin",
    "Person",
    "Product",
    "Rate",
    "Run",
    "SavedView",
    "SearchMark",
    "SentDecision",
    "SignOff",
    "SignOffAsk",
    "StageChange",
    "Subscription",
    "Target",
    "User",
    "WaitingRow",
    "Webhook",
    "Worker",
]
