"""What the base of terms makes of a title: how likely each seniority and department is, and because of which term."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tiercel.resolve.titles.labels import DEPARTMENTS, SENIORITIES
from tiercel.resolve.titles.terms import DEPARTMENT, OWN, SENIORITY, Found, find_terms
from tiercel.resolve.titles.words import words

# The first of these that a title names is the person's own. A trainee stays one whatever is to be learnt; an assistant
# may be a senior one.
RANKS = ("owner", "c_level", "vp", "director", "junior", "manager", "senior", "assistant", "professional")
# How often a title with such a term is what the term says, as far as we know titles; "" is a title without any term.
SURE = {
    "owner": 0.9, "c_level": 0.9, "vp": 0.9, "director": 0.85, "manager": 0.75, "senior": 0.75, "junior": 0.9,
    "assistant": 0.6, "professional": 0.7, "aide": 0.85, "": 0.4,
}  # fmt: skip
SURE_OF_DEPARTMENT, SURE_OF_FALLBACK, SURE_OF_NOTHING = 0.9, 0.6, 0.4
# Whoever leads a function belongs to it, whatever else they lead.
EXECUTIVE_BESIDE_ANOTHER = 0.6
LATER_MENTION, EARLIER_IN_CHINESE, SECOND_TERM = 0.06, 0.15, 0.2
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
    found = find_terms(text, words(text), SENIORITY)
    label = _highest(found)
    # A trainee and an assistant are both juniors; whoever works for another's office is a professional.
    plain = {"assistant": "junior", "aide": "professional", "": "professional"}.get(label, label)
    return Judged(_spread({plain: SURE[label]}, SENIORITIES), _written(found, label))


def _highest(found: Sequence[Found]) -> str:
    labels = {hit.term.label for hit in found}
    if "aide" in labels:
        return "junior" if "junior" in labels else "aide"
    return next((label for label in RANKS if label in labels), "")


def judge_department(text: str) -> Judged:
    """Which department a title belongs to; where nothing tells, "other", with little confidence.

    >>> judge_department("Vertriebsleiter").label, judge_department("مدیر خرید").label, judge_department("Jedi").label
    ('sales', 'purchasing', 'other')
    """
    found = find_terms(text, words(text), DEPARTMENT)
    scores = _scores(found)
    if not scores:
        return Judged(_spread({"other": SURE_OF_NOTHING}, DEPARTMENTS), ())
    sure = SURE_OF_DEPARTMENT if any(hit.term.weight >= OWN for hit in found) else SURE_OF_FALLBACK
    whole = sum(score**3 for score in scores.values())
    shares = {label: sure * score**3 / whole for label, score in scores.items()}
    judged = Judged(_spread(shares, DEPARTMENTS), ())
    return Judged(judged.shares, _written(found, judged.label))


def _scores(found: Sequence[Found]) -> dict[str, float]:
    """What the terms weigh together by department: the best counts wholly, others of it a little, later ones less."""
    # In Chinese what somebody is stands last, after what they are it for.
    last_first = any(_CHINESE.search(hit.term.written) for hit in found)
    less = EARLIER_IN_CHINESE if last_first else LATER_MENTION
    by_label: dict[str, list[float]] = {}
    for place, hit in enumerate(reversed(found) if last_first else found):
        by_label.setdefault(hit.term.label, []).append(hit.term.weight * (1 - less * min(place, 3)))
    own = {hit.term.label for hit in found if hit.term.weight >= OWN}
    if own - {"executive"} and "executive" in by_label:
        by_label["executive"] = [weight * EXECUTIVE_BESIDE_ANOTHER for weight in by_label["executive"]]
    return {label: max(w) + SECOND_TERM * (sum(w) - max(w)) for label, w in by_label.items()}


def _spread(shares: Mapping[str, float], labels: Sequence[str]) -> dict[str, float]:
    """Shares for every label: what is not given away is left to all of them alike."""
    rest = max(0.0, 1 - sum(shares.values())) / len(labels)
    return {label: shares.get(label, 0.0) + rest for label in labels}


def _written(found: Sequence[Found], label: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hit.term.written for hit in found if hit.term.label == label))
