"""People whose names, birthdays and addresses stand in columns of their own, and clusters that are no chains."""

import numpy as np
import pyarrow as pa
import pytest
from bench.duplicates import judged

from tiercel.core.errors import DataError
from tiercel.resolve.duplicates.clusters import cluster_at
from tiercel.resolve.duplicates.columns import read_roles
from tiercel.resolve.duplicates.find import find_duplicates

SYLLABLES = ("ba", "den", "fo", "gri", "hal", "jo", "kem", "lu", "mar", "nil", "os", "pra", "qui", "ron", "sto", "tu")
HEADERS = ("given_name", "surname", "date_of_birth", "street_number", "address_1", "suburb", "postcode")


def made_people(people: int = 400, doubles: int = 100) -> tuple[pa.Table, np.ndarray]:
    """People, some of them twice: with names crossed, a digit wrong, day and month crossed, or facts missing."""
    draw = np.random.default_rng(3)
    firsts = ["".join(draw.choice(SYLLABLES, 2)) for _ in range(60)]
    lasts = ["".join(draw.choice(SYLLABLES, 3)) for _ in range(150)]
    rows = []
    for _ in range(people):
        born = f"{draw.integers(1940, 2000)}-{draw.integers(1, 13):02d}-{draw.integers(1, 29):02d}"
        town = int(draw.integers(30))
        street = f"{draw.choice(lasts)} street"
        rows.append([draw.choice(firsts), draw.choice(lasts), born, str(draw.integers(1, 99)), street, f"Town {town}",
                     str(3000 + town)])  # fmt: skip
    for k in range(doubles):
        rows.append(_told_again(list(rows[k]), k % 4))
    columns = zip(*rows, strict=True)
    table = pa.table({h: pa.array([v or None for v in c], pa.string()) for h, c in zip(HEADERS, columns, strict=True)})
    return table, np.array([*range(people), *range(doubles)])


def _told_again(row: list[str], slip: int) -> list[str]:
    first, last, born, *where = row
    year, month, day = born.split("-")
    if slip == 0:
        return [last, first, born, "", "", *where[2:]]
    if slip == 1:
        return [first, last[:2] + last[3:], f"{year}-{month}-{day[0]}{(int(day[1]) + 1) % 10}", *where]
    if slip == 2:
        return [first, last, f"{year}-{day}-{month}" if int(day) < 13 else born, "", "moved street", "", ""]
    return ["", last, f"{day}.{month}.{year}", *where]


def test_people_are_found_by_their_headers_whatever_slipped() -> None:
    table, truth = made_people()
    precision, recall = judged(find_duplicates(table, read_roles([], table.column_names)).cluster, truth)
    assert precision >= 0.98
    assert recall >= 0.9


def test_a_birthday_in_three_columns_is_one() -> None:
    table, truth = made_people()
    dates = [(text or "").replace(".", "-").split("-") for text in table["date_of_birth"].to_pylist()]
    ordered = [parts if len(parts[0]) == 4 else parts[::-1] for parts in dates]
    parts = {name: [str(int(each[k])) for each in ordered] for k, name in enumerate(("by", "bm", "bd"))}
    names = table.select(["given_name", "surname"])
    for name, values in parts.items():
        names = names.append_column(name, pa.array(values))
    found = find_duplicates(names, read_roles([], names.column_names))
    precision, recall = judged(found.cluster, truth)
    assert "birth_date" in found.roles
    assert precision >= 0.95
    assert recall >= 0.7


def test_relatives_at_one_address_are_two() -> None:
    table, truth = made_people()
    relatives = [["zoe", row["surname"], "1999-09-09", row["street_number"], row["address_1"], row["suburb"],
                  row["postcode"]] for row in table.slice(200, 60).to_pylist()]  # fmt: skip
    more = pa.table({h: pa.array(c, pa.string()) for h, c in zip(HEADERS, zip(*relatives, strict=True), strict=True)})
    cluster = find_duplicates(pa.concat_tables([table, more]), read_roles([], HEADERS)).cluster
    assert sum(cluster[200 + k] == cluster[len(truth) + k] for k in range(60)) == 0


