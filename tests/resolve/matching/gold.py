"""Leads with a known account, made from real companies: what is noise in them is drawn here, with a fixed seed.

The companies, their domains, countries, cities and sizes are real; the people are made. Of the companies nine tenths
are accounts and the rest strangers, whose leads belong to nobody. One account in twelve gets a subsidiary in another
country on the same domain, with a tenth of its people and of its leads; one in ten has no domain in our records. A
lead has

- a mail address: at the company (62 %), at the company's name under another suffix (3 %), of a function at the company
  (6 %), at a free or disposable provider (25 %), none (4 %);
- the company as written: as it is (55 %), with or without a legal form or in capitals (20 %), with one letter wrong
  (13 %), with two (4 %), absent (8 %); where the address does not say the company, it is never absent;
- a country (80 %) and a city (60 %), those of the account; 3 % name another country.
"""

from __future__ import annotations

import csv
import random
import string
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pyarrow as pa

from tiercel.core.errors import DataError
from tiercel.normal.countries import country_codes
from tiercel.normal.domains import parse_domain
from tiercel.normal.text import compared
from tiercel.resolve.matching.tables import ACCOUNTS, CONTACTS

FREE = ("gmail.com", "yahoo.com", "hotmail.com", "163.com", "qq.com", "chmail.ir", "mailinator.com", "maktoob.com")
FORMS = ("Inc.", "Ltd", "LLC", "GmbH", "S.A.", "Corp.", "AG", "B.V.")
PLACES = {"FR": "France", "DE": "Germany", "GB": "UK", "IN": "India", "CA": "Canada", "BR": "Brazil", "JP": "Japan"}
SUFFIXES = ("de", "fr", "co.uk", "net", "io", "com.br", "in")


@dataclass(frozen=True)
class Company:
    name: str
    domain: str
    country: str
    city: str
    employees: int


@dataclass(frozen=True)
class Gold:
    """`truth`: lead -> account, None for a stranger's lead."""

    accounts: pa.Table
    contacts: pa.Table
    truth: dict[int, int | None]


