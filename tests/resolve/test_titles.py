"""What titles say: in eight languages, written as people write them, and learnt from corrections."""

import csv
import zlib
from itertools import compress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiercel.core.errors import DataError
from tiercel.resolve.titles.base import judge_department, judge_seniority
from tiercel.resolve.titles.buying import buying_role
from tiercel.resolve.titles.classify import Titles, kept, learn
from tiercel.resolve.titles.labels import BUYING_ROLES, DEPARTMENTS, SENIORITIES, read_label
from tiercel.resolve.titles.terms import all_terms
from tiercel.resolve.titles.words import words
from tiercel.simulate.language import languages


@pytest.mark.parametrize(
    ("title", "seniority", "department"),
    [
        ("Chief Financial Officer", "c_level", "finance"),
        ("SVP, Global Sales", "vp", "sales"),
        ("Co-Founder & CEO", "owner", "executive"),
        ("Senior Software Engineer", "senior", "it"),
        ("Marketing Intern", "junior", "marketing"),
        ("Vertriebsleiter", "manager", "sales"),
        ("Geschäftsführerin", "c_level", "executive"),
        ("Werkstudent Controlling", "junior", "finance"),
        ("Sachbearbeiter Einkauf", "professional", "purchasing"),
        ("Directrice des ressources humaines", "director", "human_resources"),
        ("Chargé de communication", "professional", "marketing"),
        ("Responsable achats", "manager", "purchasing"),
        ("Jefe de compras", "manager", "purchasing"),
        ("Directora general", "c_level", "executive"),
        ("Amministratore delegato", "c_level", "executive"),
        ("Responsabile ufficio acquisti", "manager", "purchasing"),
        ("مدير المبيعات", "manager", "sales"),
        ("الرئيس التنفيذي", "c_level", "executive"),
        ("أخصائي موارد بشرية", "professional", "human_resources"),
        ("نائب الرئيس للعمليات", "vp", "operations"),
        ("مدیرعامل", "c_level", "executive"),
        ("کارشناس ارشد بازاریابی", "senior", "marketing"),
        ("کارآموز حسابداری", "junior", "finance"),
        ("معاون فروش", "vp", "sales"),
        ("首席技术官", "c_level", "it"),
        ("采购经理", "manager", "purchasing"),
        ("市场总监", "director", "marketing"),
        ("人力资源实习生", "junior", "human_resources"),
    ],
)
def test_a_title_says_how_senior_and_where(title: str, seniority: str, department: str) -> None:
    [called] = Titles().classify([title])
    assert (called.seniority, called.department) == (seniority, department)


def test_what_a_title_does_not_say_is_other_with_little_confidence() -> None:
    unknown, known = Titles().classify(["Zxqv Blorp", "Head of Marketing"])
    assert unknown.department == "other"
    assert unknown.department_confidence < 0.5 < known.department_confidence
    assert unknown.because == ()


@pytest.mark.parametrize(
    "title",
    [
        "Assistant to the CEO",
        "Assistentin der Geschäftsführung",
        "总经理助理",
        "Assistante de direction",
        "منشی مدیرعامل",
    ],
)
def test_whoever_works_for_the_chief_is_not_the_chief(title: str) -> None:
    assert judge_seniority(title).label in ("professional", "junior")


def test_a_vice_president_is_no_president() -> None:
    assert judge_seniority("Vice President, Sales").label == "vp"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Leiter*in Vertrieb (m/w/d)", "Leiter Vertrieb"),
        ("LeiterIn Vertrieb", "leiter  vertrieb"),
        ("V.P. Sales", "VP Sales"),
        ("Chargé(e) de communication", "Charge de communication"),
        ("مدير التسويق", "مدیر تسویق"),
        ("کارشناس نرم‌افزار", "کارشناس نرم افزار"),
        ("Head of IT at Acme Sales Systems", "Head of IT"),
        ("好再来餐厅招聘厨师", "厨师"),
    ],
)
def test_a_title_is_the_same_however_it_is_written(one: str, other: str) -> None:
    assert words(one) == words(other)


