"""What the columns of a file are called: as on the page, in the reader's language, or by codes for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tiercel.normal.own_ids import LISTS, id_code, id_heading
from tiercel.show.web.templatetags.named import field_name
from tiercel.show.web.words import FIELDS, Words

ASKED, CODES = "headings", "codes"
CURRENCY = "_currency"
# What files have beyond the columns of tables.
MORE: Words = {
    "id": gettext_lazy("ID"),
    "account_id": gettext_lazy("ID of the account"),
    "account_name": gettext_lazy("Account"),
    "state": gettext_lazy("Sign-off"),
    "chance_low": gettext_lazy("Chance to win, low end"),
    "chance_high": gettext_lazy("Chance to win, high end"),
    "won": gettext_lazy("Won deals"),
    "lost": gettext_lazy("Lost deals"),
    "open": gettext_lazy("Open deals"),
    "expected_value": gettext_lazy("Expected value"),
    "tier_name": gettext_lazy("Name of the tier"),
    "place": gettext_lazy("Place in the tier"),
    "rule": gettext_lazy("Rule"),
    "why": gettext_lazy("Why"),
    "note": gettext_lazy("Note"),
    "signed_by": gettext_lazy("Signed off by"),
    "phone": gettext_lazy("Phone"),
    "known_since": gettext_lazy("Known since"),
    "seniority": gettext_lazy("Seniority"),
    "seniority_confidence": gettext_lazy("Confidence of the seniority"),
    "department": gettext_lazy("Department"),
    "department_confidence": gettext_lazy("Confidence of the department"),
    "buying_role": gettext_lazy("Buying role"),
    "buying_role_confidence": gettext_lazy("Confidence of the buying role"),
    "role_method": gettext_lazy("How the role was read"),
    "spent_on": gettext_lazy("Day"),
    "family_accounts": gettext_lazy("Family: accounts"),
    "family_contacts": gettext_lazy("Family: contacts"),
    "family_touches": gettext_lazy("Family: touches"),
    "family_won": gettext_lazy("Family: won deals"),
    "family_lost": gettext_lazy("Family: lost deals"),
    "family_open": gettext_lazy("Family: open deals"),
    "family_won_amount": gettext_lazy("Family: amount won"),
    "family_open_amount": gettext_lazy("Family: amount open"),
    "family_value": gettext_lazy("Family: expected value"),
    "family_subscriptions": gettext_lazy("Family: subscriptions"),
    "family_tier": gettext_lazy("Family: best tier"),
    "family_accepted": gettext_lazy("Family: accepted targets"),
    "family_proposed": gettext_lazy("Family: proposed targets"),
    "family_best_fit": gettext_lazy("Family: account that fits best"),
    "family_best_chance": gettext_lazy("Family: best chance to win"),
}
# By these an import knows the rows of a list again.
IDS = {id_code(table): id_heading(table) for table in LISTS}
OF_ACCOUNTS: Words = {"name": gettext_lazy("Account")}
OF_TARGETS: Words = {**OF_ACCOUNTS, "account": MORE["account_id"], "owner": gettext_lazy("Worked on by")}
OF_DEALS: Words = {"name": gettext_lazy("Deal"), "account": MORE["account_id"]}
OF_TRAIL: Words = {
    "at": gettext_lazy("When"),
    "by": gettext_lazy("Who"),
    "action": gettext_lazy("What"),
    "via": gettext_lazy("By which way"),
    "key": gettext_lazy("ID of the key"),
    "subject": gettext_lazy("To what"),
    "row": gettext_lazy("Number"),
    "count": pgettext_lazy("of rows", "How many"),
    "details": gettext_lazy("Details"),
}


def headings(columns: Sequence[str], given: QueryDict, own: Mapping[str, object]) -> list[str]:
    """The first line of a file: words, or the codes where the address asks for `headings=codes`.

    columns   their codes
    own       what this list calls some of them otherwise than others do
    """
    return list(columns) if given.get(ASKED) == CODES else [_heading(code, own) for code in columns]


def _heading(code: str, own: Mapping[str, object]) -> str:
    for words in (own, MORE, IDS):
        if code in words:
            return str(words[code])
    amount = code.removesuffix(CURRENCY)
    if amount != code:
        return _("{column}: currency").format(column=_heading(amount, own))
    # A name that is no column of ours is the workspace's own word for an attribute.
    return field_name(code) if code in FIELDS else code
