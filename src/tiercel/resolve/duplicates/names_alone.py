"""A table of names and nothing else: two rows are one where the comparison of names calls them the same.

With a single column nothing confirms what it says, and so no weights can be learnt. How likely the same name means the
same thing is what labelled tables of organisations show instead; it stays well below certainty.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from tiercel.resolve.duplicates.blocking import Candidates, Flags, Numbers, Rule
from tiercel.resolve.names.compare import COMPANY, PERSON, SAME, similarity, words_of

Floats = npt.NDArray[np.float64]
KINDS = {"name": COMPANY, "person": PERSON}
# Similarity -> of a hundred pairs of rows that are so alike, how many were one, in tables whose truth is known.
_SIMILAR = (0.0, 0.5, 0.7, 0.79, 0.85, 0.9, 0.95, 1.0)
_ONE = (0.0, 0.01, 0.15, 0.5, 0.7, 0.78, 0.85, 0.92)
# Of the pairs of these tables that are alike at all so many were one. That fewer are one in another table, the table
# itself tells, and is believed from some hundred pairs on.
_ONE_OF_ALL, _KNOWN_PAIRS = 0.27, 100.0
# Of a hundred letters so many in common: of the pairs of three tables with a likelihood of .15 and more hardly one has
# fewer, and none that would be put together.
_NEAR = {COMPANY: 65.0, PERSON: 60.0}
_AT_ONCE = 100_000
# What is less alike than that is not counted among pairs.
_LEAST = 0.01


def are_alone(known: Sequence[str]) -> bool:
    return len(known) == 1 and known[0] in KINDS


def name_rules(role: str) -> list[Rule]:
    """What brings names together beside their words, since a slip makes another word.

    By the beginning of the name, which says too little in a large table; by the beginnings of all words, and by their
    ends: a slip is in one of the two halves.
    """
    halves = ("w[1:3]", "w[-3:]")
    by_words = [f"array_to_string(list_transform(string_split({role}, ' '), lambda w: {half}), ' ')" for half in halves]
    return [Rule(key, frozenset({role})) for key in (f"{role}[1:5]", *by_words)]


def least_likely_same(role: str) -> float:
    """The likelihood from which two names are the same, by the threshold of their comparison."""
    return float(np.interp(SAME[KINDS[role]], _SIMILAR, _ONE))


def likelihoods(role: str, names: Sequence[str], candidates: Candidates) -> Floats:
    """How likely each pair is one; 0 where the letters of both differ too much for a look."""
    kind = KINDS[role]
    words = [words_of(name, kind) for name in names]
    latin = [" ".join(word.latin for word in each) for each in words]
    similar = np.zeros(len(candidates.a))
    for start in range(0, len(similar), _AT_ONCE):
        a, b = (side[start : start + _AT_ONCE] for side in (candidates.a, candidates.b))
        for place in np.flatnonzero(_are_near(latin, a, b, _NEAR[kind])).tolist():
            one, other = a[place], b[place]
            similar[start + place] = 1.0 if one == other else similarity(words[one], words[other], kind)
    return in_this_table(np.interp(similar, _SIMILAR, _ONE))


def in_this_table(one: Floats) -> Floats:
    """Likelihoods of other tables in this one, which may have fewer pairs that are one for each that is not.

    Never more: what is alike in a table without doubles would make itself likely. By expectation and maximisation
    (Saerens, Latinne & Decaestecker, Adjusting the outputs of a classifier to new a priori probabilities, Neural
    Computation 14, 2002).
    """
    alike = one[one >= _LEAST]
    share = _ONE_OF_ALL
    for _ in range(30):
        same = float(_shifted(alike, share).sum())
        share = min((same + _KNOWN_PAIRS * _ONE_OF_ALL) / (len(alike) + _KNOWN_PAIRS), _ONE_OF_ALL)
    return _shifted(one, share)


def _shifted(one: Floats, share: float) -> Floats:
    same = one * share / _ONE_OF_ALL
    return np.asarray(same / (same + (1 - one) * (1 - share) / (1 - _ONE_OF_ALL)))


def _are_near(latin: Sequence[str], a: Numbers, b: Numbers, least: float) -> Flags:
    """Which pairs have letters enough in common, told a hundred times quicker than by their words.

    A name of one word may be the initials of another, which share no letters with it.
    """
    ours, theirs = ([latin[row] for row in side.tolist()] for side in (a, b))
    near = process.cpdist(ours, theirs, scorer=fuzz.token_ratio, score_cutoff=least)
    run = process.cpdist(*([name.replace(" ", "") for name in side] for side in (ours, theirs)), scorer=fuzz.ratio)
    short = np.array([" " not in one or " " not in other for one, other in zip(ours, theirs, strict=True)], dtype=bool)
    return np.asarray((near > 0) | (run >= least) | short)