def test_relatives_at_one_address_are_likely_two() -> None:
    """They share their surname because they share their house: that is one fact, not two."""
    table, _truth = made_people()
    relatives = [["zoe", row["surname"], "1999-09-09", row["street_number"], row["address_1"], row["suburb"],
                  row["postcode"]] for row in table.slice(200, 60).to_pylist()]  # fmt: skip
    more = pa.table({h: pa.array(c, pa.string()) for h, c in zip(HEADERS, zip(*relatives, strict=True), strict=True)})
    pairs = find_duplicates(pa.concat_tables([table, more]), read_roles([], HEADERS)).pairs.to_pylist()
    said = [pair["probability"] for pair in pairs if pair["b"] == table.num_rows + pair["a"] - 200]
    assert max(said, default=0.0) < 0.2


@pytest.mark.parametrize(
    ("headers", "roles"),
    [
        (("FirstName", "LastName", "MailingStreet"), {"first_name", "last_name", "address"}),
        (("fname_c1", "fname_c2", "lname_c1", "by", "bm", "bd"),
         {"first_name", "last_name", "birth_year", "birth_month", "birth_day"}),
        (("Full Name", "Given Name", "Surname"), {"first_name", "last_name"}),
        (("Vorname", "Nachname", "Geburtsdatum", "Straße", "Hausnummer", "PLZ", "Ort"),
         {"first_name", "last_name", "birth_date", "address", "street_number", "postal_code", "city"}),
        (("name", "by", "house number"), {"name"}),
        (("company", "VAT number", "State"), {"name", "id_number", "state"}),
    ],
)  # fmt: skip
def test_headers_are_understood(headers: tuple[str, ...], roles: set[str]) -> None:
    assert set(read_roles([], headers)) == roles


def test_of_numbered_columns_the_first_counts() -> None:
    assert read_roles([], ["Phone 2", "Phone 1", "Name"]) == {"name": "Name", "phone": "Phone 1"}


def test_a_part_that_is_named_alone_says_what_it_lacks() -> None:
    with pytest.raises(DataError, match="without birth_day, birth_month"):
        read_roles(["name=Name", "birth_year=Year"], ["Name", "Year"])


def test_of_an_address_and_its_switchboard_the_weaker_counts_in_part() -> None:
    """Restaurants of one hotel share both, and are two: the second says little that the first did not."""
    rows = [(f"Place{k} Name{k * 7}", f"{k + 1} Street{k}", f"+1 404 555 {1000 + k}") for k in range(60)]
    rows += [(f"Place{k} Name{k * 7}s", *rows[k][1:]) for k in range(20)]
    names = ("name", "address", "phone")
    table = pa.table({n: pa.array(c) for n, c in zip(names, zip(*rows, strict=True), strict=True)})
    found = find_duplicates(table, {n: n for n in names}).pairs.to_pylist()
    [pair] = [pair for pair in found if (pair["a"], pair["b"]) == (0, 60)]
    strong, weak = sorted((pair["address"], pair["phone"]), reverse=True)
    assert 0 < weak < 0.7 * strong


def likely_pairs(ends: list[tuple[int, int]]) -> pa.Table:
    a, b = zip(*ends, strict=True)
    return pa.table({"a": pa.array(a, pa.int32()), "b": pa.array(b, pa.int32()), "probability": [0.999] * len(a)})


def test_two_groups_that_one_pair_joins_stay_two() -> None:
    left = [(a, b) for a in range(4) for b in range(a + 1, 4)]
    right = [(a + 4, b + 4) for a, b in left]
    assert cluster_at(likely_pairs([*left, *right, (3, 4)]), 9, 0.99).tolist() == [1, 1, 1, 1, 2, 2, 2, 2, 3]


def test_three_in_a_chain_are_one() -> None:
    assert cluster_at(likely_pairs([(0, 1), (1, 2)]), 4, 0.99).tolist() == [1, 1, 1, 2]
