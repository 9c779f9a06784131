"""Parents that names and domains suggest: "Acme Deutschland GmbH" under "Acme", acme.de under acme.com."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tiercel.normal.company_names import OWN, PLACE, company_words
from tiercel.normal.domains import public_suffixes
from tiercel.normal.free_mail import is_free_mail

# A name of one short word is anybody's.
SHORTEST_NAME = 4
NAME, SAME_DOMAIN, SISTER_DOMAIN = "name", "same domain", "sister domain"


@dataclass(frozen=True)
class Company:
    """An account as far as it matters here; `domains` are registrable ones."""

    id: int
    name: str
    domains: tuple[str, ...] = ()


@dataclass(frozen=True)
class Suggestion:
    """That one account belongs to another.

    why     what speaks for it: name, same domain, sister domain
    said    what was seen, as "deutschland" or "acme.de, acme.com"
    """

    child: int
    parent: int
    why: tuple[str, ...]
    said: str


@dataclass(frozen=True)
class _Named:
    company: Company
    core: tuple[str, ...]
    places: tuple[str, ...]


def suggest_parents(companies: Iterable[Company]) -> list[Suggestion]:
    """The parent of each account for which one account alone comes into question; in the order of their keys.

    A name is that of its parent with a place more. A domain of a country is the sister of the one with the same label
    under .com, where both names share what is their own.

    >>> acme = Company(1, "Acme Inc.", ("acme.com",))
    >>> [s.why for s in suggest_parents([acme, Company(2, "Acme Deutschland GmbH", ("acme.de",))])]
    [('name', 'sister domain')]
    """
    named = [_named(company) for company in companies]
    by_core: dict[tuple[str, ...], list[_Named]] = defaultdict(list)
    by_label: dict[str, list[_Named]] = defaultdict(list)
    for each in named:
        if not each.places:
            by_core[each.core].append(each)
        for label in _labels(each.company, generic=True):
            by_label[label].append(each)
    found = (_suggestion(each, by_core, by_label) for each in sorted(named, key=lambda each: each.company.id))
    return [each for each in found if each is not None]


def _named(company: Company) -> _Named:
    words = company_words(company.name)
    core = tuple(word.latin for word in words if word.weight > PLACE)
    has_own = any(word.weight == OWN and len(word.latin) >= SHORTEST_NAME for word in words)
    places = tuple(word.latin for word in words if word.weight == PLACE)
    return _Named(company, core if has_own else (), places)


def _suggestion(
    child: _Named, by_core: dict[tuple[str, ...], list[_Named]], by_label: dict[str, list[_Named]]
) -> Suggestion | None:
    parent = _alone(by_core.get(child.core, ()), child) if child.core and child.places else None
    if parent is not None:
        domain = _domains_agree(child.company, parent.company)
        why = (NAME, domain) if domain else (NAME,)
        return Suggestion(child.company.id, parent.company.id, why, _said(child, parent.company, domain))
    sisters = [each for label in _labels(child.company, generic=False) for each in by_label.get(label, ())]
    parent = _alone(sisters, child)
    if parent is None or not set(parent.core[:1]) & set(child.core):
        return None
    said = f"{child.company.domains[0]}, {parent.company.domains[0]}"
    return Suggestion(child.company.id, parent.company.id, (SISTER_DOMAIN,), said)


def _alone(candidates: Iterable[_Named], child: _Named) -> _Named | None:
    """The one candidate that is not the account itself; None where there are several."""
    found = {each.company.id: each for each in candidates if each.company.id != child.company.id}
    return next(iter(found.values())) if len(found) == 1 else None


def _domains_agree(child: Company, parent: Company) -> str:
    own = [domain for domain in child.domains if not is_free_mail(domain)]
    if set(own) & set(parent.domains):
        return SAME_DOMAIN
    of_child, of_parent = ({_label(domain) for domain in domains} for domains in (own, parent.domains))
    return SISTER_DOMAIN if (of_child & of_parent) - {""} else ""


def _said(child: _Named, parent: Company, domain: str) -> str:
    domains = (child.company.domains[:1] + parent.domains[:1]) if domain == SISTER_DOMAIN else child.company.domains[:1]
    return ", ".join([*child.places, *(domains if domain else ())])


def _labels(company: Company, *, generic: bool) -> Iterator[str]:
    """Labels of domains under .com and the like, or under a country."""
    for domain in company.domains:
        label, _dot, suffix = domain.partition(".")
        is_country = len(suffix.rpartition(".")[2]) == 2
        if _label(domain) and is_country is not generic:
            yield label


def _label(domain: str) -> str:
    """What stands before the public suffix; empty where it is anybody's: a provider of mail, or too short."""
    label, _dot, suffix = domain.partition(".")
    known = suffix in public_suffixes() and not is_free_mail(domain)
    return label if known and len(label) >= SHORTEST_NAME else ""
