"""What the base of terms makes of a title: how likely each seniority and department is, and because of which term."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from tiercel.resolve.titles.labels import DEPARTMENTS, SENIORITIES
from tiercel.resolve.titles.terms import DEPARTMENT, HEAD, OWN, SENIORITY, Found, find_terms
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
SURE_OF_DEPARTMENT, SURE_OF_HEAD, SURE_OF_FALLBACK, SURE_OF_NOTHING = 0.9, 0.75, 0.5, 0.4
# Of two departments in one title the heavier is meant more often than their weights say.
SHARPENED = 5
# Whoever leads a function belongs to it, whatever else they lead.
EXECUTIVE_BESIDE_ANOTHER = 0.6
# What is sold, bought or paid, and the work of doing so.
FIELDS = frozenset({"it", "product"})
WORK_ON_FIELDS = frozenset(
    {"sales", "marketing", "business_development", "purchasing", "finance", "human_resources", "legal"}
)
FIELD_BEFORE_WORK = 0.75
# So with who somebody is, where that is a profession of its own: a "Quality Control Chemist", a "Medical Physicist".
_PROFESSION = re.compile("(?:ist|ician|grapher|nomer)s?$")
# What heads are that for, and remain it: an "SAP Consultant" consults, and a "Marketing Professor" teaches; but who
# consults on sales sells.
_TECHNICAL = FIELDS | {"engineering", "operations", "research"}
MATTERS = {"consulting": _TECHNICAL, "project_management": _TECHNICAL, "other": frozenset(DEPARTMENTS)}
# "Sales and Marketing" could be called either; lists of titles that others labelled call it marketing, and "Sales and
# PR" sales.
MARKETING_BESIDE_SALES = 1.25
_MARKETING = re.compile("marketing|mercadotecnia|تسويق|بازاریابی|营销|市场|行銷")
# Of two functions side by side those lists name the one that faces the market.
SIDE_BY_SIDE = {"sales": 1.2, "marketing": 1.2}
# Whoever does the office work of a function belongs to it: "Team Assistant Marketing", "Back Office Vertrieb".
OFFICE_OF_ANOTHER = 0.7
LATER_MENTION, EARLIER_IN_CHINESE, SECOND_TERM = 0.06, 0.15, 0.1
_CHINESE = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True)
class Judged:
    """One dimension of a title: a share for each label, which sum to 1, and the terms that spoke for the first."""

    shares: Mapping[str, float]
    terms: tuple[str, ...]

    @cached_property
    def label(self) -> str:
        return _likeliest(self.shares)


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


def _in_one_breath(text: str, spelt: Sequence[str], one: Found, other: Found, within: int = 3) -> bool:
    first, second = (one, other) if one.start < other.start else (other, one)
    return side_by_side(text, spelt[first.end - 1], spelt[second.start], within)


def judge_department(text: str) -> Judged:
    """Which department a title belongs to; where nothing tells, "other", with little confidence.

    >>> judge_department("Vertriebsleiter").label, judge_department("مدیر خرید").label, judge_department("Jedi").label
    ('sales', 'purchasing', 'other')
    """
    spelt = words(text)
    found = _without_the_chief(find_terms(text, spelt, DEPARTMENT), text, spelt)
    if not found:
        return Judged(_spread({"other": SURE_OF_NOTHING}, DEPARTMENTS), ())
    scores = _scores(_composed(found, text, spelt))
    best = max(hit.term.weight for hit in found)
    sure = SURE_OF_DEPARTMENT if best >= OWN else SURE_OF_HEAD if best == HEAD else SURE_OF_FALLBACK
    whole = sum(score**SHARPENED for score in scores.values())
    shares = {label: sure * score**SHARPENED / whole for label, score in scores.items()}
    return Judged(_spread(shares, DEPARTMENTS), _written(found, _likeliest(shares)))


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


def _composed(found: list[Found], text: str, spelt: Sequence[str]) -> list[Found]:
    """The terms with what they weigh beside each other: of what, by whom, and which function of two."""
    own = [hit for hit in found if hit.term.weight >= OWN]
    if not own or all(hit.term.label == own[0].term.label for hit in found):
        return found
    heads = _heads(found, own, text, spelt)
    fields = {hit.start for hit in own} if heads else _fields(found, text, spelt)
    aside = _side_by_side(own, text, spelt)
    office = _office_of_another(found, own)
    if not (fields or aside or office):
        return found
    return [
        replace(hit, beside=_beside(hit, hit in heads, hit.start in fields, hit in aside, hit in office))
        for hit in found
    ]


def _beside(hit: Found, is_head: bool, is_field: bool, is_aside: bool, is_office: bool) -> float:
    if is_head:
        return OWN / HEAD
    if is_office:
        return OFFICE_OF_ANOTHER
    return (FIELD_BEFORE_WORK if is_field else 1) * (SIDE_BY_SIDE[hit.term.label] if is_aside else 1)


def _heads(found: Sequence[Found], own: Sequence[Found], text: str, spelt: Sequence[str]) -> list[Found]:
    """Who does such work on another department's matter, and on nothing else: "SAP Consultant", "Projektleiter ERP"."""
    return [
        hit
        for hit in found
        if hit.term.weight == HEAD
        and all(
            one.term.label in MATTERS[hit.term.label] and _in_one_breath(text, spelt, hit, one, len(spelt))
            for one in own
        )
    ]


