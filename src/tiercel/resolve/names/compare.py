"""How alike two names are, and whether they are the same company or person.

The words of both are laid side by side as well as they fit (an assignment), and what is left over counts against them
by its weight: a legal form nothing, a place little, a name's own word wholly. A word that stands against another one
counts twice what a word that is merely missing does, since people shorten names and do not exchange their words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from tiercel.normal.company_names import COMMON, OWN, PLACE, Word, company_words
from tiercel.normal.legal_forms import has_legal_form, without_chinese_form
from tiercel.normal.person_names import INITIAL, person_words
from tiercel.normal.text import compared
from tiercel.resolve.names.pairing import best_pairing
from tiercel.resolve.names.words import alike

COMPANY, PERSON, AUTO = "company", "person", "auto"
KINDS = (AUTO, COMPANY, PERSON)
# Above this two names are called the same. Chosen on made-up pairs and a development part of labelled ones.
SAME = {COMPANY: 0.79, PERSON: 0.8}
# What a word that is only in the longer name counts of its weight: people leave out middle names, companies less.
MISSING = {COMPANY: 1.0, PERSON: 0.42}
WRITTEN_TOGETHER, BY_INITIALS, INITIAL_FITS = 0.98, 0.86, 0.85
# "Management" alone is no company, and one given name no person; two wholly different words are two names.
_LEAST_HELD, _WHOLE_WORD, AT_MOST = 0.9, 0.9, 0.7
_TWO_PLACES = 0.85
# No name is longer: what is longer is a text, and is compared by its beginning.
LONGEST = 200


@dataclass(frozen=True)
class Compared:
    """How alike two names are, in [0, 1], and whether that makes them the same, by the threshold of their kind."""

    similarity: float
    same: bool
    kind: str


def compare(one: str, other: str, kind: str = AUTO) -> Compared:
    """Compare two names.

    kind     "company", "person", or "auto": companies where a legal form or a company's word stands in one of them
    returns  similarity 0 where one of them holds no letter

    >>> compare("Siemens AG", "Siemens Aktiengesellschaft").same, compare("Acme Bank", "Apex Bank").same
    (True, False)
    >>> compare("محمد شریفی", "Mohammad Sharifi", "person").same
    True
    """
    one, other = one[:LONGEST], other[:LONGEST]
    decided = kind_of(one, other) if kind == AUTO else kind
    found = similarity(words_of(one, decided), words_of(other, decided), decided)
    return Compared(found, found >= SAME[decided], decided)


def words_of(name: str, kind: str) -> tuple[Word, ...]:
    """The words of a name as they are compared, of its beginning where it is a text."""
    return (company_words if kind == COMPANY else person_words)(name[:LONGEST])


def similarity(ours: Sequence[Word], theirs: Sequence[Word], kind: str) -> float:
    """How alike two names are by their words, for whoever compares each of many with others."""
    return round(_similarity(ours, theirs, kind), 4)


def kind_of(one: str, other: str) -> str:
    return COMPANY if _looks_like_company(one) or _looks_like_company(other) else PERSON


def _looks_like_company(name: str) -> bool:
    if without_chinese_form(name) != name or has_legal_form(tuple(compared(name).split())):
        return True
    return any((word.weight == COMMON and len(word.text) > 2) or word.is_number for word in company_words(name))


def _similarity(ours: Sequence[Word], theirs: Sequence[Word], kind: str) -> float:
    if not ours or not theirs:
        return 0.0
    if [word.text for word in ours] == [word.text for word in theirs]:
        return 1.0
    together = _written_together(ours, theirs)
    if kind == COMPANY:
        together = max(together, _by_initials(ours, theirs), _by_initials(theirs, ours))
    return max(together, _side_by_side(ours, theirs, kind))


def _side_by_side(ours: Sequence[Word], theirs: Sequence[Word], kind: str) -> float:
    fits = [[_fit(one, other, kind) for other in theirs] for one in ours]
    value = [
        [fit * min(one.weight, other.weight) for fit, other in zip(row, theirs, strict=True)]
        for row, one in zip(fits, ours, strict=True)
    ]
    left, right = ([word.weight for word in words] for words in (ours, theirs))
    for row, column in best_pairing(value):
        lost = 1 - fits[row][column]
        if lost < 1:
            left[row] *= lost
            right[column] *= lost
    score = _from_what_is_left(sum(left), sum(right), ours, theirs, kind)
    return score * _TWO_PLACES if _has_place(left, ours) and _has_place(right, theirs) else score


def _from_what_is_left(left: float, right: float, ours: Sequence[Word], theirs: Sequence[Word], kind: str) -> float:
    """1 less the share of the names that found no partner; what stands against something counts whole on both sides."""
    exchanged = min(left, right)
    missing = abs(left - right) * MISSING[kind]
    all_ours, all_theirs = (sum(word.weight for word in words) for words in (ours, theirs))
    whole = min(all_ours, all_theirs) * 2 + max(0.0, abs(all_ours - all_theirs)) * MISSING[kind]
    held_in_common = min(all_ours - left, all_theirs - right)
    score = 1 - (2 * exchanged + missing) / max(whole, 1e-9)
    too_little = held_in_common < _LEAST_HELD and all_ours != all_theirs
    return min(score, AT_MOST) if too_little or exchanged >= _WHOLE_WORD else score


def _fit(one: Word, other: Word, kind: str) -> float:
    if kind == PERSON and INITIAL in (one.weight, other.weight) and one.latin[:1] == other.latin[:1]:
        return INITIAL_FITS
    fit = alike(one, other, by_sound=kind == PERSON)
    # Two places that look alike are two places.
    return fit if fit == 1 or not one.weight == other.weight == PLACE else 0.0


def _has_place(left: Sequence[float], words: Sequence[Word]) -> bool:
    """Whether a place is among what is left over: "Acme France" is not "Acme Germany", but it may be "Acme"."""
    return any(word.weight == PLACE and over > 0 for word, over in zip(words, left, strict=True))


def _written_together(ours: Sequence[Word], theirs: Sequence[Word]) -> float:
    """Names that differ in their spaces, and at most in a letter of ten besides: "Goodwill" and "Good Will"."""
    # Many Chinese characters sound alike: they are compared as they stand.
    in_letters = all(word.letter_by_letter for word in (*ours, *theirs))
    one, other = ("".join(w.latin if in_letters else w.text for w in words) for words in (ours, theirs))
    if one == other:
        return WRITTEN_TOGETHER
    if len(ours) == len(theirs) or min(len(one), len(other)) < 8 or _numbers(ours) != _numbers(theirs):
        return 0.0
    alike_letters = fuzz.ratio(one, other) / 100
    return alike_letters * WRITTEN_TOGETHER if alike_letters >= 0.9 else 0.0


def _numbers(words: Sequence[Word]) -> list[str]:
    return sorted(word.text for word in words if word.is_number)


def _by_initials(short: Sequence[Word], long: Sequence[Word]) -> float:
    """Whether one name is the initials of the other's words: "PLA" and "People's Liberation Army"."""
    named = [word for word in long if word.weight in (OWN, COMMON)]
    if len(short) != 1 or len(named) < 3:
        return 0.0
    return BY_INITIALS if short[0].latin == "".join(word.latin[:1] for word in named) else 0.0
