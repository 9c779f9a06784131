"""What the accounts of the simulated market are called, and where they are on the web."""

import re
from dataclasses import dataclass

import numpy as np

from tiercel.simulate.companies import Companies, Texts
from tiercel.simulate.language import languages

# Reserved by RFC 2606: no company can have a name under them.
TOPS = ("example", "example", "example", "example", "example", "test")


@dataclass(frozen=True)
class Names:
    """One row an account: its name with the legal form, the same in Latin letters, its domain and its city."""

    name: Texts
    latin: Texts
    domain: Texts
    city: Texts


def make_names(rng: np.random.Generator, companies: Companies) -> Names:
    number = _numbers(rng, companies.language)
    chance = rng.random((len(companies), 2)).tolist()
    rows, domains = [], Domains()
    for row, (of_city, of_form) in enumerate(chance):
        language = languages()[companies.language[row]]
        country = companies.categories["country"][row]
        cities, forms = language.cities[country], language.countries[country]
        city = cities[int(of_city * len(cities))]
        name, latin = language.company(int(number[row]), companies.categories["industry"][row], city)
        full = forms[int(of_form * len(forms))].format(name=name)
        rows.append((full, latin, domains.new(latin), city))
    return Names(*(np.array(column, dtype=object) for column in zip(*rows, strict=True)))


class Domains:
    """Hands out domains, each once."""

    def __init__(self) -> None:
        self.taken: dict[str, int] = {}

    def new(self, latin: str) -> str:
        slug = re.sub(r"[^a-z]+", "-", latin.lower()).strip("-")
        self.taken[slug] = self.taken.get(slug, 0) + 1
        top = TOPS[len(slug) % len(TOPS)]
        return f"{slug}.{top}" if self.taken[slug] == 1 else f"{slug}-{self.taken[slug]}.{top}"


def _numbers(rng: np.random.Generator, spoken: Texts) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """A number for each account, that no other account of its language has."""
    numbers = np.zeros(spoken.size, dtype=np.int64)
    for code, language in languages().items():
        rows = np.flatnonzero(spoken == code)
        numbers[rows] = rng.permutation(max(rows.size, 2 * language.names))[: rows.size]
    return numbers
