"""Titles that others labelled, and what their labels are in ours: by them the base and learned layers are judged."""

from __future__ import annotations

import csv
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tiercel.normal.text import compared
from tiercel.resolve.titles.base import Judged
from tiercel.resolve.titles.labels import DEPARTMENTS, SENIORITIES, read_label
from tiercel.resolve.titles.words import words

_LISTS = Path(__file__).parent.parent / "tests" / "resolve"
OWN, ARABIC, ARABIC_AGAIN, PEOPLE = (
    _LISTS / name for name in ("own_titles.csv", "arabic_titles.csv", "arabic_titles_again.csv", "people_titles.csv")
)

THEIR_DEPARTMENTS = {"Information Technology": "it"}
# The European dictionary has ten departments and calls all else other: what ours knows besides is other there.
_ITS_DEPARTMENTS = frozenset(
    ("marketing", "sales", "it", "business_development", "project_management", "consulting", "administrative",
     "purchasing", "customer_support", "human_resources")
)  # fmt: skip
# Its ranks are not ours. It has no owners and no vice presidents (both are Management), calls a managing director
# Director for his second word, heads and Leiter Lead, and managers, consultants and engineers Senior. So each of our
# eight has one of its five (which, was told from the half that is looked at), and its five have none of ours each:
# what THEIR_RANKS says serves a layer, which learns a house's own words, and judges nobody.
OUR_RANKS_IN_ITS = {
    "owner": "Management", "c_level": "Management", "vp": "Management", "director": "Lead", "manager": "Senior",
    "senior": "Senior", "professional": "Senior", "junior": "Junior",
}  # fmt: skip
# What tells its Director from its Lead, and its Lead from its Senior, is a word and no rank: `Marketing Director` is
# the one and `Head of Marketing` the other, a `Projektleiter` leads and a `Project Manager` is Senior. So where our
# rank is one of these, the word that spoke for it decides.
WORDS_OF_ITS_DIRECTOR = ("director", "direktor", "directeur", "directrice", "direttor", "direttric")
WORDS_OF_ITS_LEAD = ("lead", "leit", "chef", "capo", "jef")
THEIR_RANKS = {"Lead": "director", "Senior": "manager", "Director": "vp", "Management": "c_level", "Junior": "junior"}
ITS_ORDER = ("Junior", "Senior", "Lead", "Director", "Management")
LEVELS = {"owner": "C-Suite", "c_level": "C-Suite", "vp": "VP", "director": "Director", "manager": "Manager"}

