"""Rows that are the same: found whatever their spelling, weighed by what the rows teach, never by one common value."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pytest
from bench.duplicates import ROLES as BENCH_ROLES
from bench.duplicates import judged, make_market

from tiercel.collect.files.reading import read_table
from tiercel.core.errors import DataError
from tiercel.resolve.duplicates.blocking import LARGEST_GROUP, RARE, groups_of, pairs_of, together
from tiercel.resolve.duplicates.clusters import cluster_at
from tiercel.resolve.duplicates.columns import read_roles
from tiercel.resolve.duplicates.find import Duplicates, find_duplicates
from tiercel.resolve.duplicates.roles import ROLES
from tiercel.resolve.duplicates.sure import AS_IT_IS, sure_of

ACCOUNTS = [
    ("Birkdale Freight GmbH", "https://www.birkdale.example/about", "+49 30 1234567", "Berlin"),
    ("BIRKDALE FREIGHT", "birkdale.example", "", "Berlin"),
    ("Ashbourne Foods Ltd", "ashbourne.example", "+44 20 7654321", "London"),
    ("Ashbourn Foods", "", "+44 (20) 765-4321", "London"),
    ("Cinder Bank", "cinder.example", "", "Berlin"),
    ("شركة الأفق للتجارة", "ofoq.example", "", "Riyadh"),
    ("الأفق للتجارة ذ.م.م", "", "", "Riyadh"),
]


def found_in(rows: list[tuple[str, ...]], names: tuple[str, ...] = ("name", "domain", "phone", "city")) -> Duplicates:
    columns = zip(*rows, strict=True)
    table = pa.table({n: pa.array([c or None for c in column]) for n, column in zip(names, columns, strict=True)})
    return find_duplicates(table, {name: name for name in names})


def test_the_same_account_is_found_whatever_its_form_its_slips_or_what_is_missing() -> None:
    assert found_in(ACCOUNTS).cluster.tolist() == [1, 1, 2, 2, 3, 4, 4]


def test_the_parts_of_a_weight_and_the_prior_sum_to_it() -> None:
    found = found_in(ACCOUNTS)
    parts = sum(found.pairs[role].to_numpy() for role in found.roles)
    priors = found.pairs["weight"].to_numpy() - parts
    assert priors == pytest.approx(np.full(len(priors), priors[0]), abs=0.01)
    odds = found.pairs["probability"].to_numpy()
    assert odds == pytest.approx(1 / (1 + np.exp2(-found.pairs["weight"].to_numpy())), abs=0.001)


def test_a_free_mail_provider_makes_nobody_one() -> None:
    rows = [(f"Person {word}", f"{word}@gmail.com") for word in ("alder", "birch", "cedar", "elm", "fir", "hazel")]
    assert len(set(found_in(rows, ("person", "email")).cluster.tolist())) == len(rows)


def test_a_mail_address_says_the_domain() -> None:
    rows = [
        ("Ada Marsh", "ada@acme.example"),
        ("Marsh, Ada", "a.marsh@acme.example"),
        ("Ben Vogel", "b@zenith.example"),
    ]
    found = found_in(rows, ("person", "email"))
    assert found.cluster.tolist() == [1, 1, 2]
    assert "domain" in found.roles


@pytest.mark.parametrize("rows", [[("Acme",)], [("",), ("",)], [("Acme",), ("Zenith",)]])
def test_tables_without_doubles_have_none(rows: list[tuple[str, ...]]) -> None:
    found = found_in(rows, ("name",))
    assert found.cluster.tolist() == list(range(1, len(rows) + 1))


def test_hostile_values_are_values() -> None:
    rows = [("'; drop table rows; --", "x"), ("'; drop table rows; --", "x"), ("\x00\u202e🙂", "%_\\")]
    assert len(found_in(rows, ("name", "city")).cluster) == 3


def test_the_same_table_gives_the_same_answer() -> None:
    market = make_market(3000)
    first, second = (find_duplicates(market.table, BENCH_ROLES) for _ in range(2))
    assert (first.cluster == second.cluster).all()
    assert first.pairs.equals(second.pairs)


def test_known_doubles_are_found_and_hardly_any_other() -> None:
    """A made-up market of 20,000 rows, always the same one."""
    market = make_market(20_000)
    precision, recall = judged(find_duplicates(market.table, BENCH_ROLES).cluster, market.truth)
    assert precision >= 0.97
    assert recall >= 0.82


def test_a_value_that_a_large_part_shares_costs_no_quadratic_time() -> None:
    rows = [(f"Account {k:06d} {k * 7919 % 10007:05d}", "shared.example", "", "Berlin") for k in range(30_000)]
    assert len(set(found_in(rows).cluster.tolist())) > 29_000


def paired(keys: list[int], owners: list[int], rows: int, by_word: bool = False) -> set[tuple[int, int]]:
    groups = groups_of(np.array(keys, dtype=np.uint64) << np.uint64(40), np.array(owners), rows)
    a, b = pairs_of(groups, rows, by_word)
    return set(zip(a.tolist(), b.tolist(), strict=True))


def test_every_two_rows_with_the_same_key_are_a_pair_and_no_others() -> None:
    assert paired([7, 8, 7, 0, 0, 7, 8], list(range(7)), 7) == {(0, 2), (0, 5), (2, 5), (1, 6)}


def test_a_word_that_a_name_holds_twice_makes_it_no_pair_with_itself() -> None:
    assert paired([7, 7, 8, 8], [0, 0, 1, 2], 3, by_word=True) == {(1, 2)}


def test_what_many_share_brings_nobody_together() -> None:
    assert len(paired([7] * RARE, list(range(RARE)), RARE, by_word=True)) == RARE * (RARE - 1) // 2
    assert not paired([7] * (RARE + 1), list(range(RARE + 1)), RARE + 1, by_word=True)
    assert not paired([7] * (LARGEST_GROUP + 1), list(range(LARGEST_GROUP + 1)), LARGEST_GROUP + 1)


def test_a_pair_that_two_rules_find_is_one_pair_of_both() -> None:
    pairs = together([(np.array([0, 1]), np.array([2, 3])), (np.array([1]), np.array([3]))], 4, np.arange(4))
    assert list(zip(pairs.a.tolist(), pairs.b.tolist(), strict=True)) == [(0, 2), (1, 3)]
    assert [flags.tolist() for flags in pairs.found] == [[True, True], [False, True]]


def test_names_in_another_script_change_nothing_for_the_others() -> None:
    """Rows that are joined with such names keep their numbers."""
    market = make_market(10_000)
    other = {"name": "شركة الأفق للتجارة", "domain": None, "phone": None, "city": None, "country": None}
    table = pa.concat_tables([market.table, pa.Table.from_pylist([other], market.table.schema)])
    cluster = find_duplicates(table, BENCH_ROLES).cluster
    precision, recall = judged(cluster[:-1], market.truth)
    assert precision >= 0.97
    assert recall >= 0.8


def test_headers_say_what_columns_are_unless_somebody_does() -> None:
    columns = ["Company Name", "Website", "Zip", "Note"]
    assert read_roles([], columns) == {"name": "Company Name", "domain": "Website", "postal_code": "Zip"}
    assert read_roles(["name=Note"], columns) == {"name": "Note"}
    for asked in (["nix=Note"], ["name=Nix"], ["name"], ["city=Note"]):
        with pytest.raises(DataError, match=r"Roles|Columns"):
            read_roles(asked, columns)


def test_every_role_has_a_chance_for_each_level() -> None:
    assert [name for name, role in ROLES.items() if len(role.levels) != len(role.chance)] == []
    assert all(0 < sum(role.chance) < 1 for role in ROLES.values())


@pytest.mark.real_data
def test_doubles_of_real_organisations_are_found_better_than_by_plain_rules(real_data: Path) -> None:
    """Splink 5 with exact blocking and Jaro-Winkler levels on the same columns has F1 .843 at its best threshold."""
    table = read_table(real_data / "dedupe_earlychildhood" / "csv_example_input_with_true_ids.csv")
    roles = {"name": "Site name", "address": "Address", "postal_code": "Zip", "phone": "Phone"}
    found = find_duplicates(table, roles)
    truth: npt.NDArray[np.int64] = np.unique(table["True Id"].to_pylist(), return_inverse=True)[1]
    precision, recall = judged(found.cluster, truth)
    assert 2 * precision * recall / (precision + recall) >= 0.87
    assert precision >= 0.84
    assert recall > judged(cluster_at(found.pairs, table.num_rows, 0.999, found.leader), truth)[1]


@pytest.mark.real_data
def test_of_real_organisations_that_are_said_to_be_nearly_surely_one_nearly_all_are(real_data: Path) -> None:
    """As if columns erred independently, 85 in 100 of those said to be .99 to .999 would be, half of those at .9."""
    table = read_table(real_data / "dedupe_earlychildhood" / "csv_example_input_with_true_ids.csv")
    found = find_duplicates(table, {"name": "Site name", "address": "Address", "postal_code": "Zip", "phone": "Phone"})
    truth = np.array(table["True Id"].to_pylist())
    a, b, said = (found.pairs[column].to_numpy() for column in ("a", "b", "probability"))
    for least, most in ((0.5, 0.7), (0.7, 0.9), (0.9, 0.97), (0.97, 1.0)):
        some = (said >= least) & (said < most)
        assert (truth[a] == truth[b])[some].mean() == pytest.approx(said[some].mean(), abs=0.08)


def test_the_more_facts_of_a_company_agree_the_less_each_says() -> None:
    lines = [sure_of(("name", "phone", "address", "city"), telling).line for telling in (2, 3, 4, 6)]
    assert [line.less for line in lines] == sorted(line.less for line in lines)
    assert lines[2] == lines[3]
    assert sure_of(("person", "phone", "address", "city"), 4).line == AS_IT_IS


def test_where_hardly_any_row_has_a_double_those_that_do_are_still_named() -> None:
    """Of 6,000 rows 60 are told twice: a prior that falls to nothing would name none of them by name and country."""
    draw = np.random.default_rng(8)
    names = ["".join(draw.choice(SYLLABLES, 4)).title() + f" {k % 7}" for k in range(6000)]
    rows = [(name, f"Land {k % 40}") for k, name in enumerate(names)]
    pairs = found_in([*rows, *rows[:60]], ("name", "country")).pairs.to_pylist()
    assert sum(pair["b"] == 6000 + pair["a"] and pair["probability"] > 0.2 for pair in pairs) == 60


SYLLABLES = ("ba", "den", "fo", "gri", "hal", "jo", "kem", "lu", "mar", "nil", "os", "pra", "qui", "ron", "sto", "tu")


def made_contacts(doubles: int) -> tuple[pa.Table, set[tuple[int, int]]]:
    """1,200 people at 200 companies, each with the domain, city and switchboard of theirs; some of them twice."""
    draw = np.random.default_rng(5)

    def name() -> str:
        return " ".join("".join(draw.choice(SYLLABLES, 3)).title() for _ in range(2))

    rows = []
    for company in range(200):
        city, phone = f"City {company % 40}", f"+44 20 {7_000_000 + company}"
        for _ in range(6):
            person = name()
            mail = f"{person.lower().replace(' ', '.')}@company{company}.example"
            rows.append((person, mail, phone, city, "GB"))
    first = draw.choice(len(rows), doubles, replace=False).tolist()
    for place, one in enumerate(first):
        person, mail, phone, city, country = rows[one]
        if place % 2:  # a slip in the name, no address
            rows.append((person[:3] + person[4:], "", phone, city, country))
        else:  # the same name and company, another address
            rows.append((person, f"{person[0].lower()}{mail.partition('.')[2]}", "", "", country))
    columns = zip(*rows, strict=True)
    names = ("person", "email", "phone", "city", "country")
    table = pa.table({n: pa.array([c or None for c in column]) for n, column in zip(names, columns, strict=True)})
    return table, {(one, 1200 + place) for place, one in enumerate(first)}


@pytest.mark.parametrize("doubles", [0, 12, 60])
def test_colleagues_are_not_taken_for_one_where_few_rows_are_the_same(doubles: int) -> None:
    """Of 3,000 pairs of colleagues none is likely, and the few that are the same are found."""
    table, same = made_contacts(doubles)
    found = find_duplicates(table, {name: name for name in table.column_names}).pairs
    likely = {(row["a"], row["b"]) for row in found.to_pylist() if row["probability"] >= 0.9}
    assert len(likely - same) <= 2
    assert len(likely & same) >= 0.8 * doubles


def test_what_a_table_of_few_doubles_teaches_stays_within_what_is_known_of_names() -> None:
    table, _same = made_contacts(0)
    found = find_duplicates(table, {name: name for name in table.column_names}).pairs
    unlike = [row["person"] for row in found.to_pylist() if row["person"] < 0]
    # At most 3 in 100 rows of one person have another name: that speaks against it with five bits at the least.
    assert all(bits <= -4.9 for bits in unlike)


def test_namesakes_at_two_companies_are_not_one_because_both_have_their_name_in_their_address() -> None:
    rows = [(f"Person {k}", f"person.{k}@other{k}.example", "GB") for k in range(40)]
    rows += [("Ada Marsh", "ada.marsh@acme.example", "GB"), ("Ada Marsh", "ada.marsh@zenith.example", "GB")]
    found = found_in(rows, ("person", "email", "country"))
    [pair] = [row for row in found.pairs.to_pylist() if (row["a"], row["b"]) == (40, 41)]
    assert pair["email"] < 0


def test_every_role_says_how_often_the_same_thing_may_differ_in_it() -> None:
    assert all(0 < role.differs < 1 for role in ROLES.values())
