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

Judge = Callable[[str], str]
_DRAWS, _SEED = 1000, 7
FOLDER = Path(__file__).parent.parent.parent / "shared" / "data"
LANGUAGES = {"ar": "Arabic", "fa": "Persian", "zh": "Chinese"}
PROFILES = {"": "all", "de": "German", "en": "English", "fr": "French", "es": "Spanish", "it": "Italian"}


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
    columns = f"{'n':>6}  {'accuracy':20}  {'macro-F1':20}"
    print(f"{'titles':44} {columns}   {columns} of the half looked at")
    base_alone(folder)
    if asked.confidence:
        confidence(folder)
    if asked.learnt:
        with_layer(folder)


def base_alone(folder: Path) -> None:
    """Whatever is halved is asked of the half that nobody looked at, and beside it of the other."""
    european, ranks = gold.european_departments(folder), gold.european_ranks(folder)
    _halves("European, department", european, _department)
    _halves("European, its eleven departments", european, lambda title: gold.in_its_departments(_department(title)))
    _halves("European, asked among its eleven", european, _of_its_departments)
    _halves("European, seniority, its ranks by ours", ranks, lambda title: gold.OUR_RANKS_IN_ITS[_seniority(title)])
    _halves("European, seniority, its ranks by the word", ranks, lambda title: gold.in_its_rank(judge_seniority(title)))
    _halves("European, seniority, Lead and Director one", *_as_one(ranks))
    for name, half in (("", gold.unseen(ranks)), (", looked at", gold.looked_at(ranks))):
        print(f"{'European, two titles in order' + name:44} {len(half.titles):>6}  {order(half):.3f}")
    _halves("English, level", gold.english_levels(folder), _level)
    _halves("English, occupations, department", gold.english_departments(folder), _department)
    chinese = gold.chinese_departments(folder), gold.chinese_departments(folder, seen=True)
    _say("Chinese, occupations, department", *(_told(half, _department) for half in chinese))
    _say("Persian, occupations, department", _told(gold.persian_departments(folder), _department))
    for dimension, judge in (("department", _department), ("seniority", _seniority)):
        for code, name in PROFILES.items():
            _halves(f"Our list of profiles, {name}, {dimension}", gold.people(dimension, code), judge)
        for code, name in LANGUAGES.items():
            _say(f"{name}, written by ourselves, {dimension}", _told(gold.own(code, dimension), judge))
        for name, path in (("first", gold.ARABIC), ("second", gold.ARABIC_AGAIN)):
            _say(f"Arabic, our {name} list, {dimension}", _told(gold.arabic(path, dimension), judge))


def _as_one(ranks: gold.Labelled) -> tuple[gold.Labelled, Judge]:
    """The dictionary's ranks as far as it and we both have them, without asking which word spoke."""
    true = ["Lead" if rank == "Director" else rank for rank in ranks.true]
    return gold.Labelled(ranks.titles, true), lambda title: gold.OUR_RANKS_IN_ITS[_seniority(title)]


def order(ranks: gold.Labelled) -> float:
    """How often our ranks put two titles of two of the dictionary's ranks in its order."""
    heights = [len(SENIORITIES) - SENIORITIES.index(_seniority(title)) for title in ranks.titles]
    return in_order([gold.ITS_ORDER.index(rank) for rank in ranks.true], heights)


def confidence(folder: Path) -> None:
    """Of the titles whose department was told with so much confidence, how many are right; the half not looked at."""
    european = gold.unseen(gold.european_departments(folder))
    as_ours = gold.Labelled(european.titles, european.true)
    for name, labelled, said in (
        ("European, its eleven departments", as_ours, gold.in_its_departments),
        ("English, occupations", gold.unseen(gold.english_departments(folder)), str),
        ("Chinese, occupations", gold.chinese_departments(folder), str),
        ("Our list of profiles", gold.unseen(gold.people("department")), str),
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
    occupations = gold.english_departments(folder)
    for many in (50, 200, 1000):
        _say(f"European, {many} departments corrected", corrected(european, "department", _department, many))
        _say(f"English, {many} departments corrected", corrected(occupations, "department", _department, many))


def of_a_few(ranks: gold.Labelled, many: int) -> Measured:
    """A layer learnt from a few titles of one half, in the dictionary's words, and asked about the other."""
    other = gold.unseen(ranks)
    not_asked = set(other.titles)
    taught = ranks.where(title not in not_asked for title in ranks.titles)
    chosen = np.random.default_rng(_SEED).choice(len(taught.titles), many, replace=False)
    learnt = learn([taught.titles[k] for k in chosen], seniority=[gold.THEIR_RANKS[taught.true[k]] for k in chosen])
    return measure(gold.in_its_ranks(other), [one.seniority for one in learnt.classify(other.titles)])


def corrected(labelled: gold.Labelled, dimension: str, judge: Judge, many: int) -> Measured:
    """What a house gets that corrects so many wrong titles of one half and leaves the rest: asked about the other."""
    half, other = gold.looked_at(labelled), gold.unseen(labelled)
    wrong = [k for k, title in enumerate(half.titles) if judge(title) != half.true[k]]
    chosen = set(np.random.default_rng(_SEED).choice(wrong, min(many, len(wrong)), replace=False).tolist())
    said = [label if k in chosen else "" for k, label in enumerate(half.true)]
    learnt = learn(half.titles, **{dimension: said})
    return measure(other.true, [str(getattr(one, dimension)) for one in learnt.classify(other.titles)])


def held_out(labelled: gold.Labelled, dimension: str) -> Measured:
    is_out = gold.unlike(labelled.titles)
    told, asked = labelled.where(not out for out in is_out), labelled.where(is_out)
    learnt = learn(told.titles, **{dimension: told.true})
    return measure(asked.true, [str(getattr(one, dimension)) for one in learnt.classify(asked.titles)])


def _department(title: str) -> str:
    return judge_department(title).label


def _seniority(title: str) -> str:
    return judge_seniority(title).label


def _level(title: str) -> str:
    return gold.LEVELS.get(_seniority(title), "Other")


def _of_its_departments(title: str) -> str:
    return gold.likeliest_of_its_departments(judge_department(title))


def _told(labelled: gold.Labelled, judge: Judge) -> Measured:
    return measure(labelled.true, [judge(title) for title in labelled.titles])


def _halves(what: str, labelled: gold.Labelled, judge: Judge) -> None:
    _say(what, _told(gold.unseen(labelled), judge), _told(gold.looked_at(labelled), judge))


def _say(what: str, measured: Measured, looked_at: Measured | None = None) -> None:
    told = (f"{one.titles:>6}  {one.accuracy}  {one.macro_f1}" for one in (measured, looked_at) if one)
    print(f"{what:44} {'   '.join(told)}", flush=True)


if __name__ == "__main__":
    main()
