"""The base of terms: which terms a title holds, each with what it says."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from tiercel.core.parts import parts
from tiercel.resolve.titles.words import compared_words, languages_of

LANGUAGES = "tiercel.resolve.titles.languages"
SENIORITY, DEPARTMENT = "seniority", "department"
# What a term of a department weighs: its own words, and words that speak only where nothing else does.
OWN, FALLBACK, A_WORD_MORE = 1.0, 0.45, 0.05
_GAP = "…"
_WIDEST_GAP = 4
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


@dataclass(frozen=True)
class Found:
    """A term in a title, and the words it takes, from `start` up to `end`."""

    term: Term
    start: int
    end: int


@dataclass
class Lexicon:
    """The terms of one language, or of all that share the Latin script, so that they are found at once."""

    by_first: dict[str, list[Term]] = field(default_factory=dict)
    affixes: list[tuple[str, str, Term]] = field(default_factory=list)
    gaps: list[tuple[tuple[str, ...], tuple[str, ...], Term]] = field(default_factory=list)
    known: dict[str, list[Term]] = field(default_factory=dict)

    def add(self, term: Term) -> None:
        if _GAP in term.written:
            before, after = (compared_words(half) for half in term.written.split(_GAP))
            self.gaps.append((before, after, term))
        elif "*" in term.written:
            self.affixes.append((_kind_of_affix(term.written), term.words[0], term))
        else:
            self.by_first.setdefault(term.words[0], []).append(term)

    def find(self, words: tuple[str, ...]) -> Iterator[Found]:
        for start, word in enumerate(words):
            for term in self.by_first.get(word, ()):
                end = start + len(term.words)
                if words[start:end] == term.words:
                    yield Found(term, start, end)
            for term in self._affixed(word):
                yield Found(term, start, start + 1)
        yield from self._across_gaps(words)

    def _affixed(self, word: str) -> list[Term]:
        """Terms of which the word is a form or a compound; few words are common, so each is looked up once."""
        if word.isdigit():
            return []
        if word not in self.known:
            if len(self.known) > 200_000:
                self.known.clear()
            self.known[word] = [term for kind, affix, term in self.affixes if _fits(kind, affix, word)]
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
                        yield Found(term, start, end)


def find_terms(text: str, words: tuple[str, ...], dimension: str) -> list[Found]:
    """The terms in a title that no longer term takes in, in the order of the title."""
    used = {"latin", "zh"} | languages_of(text)
    found = [hit for name, lexicon in _lexicons()[dimension].items() if name in used for hit in lexicon.find(words)]
    found.sort(key=lambda hit: (hit.start - hit.end, hit.start, -hit.term.weight))
    kept: list[Found] = []
    for hit in found:
        if not any(_inside(hit, other) for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def _inside(hit: Found, other: Found) -> bool:
    """Whether another term takes in this one's words and more; two of equal length both speak."""
    within = other.start <= hit.start and hit.end <= other.end
    return within and (other.end - other.start > hit.end - hit.start) and _GAP not in other.term.written


@cache
def _lexicons() -> dict[str, dict[str, Lexicon]]:
    found: dict[str, dict[str, Lexicon]] = {SENIORITY: {}, DEPARTMENT: {}}
    for dimension, language, term in all_terms():
        name = language if language in _NOT_LATIN else "latin"
        found[dimension].setdefault(name, Lexicon()).add(term)
    return found


def all_terms() -> Iterator[tuple[str, str, Term]]:
    """Every term of every language, as (dimension, language, term)."""
    for language, module in parts(LANGUAGES).items():
        seniority = {**module.SENIORITY, "aide": module.AIDES}
        for dimension, terms, weight in (
            (SENIORITY, seniority, OWN),
            (DEPARTMENT, module.DEPARTMENT, OWN),
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


def _kind_of_affix(written: str) -> str:
    return ("*" if written.startswith("*") else "") + "x" + ("*" if written.endswith("*") else "")


def _fits(kind: str, affix: str, word: str) -> bool:
    if kind == "*x*":
        return affix in word
    return word.startswith(affix) if kind == "x*" else word.endswith(affix)