def _fields(found: Sequence[Found], text: str, spelt: Sequence[str]) -> set[int]:
    """The places of terms that only say of what: in "IT Einkauf" and "Product Marketing" the later is the work."""
    return {
        hit.start
        for hit in found
        for later in found
        if later.start == hit.end
        and later.term.weight >= OWN
        and _is_work_on(later, hit)
        and _in_one_breath(text, spelt, hit, later)
    }


def _is_work_on(later: Found, field: Found) -> bool:
    if field.term.label in FIELDS and later.term.label in WORK_ON_FIELDS:
        return True
    return later.term.label in ("research", "other") and bool(_PROFESSION.search(later.term.words[-1]))


def _office_of_another(found: Sequence[Found], own: Sequence[Found]) -> list[Found]:
    """The terms of office work, where the title says whose it is; a chief's office is no function."""
    office = [hit for hit in found if hit.term.label == "administrative"]
    return office if any(hit.term.label not in ("administrative", "executive") for hit in own) else []


def _side_by_side(own: Sequence[Found], text: str, spelt: Sequence[str]) -> list[Found]:
    """The terms of SIDE_BY_SIDE that stand apart from another function: "Assistenz der GF / Marketing"."""
    return [
        hit
        for hit in own
        if hit.term.label in SIDE_BY_SIDE
        and any(
            one.term.label not in (hit.term.label, "executive")
            and (one.start >= hit.end or hit.start >= one.end)
            and not _in_one_breath(text, spelt, hit, one, len(spelt))
            for one in own
        )
    ]


def _scores(found: Sequence[Found]) -> dict[str, float]:
    """What the terms weigh together by department: the best counts wholly, others of it a little, later ones less."""
    # In Chinese what somebody is stands last, after what they are it for.
    last_first = any(_CHINESE.search(hit.term.written) for hit in found)
    less = EARLIER_IN_CHINESE if last_first else LATER_MENTION
    by_label: dict[str, list[float]] = {}
    for place, hit in enumerate(_each_once(reversed(found) if last_first else found)):
        by_label.setdefault(hit.term.label, []).append(hit.weight * (1 - less * min(place, 3)))
    own = {hit.term.label for hit in found if hit.term.weight >= OWN}
    if own - {"executive"} and "executive" in by_label:
        by_label["executive"] = [weight * EXECUTIVE_BESIDE_ANOTHER for weight in by_label["executive"]]
    if {"sales", "marketing"} <= own and any(_MARKETING.search(hit.term.written) for hit in found):
        by_label["marketing"] = [weight * MARKETING_BESIDE_SALES for weight in by_label["marketing"]]
    return {label: max(w) + SECOND_TERM * (sum(w) - max(w)) for label, w in by_label.items()}


def _each_once(found: Iterable[Found]) -> list[Found]:
    """The heaviest term of each word for each department: that two languages have a word makes it no heavier."""
    once: dict[tuple[int, str], Found] = {}
    for hit in found:
        key = hit.start, hit.term.label
        if key not in once or once[key].weight < hit.weight:
            once[key] = hit
    return list(once.values())


def _likeliest(shares: Mapping[str, float]) -> str:
    return max(shares, key=shares.__getitem__)


def _spread(shares: Mapping[str, float], labels: Sequence[str]) -> dict[str, float]:
    """Shares for every label: what is not given away is left to all of them alike."""
    rest = max(0.0, 1 - sum(shares.values())) / len(labels)
    return {label: shares.get(label, 0.0) + rest for label in labels}


def _written(found: Sequence[Found], label: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hit.term.written for hit in found if hit.term.label == label))
