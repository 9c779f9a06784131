"""The key of a row whose source gives it none: what would be the same row if it came again."""

from collections.abc import Mapping

# What tells one row from another where there are no names; what an empty row has nothing of is required anyway.
DIGESTED: dict[str, tuple[str, ...]] = {
    "touches": (
        *("contact", "account", "deal", "domain_key"),
        *("happened_at", "type", "channel", "direction", "subject", "campaign", "asset"),
    ),
    "survey_answers": ("contact", "account", "domain_key", "answered_at", "survey", "question"),
    "technologies": ("account", "name", "source"),
    "trigger_events": ("account", "happened_on", "kind", "title", "url"),
    "spend": ("campaign_id", "campaign", "ad_group", "spent_on", "platform", "channel", "account", "amount_currency"),
}


def natural_key(table: str, found: Mapping[str, str]) -> str:
    """SQL of the key, null where there is nothing to make one from.

    found   staged column -> SQL
    """

    def get(name: str) -> str:
        return found.get(name, "NULL")

    name = f"coalesce({get('name_key')}, lower({get('name')}))"
    match table:
        case "accounts" | "products":
            return name
        case "contacts":
            at = f"CASE WHEN {name} IS NOT NULL THEN concat_ws('|', {name}, {get('account_key')}) END"
            return f"coalesce(({get('emails')})[1], {at})" if "emails" in found else at
        case "people":
            return f"coalesce({name}, ({get('email')})[1])" if "email" in found else name
        case "deals":
            deal = f"lower({get('name')})"
            of = f"concat_ws('|', {deal}, {get('account_key')}, {get('created_on')})"
            return f"CASE WHEN {deal} IS NOT NULL THEN {of} END"
        case "subscriptions":
            return f"concat_ws('|', {get('account_key')}, lower({get('product')}), {get('started_on')})"
    return _digest(*(get(name) for name in DIGESTED[table])) if table in DIGESTED else "NULL"


def _digest(*parts: str) -> str:
    """Keys of long texts stay short; an empty part keeps its place."""
    texts = (f"coalesce(lower(CAST({part} AS VARCHAR)), '')" for part in parts)
    return f"md5(concat_ws('|', {', '.join(texts)}))"
