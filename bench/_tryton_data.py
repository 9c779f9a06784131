"""Parties, people and opportunities in a Tryton that runs, put there by its own JSON-RPC."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

TAP = Path(__file__).parent.parent / "clients" / "tap-tryton" / "tap_tryton.py"


def the_tap() -> ModuleType:
    spec = importlib.util.spec_from_file_location("tap_tryton", TAP)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def fill(config: dict[str, Any], parties: int, opportunities: int) -> Any:
    """Put a company, an employee, so many parties with a person each, and so many opportunities there."""
    tryton = the_tap().Tryton(config)

    def create(model: str, rows: list[dict[str, Any]]) -> list[int]:
        found: list[int] = tryton.call(f"model.{model}.create", rows, tryton.context)
        return found

    currencies = tryton.call("model.currency.currency.search", [["code", "=", "EUR"]], 0, 1, None, tryton.context)
    currency = (
        currencies
        or create("currency.currency", [{"name": "Euro", "symbol": "€", "code": "EUR", "numeric_code": "978"}])
    )[0]
    own, ada = create("party.party", [{"name": "Our own company"}, {"name": "Ada Seller"}])
    company = create("company.company", [{"party": own, "currency": currency}])[0]
    employee = create("company.employee", [{"party": ada, "company": company}])[0]
    me = tryton.call("model.res.user.search", [["login", "=", config["user"]]], 0, 1, None, tryton.context)
    given = {
        "companies": [["add", [company]]],
        "company": company,
        "employees": [["add", [employee]]],
        "employee": employee,
    }
    tryton.call("model.res.user.write", me, given, tryton.context)
    tryton.context = tryton.call("model.res.user.get_preferences", True, {})
    firms = create("party.party", [_firm(n) for n in range(parties)])
    asked = [["party", "in", firms], ["type", "=", "email"]]
    people = tryton.call("model.party.contact_mechanism.search_read", asked, 0, None, None, ["party"], tryton.context)
    contact_of = {row["party"]: row["id"] for row in people}
    rows = [
        {
            "description": f"Opportunity {n}",
            "party": firms[n % parties],
            "contact": contact_of[firms[n % parties]],
            "company": company,
            "employee": employee,
            "start_date": {"__class__": "date", "year": 2026, "month": 1, "day": n % 28 + 1},
            "amount": {"__class__": "Decimal", "decimal": f"{n * 100}.50"},
            "currency": currency,
        }
        for n in range(opportunities)
    ]
    made = create("sale.opportunity", rows)
    create("party.party", [{"name": "A firm that came later"}])
    return made


def _firm(n: int) -> dict[str, Any]:
    mechanisms = [
        {"type": "website", "value": f"https://firm{n}.example.com"},
        {"type": "email", "name": f"Pat Person{n}", "value": f"pat{n}@firm{n}.example.com"},
    ]
    return {"name": f"Firm {n}", "contact_mechanisms": [["create", mechanisms]]}


if __name__ == "__main__":
    import sys

    print(len(fill({"url": sys.argv[1], "database": "crm", "user": "admin", "password": "benchpass1"}, 200, 300)))
