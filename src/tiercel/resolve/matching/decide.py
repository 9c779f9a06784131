"""One contact finds its account: candidates by every rule, the best told apart, and what is not sure enough waits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from tiercel.normal.text import compared
from tiercel.resolve.matching.index import ALIAS, OWN, SUBSIDIARY, Index, line_of, similarity
from tiercel.resolve.matching.keys import exact_key
from tiercel.resolve.matching.mail import Host, hosts_of, label_of
from tiercel.resolve.matching.rules import Means, Rules
from tiercel.resolve.matching.tables import Candidate, Contact, Outcome

BY_DOMAIN = {OWN: "domain", ALIAS: "alias_domain", SUBSIDIARY: "subsidiary_domain"}
SIZE, CONTACTS = "size", "contacts"
# What is left of a match's confidence where several accounts are as good, and where the name speaks against it.
AS_GOOD, CONTRADICTED = 0.5, 0.6
# Two names of one company are less alike than this only by chance; a name as far apart is another company's.
_UNLIKE = 0.5
# A name is the closest of several where the next one is this much less alike.
_CLEARLY, _NEARLY_ONE = 0.05, 0.999
# Among few that share a domain, less than a close name tells.
_CLOSE_ENOUGH = 0.7


@dataclass
class Pair:
    """What speaks for one account; `place` is that of the address whose domain did."""

    account: int
    via: str = ""
    domain: str = ""
    place: int = 0
    decides: bool = False
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


def decide(contact: Contact, index: Index, rules: Rules) -> Outcome:
    """The account of one contact, or up to `rules.suggestions` accounts that it may be at, or neither.

    What comes of a contact depends on it and on the accounts alone, and so one by one and in bulk are the same.
    """
    pairs = _pairs(contact, index, rules)
    ruled = [pair for pair in pairs.values() if _rule(pair, rules)]
    if not ruled:
        return Outcome()
    order = rules.order
    ruled.sort(key=lambda pair: (order[pair.rule], pair.place, -(pair.name or 0), pair.account))
    first = ruled[0]
    best = [pair for pair in ruled if (pair.rule, pair.place) == (first.rule, first.place)]
    chosen, confidence = _tell_apart(best, index, rules)
    if contact.company and chosen.rule in BY_DOMAIN.values() and not chosen.is_exact:
        chosen, confidence = _heed_the_name((chosen, confidence), ruled, index, rules)
    found = _candidate(chosen, confidence)
    if confidence >= rules.threshold:
        return Outcome(match=found)
    others = [_candidate(pair, _alone(pair, best, rules)) for pair in ruled if pair.account != chosen.account]
    offered = sorted((found, *others), key=lambda one: (-one.confidence, one.account != chosen.account, one.account))
    return Outcome(suggestions=tuple(offered[: rules.suggestions]))


def _pairs(contact: Contact, index: Index, rules: Rules) -> dict[int, Pair]:
    pairs: dict[int, Pair] = {}
    hosts = hosts_of(contact.emails, rules.silent_domains)
    _by_domain(pairs, hosts, index, rules)
    decided = any(pair.decides for pair in pairs.values())
    _by_name(pairs, contact, index, loosely=not decided)
    if not decided:
        _by_label(pairs, hosts, index, rules)
    _by_place_and_phone(pairs, contact, index)
    return pairs


def _by_domain(pairs: dict[int, Pair], hosts: tuple[Host, ...], index: Index, rules: Rules) -> None:
    for place, host in enumerate(hosts):
        known = index.domains.get(host.domain, ())
        if len(known) > rules.accounts_on_a_domain:
            continue
        for account, via in known:
            pair = pairs.get(account)
            if pair is None or (host.decides and not pair.decides):
                pairs[account] = Pair(account, via, host.domain, place, host.decides)


def _by_name(pairs: dict[int, Pair], contact: Contact, index: Index, *, loosely: bool) -> None:
    if not contact.company:
        return
    for account in sorted(index.exact.get(exact_key(contact.company), ())):
        pair = pairs.setdefault(account, Pair(account))
        pair.name, pair.is_exact = 1.0, True
    if loosely:
        for account, alike in index.close_names(contact.company):
            pair = pairs.setdefault(account, Pair(account))
            pair.name = max(alike, pair.name or 0)
    for pair in pairs.values():
        if pair.name is None:
            pair.name = max(
                (similarity(contact.company, name) for name in index.accounts[pair.account].names), default=0.0
            )


def _by_label(pairs: dict[int, Pair], hosts: tuple[Host, ...], index: Index, rules: Rules) -> None:
    for place, host in enumerate(hosts):
        label = label_of(host.domain)
        if len(index.domains.get(host.domain, ())) > rules.accounts_on_a_domain:
            continue
        for account in sorted(index.labels.get(label, ())):
            pair = pairs.setdefault(account, Pair(account, place=place))
            pair.label = pair.label or host.domain


def _by_place_and_phone(pairs: dict[int, Pair], contact: Contact, index: Index) -> None:
    city = compared(contact.city)
    called = {account for phone in contact.phones for account in index.phones.get(line_of(phone), ())}
    for pair in pairs.values():
        account = index.accounts[pair.account]
        pair.phone = pair.account in called
        if contact.country and account.country:
            pair.country = "same" if contact.country == account.country else "other"
        pair.city = bool(city) and index.cities.get(pair.account) == city and pair.country != "other"


def _rule(pair: Pair, rules: Rules) -> bool:
    """Find the first rule that holds, and say whether any does."""
    pair.rule = next((name for name in rules.confidence if _holds(name, pair, rules)), "")
    return bool(pair.rule)


def _holds(rule: str, pair: Pair, rules: Rules) -> bool:
    if rule in BY_DOMAIN.values():
        return pair.decides and BY_DOMAIN[pair.via] == rule
    is_close = pair.name is not None and pair.name >= rules.close_name
    holds = {
        "name_and_country": pair.is_exact and pair.country == "same",
        "close_name_and_domain": is_close and bool(pair.label or pair.domain),
        "close_name_and_phone": is_close and pair.phone,
        "close_name_and_city": is_close and pair.city,
        "name": pair.is_exact and pair.country != "other",
        "very_close_name": (pair.name or 0.0) >= rules.very_close_name and pair.country != "other",
        "role_address": bool(pair.domain) and not pair.decides,
        "domain_is_name_and_country": bool(pair.label) and pair.country == "same",
        "domain_is_name": bool(pair.label),
        "close_name": is_close,
    }
    return holds[rule]


def _tell_apart(best: list[Pair], index: Index, rules: Rules) -> tuple[Pair, float]:
    """The one of several equally good that the means of the document single out, else the first, and then unsure."""
    left, confidence = best, rules.confidence[best[0].rule]
    on_a_domain = best[0].rule in BY_DOMAIN.values()
    for means in rules.tell_apart:
        # Most addresses on a domain are of the larger of two; of two with one name, size says nothing.
        if means.name in (SIZE, CONTACTS) and not on_a_domain:
            continue
        if len(left) == 1:
            break
        narrowed = _narrowed(left, means, index)
        if len(narrowed) == 1:
            narrowed[0].told_apart, narrowed[0].among = means.name, len(best)
            confidence = min(confidence, means.confidence)
        left = narrowed or left
    if len(left) > 1:
        for pair in left:
            pair.among = len(left)
        return left[0], min(confidence, AS_GOOD)
    return left[0], confidence


def _narrowed(pairs: list[Pair], means: Means, index: Index) -> list[Pair]:
    """Those that this speaks for, in their order; all of them where it speaks for none."""
    if means.name == "name":
        return _closest(pairs)
    if means.name == "country":
        return [pair for pair in pairs if pair.country == "same"] or [p for p in pairs if p.country != "other"] or pairs
    if means.name == "city":
        return [pair for pair in pairs if pair.city] or pairs
    column = "employees" if means.name == SIZE else "contacts"
    sizes = sorted(
        ((getattr(index.accounts[pair.account], column) or 0, pair) for pair in pairs), key=lambda one: -one[0]
    )
    (most, first), (next_one, _second) = sizes[0], sizes[1]
    return [first] if most > 0 and most >= means.times * max(next_one, 1) else pairs


def _closest(pairs: list[Pair]) -> list[Pair]:
    """Those whose name is the one written, else those close to it and clearly closer than the others'."""
    most = max(pair.name or 0.0 for pair in pairs)
    if most < _NEARLY_ONE and any(pair.country == "same" for pair in pairs):
        # A slip of the pen can make the name of a branch elsewhere a little closer.
        pairs = [pair for pair in pairs if pair.country != "other"]
        most = max(pair.name or 0.0 for pair in pairs)
    if most < _CLOSE_ENOUGH:
        return pairs
    return [pair for pair in pairs if (pair.name or 0.0) > (most - _CLEARLY if most < 1 else _NEARLY_ONE)]


