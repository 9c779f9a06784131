"""A market made once, reproducibly: accounts, their people, four years of deals, and the truth behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from tiercel.core.errors import ConfigError
from tiercel.simulate import account_rows, deal_rows
from tiercel.simulate.companies import Companies, make_companies
from tiercel.simulate.effects import DEFAULT, Effects
from tiercel.simulate.histories import Ledger, make_histories
from tiercel.simulate.names import Names, make_names
from tiercel.simulate.people import make_crowd
from tiercel.simulate.plans import make_plans
from tiercel.simulate.rows import Rows, typed
from tiercel.simulate.team import make_products, make_team, sellers
from tiercel.simulate.traps import damage, duplicate, misspell, orphan
from tiercel.simulate.truth import Truth
from tiercel.tables.catalogue import TABLES

__all__ = ["DEFAULT", "Market", "make_market"]
YEARS = 4
PROXIES = {"revenue": "employees", "offices": "employees"}
NOISE = (
    "market", "ownership", "origin_of_goods", "country", "region", "city", "founded", "funding", "warehouses",
)  # fmt: skip
LEAKS = {"accounts": ("implementation_partner", "type"), "deals": ("reason", "contract_number", "stage")}


@dataclass(frozen=True)
class Market:
    """What a CRM holds, and what it does not say.

    tables   people, products, accounts, contacts, deals, deal_contacts, stage_changes, subscriptions, in the columns
             of tiercel.tables (money as `<name>_minor` and `<name>_currency`), then the custom attributes
    custom   the custom attributes by table: name and type
    since, until   the days on which something happens; `until` is out
    truth    what was planted
    """

    tables: Mapping[str, pa.Table]
    custom: Mapping[str, Mapping[str, pa.DataType]]
    since: date
    until: date
    truth: Truth


def make_market(
    seed: int = 7, *, until: date, accounts: int = 5000, deals: int = 3000, effects: Effects = DEFAULT
) -> Market:
    """A market of so many accounts and about so many deals; the same arguments give the same bytes.

    until   the day after its last; the market begins four years before
    raises  ConfigError for fewer than 20 accounts or deals

    >>> market = make_market(until=date(2026, 1, 1), accounts=100, deals=60)
    >>> market.tables["accounts"].num_rows, market.truth.drivers[:2]
    (101, ('industry', 'source'))
    """
    if accounts < 20 or deals < 20:
        raise ConfigError("A market needs 20 accounts and 20 deals or more.")
    # A stream for each kind of thing, so that a change to one leaves the others as they were.
    streams = [np.random.default_rng(each) for each in np.random.SeedSequence(seed).spawn(6)]
    last = int(np.datetime64(until, "D").astype(np.int64))
    companies = make_companies(streams[0], accounts, effects, until)
    names = make_names(streams[1], companies)
    crowd = make_crowd(streams[2], companies, names.domain)
    # Renewals come on top of what is tried, and what would begin after the end falls away.
    attempts = round(deals * 0.875)
    plans, intercept = make_plans(
        streams[3], companies, crowd, effects, attempts=attempts, since=last - YEARS * 365, until=last
    )
    ledger = make_histories(streams[4], companies, crowd, effects, plans=plans, intercept=intercept, until=last)
    return _market(streams[5], names, ledger, until)


def _market(rng: np.random.Generator, names: Names, ledger: Ledger, until: date) -> Market:
    team = make_team(rng)
    accounts = account_rows.account_rows(rng, names, ledger, sellers(team))
    contacts = account_rows.contact_rows(rng, ledger, accounts)
    deals = deal_rows.deal_rows(rng, ledger, accounts)
    rows: dict[str, Rows] = {
        "people": team,
        "products": make_products(),
        "accounts": accounts,
        "contacts": contacts,
        "deals": deals,
        "deal_contacts": deal_rows.deal_contact_rows(rng, ledger),
        "stage_changes": deal_rows.stage_rows(ledger),
        "subscriptions": deal_rows.subscription_rows(ledger),
    }
    truth = Truth(
        effects=ledger.effects,
        intercept=ledger.intercept,
        drivers=ledger.effects.drivers,
        proxies={name: of for name, of in PROXIES.items() if of in ledger.effects.drivers},
        noise=_noise(ledger.effects),
        leaks=LEAKS,
        roles=tuple(role for role, effect in ledger.effects.roles.items() if effect),
        deals=_chances(ledger),
        accounts=_fits(ledger.companies),
        misspelt=misspell(rng, accounts, deals),
        damage=damage(rng, accounts, contacts, deals),
        duplicates=duplicate(rng, accounts),
        deals_without_account=orphan(rng, deals),
    )
    custom = {"accounts": account_rows.CUSTOM, "deals": deal_rows.CUSTOM}
    tables = {name: typed(TABLES[name], values, custom.get(name, {})) for name, values in rows.items()}
    return Market(tables, custom, until - timedelta(days=YEARS * 365), until, truth)


def _noise(effects: Effects) -> tuple[str, ...]:
    """What never matters, and what could have and does not in this market."""
    could = (*effects.levels, *effects.slopes, "technologies", *PROXIES)
    drives = {*effects.drivers, *(name for name, of in PROXIES.items() if of in effects.drivers)}
    return (*NOISE, *(name for name in could if name not in drives))


def _chances(ledger: Ledger) -> pa.Table:
    chance = np.array([deal.sale.chance for deal in ledger.deals])
    ids = [deal_rows.deal_id(n) for n in range(chance.size)]
    return pa.table({"deal": ids, "chance": chance, "log_odds": np.log(chance / (1 - chance))})


def _fits(companies: Companies) -> pa.Table:
    return pa.table({"account": [account_rows.account_id(n) for n in range(len(companies))], "fit": companies.fit})
