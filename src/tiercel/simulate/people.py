"""The contacts of the simulated market: who works at which account, and what part each plays in a purchase."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tiercel.simulate.companies import Companies, Texts, pick
from tiercel.simulate.language import languages

Whole = npt.NDArray[np.int64]

ROLES = {
    "user": 0.3, "influencer": 0.24, "decision_maker": 0.18, "it_expert": 0.13, "economic_buyer": 0.09,
    "executive_sponsor": 0.06,
}  # fmt: skip
CHANNELS = {"Email": 0.5, "Phone": 0.25, "Social": 0.15, "Event": 0.1}
# Ofcom, the Bundesnetzagentur and the North American plan keep numbers for stories; elsewhere we invent none.
PHONES = {"GB": "+4420794607{:02d}", "US": "+1312555{:04d}", "CA": "+1416555{:04d}", "DE": "+4930231252{:02d}"}
FREE_MAIL = ("gmail.com", "yahoo.com", "outlook.com")


@dataclass(frozen=True)
class Crowd:
    """One row a contact, sorted by account.

    account      the number of the account
    role         the part that the contact truly plays
    given, family, full, title, email, phone, channel, language   as written; "" is blank
    first        where the contacts of account a begin; those of a are rows first[a] up to first[a + 1]
    """

    account: Whole
    role: Texts
    given: Texts
    family: Texts
    full: Texts
    title: Texts
    email: Texts
    phone: Texts
    channel: Texts
    language: Texts
    first: Whole

    def __len__(self) -> int:
        return self.account.size


def make_crowd(rng: np.random.Generator, companies: Companies, domains: Texts) -> Crowd:
    """About four contacts an account, each with a name and a title in the account's language."""
    counts = 1 + rng.poisson(3.0, size=len(companies))
    account = np.repeat(np.arange(len(companies)), counts)
    role = pick(rng, ROLES, account.size)
    names = _names(rng, companies.language[account], role)
    return Crowd(
        account=account,
        role=role,
        given=names["given"],
        family=names["family"],
        full=names["full"],
        title=_blanked(rng, names["title"], 0.03),
        email=_blanked(rng, _emails(rng, names["latin"], domains[account]), 0.06),
        phone=_phones(rng, companies.categories["country"][account]),
        channel=_blanked(rng, pick(rng, CHANNELS, account.size), 0.4),
        language=companies.language[account],
        first=np.concatenate([[0], np.cumsum(counts)]),
    )


def _names(rng: np.random.Generator, spoken: Texts, role: Texts) -> dict[str, Texts]:
    """Names and titles, row by row, since each row has a language of its own."""
    chance = rng.random((spoken.size, 3))
    found: dict[str, list[str]] = {"given": [], "family": [], "full": [], "title": [], "latin": []}
    for code, part, (of_given, of_family, of_title) in zip(
        spoken.tolist(), role.tolist(), chance.tolist(), strict=True
    ):
        words = languages()[code]
        given = words.given[int(of_given * len(words.given))]
        family = words.family[int(of_family * len(words.family))]
        titles = words.titles[part]
        found["given"].append(given[0])
        found["family"].append(family[0])
        found["full"].append(words.person(given, family))
        found["title"].append(titles[int(of_title * len(titles))])
        found["latin"].append(f"{given[1]}.{family[1]}".lower())
    return {name: np.array(values, dtype=object) for name, values in found.items()}


def _emails(rng: np.random.Generator, latin: Texts, domains: Texts) -> Texts:
    """Addresses at the account's domain, and for one in twenty at a free mail provider; no two are the same."""
    free = rng.random(latin.size) < 0.05
    provider = rng.integers(len(FREE_MAIL), size=latin.size)
    seen: dict[str, int] = {}
    emails = []
    for row, (name, domain) in enumerate(zip(latin.tolist(), domains.tolist(), strict=True)):
        at = f"{name}.{row}@{FREE_MAIL[provider[row]]}" if free[row] else f"{name}@{domain}"
        seen[at] = seen.get(at, 0) + 1
        emails.append(at if seen[at] == 1 else at.replace("@", f"{seen[at]}@"))
    return np.array(emails, dtype=object)


def _phones(rng: np.random.Generator, countries: Texts) -> Texts:
    last = rng.integers(100, size=countries.size)
    phones = [
        PHONES[country].format(100 + number if country in {"US", "CA"} else number) if country in PHONES else ""
        for country, number in zip(countries.tolist(), last.tolist(), strict=True)
    ]
    return np.array(phones, dtype=object)


def _blanked(rng: np.random.Generator, values: Texts, share: float) -> Texts:
    return np.where(rng.random(values.size) < share, "", values).astype(object)
