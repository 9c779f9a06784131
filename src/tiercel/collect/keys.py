"""The key of a row whose source gives it none: what would be the same row if it came again."""

from collections.abc import Mapping


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
    return "NULL"
