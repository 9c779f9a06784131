"""What the base of terms makes of a title: how likely each seniority and department is, and because of which term."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tiercel.resolve.titles.labels import DEPARTMENTS, SENIORITIES
from tiercel.resolve.titles.terms import DEPARTMENT, OWN, SENIORITY, Found, find_terms
from tiercel.resolve.titles.words import is_past, side_by_side, words

# The first of these that a title names is the person's own. A trainee stays one whatever is to be learnt; an assistant
# may be a senior one.
RANKS = ("owner", "c_level", "vp", "director", "junior", "manager", "senior", "assistant", "professional")
# How often a title with such a term is what the term says, as far as we know titles; "" is a title without any term.
SURE = {
    "owner": 0.9, "c_level": 0.85, "vp": 0.9, "director": 0.88, "manager": 0.82, "senior": 0.85, "junior": 0.88,
    "assistant": 0.6, "professional": 0.72, "aide": 0.85, "": 0.4,
}  # fmt: skip
# A title that says only what somebody was.
SURE_OF_THE_PAST = 0.45
NO_AIDES = frozenset({"associate", "clerk", "candidate", "co op"})
OTHERS_RANKS = frozenset({"owner", "c_level", "vp", "director"})
SURE_OF_DEPARTMENT, SURE_OF_FALLBACK, SURE_OF_NOTHING = 0.9, 0.5, 0.4
# Of two departments in one title the heavier is meant more often than their weights say.
SHARPENED = 5
# Whoever leads a function belongs to it, whatever else they lead.
EXECUTIVE_BESIDE_ANOTHER = 0.6
# What is sold, bought or paid, and the work of doing so.
FIELDS = frozenset({"it", "product"})
WORK_ON_FIELDS = frozenset({"sales", "marketing", "purchasing", "finance", "human_resources", "legal"})
FIELD_BEFORE_WORK = 0.75
# "Sales and Marketing" could be called either; lists of titles that others labelled call it marketing.
MARKETING_BESIDE_SALES = 1.25
LATER_MENTION, EARLIER_IN_CHINESE, SECOND_TERM = 0.06, 0.15, 0.1
_CHINESE = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True)
class Judged:
    """One dimension of a title: a share for each label, which sum to 1, and the terms that spoke for the first."""

    shares: Mapping[str, float]
    terms: tuple[str, ...]

    @property
    def label(self) -> str:
        return max(self.shares, key=lambda label: self.shares[label])


def judge_seniority(text: str) -> Judged:
    """How senior a title is; one without any term for it is a professional's, with little confidence.

    >>> judge_seniority("Senior Vice President Sales").label, judge_seniority("Assistant to the CEO").label
    ('vp', 'professional')
    """
    spelt = words(text)
    found = find_terms(text, spelt, SENIORITY)
    label = _highest(found, text, spelt)
    # A trainee and an assistant are both juniors; whoever works for another's office is a professional.
    plain = {"assistant": "junior", "aide": "professional", "": "professional"}.get(label, label)
    sure = SURE[label] * (SURE_OF_THE_PAST if is_past(text) else 1)
    terms = _written(found, label) or _written(found, "assistant" if label == "aide" else "")
    return Judged(_spread({plain: sure}, SENIORITIES), terms)


def _highest(found: Sequence[Found], text: str, spelt: Sequence[str]) -> str:
    labels = {hit.term.label for hit in found}
    if "aide" in labels or ("assistant" in labels and _assists_a_chief(found, text, spelt)):
        return "junior" if "junior" in labels else "aide"
    return next((label for label in RANKS if label in labels), "")


def _assists_a_chief(found: Sequence[Found], text: str, spelt: Sequence[str]) -> bool:
    """Whether an assistant stands beside a rank that is another's: "CEO Assistant", "Assistentin Direktor".

    An "Assistant Sales Director" is a director all the same: there nothing may stand between.
    """
    helpers = [hit for hit in found if hit.term.label == "assistant" and hit.term.written not in NO_AIDES]
    chiefs = [hit for hit in found if hit.term.label in OTHERS_RANKS]
    return any(
        _in_one_breath(text, spelt, helper, chief)
        and (chief.term.label != "director" or chief.start == helper.end or helper.start == chief.end)
        for helper in helpers
        for chief in chiefs
    )


def _in_one_breath(text: str, spelt: Sequence[str], one: Found, other: Found) -> bool:
    first, second = (one, other) if one.start < other.start else (other, one)
    return side_by_side(text, spelt[first.end - 1], spelt[second.start])


def judge_department(text: str) -> Judged:
    """Which department a title belongs to; where nothing tells, "other", with little confidence.

    >>> judge_department("Vertriebsleiter").label, judge_department("مدیر خرید").label, judge_department("Jedi").label
    ('sales', 'purchasing', 'other')
    """
    spelt = words(text)
    found = _without_the_chief(find_terms(text, spelt, DEPARTMENT), text, spelt)
    scores = _scores(found, _fields(found, text, spelt))
    if not scores:
        return Judged(_spread({"other": SURE_OF_NOTHING}, DEPARTMENTS), ())
    sure = SURE_OF_DEPARTMENT if any(hit.term.weight >= OWN for hit in found) else SURE_OF_FALLBACK
    whole = sum(score**SHARPENED for score in scores.values())
    shares = {label: sure * score**SHARPENED / whole for label, score in scores.items()}
    judged = Judged(_spread(shares, DEPARTMENTS), ())
    return Judged(judged.shares, _written(found, judged.label))


def _without_the_chief(found: list[Found], text: str, spelt: Sequence[str]) -> list[Found]:
    """The terms less those of a chief for whom somebody works: "CEO Assistant" is office work."""
    office = [hit for hit in found if hit.term.label == "administrative"]
    if not office or all(hit.term.label != "executive" for hit in found):
        return found
    return [
        hit
        for hit in found
        if hit.term.label != "executive" or not any(_in_one_breath(text, spelt, hit, one) for one in office)
    ]


def _fields(found: Sequence[Found], text: str, spelt: Sequence[str]) -> set[int]:
    """The places of terms that only say of what: in "IT Einkauf" and "Product Marketing" the later is the work."""
    if len(found) < 2:
        return set()
    return {
        hit.start
        for hit in found
        for later in found
        if hit.term.label in FIELDS
        and later.start == hit.end
        and later.term.label in WORK_ON_FIELDS
        and later.term.weight >= OWN
        and _in_one_breath(text, spelt, hit, later)
    }


def _scores(found: Sequence[Found], fields: set[int]) -> dict[str, float]:
    """What the terms weigh together by department: the best counts wholly, others of it a little, later ones less."""
    # In Chinese what somebody is stands last, after what they are it for.
    last_first = any(_CHINESE.search(hit.term.written) for hit in found)
    less = EARLIER_IN_CHINESE if last_first else LATER_MENTION
    by_label: dict[str, list[float]] = {}
    for place, hit in enumerate(_each_once(reversed(found) if last_first else found)):
        weight = hit.term.weight * (FIELD_BEFORE_WORK if hit.start in fields else 1)
        by_label.setdefault(hit.term.label, []).append(weight * (1 - less * min(place, 3)))
    own = {hit.term.label for hit in found if hit.term.weight >= OWN}
    if own - {"executive"} and "executive" in by_label:
        by_label["executive"] = [weight * EXECUTIVE_BESIDE_ANOTHER for weight in by_label["executive"]]
    if {"sales", "marketing"} <= own:
        by_label["marketing"] = [weight * MARKETING_BESIDE_SALES for weight in by_label["marketing"]]
    return {label: max(w) + SECOND_TERM * (sum(w) - max(w)) for label, w in by_label.items()}


def _each_once(found: Iterable[Found]) -> list[Found]:
    """The heaviest term of each word for each department: that two languages have a word makes it no heavier."""
    once: dict[tuple[int, str], Found] = {}
    for hit in found:
        key = hit.start, hit.term.label
        if key not in once or once[key].term.weight < hit.term.weight:
            once[key] = hit
    return list(once.values())


def _spread(shares: Mapping[str, float], labels: Sequence[str]) -> dict[str, float]:
    """Shares for every label: what is not given away is left to all of them alike."""
    rest = max(0.0, 1 - sum(shares.values())) / len(labels)
    return {label: shares.get(label, 0.0) + rest for label in labels}


def _written(found: Sequence[Found], label: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hit.term.written for hit in found if hit.term.label == label))
