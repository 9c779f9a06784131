"""A title as words, so that a term is found however it is written."""

import re
from functools import lru_cache

from tiercel.normal.text import compared

_CHINESE = "\u3400-\u4dbf\u4e00-\u9fff"
_WORD = re.compile(f"[{_CHINESE}]|[^\\W_{_CHINESE}]+")
# "(m/w/d)", "(H/F)", "Leiter*in", "Leiter/-in", "directeur.rice", "chargé(e)": who is meant, not what they do.
_WHO = re.compile(
    r"\(?\b(?:[mwdfhx]\s*[/|]\s*){1,3}[mwdfhx]\b\)?|(?<=\w{3})(?:[:*·•]|/-?|\(-?)(?:innen|in|e|ne|euse|rice|trice|a)\b\)?",
    re.IGNORECASE,
)
_CAPITAL_IN = re.compile(r"(?<=[a-zäöüß]{3})In(?:nen)?\b")
# Joined to the word that follows: the article, and "and the", "for the", "with the", "by the".
_ARTICLE = re.compile(r"^(?:و?ال|و?لل|وبال|بال)(?=\w{3})")
# "Head of Sales at Acme Systems": what the employer is called says nothing of the work.
_EMPLOYER = re.compile(r"(?<=[\w.)])\s+(?:@|(?:at|bei|chez|presso)\s)\s*[^\s|•;][^|•;]*", re.IGNORECASE)
# "So-and-so's restaurant seeks a cook"; but who does the seeking is a recruiter.
_ADVERT = re.compile(
    r"^.{2,}?(?:招聘|诚聘|急聘|急招)(?!专员|经理|主管|顾问|总监|助理|专家|官|岗|实习|员|培训|运营|负责|组|部|$)"
)
# What an advert promises says nothing of the work: "薪资8k", "带薪培训", "五险一金".
_PROMISE = re.compile(
    r"薪资?(?:福利)?(?:高|\D?\d[\dkw+-]*)|带薪培训|完善培训体系|包吃住|五险[一二]金|无责底薪|办公室坐岗"
)
# What somebody was says nothing of what they are, where the title says that too.
_FORMER = re.compile(
    r"\b(?:formerly|former|previously|ex|ehemaliger?|ehemals|früherer?|vormals|ancien(?:ne)?(?:ment)?|antigu[oa]|già)\b"
    r"[\s:-]+[^,;/|&()–•]*"
    r"|[^,;/|&()–•،]*(?:\bالسابقة?|\bسابقا|\bسابق|\ba\.\s?D\.)(?!\w)"
    r"|前(?=总裁|总经理|首席|董事|主席|副总|CEO)[^,;/|&()，、]*",
    re.IGNORECASE,
)
# Few titles hold any of it: they are asked in full.
_ONCE = re.compile(r"former|previous|\bex\b|ehemal|früher|vormals|ancien|antigu|già|سابق|\ba\.\s?d|前", re.IGNORECASE)
# Where one thing that is said of somebody ends and another begins.
_PAUSE = re.compile(r"[,;:/|&+()–—•·،、]|\s-\s|\b(?:and|und|et|e|y)\b", re.IGNORECASE)
_JOINING = frozenset({"and", "und", "et", "e", "y"})
_BROKEN_DOTS = re.compile(r"\b(?:[A-Za-z]\.){2,}")
# Persian writes its plural apart, joined by a half space, or together: "سیستم‌های" is "سیستم".
_HALF_SPACE = "\u200c"
_PLURAL = frozenset({"ها", "های", "هایی", "ای"})
_PERSIAN = re.compile("[پچژگیک]")
_ARABIC = re.compile("[يكةىأإؤئ]|(?:^|\\s)[وبل]?ال")
_LATIN, _HAN = re.compile("[A-Za-z\u00c0-\u024f\uff21-\uff5a]"), re.compile(f"[{_CHINESE}]")
_SCRIPT_AR = re.compile("[\u0600-\u06ff]")