def companies(folder: Path) -> list[Company]:
    codes = country_codes()
    with (folder / "companies_pdl_sample" / "companies_sorted.csv").open(encoding="utf-8") as file:
        found = [
            Company(row["name"], row["domain"], codes.get(compared(row["country"]), ""), row["locality"].split(",")[0],
                    int(row["total employee estimate"] or 0))
            for row in csv.DictReader(file)
        ]  # fmt: skip
    with (folder / "yc_companies" / "yc_companies.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            place = row["all_locations"].split(";")[0].split(", ")
            country = codes.get(compared(place[-1]), "") if len(place) > 1 else ""
            found.append(Company(row["name"], _domain(row["website"]), country, place[0], int(row["team_size"] or 0)))
    return [one for one in found if one.name.strip()]


def make_gold(companies: list[Company], *, accounts: int, leads: int, seed: int) -> Gold:
    draw = random.Random(seed)
    chosen = draw.sample(companies, min(len(companies), round(accounts / 0.9)))
    ours, strangers = chosen[:accounts], chosen[accounts:]
    rows: list[dict[str, object]] = []
    of_account: dict[int, Company] = {}
    for company in ours:
        known = company.domain if draw.random() < 0.9 else ""
        rows.append(_account(len(rows), company, known, None))
        of_account[len(rows) - 1] = company
        if known and draw.random() < 1 / 12:
            code, place = draw.choice([pair for pair in PLACES.items() if pair[0] != company.country])
            branch = Company(f"{company.name} {place}", company.domain, code, "", company.employees // 10)
            rows.append(_account(len(rows), branch, known, len(rows) - 1))
            of_account[len(rows) - 1] = branch
    shares = [0.1 if row["parent"] is not None else 1.0 for row in rows]
    drawn = iter(draw.choices(range(len(rows)), shares, k=leads))
    people: list[dict[str, object]] = []
    truth: dict[int, int | None] = {}
    for lead in range(leads):
        is_stranger = draw.random() < 0.1
        account = None if is_stranger else next(drawn)
        company = draw.choice(strangers) if account is None else of_account[account]
        is_known = account is None or bool(rows[account]["domains"])
        people.append(_lead(lead, company, draw, may_be_absent=is_known))
        truth[lead] = account
    return Gold(pa.Table.from_pylist(rows, ACCOUNTS), pa.Table.from_pylist(people, CONTACTS), truth)


def by_website(gold: Gold, seed: int) -> Gold:
    """The same leads without their mail, with the web site of their company; of half of them nobody wrote the company.

    A lead whose account has no domain in our records has none.
    """
    draw = random.Random(seed)
    domains = dict(zip(gold.accounts["id"].to_pylist(), gold.accounts["domains"].to_pylist(), strict=True))
    people = []
    for lead in gold.contacts.to_pylist():
        account = gold.truth[lead["id"]]
        hosts = [mail.partition("@")[2] for mail in lead["emails"]]
        sites = [*(hosts if account is None else domains[account])][:1]
        company = lead["company"] if draw.random() < 0.5 else ""
        people.append(lead | {"emails": [], "websites": sites, "company": company})
    return Gold(gold.accounts, pa.Table.from_pylist(people, CONTACTS), gold.truth)


def _account(key: int, company: Company, domain: str, parent: int | None) -> dict[str, object]:
    return {
        "id": key, "name": company.name, "domains": [domain] if domain else [], "parent": parent, "contacts": 0,
        "country": company.country, "city": company.city, "employees": company.employees, "is_live": True,
    }  # fmt: skip


def _lead(key: int, company: Company, draw: random.Random, *, may_be_absent: bool) -> dict[str, object]:
    person = f"{draw.choice(string.ascii_lowercase)}.{''.join(draw.choices(string.ascii_lowercase, k=7))}"
    way = draw.choices(("own", "suffix", "role", "free", "none"), (62, 3, 6, 25, 4))[0]
    if not company.domain and way in ("own", "suffix", "role"):
        way = "free"
    host = {
        "own": company.domain,
        "suffix": f"{company.domain.partition('.')[0]}.{draw.choice(SUFFIXES)}",
        "role": company.domain,
        "free": draw.choice(FREE),
    }.get(way, "")
    local = draw.choice(("info", "sales", "contact", "hr")) if way == "role" else person
    country = company.country if draw.random() < 0.97 else draw.choice(list(PLACES))
    return {
        "id": key,
        "emails": [f"{local}@{host}"] if host else [],
        "company": _written(company.name, draw, may_be_absent=may_be_absent and way == "own"),
        "country": country if draw.random() < 0.8 else "",
        "city": company.city if draw.random() < 0.6 else "",
    }


def _written(name: str, draw: random.Random, *, may_be_absent: bool) -> str:
    way = draw.choices(("as it is", "form", "one", "two", "absent"), (55, 20, 13, 4, 8 if may_be_absent else 0))[0]
    if way == "absent":
        return ""
    if way == "form":
        return draw.choice((f"{name.title()} {draw.choice(FORMS)}", name.upper(), f"The {name.title()}"))
    for _slip in range({"one": 1, "two": 2}.get(way, 0)):
        name = _slipped(name, draw)
    return name


def _slipped(name: str, draw: random.Random) -> str:
    """One letter left out, doubled, exchanged for another or with its neighbour."""
    if len(name) < 4:
        return name
    at = draw.randrange(1, len(name) - 1)
    return draw.choice(
        (
            name[:at] + name[at + 1 :],
            name[:at] + name[at] + name[at:],
            name[:at] + draw.choice(string.ascii_lowercase) + name[at + 1 :],
            name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :],
        )
    )


def _domain(website: str) -> str:
    try:
        return parse_domain(urlsplit(website).netloc or website)
    except DataError:
        return ""
