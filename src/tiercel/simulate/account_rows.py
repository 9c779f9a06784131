"""The accounts and contacts of the simulated market as rows of their tables."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from tiercel.simulate.companies import TECHNOLOGIES, Companies
from tiercel.simulate.histories import Ledger
from tiercel.simulate.names import Names
from tiercel.simulate.rows import Rows, at_work, day, sparse

CUSTOM: dict[str, pa.DataType] = {
    "shipping_volume": pa.int64(),
    "fulfilment_model": pa.string(),
    "compliance_need": pa.string(),
    "origin_of_goods": pa.string(),
    "warehouses": pa.int64(),
    "implementation_partner": pa.string(),
}
BLANK = {
    "industry": 0.03, "market": 0.15, "employees": 0.08, "revenue": 0.12, "city": 0.03, "founded": 0.1,
    "ownership": 0.15, "funding": 0.6, "growth": 0.3, "technologies": 0.1, "offices": 0.2, "source": 0.02,
    "shipping_volume": 0.15, "fulfilment_model": 0.1, "compliance_need": 0.1, "origin_of_goods": 0.25,
    "warehouses": 0.2,
}  # fmt: skip


def account_id(number: int) -> str:
    return f"001TRC{number:09d}AAA"


def contact_id(number: int) -> str:
    return f"003TRC{number:09d}AAA"


def account_rows(rng: np.random.Generator, names: Names, ledger: Ledger, owners: dict[str, list[str]]) -> Rows:
    companies, until = ledger.companies, ledger.until
    size = len(companies)
    created = _created(rng, ledger, size, until)
    rows: Rows = {
        "external_id": [account_id(n) for n in range(size)],
        "name": names.name.tolist(),
        "other_names": [[latin] for latin in names.latin.tolist()],
        "domains": [[domain] for domain in sparse(rng, names.domain, 0.04)],
        "parent": _parents(rng, size),
        "city": names.city.tolist(),
        **{name: values.tolist() for name, values in companies.categories.items()},
        **{name: values.astype(np.int64).tolist() for name, values in companies.numbers.items()},
        "growth": companies.numbers["growth"].tolist(),
        "technologies": _technologies(companies),
        "type": _relations(rng, ledger, size),
        "owner": _owners(rng, companies, owners),
        "do_not_sell": (rng.random(size) < 0.01).tolist(),
        "created_on": [day(n) for n in created.tolist()],
        "source_updated_at": [at_work(n, n) for n in rng.integers(created, until).tolist()],
        "implementation_partner": _partners(rng, ledger, size),
    }
    rows["domains"] = [[domain] if domain else None for [domain] in rows["domains"]]
    for name, share in BLANK.items():
        rows[name] = sparse(rng, rows[name], share)
    return rows


def contact_rows(rng: np.random.Generator, ledger: Ledger, accounts: Rows) -> Rows:
    """Contacts; one in thirty is not matched to an account yet, though its mail address tells."""
    crowd = ledger.crowd
    size = len(crowd)
    first = {contact: deal.opened for deal in reversed(ledger.deals) for contact in deal.sale.contacts}
    born = np.array([_number(accounts["created_on"][a]) for a in crowd.account.tolist()])
    created = rng.integers(born, ledger.until)
    known = [min(day_, first.get(n, day_)) for n, day_ in enumerate(created.tolist())]
    here = [account_id(n) for n in crowd.account.tolist()]
    unmatched = rng.random(size) < np.where([n in first for n in range(size)], 0.0, 0.03)
    return {
        "external_id": [contact_id(n) for n in range(size)],
        "name": crowd.full.tolist(),
        "first_name": crowd.given.tolist(),
        "last_name": crowd.family.tolist(),
        "account": [None if lost else at for at, lost in zip(here, unmatched.tolist(), strict=True)],
        "emails": _listed(crowd.email.tolist()),
        "phones": _listed(crowd.phone.tolist()),
        "title": [title or None for title in crowd.title.tolist()],
        "language": crowd.language.tolist(),
        "preferred_channel": [channel or None for channel in crowd.channel.tolist()],
        "country": ledger.companies.categories["country"][crowd.account].tolist(),
        "owner": [accounts["owner"][a] for a in crowd.account.tolist()],
        "created_on": [day(n) for n in known],
    }


def customers(ledger: Ledger) -> tuple[set[int], set[int]]:
    """The accounts that ever bought, and those that pay today."""
    ever = {each.account for each in ledger.subscriptions}
    return ever, {each.account for each in ledger.subscriptions if not each.ended}


def _created(
    rng: np.random.Generator, ledger: Ledger, size: int, until: int
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    created = rng.integers(until - 6 * 365, until - 30, size=size)
    for deal in ledger.deals:
        at = deal.sale.account
        created[at] = min(created[at], deal.opened - 5)
    return created


def _parents(rng: np.random.Generator, size: int) -> list[str | None]:
    """Three in a hundred belong to another, which belongs to nobody: the first fifth of accounts has no parent."""
    top = max(size // 5, 1)
    owned, parent = rng.random(size) < 0.03, rng.integers(top, size=size)
    return [account_id(int(parent[n])) if owned[n] and n >= top else None for n in range(size)]


def _technologies(companies: Companies) -> list[list[str]]:
    names = list(TECHNOLOGIES)
    return [[name for name, used in zip(names, row, strict=True) if used] for row in companies.uses.tolist()]


def _relations(rng: np.random.Generator, ledger: Ledger, size: int) -> list[str]:
    ever, today = customers(ledger)
    chance = rng.random(size).tolist()
    return [
        "Customer" if n in today
        else "Former Customer" if n in ever
        else "Partner" if chance[n] < 0.015
        else "Competitor" if chance[n] < 0.02
        else "Prospect"
        for n in range(size)
    ]  # fmt: skip


def _partners(rng: np.random.Generator, ledger: Ledger, size: int) -> list[str | None]:
    """Who set our product up: known only of those who bought, and so a leak."""
    ever, _ = customers(ledger)
    chance, who = rng.random(size).tolist(), rng.integers(3, size=size).tolist()
    choices = ("Own team", "Quayside Consulting", "Tern Partners")
    return [choices[who[n]] if chance[n] < (0.95 if n in ever else 0.004) else None for n in range(size)]


def _owners(rng: np.random.Generator, companies: Companies, owners: dict[str, list[str]]) -> list[str]:
    chance = rng.random(len(companies)).tolist()
    region = companies.categories["region"].tolist()
    return [owners[where][int(share * len(owners[where]))] for where, share in zip(region, chance, strict=True)]


def _listed(values: Sequence[str]) -> list[list[str] | None]:
    return [[value] if value else None for value in values]


def _number(when: object) -> int:
    return int(np.datetime64(when, "D").astype(np.int64))  # type: ignore[call-overload]
