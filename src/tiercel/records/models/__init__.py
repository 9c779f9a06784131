"""The records, one module a noun; import the models from here."""

from tiercel.records.models.accounts import Account, AccountParent, Alias, ParentSuggestion
from tiercel.records.models.api_keys import ApiCall, ApiKey
from tiercel.records.models.attributes import Attribute
from tiercel.records.models.connectors import Connector, ConnectorRun
from tiercel.records.models.contacts import Contact, ContactAccount
from tiercel.records.models.deals import Deal, DealContact, StageChange, Subscription
from tiercel.records.models.documents import DocumentVersion
from tiercel.records.models.invitations import Invitation
from tiercel.records.models.jobs import Job, Worker
from tiercel.records.models.mail_keys import MailKey
from tiercel.records.models.matching import AccountAlias, MatchDecision, MatchRun, MatchSuggestion
from tiercel.records.models.merges import DuplicatePair, Merge, MergeMove, Silence
from tiercel.records.models.observations import Spend, Technology, TriggerEvent
from tiercel.records.models.origins import Change, ExternalKey, Origin, WaitingRow
from tiercel.records.models.rates import Rate
from tiercel.records.models.roles import ContactRole
from tiercel.records.models.scores import AccountScore, Run
from tiercel.records.models.search import SearchMark
from tiercel.records.models.sign_offs import SentDecision, SignOffAsk
from tiercel.records.models.targets import HandChoice, SignOff, Target
from tiercel.records.models.team import Person, Product
from tiercel.records.models.touches import SurveyAnswer, Touch, TouchContact
from tiercel.records.models.trail import AuditEntry
from tiercel.records.models.users import User
from tiercel.records.models.views import SavedView
from tiercel.records.models.visitors import (
    EventFile,
    HashKey,
    OrganisationAccount,
    TakenSegment,
    Visitor,
    VisitorContact,
    VisitorIdentifier,
)
from tiercel.records.models.webhooks import Delivery, Webhook
from tiercel.records.models.write_keys import WriteKey

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
    "Connector",
    "ConnectorRun",
    "Contact",
    "ContactAccount",
    "ContactRole",
    "Deal",
    "DealContact",
    "Delivery",
    "DocumentVersion",
    "DuplicatePair",
    "EventFile",
    "ExternalKey",
    "HandChoice",
    "HashKey",
    "Invitation",
    "Job",
    "MailKey",
    "MatchDecision",
    "MatchRun",
    "MatchSuggestion",
    "Merge",
    "MergeMove",
    "OrganisationAccount",
    "Origin",
    "ParentSuggestion",
    "Person",
    "Product",
    "Rate",
    "Run",
    "SavedView",
    "SearchMark",
    "SentDecision",
    "SignOff",
    "SignOffAsk",
    "Silence",
    "Spend",
    "StageChange",
    "Subscription",
    "SurveyAnswer",
    "TakenSegment",
    "Target",
    "Technology",
    "Touch",
    "TouchContact",
    "TriggerEvent",
    "User",
    "Visitor",
    "VisitorContact",
    "VisitorIdentifier",
    "WaitingRow",
    "Webhook",
    "Worker",
    "WriteKey",
]
