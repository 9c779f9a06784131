"""The accounts as matching looks them up: by domain, name, a name with a letter wrong, and phone."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz, process

from tiercel.normal.text import compared
from tiercel.resolve.matching.keys import exact_key, joined, loose_keys
from tiercel.resolve.matching.mail import label_of
from tiercel.resolve.matching.tables import Account
from tiercel.resolve.names.compare import COMPANY, compare

OWN, ALIAS, SUBSIDIARY = "own", "alias", "subsidiary"
# A key that more accounts share says too little to look at all of them.
_MOST_UNDER_A_KEY = 200
_MOST_COMPARED = 4
_LEAST_RATIO = 70.0
_SHORTEST_LABEL = 4
_LONGEST_LINE = 50


@dataclass
class Index:
    """Accounts by what contacts say of them; made once, read by every contact.

    domains   domain -> (account, whether it is its own, an alias, or a subsidiary's that was put away)
    labels    what stands before the suffix of a domain, and names without spaces -> accounts
    roots     account -> the topmost account above it
    """

    accounts: dict[int, Account]
    domains: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    labels: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    exact: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    phones: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    cities: dict[int, str] = field(default_factory=dict)
    roots: dict[int, int] = field(default_factory=dict)
    loose: LooseNames = field(init=False)

    @classmethod
    def of(cls, accounts: Iterable[Account]) -> Index:
        index = cls({one.id: one for one in accounts})
        names: list[tuple[int, str]] = []
        # In the order of their keys, so that the order of the table changes nothing.
        for key in sorted(index.accounts):
            account = index.accounts[key]
            if account.is_live:
                index._add(account)
                names += [(key, name) for name in account.names]
            else:
                index._hand_up(account)
            index.roots[key] = index._root_of(key)
        index.loose = LooseNames(names)
        return index

    def close_names(self, company: str) -> tuple[tuple[int, float], ...]:
        """Accounts whose name is not quite this one, with how alike the two are, the closest first."""
        return self.loose.close(company)

    def _add(self, account: Account) -> None:
        key = account.id
        for domain, kind in (*((d, OWN) for d in account.domains), *((d, ALIAS) for d in account.alias_domains)):
            if all(known != key for known, _kind in self.domains[domain]):
                self.domains[domain].append((key, kind))
            if len(label_of(domain)) >= _SHORTEST_LABEL:
                self.labels[label_of(domain)].add(key)
        for name in account.names:
            self.exact[exact_key(name)].add(key)
            if len(together := joined(name)) >= _SHORTEST_LABEL:
                self.labels[together].add(key)
        for phone in account.phones:
            self.phones[line_of(phone)].add(key)
        if account.city:
            self.cities[key] = compared(account.city)

    def _hand_up(self, account: Account) -> None:
        """The domains of an account that was put away lead to the nearest one above it that was not."""
        for above in self._line_above(account.id):
            if self.accounts[above].is_live:
                for domain in (*account.domains, *account.alias_domains):
                    if all(known != above for known, _kind in self.domains[domain]):
                        self.domains[domain].append((above, SUBSIDIARY))
                return

    def _root_of(self, key: int) -> int:
        return [key, *self._line_above(key)][-1]

    def _line_above(self, key: int) -> Iterator[int]:
        seen = {key}
        while (above := self.accounts[key].parent) in self.accounts and above not in seen and len(seen) < _LONGEST_LINE:
            assert above is not None
            seen.add(above)
            yield above
            key = above


class LooseNames:
    """Names found with a letter wrong, missing or too much, or by a word of their own."""

    def __init__(self, names: list[tuple[int, str]]) -> None:
        self._names = names
        self._joined = [joined(name) for _account, name in names]
        # Eight bytes in place of a key, so that millions of them fit; two that fall together cost a look, no more.
        hashes, places = array("q"), array("q")
        for place, (_account, name) in enumerate(names):
            for key in loose_keys(name):
                hashes.append(hash(key))
                places.append(place)
        order = np.lexsort((np.asarray(places), np.asarray(hashes)))
        self._hashes, self._places = np.asarray(hashes)[order], np.asarray(places)[order]
        self._known: dict[str, tuple[tuple[int, float], ...]] = {}

    def close(self, company: str) -> tuple[tuple[int, float], ...]:
        if company not in self._known:
            if len(self._known) > 500_000:
                self._known.clear()
            self._known[company] = self._close(company)
        return self._known[company]

    def _close(self, company: str) -> tuple[tuple[int, float], ...]:
        found: set[int] = set()
        hashes = np.array(sorted(map(hash, loose_keys(company))), dtype=np.int64)
        starts, ends = (np.searchsorted(self._hashes, hashes, side=side) for side in ("left", "right"))
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            if end - start <= _MOST_UNDER_A_KEY:
                found.update(self._places[start:end].tolist())
        choices = {place: self._joined[place] for place in sorted(found)}
        near = process.extract(
            joined(company), choices, scorer=fuzz.ratio, score_cutoff=_LEAST_RATIO, limit=_MOST_COMPARED
        )
        alike: dict[int, float] = {}
        for _text, _ratio, place in near:
            account, name = self._names[place]
            alike[account] = max(alike.get(account, 0.0), similarity(company, name))
        return tuple(sorted(alike.items(), key=lambda one: (-one[1], one[0])))


@lru_cache(maxsize=200_000)
def similarity(company: str, name: str) -> float:
    """How alike two names of companies are, a share."""
    return compare(company, name, COMPANY).similarity


def line_of(phone: str) -> str:
    """A number without its extension: the line that all of a company share."""
    return phone.partition(";")[0]
