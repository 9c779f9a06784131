"""Which technologies a job advert names."""

import re
from functools import cache

from tiercel.collect.technologies.fingerprint import Found, Term, terms

# An advert says what a company uses, or wants to: less sure than what its pages load.
IN_AN_ADVERT = 0.6
AROUND = 60


def find_in_text(text: str) -> tuple[Found, ...]:
    """The technologies, by name, each with the words around it.

    >>> [found.name for found in find_in_text("You go far with Go, React and PostgreSQL.")]
    ['Go', 'PostgreSQL', 'React']
    """
    found = {}
    small = text.lower()
    for category, term, pattern in _patterns():
        match = pattern.search(text)
        if match and (not term.beside or any(word in small for word in term.beside)):
            start, end = max(match.start() - AROUND // 2, 0), match.end() + AROUND // 2
            found[term.name] = Found(term.name, category, IN_AN_ADVERT, " ".join(text[start:end].split()))
    return tuple(found[name] for name in sorted(found, key=str.lower))


@cache
def _patterns() -> tuple[tuple[str, Term, re.Pattern[str]], ...]:
    return tuple((category, term, _pattern(term)) for category, term in terms())


def _pattern(term: Term) -> re.Pattern[str]:
    # C is not in C++, and Java is not in JavaScript; "Node.js." ends a sentence.
    ways = "|".join(re.escape(each) for each in (term.name, *term.spellings))
    return re.compile(rf"(?<![\w.+#-])(?:{ways})(?![\w+#]|-\w|\.\w)", 0 if term.exact else re.IGNORECASE)
