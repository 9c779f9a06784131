"""The accounts as matching looks them up: by domain, name, a name with a letter wrong, and phone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tiercel.normal.text import compared
from tiercel.resolve.matching.keys import forms_of
from tiercel.resolve.matching.loose_names import LooseNames, Named
from tiercel.resolve.matching.mail import label_of
from tiercel.resolve.matching.tables import Account

OWN, ALIAS, SUBSIDIARY = "own", "alias", "subsidiary"
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
        names: list[Named] = []
        # In the order of their keys, so that the order of the table changes nothing.
        for key in sorted(index.accounts):
            account = index.accounts[key]
            if account.is_live:
                names += index._add(account)
            else:
                index._hand_up(account)
            index.roots[key] = index._root_of(key)
        index.loose = LooseNames(names)
        return index

    def close_names(self, company: str) -> tuple[tuple[int, float], ...]:
        """Accounts whose name is not quite this one, with how alike the two are, the closest first."""
        return self.loose.close(company)

    def _add(self, account: Account) -> list[Named]:
        """Take an account in; returns its names, each read once."""
        key = account.id
        for domain, kind in (*((d, OWN) for d in account.domains), *((d, ALIAS) for d in account.alias_domains)):
            if all(known != key for known, _kind in self.domains[domain]):
                self.domains[domain].append((key, kind))
            if len(label := label_of(domain)) >= _SHORTEST_LABEL:
                self.labels[label].add(key)
        named = [(key, name, forms_of(name)) for name in account.names]
        for _key, _name, forms in named:
            self.exact[forms.exact].add(key)
            if len(forms.joined) >= _SHORTEST_LABEL:
                self.labels[forms.joined].add(key)
        for phone in account.phones:
            self.phones[line_of(phone)].add(key)
        if account.city:
            self.cities[key] = compared(account.city)
        return named

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


def line_of(phone: str) -> str:
    """A number without its extension: the line that all of a company share."""
    return phone.partition(";")[0]
