"""Plainly written web addresses are read in SQL, and mean what they mean when read one by one."""

import random

import duckdb

from tiercel.collect.columns.parsers import Reading, domains
from tiercel.collect.columns.values import HOST, OWN_HOST, prepare
from tiercel.normal.domains import public_suffixes

ENDINGS = ("example", "internal", "csv", "ck", "er", "com", "co.uk", "kawasaki.jp")


def addresses(rng: random.Random, count: int) -> list[str]:
    suffixes = sorted(public_suffixes())

    def one() -> str:
        label = "".join(rng.choice("abcz09-_A") for _ in range(rng.randint(1, 8)))
        ending = rng.choice(ENDINGS) if rng.random() < 0.5 else rng.choice(suffixes).strip("*!.")
        host = rng.choice([f"{label}.{ending}", ending, f"{label}.{label}.{ending}"])
        return rng.choice(["", "www.", "http://", "https://www."]) + host + rng.choice(["", "/", "/a"])

    return ["gmail.com", "www.ck", "x.ck", *(one() for _ in range(count))]


def test_the_quick_way_gives_the_domain_that_the_long_way_gives() -> None:
    db = duckdb.connect()
    db.execute("ATTACH ':memory:' AS scratch")
    prepare(db)
    db.execute("CREATE TABLE cells AS SELECT unnest(?::VARCHAR[]) AS c", [addresses(random.Random(3), 5000)])
    found = db.execute(
        f"SELECT c, {OWN_HOST.replace('{h}', 'h')} FROM (SELECT c, {HOST.replace('{v}', 'c')} AS h FROM cells)"
    ).fetchall()
    quick = [(cell, value) for cell, value in found if value is not None]
    assert len(quick) > 300
    assert [(cell, domains(cell, "", Reading())[0]) for cell, _ in quick] == quick
