"""Titles against what others labelled, and against lists of our own: how many are read right, and how sure that is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bench.titles import Measured, corrected, held_out, in_order, measure, reliability

from bench import _title_gold as gold
from tiercel.resolve.titles.base import Judged, judge_department, judge_seniority
from tiercel.resolve.titles.labels import DEPARTMENTS, SENIORITIES


@pytest.mark.real_data
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "meaning", "labels", "least_f1"),
    [
        ("department", gold.THEIR_DEPARTMENTS, DEPARTMENTS, 0.80),
        ("seniority", gold.THEIR_RANKS, SENIORITIES, 0.90),
    ],
)
def test_a_layer_learns_a_house_s_own_words_and_holds_on_titles_that_it_has_not_seen(
    name: str, meaning: dict[str, str], labels: tuple[str, ...], least_f1: float, real_data: Path
) -> None:
    labelled = gold.dictionary(real_data / "jobtitle_dictionaries" / f"{name}-v2.csv", meaning, labels)
    found = held_out(labelled, name)
    assert found.titles > 1000
    assert found.accuracy.mean >= 0.95
    assert found.macro_f1.mean >= least_f1


@pytest.mark.real_data
def test_the_base_alone_knows_the_departments_of_european_titles(real_data: Path) -> None:
    told = measured(gold.unseen(gold.european_departments(real_data)), judge_department)
    assert told.accuracy.low >= 0.88
    assert told.macro_f1.low >= 0.59


@pytest.mark.real_data
def test_the_base_alone_knows_which_of_the_dictionary_s_departments_a_title_names(real_data: Path) -> None:
    european = gold.unseen(gold.european_departments(real_data))
    asked = [gold.likeliest_of_its_departments(judge_department(title)) for title in european.titles]
    told = measure(european.true, asked)
    assert told.accuracy.low >= 0.90
    assert told.macro_f1.low >= 0.64


@pytest.mark.real_data
@pytest.mark.slow
def test_who_corrects_the_wrong_ones_alone_makes_the_others_no_worse(real_data: Path) -> None:
    european = gold.european_departments(real_data)
    before = measured(gold.unseen(european), judge_department)
    after = corrected(european, "department", lambda title: judge_department(title).label, 200)
    assert after.accuracy.mean >= before.accuracy.mean + 0.01
    assert after.macro_f1.mean >= before.macro_f1.mean + 0.08


@pytest.mark.real_data
def test_the_base_alone_knows_the_departments_of_english_occupations(real_data: Path) -> None:
    told = measured(gold.unseen(gold.english_departments(real_data)), judge_department)
    assert told.titles > 2000
    assert told.accuracy.low >= 0.71
    assert told.macro_f1.low >= 0.52


@pytest.mark.real_data
def test_the_base_alone_knows_the_ranks_that_the_dictionary_has_too(real_data: Path) -> None:
    """Directors and heads are one rank with us, and so they are here; the half that nobody looked at."""
    ranks = gold.unseen(gold.european_ranks(real_data))
    found = [gold.OUR_RANKS_IN_ITS[judge_seniority(title).label] for title in ranks.titles]
    assert measure(ranks.true, found).accuracy.low >= 0.66
    by_word = measure(ranks.true, [gold.in_its_rank(judge_seniority(title)) for title in ranks.titles])
    assert by_word.accuracy.low >= 0.84
    assert by_word.macro_f1.low >= 0.75
    both = measure(["Lead" if rank == "Director" else rank for rank in ranks.true], found)
    assert both.accuracy.low >= 0.77
    assert both.macro_f1.low >= 0.64


@pytest.mark.real_data
def test_the_base_alone_knows_the_levels_of_english_titles(real_data: Path) -> None:
    labelled = gold.english_levels(real_data)
    told = measure(labelled.true, [gold.LEVELS.get(judge_seniority(title).label, "Other") for title in labelled.titles])
    assert told.accuracy.low >= 0.85
    assert told.macro_f1.low >= 0.85


@pytest.mark.real_data
def test_more_confidence_is_more_often_right(real_data: Path) -> None:
    told = reliability(gold.unseen(gold.european_departments(real_data)), gold.in_its_departments)
    little = [(many, right) for low, many, _, right in told if low < 0.6]
    unsure = sum(many * right for many, right in little) / sum(many for many, _ in little)
    assert unsure < 0.75
    assert told[-1][3] > 0.93


@pytest.mark.real_data
def test_the_base_alone_puts_titles_of_two_ranks_in_order(real_data: Path) -> None:
    """The dictionary's words for ranks are not ours, but which of two is the higher is the same in any words."""
    labelled = gold.european_ranks(real_data)
    heights = [len(SENIORITIES) - SENIORITIES.index(judge_seniority(title).label) for title in labelled.titles]
    assert in_order([gold.ITS_ORDER.index(rank) for rank in labelled.true], heights) >= 0.80


