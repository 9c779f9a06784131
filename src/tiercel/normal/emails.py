"""Mail addresses: checked by their form alone, nothing is asked of the network."""

import re

from tiercel.core.errors import DataError

# What nearly every address looks like; the rest takes the long way.
_PLAIN = re.compile(r"^[a-z0-9_+-]+(\.[a-z0-9_+-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$")
_INSIDE = re.compile(r"<([^<>]+)>\s*$")


def parse_email(text: str) -> str:
    """The address in lower case, its domain in ASCII.

    >>> parse_email("Ada Lovelace <Ada@Example.COM>")
    'ada@example.com'
    """
    inside = _INSIDE.search(text)
    bare = (inside[1] if inside else text).strip().removeprefix("mailto:").strip("\"'").lower()
    if len(bare) <= 254 and bare.find("@") <= 64 and _PLAIN.match(bare):
        return bare
    # What it compiles takes longer than most commands may, and nearly no address goes this way.
    from email_validator import EmailNotValidError, validate_email

    try:
        # Reserved names (.test, .example) are fine here: the form is what we ask for, not that mail arrives.
        found = validate_email(bare, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise DataError(f"'{text[:80]}' is not a mail address. Write it as name@example.com.") from None
    return f"{found.local_part}@{found.ascii_domain}".lower()
