"""One contact finds its account: candidates by every rule, the best told apart, and what is not sure enough waits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tiercel.resolve.matching.index import Index
from tiercel.resolve.matching.pairs import ON_A_DOMAIN, Pair, pairs_of, rules_of_close_names
from tiercel.resolve.matching.rules import Means, Rules
from tiercel.resolve.matching.seen import Seen
from tiercel.resolve.matching.tables import Candidate, Outcome

_BY_EXACT_NAME = ("name_and_country", "name")
SIZE, CONTACTS = "size", "contacts"
# What is left at most of a match's confidence where several accounts are as good, and where the name speaks against it.
AS_GOOD, CONTRADICTED = 0.5, 0.6
# Two names of one company are less alike than this only by chance; a name as far apart is another company's.
_UNLIKE = 0.5
# A name is the closest of several where the next one is this much less alike.
_CLEARLY, _NEARLY_ONE = 0.05, 0.999
# Among few that share a domain, less than a close name tells.
_CLOSE_ENOUGH = 0.7


def decide(seen: Seen, index: Index, rules: Rules) -> Outcome:
    """The account of one contact, or up to `rules.suggestions` accounts that it may be at, or neither.

    What comes of a contact depends on what is seen of it and on the accounts alone, and so one by one and in bulk are
    the same.
    """
    found = decide_exactly(seen, index, rules)
    return decide_loosely(seen, index, rules) if found is None else found


def decide_exactly(seen: Seen, index: Index, rules: Rules) -> Outcome | None:
    """What comes of a contact without a look for close names; None where one of those might change it."""
    if seen.says_nothing:
        return Outcome()
    pairs = pairs_of(seen, index, rules, loosely=False)
    outcome = _choose(pairs, seen, index, rules)
    if not seen.company or any(pair.decides for pair in pairs) or _stands(outcome, seen, rules):
        return outcome
    return None


def decide_loosely(seen: Seen, index: Index, rules: Rules) -> Outcome:
    return _choose(pairs_of(seen, index, rules, loosely=True), seen, index, rules)


def _stands(outcome: Outcome, seen: Seen, rules: Rules) -> bool:
    """Whether a match by the very name is one that no account of a close name could take the place of.

    Looking for close names is what costs most, and most names are written as they are.
    """
    if outcome.match is None or outcome.match.method not in _BY_EXACT_NAME:
        return False
    order = rules.order
    return all(order[outcome.match.method] < order[name] for name in rules_of_close_names(seen, rules))


def _choose(ruled: list[Pair], seen: Seen, index: Index, rules: Rules) -> Outcome:
    if not ruled:
        return Outcome()
    order = rules.order
    ruled.sort(key=lambda pair: (order[pair.rule], pair.place, -(pair.name or 0), pair.account))
    first = ruled[0]
    best = [pair for pair in ruled if (pair.rule, pair.place) == (first.rule, first.place)]
    chosen, confidence = _tell_apart(best, index, rules)
    if seen.company and chosen.rule in ON_A_DOMAIN and not chosen.is_exact:
        chosen, confidence = _heed_the_name((chosen, confidence), ruled, index, rules)
    found = _candidate(chosen, confidence)
    if confidence >= rules.threshold:
        return Outcome(match=found)
    others = [
        _candidate(pair, _beside(pair, (chosen, confidence), len(ruled) - 1, rules))
        for pair in ruled
        if pair.account != chosen.account
    ]
    offered = sorted((found, *others), key=lambda one: (-one.confidence, one.account != chosen.account, one.account))
    return Outcome(suggestions=tuple(offered[: rules.suggestions]))


def _tell_apart(best: list[Pair], index: Index, rules: Rules) -> tuple[Pair, float]:
    """The one of several equally good that the means of the document single out, else the first, and then unsure."""
    left, confidence = best, rules.confidence[best[0].rule]
    on_a_domain = best[0].rule in ON_A_DOMAIN
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
        return left[0], confidence / len(left)
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
        own = replace(family[0], domain=chosen.domain, site=chosen.site, rule=chosen.rule, told_apart="name", among=2)
        return own, min(confidence if confidence > AS_GOOD else 1.0, _by_name_at_most(rules))
    if rules.name_may_contradict and named and (chosen.name or 0.0) < _UNLIKE:
        chosen.against = named[0].account
        return chosen, min(confidence, CONTRADICTED)
    return chosen, confidence


def _by_name_at_most(rules: Rules) -> float:
    return next((one.confidence for one in rules.tell_apart if one.name == "name"), AS_GOOD)


def _beside(pair: Pair, first: tuple[Pair, float], others: int, rules: Rules) -> float:
    """How sure a suggestion is that was not chosen: a contact is at one account, and so all together make one at most.

    Those that are as good have the share of the first; the rest have what these leave.
    """
    chosen, confidence = first
    as_good = 1 if chosen.told_apart else chosen.among
    if as_good > 1 and (pair.rule, pair.among) == (chosen.rule, chosen.among):
        return confidence
    left = max(1 - confidence * as_good, 0.0) / max(others - as_good + 1, 1)
    return min(rules.confidence[pair.rule], CONTRADICTED, left)


def _candidate(pair: Pair, confidence: float) -> Candidate:
    return Candidate(pair.account, pair.rule, round(confidence, 4), _evidence(pair))


def _evidence(pair: Pair) -> dict[str, Any]:
    """What spoke for it and against it, in values that a page turns into words."""
    said: dict[str, Any] = {
        "domain": pair.domain or (pair.label if not pair.site else ""),
        "alike": pair.label and not (pair.domain or pair.site),
        "role_address": bool(pair.domain) and not pair.decides,
        "website": pair.site,
        "name": None if pair.name is None else round(pair.name, 2),
        "country": pair.country,
        "city": pair.city,
        "phone": pair.phone,
        "told_apart": pair.told_apart,
        "among": pair.among if pair.among > 1 else None,
        "against": pair.against,
    }
    return {name: value for name, value in said.items() if value not in (None, "", False)}