@pytest.mark.real_data
def test_the_base_alone_knows_the_departments_of_chinese_job_adverts(real_data: Path) -> None:
    labelled = gold.chinese_departments(real_data)
    told = measured(labelled, judge_department)
    assert told.titles > 1000
    assert told.accuracy.low >= 0.74
    assert told.macro_f1.mean >= 0.70


@pytest.mark.real_data
def test_the_base_alone_knows_the_departments_of_persian_occupations(real_data: Path) -> None:
    told = measured(gold.persian_departments(real_data), judge_department)
    assert told.titles > 90
    assert told.accuracy.low >= 0.70
    assert told.macro_f1.mean >= 0.64


@pytest.mark.parametrize("language", ["ar", "fa", "zh"])
@pytest.mark.parametrize(("dimension", "judge"), [("department", judge_department), ("seniority", judge_seniority)])
def test_titles_that_we_wrote_ourselves_are_read(language: str, dimension: str, judge: Callable[[str], Judged]) -> None:
    """No measure of what strangers write: they guard what is known."""
    assert measured(gold.own(language, dimension), judge).accuracy.mean >= 0.95


@pytest.mark.parametrize(
    ("path", "dimension", "judge", "least"),
    [
        (gold.ARABIC, "department", judge_department, 0.98),
        (gold.ARABIC, "seniority", judge_seniority, 0.98),
        (gold.ARABIC_AGAIN, "department", judge_department, 0.80),
        (gold.ARABIC_AGAIN, "seniority", judge_seniority, 0.85),
    ],
)
def test_arabic_titles_are_read(path: Path, dimension: str, judge: Callable[[str], Judged], least: float) -> None:
    """The first list was written before its terms were mended, and guards them; of the second next to none was."""
    assert measured(gold.arabic(path, dimension), judge).accuracy.mean >= least


@pytest.mark.parametrize(
    ("dimension", "judge", "least"), [("department", judge_department, 0.90), ("seniority", judge_seniority, 0.94)]
)
def test_positions_are_read_as_people_write_them(dimension: str, judge: Callable[[str], Judged], least: float) -> None:
    """The half of our list that was not looked at: our words and our labels, but written before anything was asked."""
    told = measured(gold.unseen(gold.people(dimension)), judge)
    assert told.titles > 200
    assert told.accuracy.mean >= least
    assert told.macro_f1.mean >= least


def measured(labelled: gold.Labelled, judge: Callable[[str], Judged]) -> Measured:
    return measure(labelled.true, [judge(title).label for title in labelled.titles])


def test_a_measure_has_its_interval_and_counts_labels_alike() -> None:
    told = measure(["a"] * 90 + ["b"] * 10, ["a"] * 100)
    assert told.accuracy.mean == pytest.approx(0.9)
    assert told.accuracy.low == pytest.approx(0.84, abs=0.01)
    assert told.accuracy.high == pytest.approx(0.95, abs=0.01)
    assert told.macro_f1.mean == pytest.approx(180 / 190 / 2)
    assert in_order([0, 1, 2], [0, 1, 1]) == pytest.approx(2.5 / 3)
    assert in_order([0, 1], [1, 0]) == 0
