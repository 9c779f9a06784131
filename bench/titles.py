"""How well titles are read, in each language by itself: accuracy and macro-F1 with 95 % intervals.

python -m bench.titles              the base of terms alone, about half a minute
python -m bench.titles --confidence and how often what was told with which confidence is right
python -m bench.titles --learnt     and with a layer learnt from four fifths of a dictionary, about four minutes more

The data is that of TIERCEL_REAL_DATA, or of the folder `shared/data` beside this one.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench import _title_gold as gold
from tiercel.resolve.titles.base import judge_department, judge_seniority
from tiercel.resolve.titles.classify import learn
from tiercel.resolve.titles.labels import SENIORITIES

_DRAWS, _SEED = 1000, 7
FOLDER = Path(__file__).parent.parent.parent / "shared" / "data"
LANGUAGES = {"ar": "Arabic", "fa": "Persian", "zh": "Chinese"}


@dataclass(frozen=True)
class Share:
    """A share with its 95 % interval: percentiles of samples drawn anew from the same titles."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:.3f} [{self.low:.3f}, {self.high:.3f}]"


@dataclass(frozen=True)
class Measured:
    titles: int
    accuracy: Share
    macro_f1: Share


def measure(true: Sequence[str], found: Sequence[str]) -> Measured:
    """Accuracy, and F1 as the mean over the labels that occur in `true`; in a sample, over those that occur there.

    The interval is the bootstrap's (Efron & Tibshirani, An Introduction to the Bootstrap, ch. 13): titles are drawn
    anew with replacement, which is to draw how often each pair of a true and a found label comes.
    """
    labels = sorted({*true, *found})
    place = {label: number for number, label in enumerate(labels)}
    size = len(labels)
    pairs = np.array([place[one] * size + place[other] for one, other in zip(true, found, strict=True)])
    counts = np.bincount(pairs, minlength=size * size)
    draws = np.random.default_rng(_SEED).multinomial(len(true), counts / len(true), _DRAWS)
    whole = _scores(counts[None, :], size)
    drawn = _scores(draws, size)
    accuracy, f1 = (
        Share(float(w[0]), *map(float, np.percentile(d, (2.5, 97.5)))) for w, d in zip(whole, drawn, strict=True)
    )
    return Measured(len(true), accuracy, f1)


def _scores(counts: npt.NDArray[np.int64], size: int) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    tables = counts.reshape(len(counts), size, size)
    right = np.diagonal(tables, axis1=1, axis2=2)
    of_true = tables.sum(axis=2)
    both = tables.sum(axis=1) + of_true
    f1 = np.divide(2 * right, both, out=np.zeros(both.shape), where=both > 0)
    return right.sum(axis=1) / counts.sum(axis=1), f1.mean(axis=1, where=of_true > 0)


def in_order(ranks: Sequence[int], found: Sequence[int]) -> float:
    """Of two titles that others rank differently, how often ours ranks them the same way round; a tie is half."""
    highest = max(*ranks, *found) + 1
    table = np.zeros((highest, highest))
    np.add.at(table, (np.array(ranks), np.array(found)), 1)
    same = other = 0.0
    for lower in range(highest):
        for higher in range(lower + 1, highest):
            below = np.cumsum(table[lower]) - table[lower]
            same += float((table[higher] * (below + table[lower] / 2)).sum())
            other += float(table[lower].sum() * table[higher].sum())
    return same / other


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--learnt", action="store_true")
    parser.add_argument("--confidence", action="store_true")
    asked = parser.parse_args()
    folder = Path(os.environ.get("TIERCEL_REAL_DATA") or FOLDER)
    if not folder.is_dir():
        sys.exit("The labelled titles are not here. Say where they are with TIERCEL_REAL_DATA.")
    print(f"{'titles':44} {'n':>6}  accuracy              macro-F1")
    base_alone(folder)
    if asked.confidence:
        confidence(folder)
    if asked.learnt:
        with_layer(folder)


def base_alone(folder: Path) -> None:
    """Everything that is halved is asked of the half that nobody looked at."""
    european = gold.unseen(gold.european_departments(folder))
    found = _each(european, _department)
    _say("European, department", measure(european.true, found))
    _say("European, its eleven departments", measure(european.true, [*map(gold.in_its_departments, found)]))
    ranks_of_europe(gold.unseen(gold.european_ranks(folder)))
    english = gold.unseen(gold.english_levels(folder))
    _say("English, level", measure(english.true, _each(english, _level)))
    for name, labelled in (
        ("English", gold.unseen(gold.english_departments(folder))),
        ("Chinese", gold.chinese_departments(folder)),
        ("Persian", gold.persian_departments(folder)),
    ):
        _say(f"{name}, occupations, department", measure(labelled.true, _each(labelled, _department)))
    for dimension, judge in (("department", _department), ("seniority", _seniority)):
        for code, name in LANGUAGES.items():
            labelled = gold.own(code, dimension)
            _say(f"{name}, written by ourselves, {dimension}", measure(labelled.true, _each(labelled, judge)))
        for name, path in (("first", gold.ARABIC), ("second", gold.ARABIC_AGAIN)):
            labelled = gold.arabic(path, dimension)
            _say(f"Arabic, our {name} list, {dimension}", measure(labelled.true, _each(labelled, judge)))