def test_a_recruiter_is_not_taken_for_what_is_advertised() -> None:
    assert judge_department("高级招聘经理").label == "human_resources"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_at_all_gets_shares_that_sum_to_one(title: str) -> None:
    for judged, labels in ((judge_seniority(title), SENIORITIES), (judge_department(title), DEPARTMENTS)):
        assert set(judged.shares) == set(labels)
        assert sum(judged.shares.values()) == pytest.approx(1)
        assert min(judged.shares.values()) >= 0


def test_every_term_says_something_that_is_a_label() -> None:
    known = {"seniority": {*SENIORITIES, "assistant", "aide"}, "department": set(DEPARTMENTS)}
    assert [term for dimension, _, term in all_terms() if term.label not in known[dimension]] == []


def test_the_simulated_market_gets_the_roles_that_it_was_made_with() -> None:
    """A third may be told otherwise: "Operations Manager" is an influencer there, and fair as a decision maker too."""
    made = [(t, role) for language in languages().values() for role, titles in language.titles.items() for t in titles]
    called = Titles().classify([title for title, _ in made])
    right = sum(one.buying_role == role for one, (_, role) in zip(called, made, strict=True))
    assert right / len(made) >= 0.7


def test_the_crm_s_own_word_for_a_part_decides() -> None:
    called = Titles().classify(["CFO", "CFO", "CFO"], ["Champion", "BUDGET_HOLDER", "no such word"])
    assert [one.buying_role for one in called] == ["champion", "economic_buyer", "economic_buyer"]
    assert called[0].buying_role_confidence > called[2].buying_role_confidence


def test_every_seniority_and_department_has_a_part() -> None:
    found = {buying_role(s, d, 1.0)[0] for s in SENIORITIES for d in DEPARTMENTS}
    assert found < set(BUYING_ROLES)
    assert not found & {"champion", "blocker"}, "no title says so"


def test_a_correction_is_learnt_and_what_it_does_not_touch_stays(tmp_path: Path) -> None:
    learnt = learn(["Growth Wrangler"] * 3, department=["customer_support"] * 3)
    learnt.keep(tmp_path / "layer.npz")
    again = kept(tmp_path / "layer.npz")
    wrangler, untouched = again.classify(["Senior Growth Wrangler", "Einkaufsleiter"])
    assert wrangler.department == "customer_support"
    assert untouched.department == "purchasing"
    assert again.seniority is None


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "evil.npz"
    np.savez(path, form=np.array([object()], dtype=object), allow_pickle=True)
    for refused in (path, tmp_path / "none.npz"):
        with pytest.raises(DataError, match="tiercel titles learn"):
            kept(refused)


def test_a_label_of_others_is_read_and_an_unknown_one_named() -> None:
    assert read_label("Lead", SENIORITIES, {"Lead": "director"}) == "director"
    with pytest.raises(DataError, match="--means 'Wizard=LABEL'"):
        read_label("Wizard", SENIORITIES)


# ── against titles that others labelled ────────────────────────────────────────────────────────────────────────────

THEIR_DEPARTMENTS = {"Information Technology": "it"}
# Their words for ranks: heads and Leiter are "Lead", managers "Senior".
THEIR_RANKS = {"Lead": "director", "Senior": "manager", "Director": "vp", "Management": "c_level", "Junior": "junior"}
LEVELS = {"owner": "C-Suite", "c_level": "C-Suite", "vp": "VP", "director": "Director", "manager": "Manager"}


def macro_f1(true: list[str], found: list[str]) -> float:
    from sklearn.metrics import f1_score

    return float(f1_score(true, found, average="macro", labels=sorted(set(true)), zero_division=0))


def right(true: list[str], found: list[str]) -> float:
    return sum(one == other for one, other in zip(true, found, strict=True)) / len(true)


def groups(titles: list[str]) -> list[int]:
    """Which titles are nearly the same: those that differ by a letter in ten, or only in the order of words."""
    from rapidfuzz import fuzz, process
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    spelt = [" ".join(sorted(set(words(title)))) for title in titles]
    near = process.cdist(spelt, spelt, scorer=fuzz.ratio, score_cutoff=90, dtype=np.uint8, workers=2)
    return [int(group) for group in connected_components(coo_matrix(near > 0), directed=False)[1]]


