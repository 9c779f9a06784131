"""The name of a person in parts, without forms of address, whatever their order."""

import re
from functools import lru_cache

from tiercel.normal.company_names import Word
from tiercel.normal.latin import is_chinese, to_latin
from tiercel.normal.text import compared

OWN, PARTICLE, INITIAL = 1.0, 0.25, 0.5
_ADDRESS = """
    mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend hon sheikh shaikh sheik president minister king
    queen prince princess herr frau dipl ing mag monsieur madame mme mlle m señor señora sr sra don doña dott dottssa
    avv sig signor signora jr phd md mba esq
    السيد السيدة الشيخ دكتور الدكتور د م المهندس الأستاذ أستاذ آقای خانم دکتر مهندس استاد حاج جناب سرکار
    先生 女士 博士 教授 г господин госпожа
"""
_JOINING = """
    bin ibn ben bint al el ul ud abu abd van von der den de la le du da dos das di del della ter ten zu af av bar ap mac
    mc o y e i und بن ابن ال آل بنت ابو أبو
"""
_TITLES, _PARTICLES = (frozenset(compared(listed).split()) for listed in (_ADDRESS, _JOINING))
_CHINESE_ADDRESS = re.compile(r"(?<=[\u3400-\u9fff]{2})(?:先生|女士|小姐|博士|教授|老师|经理)$")


@lru_cache(maxsize=100_000)
def person_words(name: str) -> tuple[Word, ...]:
    """The words of a person's name without forms of address; particles and initials are a smaller part of it.

    >>> [word.text for word in person_words("Dr. Ludwig van Beethoven")]
    ['ludwig', 'van', 'beethoven']
    >>> [(word.text, word.weight) for word in person_words("J.-C. Juncker")]
    [('j', 0.5), ('c', 0.5), ('juncker', 1.0)]
    """
    words = compared(_CHINESE_ADDRESS.sub("", name.replace("'", "").replace("’", ""))).split()
    bare = [word for word in words if word not in _TITLES] or words
    return tuple(_word(word) for word in bare)


def _word(word: str) -> Word:
    article = word.startswith("ال") and len(word) > 4
    text = word[2:] if article else word
    return Word(text, to_latin(text), _weight(text))


def _weight(text: str) -> float:
    if text in _PARTICLES:
        return PARTICLE
    return INITIAL if len(text) == 1 and not is_chinese(text) else OWN
