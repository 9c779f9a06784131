"""Whether the odds of duplicates hold, on tables whose truth is known, each also with odds that were not fitted on it.

python -m bench.duplicates_sure --data DATA                    dedupe's organisations, lists of companies, made leads
python -m bench.duplicates_sure --data DATA --tables FOLDER    in place of the first every NAME.csv of FOLDER, beside
                                                               NAME.npy, the number of each row's entity

A line that begins with the name of a table says its columns, F1 at the usual threshold, and how many pairs; below it
stand the bands: "-" where more is said than holds, "+" where less is. "left out" is the same with a line that was
fitted on all other tables of that kind and as many columns. A name in brackets: on it the product's own lines were not
fitted.
"""

import argparse
import csv
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from scipy.optimize import minimize
from tests.resolve.matching.gold import companies, make_gold

from bench.duplicates import judged
from bench.reliability import report
from tiercel.collect.files.reading import read_table
from tiercel.normal.free_mail import is_free_mail
from tiercel.resolve.duplicates.columns import PARTS, read_roles
from tiercel.resolve.duplicates.find import Duplicates, find_duplicates
from tiercel.resolve.duplicates.roles import roles_of_who
from tiercel.resolve.duplicates.sure import Line, probability, sure_of

Floats = npt.NDArray[np.float64]
# On these the product's lines were fitted; whatever else is reported they have not seen.
FITTED = ("earlychildhood", "restaurants", "leads", "febrl2", "febrl4", "rl500", "rl10000", "inventors")
# Fewer columns of a table that has more: what is left where an export says less.
FEWER: Mapping[str, tuple[str, ...]] = {
    "earlychildhood": ("name phone address", "name address postal_code", "name phone postal_code", "name address",
                       "name phone", "name postal_code"),
    "restaurants": ("name address city", "name phone city", "name phone address", "name city", "name phone"),
    "leads": ("name city country", "name domain country", "name domain"),
    "lists": ("name country",),
    "febrl2": ("first_name last_name birth_date", "first_name last_name city postal_code"),
    "inventors": ("first_name last_name city",),
}  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """One table by some of its columns: the raw weights of its pairs, as if columns erred independently."""

    name: str
    columns: tuple[str, ...]
    telling: int
    raw: Floats
    same: npt.NDArray[np.bool_]
    entity: npt.NDArray[np.int64]
    f1: float

    @property
    def kind(self) -> tuple[bool, int]:
        return bool(roles_of_who(self.columns)), min(max(self.telling, 2), 4)

    @property
    def line(self) -> Line:
        return sure_of(self.columns, self.telling).line

    def said(self, line: Line) -> Floats:
        return probability(line.worth * (self.raw - line.less))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", type=Path, required=True)
    asked.add_argument("--tables", type=Path)
    given = asked.parse_args()
    every = [seen for name, table, truth in _tables(given.data, given.tables) for seen in _looks(name, table, truth)]
    for seen in every:
        name = seen.name if seen.name in FITTED else f"({seen.name})"
        report(f"{name} by {', '.join(seen.columns)}: F1 {seen.f1:.3f}", seen.said(seen.line), seen.same, seen.entity)
        others = [other for other in every if other.kind == seen.kind and other.name != seen.name]
        if others:
            line = fitted(others)
            report(f"  left out: {line}", seen.said(line), seen.same, seen.entity)


def fitted(tables: list[Seen]) -> Line:
    """The line through the log-odds of these tables, each of which says as much as another, however large."""
    names = [table.name for table in tables]

    def loss(at: Floats) -> float:
        total = 0.0
        for table in tables:
            log_odds_said = at[0] * (table.raw - at[1]) * np.log(2)
            wrong = np.logaddexp(0, np.where(table.same, -log_odds_said, log_odds_said))
            total += float(wrong.mean()) / names.count(table.name)
        return total

    worth, less = minimize(loss, [0.6, 1.0], method="Nelder-Mead").x
    return Line(round(float(worth), 2), round(float(less), 2))


