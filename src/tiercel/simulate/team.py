"""The team that sells in the simulated market, and what it sells."""

import numpy as np

from tiercel.simulate.companies import REGIONS
from tiercel.simulate.histories import PRODUCTS
from tiercel.simulate.language import languages
from tiercel.simulate.rows import Rows

DOMAIN = "harbor.example"
LEADS = (
    ("Ada Marsh", "Revenue Operations", "Operations"),
    ("Ben Nolan", "Account Executive", "Europe"),
    ("Chen Yating", "Marketer", "Marketing"),
    ("Dara Kiani", "Analyst", "Operations"),
)
CREW = {"Account Executive": 3, "SDR": 2, "Customer Success": 1}


def make_team(rng: np.random.Generator) -> Rows:
    """Four that everyone knows, and in each region sellers, sales development and customer success."""
    names, jobs, teams = (list(column) for column in zip(*LEADS, strict=True))
    for region in REGIONS:
        for job, heads in CREW.items():
            for _ in range(heads):
                given, family = _name(rng)
                names.append(f"{given} {family}")
                jobs.append(job)
                teams.append(region)
    count = range(len(names))
    return {
        "external_id": [person_id(n) for n in count],
        "name": names,
        "email": [[f"{names[n].lower().replace(' ', '.')}.{n}@{DOMAIN}"] for n in count],
        "job": jobs,
        "team": teams,
        "manager": ["" if n == 0 else "Ada Marsh" for n in count],
        "is_active": [n < len(LEADS) or n % 9 != 0 for n in count],
    }


def make_products() -> Rows:
    return {
        "external_id": [product_id(n) for n in range(len(PRODUCTS))],
        "name": list(PRODUCTS),
        "family": [family for family, _ in PRODUCTS.values()],
        "price": [price for _, price in PRODUCTS.values()],
    }


def sellers(team: Rows) -> dict[str, list[str]]:
    """The ids of the account executives, by region."""
    found: dict[str, list[str]] = {}
    for person, job, region in zip(team["external_id"], team["job"], team["team"], strict=True):
        if job == "Account Executive":
            found.setdefault(region, []).append(person)
    return found


def person_id(number: int) -> str:
    return f"005TRC{number:09d}AAA"


def product_id(number: int) -> str:
    return f"01tTRC{number:09d}AAA"


def _name(rng: np.random.Generator) -> tuple[str, str]:
    language = list(languages().values())[int(rng.integers(len(languages())))]
    given = language.given[int(rng.integers(len(language.given)))][1]
    family = language.family[int(rng.integers(len(language.family)))][1]
    return given, family