# Occupation codes that say a department without doubt; the others are not asked.
CHINESE = {
    "4-01-01": "purchasing", "4-01-02": "sales", "2-06-03": "finance", "2-06-09": "finance", "2-06-11": "finance",
    "4-05-01": "finance", "4-05-03": "finance", "2-06-08": "human_resources", "4-07-03": "human_resources",
    "2-07-09": "legal", "2-06-12": "legal", "2-02-10": "it", "2-02-38": "it", "2-02-07": "engineering",
    "2-02-11": "engineering", "2-02-09": "engineering", "2-02-18": "engineering", "4-02-06": "operations",
    "2-02-29": "operations", "3-01-01": "administrative", "3-01-02": "administrative", "4-03-02": "other",
    "4-10-03": "other", "2-08-02": "other", "2-08-99": "other", "4-14-05": "other", "2-05-01": "other",
    "6-18-01": "operations", "6-31-03": "operations",
}  # fmt: skip
PERSIAN = {
    "executive": "1120", "human_resources": "1212 2423 2424 3333 4416", "marketing": "1222 2431 2432",
    "research": "1223", "it": "1330 2511 2512 2513 2514 2519 2521 2522 2523 2529 3511 3512 3513 3514",
    "operations": "1321 1324 3122 3331 4321 4322 4323 8211 8212 8219 9321 9329",
    "engineering": "2141 2142 2144 2145 2146 2149 2151 2152 3112 3113 3114 3115 3116 3117 3118",
    "finance": "1211 2411 2412 2413 3311 3312 3313 4211 4311 4312 4313", "sales": "2433 2434 3322 5221 5222 5223 5244",
    "purchasing": "3323", "legal": "2611 2612 2619 3411", "administrative": "3341 3342 3343 3344 4110 4120 4131 4132",
    "customer_support": "4222 4225",
    "other": "2211 2212 2221 2222 2250 2261 2262 2264 2310 2330 2341 2342 2352 2353 2634 2643 2652 2653 2655 5120 5131 "
    "5141 5142 8321 8322 8331 8332",
}  # fmt: skip
# Of O*NET's occupations those that say a department; trades, shop floors and drivers (47 to 53) are not asked.
# Psychologists care for people, as in PERSIAN (2634), though O*NET has them beside scientists; artists' models are
# beside sellers there. Whoever procures, controls quality, or deals in securities does so also where O*NET has them
# among other clerks, technicians or sellers, and clerks of claims are of finance, as in PERSIAN (3311, 4312). "" are
# not asked: chiefs of sustainability (a function that is no department of ours), inspectors and examiners of
# authorities, coroners and customs brokers beside compliance officers, whoever looks after safety at work or advises
# on staff beside scientists, dispatchers of the police, and clerks of statistics.
ENGLISH = {
    "executive": "11-1011", "sales": "11-2022 41-", "purchasing": "11-3061 13-102 43-3061", "consulting": "13-1111",
    "marketing": "11-2011 11-2021 11-2032 11-2033 13-1121 13-1161 27-1024 27-3031",
    "operations": "11-3013 11-3051 11-3071 13-1081 19-4099.01 43-5", "it": "11-3021 15-1 15-2051",
    "finance": "11-3031 13-2 41-3031 43-3 43-9041",
    "human_resources": "11-3111 11-3121 11-3131 13-107 13-1141 13-1151 43-4161",
    "engineering": "11-9041 17-", "research": "11-9121 19-", "legal": "13-1041 23-", "project_management": "13-1082",
    "customer_support": "43-4051", "administrative": "11-3012 43-4171 43-6 43-9",
    "other": "19-303 25- 29- 31- 33- 35- 37- 39- 41-9012",
    "": "11-1011.03 13-1041.01 13-1041.02 13-1041.04 13-1041.06 13-1041.08 19-3032 19-5 43-5031 43-9111",
}  # fmt: skip
_OF_ONET = sorted(((code, label) for label, codes in ENGLISH.items() for code in codes.split()), reverse=True)
_OF_ISCO = {code: label for label, codes in PERSIAN.items() for code in codes.split()}


@dataclass(frozen=True)
class Labelled:
    """Titles, each with what somebody says that it is."""

    titles: list[str]
    true: list[str]

    def where(self, wanted: Iterable[bool]) -> Labelled:
        chosen = [both for both, is_in in zip(zip(self.titles, self.true, strict=True), wanted, strict=True) if is_in]
        return Labelled([title for title, _ in chosen], [label for _, label in chosen])


def european_departments(folder: Path) -> Labelled:
    return dictionary(folder / "jobtitle_dictionaries" / "department-v2.csv", THEIR_DEPARTMENTS, DEPARTMENTS)


def in_its_departments(department: str) -> str:
    return department if department in _ITS_DEPARTMENTS else "other"


def likeliest_of_its_departments(judged: Judged) -> str:
    """Which of its departments a title is, asked among these alone: "other" is what names none of them.

    Of `Leiter IT / Controlling` we say finance, which it does not have; of those that it has, the title names IT.
    """
    best = max(sorted(_ITS_DEPARTMENTS), key=judged.shares.__getitem__)
    return best if judged.shares[best] > min(judged.shares.values()) else "other"


def in_its_rank(judged: Judged) -> str:
    """What the dictionary calls a rank of ours: where two of its words share a rank, by the word that spoke for it."""
    spoke = " ".join(judged.terms)
    if judged.label in ("c_level", "director") and any(word in spoke for word in WORDS_OF_ITS_DIRECTOR):
        return "Director"
    if judged.label == "manager" and any(word in spoke for word in WORDS_OF_ITS_LEAD):
        return "Lead"
    return OUR_RANKS_IN_ITS[judged.label]


