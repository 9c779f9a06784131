"""How long it takes to match contacts to accounts, and what one contact costs when it comes alone.

python -m bench.matching [--rows 1000000] [--accounts 200000]
python -m bench.matching --sure DATA    whether its confidences hold, on leads made of the real companies in DATA
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from pathlib import Path

import pyarrow as pa
from tests.resolve.matching.gold import companies, make_gold

from bench.reliability import report
from tiercel.resolve.matching.match import Matcher
from tiercel.resolve.matching.rules import read_rules
from tiercel.resolve.matching.tables import ACCOUNTS, CONTACTS, contacts_in
from tiercel.strategy.kinds import matching

_SYLLABLES = (
    "ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "xu", "za", "bri", "cho", "dre",
    "flo", "gra", "kle", "pri", "sta", "tro", "vel",
)  # fmt: skip
_KINDS = ["Systems", "Logistics", "Foods", "Energy", "Partners", "Labs", "Trading", "Works", "Bank", "Media"]
_COUNTRIES = ("US", "DE", "GB", "FR", "IR", "AE", "CN", "IN")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=1_000_000)
    asked.add_argument("--accounts", type=int, default=200_000)
    asked.add_argument("--sure", type=Path)
    given = asked.parse_args()
    if given.sure:
        are_sure(given.sure)
        return
    draw = random.Random(7)
    accounts = [_account(key, draw) for key in range(given.accounts)]
    table, rules = pa.Table.from_pylist(accounts, ACCOUNTS), read_rules(matching.default())
    began, cpu = time.perf_counter(), time.process_time()
    matcher = Matcher(table, rules)
    print(f"{given.accounts:,} accounts made ready in {time.perf_counter() - began:.1f} s", _cpu(cpu))
    contacts = pa.Table.from_pylist([_contact(key, draw.choice(accounts), draw) for key in range(given.rows)], CONTACTS)
    began, cpu = time.perf_counter(), time.process_time()
    found = matcher.all(contacts)
    seconds, of_cpu = time.perf_counter() - began, _cpu(cpu)
    made = sum(rank == 0 for rank in found["rank"].to_pylist())
    print(
        f"{given.rows:,} contacts in {seconds:.1f} s ({given.rows / seconds:,.0f}/s) {of_cpu}, "
        f"{made / given.rows:.1%} matched"
    )
    some = list(contacts_in(contacts.slice(0, 1000)))
    began = time.perf_counter()
    for one in some:
        matcher.one(one)
    print(f"one at a time: {(time.perf_counter() - began) / len(some) * 1e6:.0f} microseconds each")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB")


def are_sure(data: Path) -> None:
    """By what was made and what was offered; the seeds were not looked at while the rules were made."""
    rules, known = read_rules(matching.default()), companies(data)
    made: list[tuple[float, bool, int]] = []
    offered: list[tuple[float, bool, int]] = []
    for seed in (101, 102, 103):
        gold = make_gold(known, accounts=8000, leads=6000, seed=seed)
        found = Matcher(gold.accounts, rules).all(gold.contacts)
        for row in found.to_pylist():
            right = gold.truth[row["contact"]] == row["account"]
            (made if row["rank"] == 0 else offered).append((row["confidence"], right, seed * 10_000 + row["contact"]))
    report("matches", *zip(*made, strict=True))
    report("suggestions", *zip(*offered, strict=True))


def _cpu(since: float) -> str:
    return f"({time.process_time() - since:.1f} s of one processor)"


def _account(key: int, draw: random.Random) -> dict[str, object]:
    own = "".join(draw.choices(_SYLLABLES, k=draw.randint(2, 4)))
    name = f"{own.title()} {draw.choice(_KINDS)}"
    return {
        "id": key, "name": name, "domains": [f"{own}{key % 977}.example"], "country": draw.choice(_COUNTRIES),
        "city": draw.choice(_SYLLABLES), "employees": draw.randint(1, 9999), "contacts": 0, "is_live": True,
    }  # fmt: skip


def _contact(key: int, account: dict[str, object], draw: random.Random) -> dict[str, object]:
    """Two of three at the company's domain, the rest with free mail and its name, a third of these misspelt."""
    name, at_work = str(account["name"]), draw.random() < 2 / 3
    if not at_work and draw.random() < 1 / 3:
        at = draw.randrange(1, len(name) - 1)
        name = name[:at] + name[at + 1 :]
    host = account["domains"][0] if at_work else "gmail.com"  # type: ignore[index]
    return {
        "id": key, "emails": [f"p{key}@{host}"], "company": name if not at_work or draw.random() < 0.5 else "",
        "country": account["country"] if draw.random() < 0.7 else "", "city": "",
    }  # fmt: skip


if __name__ == "__main__":
    main()