def ranks_of_europe(ranks: gold.Labelled) -> None:
    """Seniority in the dictionary's words, in those that it and we both have, and in no words at all."""
    ours = _each(ranks, _seniority)
    its = [gold.OUR_RANKS_IN_ITS[rank] for rank in ours]
    _say("European, seniority, its five ranks", measure(ranks.true, its))
    as_one = ["Lead" if rank == "Director" else rank for rank in ranks.true]
    _say("European, seniority, Lead and Director one", measure(as_one, its))
    heights = [len(SENIORITIES) - SENIORITIES.index(rank) for rank in ours]
    share = in_order([gold.ITS_ORDER.index(rank) for rank in ranks.true], heights)
    print(f"{'European, seniority, two titles in order':44} {len(ranks.titles):>6}  {share:.3f}")


def confidence(folder: Path) -> None:
    """Of the titles whose department was told with so much confidence, how many are right; the half not looked at."""
    european = gold.unseen(gold.european_departments(folder))
    as_ours = gold.Labelled(european.titles, european.true)
    for name, labelled, said in (
        ("European, its eleven departments", as_ours, gold.in_its_departments),
        ("English, occupations", gold.unseen(gold.english_departments(folder)), str),
        ("Chinese, occupations", gold.chinese_departments(folder), str),
    ):
        for low, many, sure, right in reliability(labelled, said):
            print(f"{name:44} {many:>6}  said {low:.1f} to {low + 0.1:.1f} ({sure:.2f}), right {right:.2f}")


def reliability(labelled: gold.Labelled, said: Callable[[str], str]) -> list[tuple[float, int, float, float]]:
    """By tenths of confidence: its beginning, how many titles, the mean confidence, and the share that is right."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for title, true in zip(labelled.titles, labelled.true, strict=True):
        judged = judge_department(title)
        sure = judged.shares[judged.label]
        bins.setdefault(min(int(sure * 10), 9), []).append((sure, said(judged.label) == true))
    return [
        (tenth / 10, len(told), float(np.mean([s for s, _ in told])), float(np.mean([r for _, r in told])))
        for tenth, told in sorted(bins.items())
    ]


def with_layer(folder: Path) -> None:
    """A layer learnt from four fifths, asked about the fifth, from which all that is nearly the same is kept apart."""
    european, ranks = gold.european_departments(folder), gold.european_ranks(folder)
    for name, labelled in (
        ("department", european), ("seniority", gold.Labelled(ranks.titles, gold.in_its_ranks(ranks))),
    ):  # fmt: skip
        _say(f"European, {name}, learnt and held out", held_out(labelled, name))
    _say("Chinese, occupations, learnt and held out", held_out(gold.chinese_departments(folder), "department"))
    for many in (200, 1000):
        _say(f"European, seniority, {many} titles learnt", of_a_few(ranks, many))


def of_a_few(ranks: gold.Labelled, many: int) -> Measured:
    """A layer learnt from a few titles of one half, in the dictionary's words, and asked about the other."""
    other = gold.unseen(ranks)
    not_asked = set(other.titles)
    taught = ranks.where(title not in not_asked for title in ranks.titles)
    chosen = np.random.default_rng(_SEED).choice(len(taught.titles), many, replace=False)
    learnt = learn([taught.titles[k] for k in chosen], seniority=[gold.THEIR_RANKS[taught.true[k]] for k in chosen])
    return measure(gold.in_its_ranks(other), [one.seniority for one in learnt.classify(other.titles)])


def held_out(labelled: gold.Labelled, dimension: str) -> Measured:
    is_out = gold.unlike(labelled.titles)
    told = ["" if out else label for label, out in zip(labelled.true, is_out, strict=True)]
    asked = labelled.where(is_out)
    learnt = learn(labelled.titles, **{dimension: told})
    return measure(asked.true, [str(getattr(one, dimension)) for one in learnt.classify(asked.titles)])


def _department(title: str) -> str:
    return judge_department(title).label


def _seniority(title: str) -> str:
    return judge_seniority(title).label


def _level(title: str) -> str:
    return gold.LEVELS.get(_seniority(title), "Other")


def _each(labelled: gold.Labelled, judge: Callable[[str], str]) -> list[str]:
    return [judge(title) for title in labelled.titles]


def _say(what: str, measured: Measured) -> None:
    print(f"{what:44} {measured.titles:>6}  {measured.accuracy}  {measured.macro_f1}", flush=True)


if __name__ == "__main__":
    main()