def european_ranks(folder: Path) -> Labelled:
    """Each title with the dictionary's own rank, one of ITS_ORDER."""
    with (folder / "jobtitle_dictionaries" / "seniority-v2.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return Labelled([row["text"] for row in rows], [row["label"] for row in rows])


def dictionary(path: Path, meaning: Mapping[str, str], labels: tuple[str, ...]) -> Labelled:
    with path.open(encoding="utf-8") as file:
        rows = [(row["text"], read_label(row["label"], labels, meaning)) for row in csv.DictReader(file)]
    return Labelled([text for text, _ in rows], [label for _, label in rows])


def unseen(labelled: Labelled) -> Labelled:
    """The half that nobody looked at for terms: titles of the same words are on one side."""
    return labelled.where(_is_unseen(title) for title in labelled.titles)


def looked_at(labelled: Labelled) -> Labelled:
    """The other half, by which terms were mended."""
    return labelled.where(not _is_unseen(title) for title in labelled.titles)


def _is_unseen(title: str) -> bool:
    spelt = " ".join(sorted(set(compared(title).split())))
    return zlib.crc32(f"{spelt}|half".encode()) % 2 == 1


def english_departments(folder: Path) -> Labelled:
    """Titles that people of an occupation report, by O*NET; what it adds in brackets is left out."""
    with (folder / "onet_titles" / "Sample of Reported Titles.txt").open(encoding="utf-8") as file:
        rows = [(row["Reported Job Title"], row["O*NET-SOC Code"]) for row in csv.DictReader(file, delimiter="\t")]
    asked = [(re.sub(r"\s*\([^)]*\)", "", title), _of_onet(code)) for title, code in rows]
    return Labelled([title for title, label in asked if label], [label for _, label in asked if label])


def _of_onet(code: str) -> str:
    return next((label for beginning, label in _OF_ONET if code.startswith(beginning)), "")


def english_levels(folder: Path) -> Labelled:
    with (folder / "jobtitle_rootstrap" / "level_classified_titles.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return Labelled([row["Position"] for row in rows], [row["Classification"] for row in rows])


def chinese_departments(folder: Path, *, seen: bool = False) -> Labelled:
    """Job names of adverts whose occupation says a department: the half that was not looked at, or that which was."""
    with (folder / "jobtitle_zh_csco" / "testcases.csv").open(encoding="utf-8") as file:
        rows = [(row["job_name"], CHINESE.get(row["expected_code"][:7])) for row in csv.DictReader(file)]
    asked = [(title, label) for title, label in rows if label and zlib.crc32(title.encode()) % 2 != seen]
    return Labelled([title for title, _ in asked], [label for _, label in asked])


def persian_departments(folder: Path) -> Labelled:
    """Names of occupations of ISCO-08 whose code says a department; names, not what people write on a card."""
    import yaml

    text = (folder / "jobtitle_fa_isco" / "occupations.yaml").read_text(encoding="utf-8")
    found = dict.fromkeys(_occupations(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))))
    asked = sorted((name, _OF_ISCO[code]) for name, code in found if code in _OF_ISCO)
    return Labelled([name for name, _ in asked], [label for _, label in asked])


def _occupations(node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        if node.get("farsi_title") and node.get("isco08_code"):
            yield str(node["farsi_title"]).strip(), str(node["isco08_code"])
        for inner in node.values():
            yield from _occupations(inner)


def own(language: str, dimension: str, path: Path = OWN) -> Labelled:
    """Titles that we wrote and labelled ourselves, as they stand on cards: no measure of what strangers write."""
    with path.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["language"] == (language or row["language"])]
    return Labelled([row["title"] for row in rows], [row[dimension] for row in rows])


def people(dimension: str, language: str = "") -> Labelled:
    """Positions as people write them on profiles, written and labelled before anything was asked about them."""
    return own(language, dimension, PEOPLE)


def arabic(path: Path, dimension: str) -> Labelled:
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return Labelled([row["title"] for row in rows], [row[dimension] for row in rows])


def unlike(titles: list[str]) -> list[bool]:
    """Which titles are held out, a fifth: those that differ by a letter in ten, or in order only, are on one side."""
    return [zlib.crc32(str(group).encode()) % 10 >= 8 for group in _groups(titles)]


def _groups(titles: list[str]) -> list[int]:
    from rapidfuzz import fuzz, process
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    spelt = [" ".join(sorted(set(words(title)))) for title in titles]
    near = process.cdist(spelt, spelt, scorer=fuzz.ratio, score_cutoff=90, dtype=np.uint8, workers=2)
    return [int(group) for group in connected_components(coo_matrix(near > 0), directed=False)[1]]


def in_its_ranks(labelled: Labelled) -> list[str]:
    """The dictionary's ranks in our words, as `tiercel titles learn --means` would say them."""
    return [read_label(label, SENIORITIES, THEIR_RANKS) for label in labelled.true]
