"""The base of terms: which terms a title holds, each with what it says."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property

from tiercel.core.parts import parts
from tiercel.resolve.titles.spelling import Spelling
from tiercel.resolve.titles.words import compared_words, in_one_clause, scripts_of

LANGUAGES = "tiercel.resolve.titles.languages"
SENIORITY, DEPARTMENT = "seniority", "department"
# What a term of a department weighs: its own words, words for who does such work ("consultant", "project manager"),
# which may be on another department's matter, and words that speak only where nothing else does.
OWN, HEAD, FALLBACK, A_WORD_MORE = 1.0, 0.55, 0.45, 0.05
_GAP = "…"
_WIDEST_GAP = 4
# Affixes are looked up by so many of their letters; none is shorter.
_SHORTEST = 2
_JOINED = {"ar": "ولب"}
_NOT_LATIN = ("ar", "fa", "zh")


@dataclass(frozen=True)
class Term:
    """A term in the form in which it is compared.

    written  as the language's module has it
    label    what it says; for seniority also "assistant" (a junior of no certain kind) and "aide" (of another's office)
    weight   how much it says so
    """

    written: str
    words: tuple[str, ...]
    label: str
    weight: float

    @cached_property
    def letters(self) -> int:
        return sum(map(len, self.words))


@dataclass(frozen=True)
class Found:
    """A term in a title, and the words it takes, from `start` up to `end`.

    grip    its letters, less those that it leaves over at the end of a word: what a compound is stands last
    beside  by how much what stands beside it makes it heavier or lighter
    """

    term: Term
    start: int
    end: int
    grip: int
    beside: float = 1.0

    @property
    def weight(self) -> float:
        return self.term.weight * self.beside


@dataclass
class Lexicon:
    """The terms of one language, or of all that share the Latin script, so that they are found at once.

    joined  letters that the language writes together with the word that follows
    """

    by_first: dict[str, list[Term]] = field(default_factory=dict)
    beginnings: dict[str, list[Term]] = field(default_factory=dict)
    ends: dict[str, list[Term]] = field(default_factory=dict)
    within: list[Term] = field(default_factory=list)
    gaps: list[tuple[tuple[str, ...], tuple[str, ...], Term]] = field(default_factory=list)
    known: dict[str, list[Term]] = field(default_factory=dict)
    vocabulary: set[str] = field(default_factory=set)
    joined: str = ""

    def add(self, term: Term) -> None:
        self.vocabulary.update(term.words)
        if _GAP in term.written:
            before, after = (compared_words(half) for half in term.written.split(_GAP))
            self.gaps.append((before, after, term))
        elif "*" in term.written:
            self._add_affix(term)
        else:
            self.by_first.setdefault(term.words[0], []).append(term)

    def _add_affix(self, term: Term) -> None:
        affix = term.words[0]
        if term.written.startswith("*") and term.written.endswith("*"):
            self.within.append(term)
        elif term.written.startswith("*"):
            self.ends.setdefault(affix[-_SHORTEST:], []).append(term)
        else:
            self.beginnings.setdefault(affix[:_SHORTEST], []).append(term)

    def find(self, words: tuple[str, ...]) -> Iterator[Found]:
        if self.joined:
            words = tuple(map(self._parted, words))
        has_affixes = bool(self.beginnings or self.ends or self.within)
        for start, word in enumerate(words):
            for term in self.by_first.get(word, ()):
                end = start + len(term.words)
                if end == start + 1 or words[start:end] == term.words:
                    yield Found(term, start, end, term.letters)
            if has_affixes:
                for term in self._affixed(word):
                    yield Found(term, start, start + 1, _grip(term, word))
        if self.gaps:
            yield from self._across_gaps(words)

    def _parted(self, word: str) -> str:
        """A word without "and", "for" or "in" joined to it, where only the rest of it is known."""
        rest = word[1:]
        return rest if word[:1] in self.joined and word not in self.vocabulary and rest in self.vocabulary else word

    def _affixed(self, word: str) -> list[Term]:
        """Terms of which the word is a form or a compound; few words are common, so each is looked up once."""
        if word.isdigit():
            return []
        if word not in self.known:
            if len(self.known) > 200_000:
                self.known.clear()
            begin = [t for t in self.beginnings.get(word[:_SHORTEST], ()) if word.startswith(t.words[0])]
            end = [t for t in self.ends.get(word[-_SHORTEST:], ()) if word.endswith(t.words[0])]
            self.known[word] = begin + end + [t for t in self.within if t.words[0] in word]
        return self.known[word]

    def _across_gaps(self, words: tuple[str, ...]) -> Iterator[Found]:
        for before, after, term in self.gaps:
            for start in range(len(words)):
                if words[start : start + len(before)] != before:
                    continue
                first = start + len(before)
                for place in range(first, min(first + _WIDEST_GAP + 1, len(words))):
                    end = place + len(after)
                    if words[place:end] == after:
                        yield Found(term, start, end, term.letters)


def find_terms(text: str, words: tuple[str, ...], dimension: str) -> list[Found]:
    """The terms in a title that no longer term takes in, in the order of the title.

    Of two terms in one word that with the better grip is meant: a "Teamleiter" is none of the "…leiter", and
    "Finanzvertrieb" is no finance. A term that speaks only where nothing else does says nothing of another. Where no
    term is found at all, words that are one letter from a term's are taken for it.
    """
    lexicons = _lexicons()[dimension]
    scripts = scripts_of(text)
    found = [hit for name in scripts for hit in lexicons[name].find(words)]
    if not found and "latin" in scripts:
        found = list(lexicons["latin"].find(tuple(map(_spelling(dimension).meant, words))))
    elif "latin" in scripts:
        found = [hit for hit in found if hit.end == hit.start + 1 or in_one_clause(text, words[hit.start : hit.end])]
    if len(found) < 2:
        return found
    found.sort(key=lambda hit: (hit.start - hit.end, hit.start, -hit.grip, -hit.term.weight))
    kept: list[Found] = []
    for hit in found:
        if not any(_inside(hit, other) for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def _inside(hit: Found, other: Found) -> bool:
    """Whether another term takes in this one's words and more, or has a better grip of the same words."""
    if not (other.start <= hit.start and hit.end <= other.end) or _GAP in other.term.written:
        return False
    wider = (other.end - other.start) - (hit.end - hit.start)
    return wider > 0 or (other.grip > hit.grip and other.term.weight >= hit.term.weight >= OWN)


@cache
def _spelling(dimension: str) -> Spelling:
    return Spelling(_lexicons()[dimension]["latin"].vocabulary)


@cache
def _lexicons() -> dict[str, dict[str, Lexicon]]:
    found: dict[str, dict[str, Lexicon]] = {SENIORITY: {}, DEPARTMENT: {}}
    for dimension, language, term in all_terms():
        name = language if language in _NOT_LATIN else "latin"
        found[dimension].setdefault(name, Lexicon(joined=_JOINED.get(name, ""))).add(term)
    return found


def all_terms() -> Iterator[tuple[str, str, Term]]:
    """Every term of every language, as (dimension, language, term)."""
    for language, module in parts(LANGUAGES).items():
        seniority = {**module.SENIORITY, "aide": module.AIDES}
        for dimension, terms, weight in (
            (SENIORITY, seniority, OWN),
            (DEPARTMENT, module.DEPARTMENT, OWN),
            (DEPARTMENT, module.HEADS, HEAD),
            (DEPARTMENT, module.FALLBACK, FALLBACK),
        ):
            for label, listed in terms.items():
                yield from ((dimension, language, _term(written, label, weight)) for written in _split(listed))


def _split(listed: str) -> list[str]:
    return [" ".join(term.split()) for term in listed.split(",")]


def _term(written: str, label: str, weight: float) -> Term:
    words = compared_words(written.replace("*", "").replace(_GAP, " "))
    assert words, f"{written!r} of {label} has no word"
    length = len(words) / 2 if len(written) == len(words) else len(words)  # a word of Chinese has two characters
    return Term(written, words, label, weight + A_WORD_MORE * max(0.0, length - 1) * (weight == OWN))


def _grip(term: Term, word: str) -> int:
    return term.letters - (len(word) - word.find(term.words[0]) - term.letters)