def _dictionary(path: Path, meaning: dict[str, str], labels: tuple[str, ...]) -> tuple[list[str], list[str]]:
    with path.open(encoding="utf-8") as file:
        rows = [(row["text"], read_label(row["label"], labels, meaning)) for row in csv.DictReader(file)]
    return [text for text, _ in rows], [label for _, label in rows]


@pytest.mark.real_data
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "meaning", "labels", "least_f1"),
    [
        ("department", THEIR_DEPARTMENTS, DEPARTMENTS, 0.80),
        ("seniority", THEIR_RANKS, SENIORITIES, 0.90),
    ],
)
def test_a_layer_learns_a_house_s_own_words_and_holds_on_titles_that_it_has_not_seen(
    name: str, meaning: dict[str, str], labels: tuple[str, ...], least_f1: float, real_data: Path
) -> None:
    titles, true = _dictionary(real_data / "jobtitle_dictionaries" / f"{name}-v2.csv", meaning, labels)
    held_out = [zlib.crc32(str(group).encode()) % 10 >= 8 for group in groups(titles)]
    learnt = learn(titles, **{name: ["" if held else label for label, held in zip(true, held_out, strict=True)]})
    found = [str(getattr(one, name)) for one in learnt.classify(list(compress(titles, held_out)))]
    expected = list(compress(true, held_out))
    assert len(expected) > 1000
    assert right(expected, found) >= 0.95
    assert macro_f1(expected, found) >= least_f1


@pytest.mark.real_data
def test_the_base_alone_knows_the_departments_of_european_titles(real_data: Path) -> None:
    titles, true = _dictionary(
        real_data / "jobtitle_dictionaries" / "department-v2.csv", THEIR_DEPARTMENTS, DEPARTMENTS
    )
    assert right(true, [judge_department(title).label for title in titles]) >= 0.80


@pytest.mark.real_data
def test_the_base_alone_knows_the_levels_of_english_titles(real_data: Path) -> None:
    path = real_data / "jobtitle_rootstrap" / "level_classified_titles.tsv"
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    true = [row["Classification"] for row in rows]
    found = [LEVELS.get(judge_seniority(row["Position"]).label, "Other") for row in rows]
    assert right(true, found) >= 0.85
    assert macro_f1(true, found) >= 0.85


# Occupation codes that say a department without doubt; the others are not asked.
CHINESE = {
    "4-01-01": "purchasing", "4-01-02": "sales", "2-06-03": "finance", "2-06-09": "finance", "2-06-11": "finance",
    "4-05-01": "finance", "4-05-03": "finance", "2-06-08": "human_resources", "4-07-03": "human_resources",
    "2-07-09": "legal", "2-06-12": "legal", "2-02-10": "it", "2-02-38": "it", "2-02-07": "engineering",
    "2-02-11": "engineering", "2-02-09": "engineering", "2-02-18": "engineering", "4-02-06": "operations",
    "2-02-29": "operations", "3-01-01": "administrative", "3-01-02": "administrative", "4-03-02": "other",
    "4-10-03": "other", "2-08-02": "other", "2-08-99": "other", "4-14-05": "other", "2-05-01": "other",
    "6-18-01": "operations", "6-31-03": "operations",
}  # fmt: skip


@pytest.mark.real_data
def test_the_base_alone_knows_the_departments_of_chinese_job_adverts(real_data: Path) -> None:
    with (real_data / "jobtitle_zh_csco" / "testcases.csv").open(encoding="utf-8") as file:
        rows = [(row["job_name"], CHINESE.get(row["expected_code"][:7])) for row in csv.DictReader(file)]
    asked = [(title, label) for title, label in rows if label and zlib.crc32(title.encode()) % 2]
    true = [label for _, label in asked]
    found = [judge_department(title).label for title, _ in asked]
    assert len(asked) > 1000
    assert right(true, found) >= 0.70
    assert macro_f1(true, found) >= 0.64
