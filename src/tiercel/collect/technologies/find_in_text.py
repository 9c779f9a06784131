"""Which technologies a job advert names."""

import re
from functools import cache

from tiercel.collect.technologies.fingerprint import Found, Term, terms

# An advert says what a company uses, or wants to: less sure than what its pages load.
IN_AN_ADVERT = 0.6
AROUND = 30


def find_in_text(text: str) -> tuple[Found, ...]:
    """The technologies, by name, each with the words around it; a name inside a longer one is not meant.

    >>> [found.name for found in find_in_text("You go far with Go, React Native and PostgreSQL.")]
    ['Go', 'PostgreSQL', 'React Native']
    """
    small = text.lower()
    spans = [
        (match.start(), match.end(), category, term)
        for category, term, pattern in _patterns()
        if not term.beside or any(word in small for word in term.beside)
        for match in pattern.finditer(text)
    ]
    found: dict[str, Found] = {}
    for start, end, category, term in sorted(spans, key=lambda span: span[:2]):
        within = any(s <= start and end <= e and (s, e) != (start, end) for s, e, *_ in spans)
        if term.name not in found and not within:
            around = " ".join(text[max(start - AROUND, 0) : end + AROUND].split())
            found[term.name] = Found(term.name, category, IN_AN_ADVERT, around)
    return tuple(found[name] for name in sorted(found, key=str.lower))


@cache
def _patterns() -> tuple[tuple[str, Term, re.Pattern[str]], ...]:
    return tuple((category, term, _pattern(term)) for category, term in terms())


def _pattern(term: Term) -> re.Pattern[str]:
    # C is not in C++, and Java is not in JavaScript; "Node.js." ends a sentence.
    ways = "|".join(re.escape(each) for each in (term.name, *term.spellings))
    return re.compile(rf"(?<![\w.+#-])(?:{ways})(?![\w+#]|-\w|\.\w)", 0 if term.exact else re.IGNORECASE)
