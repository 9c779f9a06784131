"""What titles say: in eight languages, written as people write them, and learnt from corrections."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from bench.titles import Measured, held_out, in_order, measure, reliability
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import _title_gold as gold
from tiercel.core.errors import DataError
from tiercel.resolve.titles.base import Judged, judge_department, judge_seniority
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
        ("Vertriebsleiter", "director", "sales"),
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


@pytest.mark.parametrize(
    ("title", "seniority"),
    [
        ("Marketing Managerin", "manager"),
        ("Eventmanagerin", "manager"),
        ("Key Account Managerin", "professional"),
        ("Referent Produktmanagement", "professional"),
        ("Marketing und Assistentin Geschäftsleitung", "professional"),
        ("Geschäftsführender Partner", "c_level"),
        ("Leitung Marketing/Ausbildung", "director"),
        ("Mechatroniker in Ausbildung", "junior"),
        ("Senior Partner Manager DACH", "manager"),
        ("Senior Partner", "c_level"),
        ("Product & Process Owner", "professional"),
        ("Account Manager SME", "professional"),
        ("General Counsel and Member of the Executive Committee", "c_level"),
    ],
)
def test_a_word_that_looks_like_a_rank_is_none(title: str, seniority: str) -> None:
    assert judge_seniority(title).label == seniority


@pytest.mark.parametrize(
    ("titles", "seniority"),
    [
        (
            "Head of Sales, Leiter Vertrieb, Vertriebsleiterin, Abteilungsleitung Einkauf, Bereichsleiter, "
            "Directeur commercial, Directora de ventas, Direttrice vendite, Jefa de departamento, "
            "Responsable de département, رئيس قسم المبيعات, رئيس المنتجات, مديرة إدارة التسويق, "
            "销售总监, 部门总监, رئیس اداره",
            "director",
        ),
        (
            "Sales Manager, Teamleiterin Vertrieb, Projektleitung IT, Filialleiter, Responsable achats, "
            "Jefa de compras, Responsabile acquisti, Chef de service, Capo reparto, مدير المشتريات, مديرة المبيعات, "
            "رئيس وردية, 采购经理, مدیر خرید",
            "manager",
        ),
        (
            "Chargée de communication, Vertriebsbeauftragte, Referentin Personal, Addetta vendite, Técnica de ventas, "
            "Innendienstmitarbeiterin, Halbleiterentwicklung, Vertriebsbegleiter, "
            "أخصائية توظيف, مسؤولة مشتريات, 客服专员",
            "professional",
        ),
        (
            "Werkstudentin, Praktikantin, Stagiaire, Alternante, Becaria, Tirocinante, متدربة تسويق, 实习生, کارآموز",
            "junior",
        ),
        ("SVP Sales, EVP, VP Marketing, Vice-présidente, Vicepresidenta, نائبة الرئيس, 副总裁, معاون فروش", "vp"),
        (
            "COO, CHRO, CISO, CRO, PDG, DAF, DRH, DSI, Geschäftsführerin, Gérante, Amministratrice delegata, MD & CEO",
            "c_level",
        ),
        ("Founder & CEO, CTO / Co-Founder, Cofondatrice, Titolare, Inhaberin, صاحبة الشركة, 联合创始人", "owner"),
    ],
)
def test_a_rank_is_the_same_in_every_language_and_form(titles: str, seniority: str) -> None:
    told = {title: judge_seniority(title).label for title in titles.split(", ")}
    assert {title: rank for title, rank in told.items() if rank != seniority} == {}


@pytest.mark.parametrize(
    ("title", "seniority", "department"),
    [
        ("CEO Assistant", "professional", "administrative"),
        ("Assistentin der Unternehmensleitung", "professional", "administrative"),
        ("Vice President Assistant", "professional", "administrative"),
        ("Assistant Vice President, Sales", "vp", "sales"),
        ("Assistant Sales Director", "director", "sales"),
        ("Stv. Vertriebsleiter", "director", "sales"),
        ("Deputy Head of Purchasing", "director", "purchasing"),
        ("Former CEO, now Advisor", "professional", "consulting"),
        ("Ehemaliger Vertriebsleiter / Berater", "professional", "consulting"),
        ("Interim CFO", "c_level", "finance"),
        ("Leiter IT-Einkauf", "director", "purchasing"),
        ("Head of Product Marketing", "director", "marketing"),
        ("Head of IT Operations", "director", "it"),
        ("Leiterin Finanzvertrieb", "director", "sales"),
        ("Sales Back Office", "professional", "sales"),
        ("نائب الرئيس لتطوير الأعمال", "vp", "business_development"),
        ("مالك ومدير الشركة", "owner", "executive"),
    ],
)
def test_who_helps_who_stands_in_and_who_was_are_told_apart(title: str, seniority: str, department: str) -> None:
    assert (judge_seniority(title).label, judge_department(title).label) == (seniority, department)


@pytest.mark.parametrize(
    ("was", "is_now"),
    [
        ("Former CEO", "CEO"),
        ("Ehemaliger Geschäftsführer", "Geschäftsführer"),
        ("Ancienne directrice générale", "Directrice générale"),
        ("الرئيس التنفيذي السابق", "الرئيس التنفيذي"),
        ("前总裁", "总裁"),
    ],
)
def test_what_somebody_only_was_is_told_with_little_confidence(was: str, is_now: str) -> None:
    past, present = judge_seniority(was), judge_seniority(is_now)
    assert past.label == present.label == "c_level"
    assert past.shares["c_level"] < 0.5 < present.shares["c_level"]


def test_the_term_that_made_somebody_an_aide_is_named() -> None:
    assert judge_seniority("CEO Assistant").terms == ("assistant",)


def test_a_word_that_two_languages_have_weighs_once() -> None:
    """ "Sales" is a word of one list and "recruitment" of one and an affix of another: the first still leads."""
    assert judge_department("Manager Sales / Head of Recruitment").label == "sales"


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


@settings(max_examples=200)
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
    labelled = gold.unseen(gold.european_departments(real_data))
    assert measured(labelled, judge_department).accuracy.low >= 0.82


@pytest.mark.real_data
def test_the_base_alone_knows_the_departments_of_english_occupations(real_data: Path) -> None:
    told = measured(gold.unseen(gold.english_departments(real_data)), judge_department)
    assert told.titles > 2000
    assert told.accuracy.low >= 0.64


@pytest.mark.real_data
def test_the_base_alone_knows_the_ranks_that_the_dictionary_has_too(real_data: Path) -> None:
    """Directors and heads are one rank with us, and so they are here; the half that nobody looked at."""
    ranks = gold.unseen(gold.european_ranks(real_data))
    found = [gold.OUR_RANKS_IN_ITS[judge_seniority(title).label] for title in ranks.titles]
    assert measure(ranks.true, found).accuracy.low >= 0.66
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
    assert told.accuracy.mean >= 0.70
    assert told.macro_f1.mean >= 0.64


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