def _heed_the_name(found: tuple[Pair, float], ruled: list[Pair], index: Index, rules: Rules) -> tuple[Pair, float]:
    """A domain that says one account, and a company's name that is another's: its subsidiary, or a contradiction."""
    chosen, confidence = found
    named = [pair for pair in ruled if pair.is_exact and pair.account != chosen.account]
    family = [pair for pair in named if index.roots[pair.account] == index.roots[chosen.account]]
    if len(family) == 1:
        own = replace(family[0], domain=chosen.domain, rule=chosen.rule, told_apart="name", among=2)
        return own, min(confidence if confidence > AS_GOOD else 1.0, _by_name_at_most(rules))
    if rules.name_may_contradict and named and (chosen.name or 0.0) < _UNLIKE:
        chosen.against = named[0].account
        return chosen, min(confidence, CONTRADICTED)
    return chosen, confidence


def _by_name_at_most(rules: Rules) -> float:
    return next((one.confidence for one in rules.tell_apart if one.name == "name"), AS_GOOD)


def _alone(pair: Pair, best: list[Pair], rules: Rules) -> float:
    """How sure a suggestion is that was not chosen."""
    confidence = rules.confidence[pair.rule]
    return min(confidence, AS_GOOD if pair in best else CONTRADICTED)


def _candidate(pair: Pair, confidence: float) -> Candidate:
    return Candidate(pair.account, pair.rule, round(confidence, 4), _evidence(pair))


def _evidence(pair: Pair) -> dict[str, Any]:
    """What spoke for it and against it, in values that a page turns into words."""
    said: dict[str, Any] = {
        "domain": pair.domain or pair.label,
        "alike": pair.label and not pair.domain,
        "role_address": bool(pair.domain) and not pair.decides,
        "name": None if pair.name is None else round(pair.name, 2),
        "country": pair.country,
        "city": pair.city,
        "phone": pair.phone,
        "told_apart": pair.told_apart,
        "among": pair.among if pair.among > 1 else None,
        "against": pair.against,
    }
    return {name: value for name, value in said.items() if value not in (None, "", False)}
