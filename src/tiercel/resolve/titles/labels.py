"""What a title may be called: seniority, department and part in a purchase, and how others say them."""

from collections.abc import Iterable, Mapping

from tiercel.core.errors import DataError
from tiercel.core.nearest import nearest
from tiercel.normal.text import compared

# From the highest: of two in one title, the first in this order is the person's own.
SENIORITIES = ("owner", "c_level", "vp", "director", "manager", "senior", "professional", "junior")
DEPARTMENTS = (
    "executive", "sales", "marketing", "business_development", "customer_support", "it", "engineering", "product",
    "research", "finance", "purchasing", "operations", "project_management", "consulting", "human_resources", "legal",
    "administrative", "other",
)  # fmt: skip
BUYING_ROLES = (
    "user", "influencer", "decision_maker", "it_expert", "champion", "economic_buyer", "blocker", "executive_sponsor",
)  # fmt: skip

_OTHER_WORDS = {
    "information technology": "it",
    "hr": "human_resources",
    "people": "human_resources",
    "customer service": "customer_support",
    "customer success": "customer_support",
    "support": "customer_support",
    "procurement": "purchasing",
    "r d": "research",
    "administration": "administrative",
    "c suite": "c_level",
    "cxo": "c_level",
    "vice president": "vp",
    "lead": "manager",
    "entry": "junior",
    "specialist": "professional",
}


def read_label(text: str, labels: tuple[str, ...], words: Mapping[str, str] | None = None) -> str:
    """The label that somebody else's word means: ours in any spelling, a common synonym, or what `words` says.

    words    what the caller says of words that are not ours, as {"Lead": "manager"}
    raises   DataError for a word that none of them knows

    >>> read_label("Human Resources", DEPARTMENTS), read_label("VP", SENIORITIES)
    ('human_resources', 'vp')
    """
    key = compared(text)
    own = {compared(label): label for label in labels}
    said = {compared(word): label for word, label in (words or {}).items()}
    found = said.get(key) or own.get(key) or _OTHER_WORDS.get(key)
    if found not in labels:
        raise DataError(
            f"'{text}' is none of our labels.{nearest(text, labels)} Say what it means with --means '{text}=LABEL'; "
            f"labels: {', '.join(labels)}."
        )
    return found


def read_labels(
    texts: Iterable[str], labels: tuple[str, ...], words: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Each distinct word with its label; raises DataError for the first that is not known."""
    return {text: read_label(text, labels, words) for text in sorted(set(texts))}