def _looks(name: str, table: pa.Table, truth: npt.NDArray[np.int64]) -> Iterator[Seen]:
    roles = read_roles([], table.column_names)
    yield _look(name, table, truth, roles)
    for fewer in FEWER.get(name, ()):
        wanted = {role: roles[role] for role in fewer.split() if role in roles}
        if len(wanted) == len(fewer.split()):
            yield _look(name, table, truth, wanted)


def _look(name: str, table: pa.Table, truth: npt.NDArray[np.int64], roles: Mapping[str, str]) -> Seen:
    found = find_duplicates(table, roles)
    telling = len(found.roles) if len(set(roles) - set(PARTS)) > 1 else 2
    a, b = (found.pairs[side].to_numpy() for side in ("a", "b"))
    seen = Seen(name, found.roles, telling, np.empty(0), truth[a] == truth[b], truth[a], _f1(found, truth))
    return replace(seen, raw=found.pairs["weight"].to_numpy() / seen.line.worth + seen.line.less)


def _f1(found: Duplicates, truth: npt.NDArray[np.int64]) -> float:
    precision, recall = judged(found.cluster, truth)
    return 2 * precision * recall / max(precision + recall, 1e-9)


def _tables(data: Path, folder: Path | None) -> Iterator[tuple[str, pa.Table, npt.NDArray[np.int64]]]:
    yield "lists", *_lists(data)
    yield "leads", *_leads(data)
    files = sorted(folder.glob("*.csv")) if folder else []
    if not files:
        table = read_table(data / "dedupe_earlychildhood" / "csv_example_input_with_true_ids.csv")
        yield "earlychildhood", table.drop(["True Id"]), _numbered(table["True Id"].to_pylist())
    for file in files:
        truth = np.load(file.with_suffix(".npy"))
        table = read_table(file)
        if len(table.column_names) > 1:
            yield file.stem, table, truth


def _lists(data: Path) -> tuple[pa.Table, npt.NDArray[np.int64]]:
    """Three lists of companies that know nothing of each other; one domain, which nobody is shown, is one company."""
    rows = [(one.name, one.city, one.country, one.domain) for one in companies(data) if one.domain]
    with (data / "fortune500_2019" / "fortune500.csv").open(encoding="utf-16") as file:
        for row in csv.DictReader(file):
            host = row["website"].strip().split("//")[-1].split("/")[0].removeprefix("www.")
            rows.append((row["company_name"].strip(), row["location"].split(",")[0], "US", host))
    return _table(("name", "city", "country"), rows, seed=3)


def _leads(data: Path) -> tuple[pa.Table, npt.NDArray[np.int64]]:
    """Accounts, and leads that are at them, as matching is tested with: one in twelve has a branch on its domain."""
    gold = make_gold(companies(data), accounts=3000, leads=1500, seed=11)
    accounts = gold.accounts.to_pylist()
    rows = [(one["name"], (one["domains"] or [""])[0], one["city"], one["country"], one["id"]) for one in accounts]
    for lead in gold.contacts.to_pylist():
        account, hosts = gold.truth[lead["id"]], [mail.partition("@")[2] for mail in lead["emails"]]
        if account is not None and lead["company"]:
            host = next((host for host in hosts if not is_free_mail(host)), "")
            rows.append((lead["company"], host, lead["city"], lead["country"], account))
    return _table(("name", "domain", "city", "country"), rows, seed=4)


def _table(
    names: tuple[str, ...], given: Sequence[tuple[object, ...]], seed: int
) -> tuple[pa.Table, npt.NDArray[np.int64]]:
    """The rows in an order of chance; the last value of each is the truth."""
    rows = random.Random(seed).sample(given, len(given))
    *columns, truth = zip(*rows, strict=True)
    texts = [pa.array([value or None for value in column], pa.string()) for column in columns]
    return pa.table(dict(zip(names, texts, strict=True))), _numbered(truth)


def _numbered(values: object) -> npt.NDArray[np.int64]:
    return np.asarray(np.unique(np.asarray(values, dtype=str), return_inverse=True)[1])


if __name__ == "__main__":
    main()
