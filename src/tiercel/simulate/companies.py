"""The accounts of the simulated market: what each is, drawn in one piece, and what that adds to its chances."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from tiercel.simulate.effects import Effects
from tiercel.simulate.language import languages

Floats = npt.NDArray[np.float64]
Texts = npt.NDArray[np.object_]

COUNTRIES = {
    "US": 0.22, "GB": 0.1, "DE": 0.07, "CA": 0.04, "AU": 0.03, "IE": 0.02, "NL": 0.03, "AE": 0.08, "SA": 0.07,
    "EG": 0.04, "JO": 0.02, "IR": 0.12, "CN": 0.13, "SG": 0.03,
}  # fmt: skip
REGIONS = {
    "Americas": ("US", "CA"),
    "Europe": ("GB", "DE", "IE", "NL"),
    "Middle East": ("AE", "SA", "EG", "JO", "IR"),
    "Asia Pacific": ("CN", "SG", "AU"),
}
CATEGORIES: dict[str, dict[str, float]] = {
    "industry": {
        "Logistics": 0.12, "E-commerce": 0.12, "Retail": 0.13, "Manufacturing": 0.16, "Food & Beverage": 0.08,
        "Healthcare": 0.07, "Software": 0.08, "Financial Services": 0.06, "Education": 0.05, "Public Sector": 0.05,
        "Construction": 0.05, "Media": 0.03,
    },
    "market": {"Businesses": 0.45, "Consumers": 0.35, "Both": 0.2},
    "ownership": {"Private": 0.5, "Family": 0.2, "Public": 0.15, "Subsidiary": 0.1, "State": 0.05},
    "source": {"Inbound": 0.3, "List": 0.25, "Event": 0.2, "Outbound": 0.15, "Referral": 0.1},
    "fulfilment_model": {"In house": 0.5, "Third party": 0.3, "Dropshipping": 0.2},
    "compliance_need": {"Low": 0.4, "Medium": 0.35, "High": 0.25},
    "origin_of_goods": {"Domestic": 0.4, "Asia": 0.3, "Europe": 0.2, "Americas": 0.1},
}  # fmt: skip
TECHNOLOGIES = {
    "Ledgerline": 0.45, "Postwright": 0.3, "Parcelgrid": 0.25, "Stackmoor": 0.2, "Shipwright One": 0.18,
    "Tillhouse": 0.1,
}  # fmt: skip
SHIPPERS = {"Logistics": 1.0, "E-commerce": 0.8, "Retail": 0.4, "Food & Beverage": 0.2, "Software": -1.0, "Media": -0.8}
NUMBERS = ("employees", "shipping_volume", "growth", "offices", "revenue", "funding", "founded", "warehouses")


@dataclass(frozen=True)
class Companies:
    """One row an account, in the same order everywhere.

    categories    each category's values
    numbers       whole units: people, parcels a month, revenue and funding a year in cents; growth is a share
    z             the standard normal behind each number that has effects
    uses          which of TECHNOLOGIES each account uses, a column each
    language      of the names there
    fit           log-odds that the attributes add to its chance to win
    churn         log-odds that they add to the chance that its subscription is not renewed
    value         what they add to the logarithm of a deal's amount
    luck          log-odds that its deals share and nothing tells
    """

    categories: dict[str, Texts]
    numbers: dict[str, Floats]
    z: dict[str, Floats]
    uses: npt.NDArray[np.bool_]
    language: Texts
    fit: Floats
    churn: Floats
    value: Floats
    luck: Floats

    def __len__(self) -> int:
        return self.fit.size


def make_companies(rng: np.random.Generator, accounts: int, effects: Effects, until: date) -> Companies:
    categories = {name: pick(rng, shares, accounts) for name, shares in CATEGORIES.items()}
    categories["country"] = pick(rng, COUNTRIES, accounts)
    categories["region"] = _looked_up({c: region for region, cs in REGIONS.items() for c in cs}, categories["country"])
    spoken = {country: code for code, language in languages().items() for country in language.countries}
    z = _standard(rng, categories["industry"])
    uses = rng.random((accounts, len(TECHNOLOGIES))) < np.array(list(TECHNOLOGIES.values()))
    technology = uses @ np.array([effects.technologies.get(name, 0.0) for name in TECHNOLOGIES])
    return Companies(
        categories=categories,
        numbers=_numbers(rng, z, until),
        z=z,
        uses=uses,
        language=_looked_up(spoken, categories["country"]),
        fit=_added(effects.levels, effects.slopes, categories, z) + technology,
        churn=_added(effects.churn_levels, effects.churn_slopes, categories, z),
        value=_added({}, effects.value_slopes, categories, z),
        luck=rng.normal(size=accounts) * effects.account_spread,
    )


def pick(rng: np.random.Generator, shares: Mapping[str, float], size: int) -> Texts:
    """Levels drawn by their shares, which sum to 1."""
    code = np.searchsorted(np.cumsum(list(shares.values()))[:-1], rng.random(size), side="right")
    return np.array(list(shares), dtype=object)[code]


def _standard(rng: np.random.Generator, industry: Texts) -> dict[str, Floats]:
    """Shipping depends on the industry and on size, so that each is mixed up with the others as in life."""
    employees, own, growth = rng.normal(size=(3, industry.size))
    shipping = 0.75 * own + 0.4 * employees + np.array([SHIPPERS.get(name, 0.0) for name in industry.tolist()]) - 0.15
    return {"employees": employees, "shipping_volume": shipping, "growth": growth}


def _numbers(rng: np.random.Generator, z: Mapping[str, Floats], until: date) -> dict[str, Floats]:
    employees = np.clip(np.rint(220 * np.exp(1.3 * z["employees"])), 3, 250_000)
    parcels = np.clip(np.rint(6000 * np.exp(1.4 * z["shipping_volume"])), 10, 20_000_000)
    size = employees.size
    revenue = employees * 160_000 * np.exp(0.5 * rng.normal(size=size))
    age = np.clip(np.rint(18 * np.exp(0.7 * rng.normal(size=size))), 1, 160)
    return {
        "employees": employees,
        "shipping_volume": rounded(parcels, 2),
        "growth": np.round(0.08 + 0.15 * z["growth"], 3),
        "offices": 1 + np.floor(np.sqrt(employees / 150) * np.exp(0.4 * rng.normal(size=size))),
        "revenue": rounded(revenue, 3) * 100,
        "funding": rounded(2_000_000 * np.exp(1.2 * rng.normal(size=size)), 2) * 100,
        "founded": until.year - age,
        "warehouses": rng.poisson(2.0, size=size).astype(np.float64),
    }


def rounded(values: Floats, digits: int) -> Floats:
    """Positive numbers with so many digits that count, as people write them."""
    unit = 10.0 ** np.maximum(np.floor(np.log10(values)) - digits + 1, 0)
    return np.asarray(np.rint(values / unit) * unit, dtype=np.float64)


def _added(
    levels: Mapping[str, Mapping[str, float]],
    slopes: Mapping[str, float],
    categories: Mapping[str, Texts],
    z: Mapping[str, Floats],
) -> Floats:
    total = np.zeros(categories["industry"].size)
    for name, effects in levels.items():
        total += np.array([effects.get(level, 0.0) for level in categories[name].tolist()])
    for name, slope in slopes.items():
        total += slope * z[name]
    return total


def _looked_up(table: Mapping[str, str], keys: Texts) -> Texts:
    return np.array([table[key] for key in keys.tolist()], dtype=object)
