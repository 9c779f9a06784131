"""Tables that say little, or in columns that nobody knows: what they say is used, and no more."""

import numpy as np
import pyarrow as pa
import pytest
from bench.duplicates import judged, make_market

from tiercel.core.errors import DataError
from tiercel.resolve.duplicates.columns import read_others, read_roles
from tiercel.resolve.duplicates.find import find_duplicates

MARKET = make_market(1500)


@pytest.mark.parametrize("known", [("name", "city"), ("name", "phone"), ("name", "city", "country")])
def test_two_or_three_columns_are_enough_to_find_most(known: tuple[str, ...]) -> None:
    found = find_duplicates(MARKET.table, {role: role for role in known})
    precision, recall = judged(found.cluster, MARKET.truth)
    assert precision >= 0.9
    assert recall >= 0.4


@pytest.mark.parametrize("elsewhere", [0, 50])
def test_companies_of_one_town_are_not_one_company(elsewhere: int) -> None:
    ours = ("Alpha", "Beta", "Gamma", "Delta", "Omega", "Sigma", "Nord", "West", "Ost", "Kern", "Berg", "Tal")
    fields = ("Bau", "Handel", "Technik", "Media", "Pharma", "Energie", "Textil", "Papier", "Glas", "Seide")
    names = [f"{one} {field}" for one in ours for field in fields]
    towns = ["Ulm", "Rom"] * (elsewhere // 2) + ["Bonn"] * (len(names) - elsewhere)
    table = pa.table({"name": [*names, *names[-12:]], "city": [*towns, *["Bonn"] * 12], "country": ["DE"] * 132})
    for known in (["name", "city"], ["name", "city", "country"], ["name", "country"]):
        found = find_duplicates(table, {role: role for role in known})
        assert len(set(found.cluster.tolist())) == len(names)
        assert found.cluster.tolist()[-12:] == found.cluster.tolist()[-24:-12]


def test_a_column_that_nobody_knows_helps_where_little_is_known() -> None:
    roles = {"name": "name", "city": "city"}
    alone, helped = (
        judged(find_duplicates(MARKET.table, roles, others=others).cluster, MARKET.truth)
        for others in ((), ("phone", "domain"))
    )
    assert sum(helped) > sum(alone)


def test_a_column_of_chance_says_hardly_anything() -> None:
    draw = np.random.default_rng(1)
    table = MARKET.table.append_column("colour", pa.array(draw.choice(["red", "green", "blue"], 1500)))
    found = find_duplicates(table, {"name": "name", "phone": "phone"}, others=("colour",))
    assert found.roles == ("name", "phone", "other colour")
    assert np.abs(found.pairs["other colour"].to_numpy()).max() < 1


def test_columns_that_say_nothing_are_left_alone() -> None:
    table = pa.table(
        {
            "name": ["Acme", "Acme", "Zenith", "Zenith"],
            "row": ["1", "2", "3", "4"],
            "same": ["x"] * 4,
            "blank": pa.array([None] * 4, pa.string()),
            "story": ["word " * 100] * 3 + ["other " * 100],
            "agency": ["a", "a", "b", "b"],
        }
    )
    assert read_others((), table, {"name"}) == ("agency",)
    assert read_others(("name=name", "other=row"), table, {"name"}) == ("row",)
    assert read_others(("name=name",), table, {"name"}) == ()
    wide = pa.table({f"c{k}": ["x"] for k in range(10)})
    with pytest.raises(DataError, match="8 are the most"):
        read_others([f"other=c{k}" for k in range(9)], wide, ())


@pytest.mark.parametrize(
    ("headers", "roles"),
    [
        ("raw_inventor_name_first raw_inventor_name_last raw_city", "first_name last_name city"),
        ("crm_customer_name crm_phone", "name phone"),
        ("Firmenname PLZ Ort Telefonnummer Webseite", "name postal_code city phone domain"),
        ("Vorname Nachname Geburtsdatum Straße", "first_name last_name birth_date address"),
        ("Raison-sociale Ville Code-postal Téléphone Pays Courriel", "name city postal_code phone country email"),
        ("Prénom Nom-de-famille Date-de-naissance", "first_name last_name birth_date"),
        ("Razón-social Ciudad Correo-electrónico Teléfono Dirección", "name city email phone address"),
        ("Ragione-sociale Città Telefono Indirizzo CAP", "name city phone address postal_code"),
        ("企业名称 城市 联系电话 官网 地址", "name city phone domain address"),
        ("نام_شرکت شهر تلفن وبسایت نشانی", "name city phone domain address"),
        ("اسم_الشركة المدينة رقم_الهاتف العنوان البلد", "name city phone address country"),
        ("نام نام_خانوادگی تاریخ_تولد", "person last_name birth_date"),
        ("Company Phone_(main) City_[billing]", "name phone city"),
    ],
)
def test_headers_say_what_a_column_is_in_the_languages_of_our_users(headers: str, roles: str) -> None:
    columns = headers.replace("_(", " (").replace("_[", " [").split(" ") if "(" not in headers else [
        "Company", "Phone (main)", "City [billing]"]  # fmt: skip
    found = read_roles([], columns)
    assert {column: role for role, column in found.items()} == dict(zip(columns, roles.split(), strict=True))


def test_a_header_that_ends_in_a_word_of_two_roles_is_its_own() -> None:
    assert read_roles([], ["Company Name", "Program Name", "Email"]) == {"name": "Company Name", "email": "Email"}


def test_what_only_copies_say_counts() -> None:
    table = pa.table({"email": ["a@acme.example", "A@acme.example", None], "city": ["Bonn", "Bonn", "Rom"]})
    assert find_duplicates(table, {"email": "email", "city": "city"}).cluster.tolist() == [1, 1, 2]