@lru_cache(maxsize=200_000)
def words(text: str) -> tuple[str, ...]:
    """The words of a title in the form in which they are compared; each Chinese character is a word.

    >>> words("Sr. Leiter*in Vertrieb (m/w/d)"), words("مدير التسويق"), words("销售VP")
    (('sr', 'leiter', 'vertrieb'), ('مدیر', 'تسویق'), ('销', '售', 'vp'))
    """
    joined = _BROKEN_DOTS.sub(lambda found: found[0].replace(".", ""), _present(text))
    return compared_words(_CAPITAL_IN.sub("", _WHO.sub(" ", _EMPLOYER.sub("", _advertised(joined)))))


def _advertised(text: str) -> str:
    """A title without who seeks and what they promise; only Chinese adverts have either."""
    return _PROMISE.sub(" ", _ADVERT.sub("", text)) if _HAN.search(text) else text


def is_past(text: str) -> bool:
    """Whether a title says what somebody was, and nothing of what they are.

    >>> is_past("Former CEO"), is_past("Former CEO, Advisor"), is_past("CEO")
    (True, False, False)
    """
    return bool(_ONCE.search(text) and _FORMER.search(text)) and _present(text) == text


def _present(text: str) -> str:
    """A title without what somebody was, unless there is nothing else in it."""
    if not _ONCE.search(text):
        return text
    left = _FORMER.sub(" ", text)
    return left if _WORD.search(left) else text


def side_by_side(text: str, one: str, other: str, within: int = 3) -> bool:
    """Whether a word of a title follows another in one breath, no more than so many words later.

    >>> side_by_side("Assistentin der GF", "assistentin", "gf"), side_by_side("Assistant, CEO", "assistant", "ceo")
    (True, False)
    """
    return any(
        word == one and other in spoken[place + 1 : place + 1 + within]
        for spoken in _breaths(text)
        for place, word in enumerate(spoken)
    )


def in_one_clause(text: str, spoken: tuple[str, ...]) -> bool:
    """Whether words that follow each other in a title do so with no sign between that parts them.

    >>> in_one_clause("IT & Business", ("it", "business")), in_one_clause("IT Business", ("it", "business"))
    (False, True)
    """
    # "R&D" and "UX/UI" are one term, and so are those that hold an "and" of their own.
    is_short = len(max(spoken, key=len)) <= 2
    if is_short or not _PAUSE.search(text) or not _JOINING.isdisjoint(spoken) or not _LATIN.search(spoken[0]):
        return True
    return any(_holds(breath, spoken) for breath in _breaths(text))


def _holds(clause: tuple[str, ...], spoken: tuple[str, ...]) -> bool:
    return any(clause[place : place + len(spoken)] == spoken for place in range(len(clause) - len(spoken) + 1))


# A title is asked about each two of its terms, one after the other.
@lru_cache(maxsize=100)
def _breaths(text: str) -> list[tuple[str, ...]]:
    return [words(breath) for breath in _PAUSE.split(text)]


def compared_words(text: str) -> tuple[str, ...]:
    """The words of a text in the form of `words`, with nothing left out."""
    found = _WORD.findall(compared(text.replace(_HALF_SPACE, " ")))
    return tuple(_ARTICLE.sub("", word) for word in found if word not in _PLURAL)


def scripts_of(text: str) -> frozenset[str]:
    """Which lists of terms can speak of a title: "latin", "zh", and the languages of the Arabic script.

    >>> sorted(scripts_of("销售VP")), sorted(scripts_of("Manager")), sorted(scripts_of("مدیر فروش"))
    (['latin', 'zh'], ['latin'], ['fa'])
    """
    found = languages_of(text)
    if _LATIN.search(text):
        found |= {"latin"}
    return found | {"zh"} if _HAN.search(text) else found


def languages_of(text: str) -> frozenset[str]:
    """Which languages of the Arabic script a title can be in; both where its letters do not tell.

    >>> sorted(languages_of("مدیر فروش")), sorted(languages_of("مدير المبيعات")), sorted(languages_of("Manager"))
    (['fa'], ['ar'], [])
    """
    if not _SCRIPT_AR.search(text):
        return frozenset()
    arabic, persian = bool(_ARABIC.search(text)), bool(_PERSIAN.search(text))
    return frozenset({"ar", "fa"}) if arabic == persian else frozenset({"ar" if arabic else "fa"})
