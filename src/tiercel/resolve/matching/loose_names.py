"""Names found with a letter wrong, missing or too much, or by a word of their own: one, or thousands in one look."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from tiercel.resolve.matching.keys import Forms, forms_of, loose_keys_of
from tiercel.resolve.names.compare import COMPANY, compare

# A key that more accounts share says too little to look at all of them.
_MOST_UNDER_A_KEY = 200
_MOST_COMPARED = 4
_LEAST_RATIO = 70.0
_MOST_KEPT = 500_000
_AT_A_TIME = 5_000
# The account, its name as written, and its forms.
Named = tuple[int, str, Forms]
Near = tuple[tuple[int, float], ...]
_Places = npt.NDArray[np.int64]


class LooseNames:
    """The names of all accounts, ready to be asked which are close to another."""

    def __init__(self, names: list[Named]) -> None:
        self._names = [(account, name) for account, name, _forms in names]
        self._joined = [forms.joined for _account, _name, forms in names]
        self._lengths = np.array([len(joined) for joined in self._joined], dtype=np.int64)
        # Eight bytes in place of a key, so that millions of them fit; two that fall together cost a look, no more.
        hashes, places = array("q"), array("q")
        for place, (_account, _name, forms) in enumerate(names):
            keys = loose_keys_of(forms)
            hashes.extend(map(hash, keys))
            places.extend([place] * len(keys))
        order = np.argsort(np.asarray(hashes), kind="stable")
        self._hashes, self._places = np.asarray(hashes)[order], np.asarray(places)[order]
        self._known: dict[str, Near] = {}

    def close(self, company: str) -> Near:
        """Accounts whose name is not quite this one, with how alike the two are, the closest first."""
        if company not in self._known:
            self.prepare([company])
        return self._known[company]

    def prepare(self, companies: Iterable[str]) -> None:
        """Look for many at once: the answers are the same, and stay ready."""
        new = [company for company in dict.fromkeys(companies) if company not in self._known]
        if len(self._known) + len(new) > _MOST_KEPT:
            self._known.clear()
        for start in range(0, len(new), _AT_A_TIME):
            some = new[start : start + _AT_A_TIME]
            near = self._nearest(some)
            self._known |= {company: self._compared(company, near[at]) for at, company in enumerate(some)}

    def _nearest(self, companies: Sequence[str]) -> dict[int, list[int]]:
        """The places of the few names that are most like each, letter by letter."""
        forms = [forms_of(company) for company in companies]
        asked, places = self._sharing_a_key(forms)
        lengths = np.array([len(one.joined) for one in forms], dtype=np.int64)[asked]
        others = self._lengths[places]
        # However alike: names whose lengths are too far apart cannot have enough letters in common.
        able = 200 * np.minimum(lengths, others) >= _LEAST_RATIO * (lengths + others)
        asked, places = asked[able], places[able]
        ours, theirs = [forms[at].joined for at in asked], [self._joined[at] for at in places]
        ratios = process.cpdist(ours, theirs, scorer=fuzz.ratio, score_cutoff=_LEAST_RATIO, dtype=np.float64)
        near: dict[int, list[int]] = defaultdict(list)
        for at in np.lexsort((places, -ratios, asked)).tolist():
            if ratios[at] >= _LEAST_RATIO and len(near[asked[at]]) < _MOST_COMPARED:
                near[asked[at]].append(places[at])
        return near

    def _sharing_a_key(self, forms: Sequence[Forms]) -> tuple[_Places, _Places]:
        """Pairs of a name that is asked for and the place of one that shares a key with it, each once."""
        keys = [np.fromiter(map(hash, loose_keys_of(one)), dtype=np.int64) for one in forms]
        hashes = np.concatenate([*keys, np.empty(0, dtype=np.int64)])
        asked = np.repeat(np.arange(len(keys)), [len(some) for some in keys])
        starts, ends = (np.searchsorted(self._hashes, hashes, side=side) for side in ("left", "right"))
        many = np.where(ends - starts <= _MOST_UNDER_A_KEY, ends - starts, 0)
        within = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
        found = self._places[np.repeat(starts, many) + within]
        both = np.unique(np.repeat(asked, many) * (len(self._names) + 1) + found)
        return both // (len(self._names) + 1), both % (len(self._names) + 1)

    def _compared(self, company: str, places: Sequence[int]) -> Near:
        alike: dict[int, float] = {}
        for place in places:
            account, name = self._names[place]
            alike[account] = max(alike.get(account, 0.0), similarity(company, name))
        return tuple(sorted(alike.items(), key=lambda one: (-one[1], one[0])))


@lru_cache(maxsize=200_000)
def similarity(company: str, name: str) -> float:
    """How alike two names of companies are, a share."""
    return compare(company, name, COMPANY).similarity
