"""Which accounts a contact may be at, and what speaks for each: domain, name, phone, place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tiercel.resolve.matching.index import ALIAS, OWN, SUBSIDIARY, Index
from tiercel.resolve.matching.keys import exact_key
from tiercel.resolve.matching.loose_names import similarity
from tiercel.resolve.matching.mail import label_of
from tiercel.resolve.matching.rules import Rules
from tiercel.resolve.matching.seen import Seen

BY_DOMAIN = {OWN: "domain", ALIAS: "alias_domain", SUBSIDIARY: "subsidiary_domain"}
WEBSITE = "website"
ON_A_DOMAIN = frozenset((*BY_DOMAIN.values(), WEBSITE))


@dataclass(slots=True)
class Pair:
    """What speaks for one account; `place` is that of the address whose domain did, `site` the web site's domain."""

    account: int
    via: str = ""
    domain: str = ""
    place: int = 0
    decides: bool = False
    site: str = ""
    label: str = ""
    name: float | None = None
    is_exact: bool = False
    phone: bool = False
    city: bool = False
    country: str = ""
    told_apart: str = ""
    among: int = 1
    against: int | None = None
    rule: str = ""


def pairs_of(seen: Seen, index: Index, rules: Rules, *, loosely: bool) -> list[Pair]:
    """The accounts that some rule holds for, the first of the rules that does in `rule`.

    loosely  whether names that are merely close are looked for too; never where a domain decides
    """
    pairs: dict[int, Pair] = {}
    _by_domain(pairs, seen, index, rules)
    decided = any(pair.decides for pair in pairs.values())
    if seen.company:
        _by_name(pairs, seen.company, index, loosely=loosely and not decided)
    if not decided:
        _by_label(pairs, seen, index, rules)
    for pair in pairs.values():
        _by_place_and_phone(pair, seen, index)
        pair.rule = next((name for name in rules.confidence if _HOLDS[name](pair, rules)), "")
    return [pair for pair in pairs.values() if pair.rule]


def rules_of_close_names(seen: Seen, rules: Rules) -> list[str]:
    """The rules that an account whose name is merely close may come to hold, with what else this contact says."""
    able = {
        "close_name_and_domain": bool(seen.hosts or seen.sites),
        "close_name_and_phone": bool(seen.called),
        "close_name_and_city": bool(seen.city),
        "very_close_name": True,
        "close_name": True,
    }
    return [name for name in rules.confidence if able.get(name, False)]


def _by_domain(pairs: dict[int, Pair], seen: Seen, index: Index, rules: Rules) -> None:
    for place, host in enumerate(seen.hosts):
        for account, via in _known_on(host.domain, index, rules):
            pair = pairs.get(account)
            if pair is None or (host.decides and not pair.decides):
                pairs[account] = Pair(account, via, host.domain, place, host.decides)
    for site in seen.sites:
        for account, via in _known_on(site, index, rules):
            pair = pairs.setdefault(account, Pair(account, via))
            pair.site = pair.site or site


def _known_on(domain: str, index: Index, rules: Rules) -> list[tuple[int, str]]:
    """The accounts on a domain; none where too many share it."""
    known = index.domains.get(domain, [])
    return known if len(known) <= rules.accounts_on_a_domain else []


def _by_name(pairs: dict[int, Pair], company: str, index: Index, *, loosely: bool) -> None:
    for account in sorted(index.exact.get(exact_key(company), ())):
        pair = pairs.setdefault(account, Pair(account))
        pair.name, pair.is_exact = 1.0, True
    if loosely:
        for account, alike in index.close_names(company):
            pair = pairs.setdefault(account, Pair(account))
            pair.name = max(alike, pair.name or 0)
    for pair in pairs.values():
        if pair.name is None:
            pair.name = max((similarity(company, name) for name in index.accounts[pair.account].names), default=0.0)


def _by_label(pairs: dict[int, Pair], seen: Seen, index: Index, rules: Rules) -> None:
    for place, domain in enumerate((*(host.domain for host in seen.hosts), *seen.sites)):
        if len(index.domains.get(domain, ())) > rules.accounts_on_a_domain:
            continue
        for account in sorted(index.labels.get(label_of(domain), ())):
            pair = pairs.setdefault(account, Pair(account, place=place))
            pair.label = pair.label or domain


def _by_place_and_phone(pair: Pair, seen: Seen, index: Index) -> None:
    account = index.accounts[pair.account]
    pair.phone = pair.account in seen.called
    if seen.country and account.country:
        pair.country = "same" if seen.country == account.country else "other"
    pair.city = bool(seen.city) and index.cities.get(pair.account) == seen.city and pair.country != "other"


def _is_close(pair: Pair, rules: Rules) -> bool:
    return pair.name is not None and pair.name >= rules.close_name


# What must hold for a rule; the names are those of strategy/kinds/matching.py.
_HOLDS: dict[str, Callable[[Pair, Rules], bool]] = {
    BY_DOMAIN[OWN]: lambda pair, _rules: pair.decides and pair.via == OWN,
    BY_DOMAIN[ALIAS]: lambda pair, _rules: pair.decides and pair.via == ALIAS,
    BY_DOMAIN[SUBSIDIARY]: lambda pair, _rules: pair.decides and pair.via == SUBSIDIARY,
    WEBSITE: lambda pair, _rules: bool(pair.site),
    "name_and_country": lambda pair, _rules: pair.is_exact and pair.country == "same",
    "close_name_and_domain": lambda pair, rules: (
        bool(pair.label or pair.domain or pair.site) and _is_close(pair, rules)
    ),
    "close_name_and_phone": lambda pair, rules: pair.phone and _is_close(pair, rules),
    "close_name_and_city": lambda pair, rules: pair.city and _is_close(pair, rules),
    "name": lambda pair, _rules: pair.is_exact and pair.country != "other",
    "very_close_name": lambda pair, rules: (pair.name or 0.0) >= rules.very_close_name and pair.country != "other",
    "role_address": lambda pair, _rules: bool(pair.domain) and not pair.decides,
    "domain_is_name_and_country": lambda pair, _rules: bool(pair.label) and pair.country == "same",
    "domain_is_name": lambda pair, _rules: bool(pair.label),
    "close_name": _is_close,
}
