"""What titles say: in eight languages, written as people write them, and learnt from corrections."""

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
    ("title", "department"),
    [
        ("SAP Consultant", "consulting"),
        ("IT-Berater", "consulting"),
        ("Consultant Supply Chain Management", "consulting"),
        ("Sales Consultant", "sales"),
        ("HR Consultant", "human_resources"),
        ("Project Management / Software Developer", "it"),
        ("Projektleiter ERP", "project_management"),
        ("Project Manager Product", "project_management"),
        ("Projektleiter Vertrieb", "sales"),
        ("Dozentin für Wirtschaftsrecht", "other"),
        ("Professor of Marketing", "other"),
        ("Assistenz der Geschäftsführung / Marketing", "marketing"),
        ("Assistant to the Director Marketing", "marketing"),
        ("Assistentin der Geschäftsführung im Vertrieb", "sales"),
        ("Assistentin der Geschäftsführung", "administrative"),
        ("Customer Service & Sales", "sales"),
        ("Service Sales Manager", "sales"),
        ("R&D Manager", "research"),
        ("Quality Control Chemist", "research"),
        ("Quality Control Manager", "operations"),
        ("Plant Pathologist", "research"),
        ("Plant Manager", "operations"),
        ("Business Development & Key Account Management", "sales"),
        ("Leiter IT / Vertrieb", "sales"),
        ("HR Business Partner Sales", "human_resources"),
        ("Leitung Vertrieb / PR", "sales"),
        ("Leitung Vertrieb / Marketing", "marketing"),
        ("Auszubildender Vertrieb", "sales"),
        ("Student", "other"),
        ("IT-Berater im Außendienst", "consulting"),
        ("Mitarbeiter Außendienst", "sales"),
        ("Head of Innovation & Digitalization", "it"),
        ("Innovation Lead", "research"),
        ("Operational Marketing", "marketing"),
        ("Chef Marketing Client", "marketing"),
        ("Chef di cucina", "other"),
        ("E-Mail-Marketing Manager", "marketing"),
        ("Software Business Development", "business_development"),
        ("Business Manager", "business_development"),
        ("IT - 1st Level Support", "customer_support"),
        ("Commercial Loan Officer", "finance"),
        ("Personal Banker", "finance"),
        ("Leiter Personal", "human_resources"),
        ("Labor Lawyer", "legal"),
        ("Leiter Labor", "research"),
        ("Telemarketing Representative", "sales"),
        ("Test Engineer", "engineering"),
        ("Software Test Engineer", "it"),
        ("Event Planner", "marketing"),
        ("采购跟单", "purchasing"),
        ("统计员", "administrative"),
        ("Chef de rang", "other"),
        ("Chef de projet", "project_management"),
    ],
)
def test_of_two_things_that_a_title_says_the_work_is_told_from_what_it_is_on(title: str, department: str) -> None:
    assert judge_department(title).label == department


@pytest.mark.parametrize(
    ("title", "seniority", "department"),
    [
        ("Geschäftsfüher", "c_level", "executive"),
        ("Leiter Vetrieb", "director", "sales"),
        ("Makreting Manager", "manager", "marketing"),
        ("Private Investigator", "professional", "other"),
        ("Sr. Proj. Mgr. at Acme Sales | Speaker", "manager", "project_management"),
    ],
)
def test_a_slip_of_the_pen_is_read_as_what_was_meant_and_another_word_is_not(
    title: str, seniority: str, department: str
) -> None:
    assert (judge_seniority(title).label, judge_department(title).label) == (seniority, department)


def test_what_stands_after_an_employer_is_still_read() -> None:
    assert words("Werkstudent bei Acme Sales GmbH | Coach") == words("Werkstudent | Coach")


def test_what_an_advert_pays_is_no_work_in_personnel() -> None:
    assert judge_department("销售专员薪资福利高").label == "sales"


def test_no_affix_is_of_several_words() -> None:
    """Only the first of them would be looked for."""
    assert [t.written for *_, t in all_terms() if "*" in t.written and len(t.words) > 1 and t.written.isascii()] == []


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


def test_titles_that_nobody_corrected_hold_what_the_base_says() -> None:
    """Learnt from wrong ones alone, all that shares a word with them would follow."""
    wrong = [f"Sales {name}" for name in ("Wizard", "Ninja", "Guru", "Wrangler", "Hero", "Genius", "Star", "Pilot")]
    right = ["Head of Sales", "Sales Manager", "Sales Intern", "Inside Sales", "Sales Director", "Field Sales"]
    asked = ["Sales Team Lead"]
    alone = learn(wrong, department=["product"] * 8).classify(asked)
    beside = learn([*wrong, *right], department=["product"] * 8 + [""] * 6).classify([*asked, *wrong[:1]])
    assert beside[0].department == "sales"
    assert beside[1].department == "product"
    assert alone[0].department_confidence < beside[0].department_confidence or alone[0].department != "sales"


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "evil.npz"
    np.savez(path, form=np.array([object()], dtype=object), allow_pickle=True)
    for refused in (path, tmp_path / "none.npz"):
        with pytest.raises(DataError, match="tiercel titles learn"):
            kept(refused)


def test_what_was_learnt_and_is_damaged_is_refused_wherever_the_damage_is(tmp_path: Path) -> None:
    path = tmp_path / "layer.npz"
    learn(["CEO"] * 5, ["director"] * 5).keep(path)
    whole = path.read_bytes()
    refused = 0
    for place in range(0, len(whole), len(whole) // 40):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            kept(path)
        except DataError:
            refused += 1
    assert refused > 10


def test_a_label_of_others_is_read_and_an_unknown_one_named() -> None:
    assert read_label("Lead", SENIORITIES, {"Lead": "director"}) == "director"
    with pytest.raises(DataError, match="--means 'Wizard=LABEL'"):
        read_label("Wizard", SENIORITIES)
