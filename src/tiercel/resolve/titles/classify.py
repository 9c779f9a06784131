"""Titles in, what they say out: seniority, department and buying role, each with its confidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice
from pathlib import Path
from zlib import crc32

from tiercel.resolve.titles.base import Judged, judge_department, judge_seniority
from tiercel.resolve.titles.buying import buying_role
from tiercel.resolve.titles.labels import DEPARTMENTS, SENIORITIES
from tiercel.resolve.titles.layer import Base, Layer, learn_layer
from tiercel.resolve.titles.layer_file import read_layers, write_layers

_AT_ONCE = 20_000
# No title is longer: what is longer is a text, and is judged by its beginning.
LONGEST = 500
# Of titles that nobody corrected so many say what the base is right about; more say the same again.
MOST_UNCORRECTED = 5_000


@dataclass(frozen=True)
class Called:
    """What a title says; confidences are shares in [0, 1]; `because` are the terms of the base that spoke for it."""

    seniority: str
    seniority_confidence: float
    department: str
    department_confidence: float
    buying_role: str
    buying_role_confidence: float
    because: tuple[str, ...]


@dataclass(frozen=True)
class Titles:
    """What titles are judged by: the base of terms, and the learned layers, where there are any."""

    seniority: Layer | None = None
    department: Layer | None = None

    def classify(self, titles: Sequence[str], crm_roles: Sequence[str] = ()) -> list[Called]:
        """What each title says, in their order; a blank one is a professional of other, with no confidence to speak of.

        crm_roles  what the CRM calls the part of each, "" where it says nothing; left out where it is not known

        >>> [called] = Titles().classify(["Chief Financial Officer"])
        >>> called.seniority, called.department, called.buying_role
        ('c_level', 'finance', 'economic_buyer')
        """
        begun = [title.strip()[:LONGEST] for title in titles]
        judged = self._judged(dict.fromkeys(begun))
        roles = crm_roles or [""] * len(titles)
        return [_called(*judged[title], role) for title, role in zip(begun, roles, strict=True)]

    def _judged(self, distinct: Iterable[str]) -> dict[str, tuple[Judged, Judged]]:
        left = iter(distinct)
        found: dict[str, tuple[Judged, Judged]] = {}
        while some := list(islice(left, _AT_ONCE)):
            seniority = self.seniority.judge(some, judge_seniority) if self.seniority else map(judge_seniority, some)
            department = (
                self.department.judge(some, judge_department) if self.department else map(judge_department, some)
            )
            found.update(zip(some, zip(seniority, department, strict=True), strict=True))
        return found

    def keep(self, path: Path) -> None:
        """Write the learned layers to a file that `kept` reads."""
        write_layers(path, {"seniority": self.seniority, "department": self.department})


def learn(titles: Sequence[str], seniority: Sequence[str] = (), department: Sequence[str] = ()) -> Titles:
    """Learn layers from labelled titles; a dimension that has no labels stays with the base alone.

    seniority, department  the label of each title, "" where nobody said: the base is then thought to be mostly right
    """
    return Titles(
        _layer(titles, seniority, SENIORITIES, judge_seniority) if any(seniority) else None,
        _layer(titles, department, DEPARTMENTS, judge_department) if any(department) else None,
    )


def kept(path: Path) -> Titles:
    """What `Titles.keep` wrote; raises DataError for any other file."""
    layers = read_layers(path)
    return Titles(layers.get("seniority"), layers.get("department"))


def _layer(titles: Sequence[str], labels: Sequence[str], known: Sequence[str], base: Base) -> Layer:
    begun = [title.strip()[:LONGEST] for title in titles]
    labelled = [(title, label) for title, label in zip(begun, labels, strict=True) if title and label]
    said = {title for title, _ in labelled}
    others = dict.fromkeys(title for title in begun if title and title not in said)
    return learn_layer([title for title, _ in labelled], [label for _, label in labelled], known, base, some_of(others))


def some_of(titles: Iterable[str]) -> list[str]:
    """No more titles than teach in a few seconds, the same each time, and none because of where it stands."""
    return nsmallest(MOST_UNCORRECTED, titles, key=lambda title: crc32(title.encode()))


def _called(seniority: Judged, department: Judged, crm_role: str) -> Called:
    rank, function = seniority.label, department.label
    sure_rank, sure_function = seniority.shares[rank], department.shares[function]
    role, sure = buying_role(rank, function, sure_rank * sure_function, crm_role)
    because = tuple(dict.fromkeys((*seniority.terms, *department.terms)))
    return Called(rank, round(sure_rank, 4), function, round(sure_function, 4), role, round(sure, 4), because)
