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
_EMPLOYER = re.compile(r"(?<=\w)\s+(?:@|at|bei|chez|presso)\s+\S.*$", re.IGNORECASE | re.DOTALL)
# "So-and-so's restaurant seeks a cook"; but who does the seeking is a recruiter.
_ADVERT = re.compile(
    r"^.{2,}?(?:招聘|诚聘|急聘|急招)(?!专员|经理|主管|顾问|总监|助理|专家|官|岗|实习|员|培训|运营|负责|组|部|$)"
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
    return compared_words(_CAPITAL_IN.sub("", _WHO.sub(" ", _EMPLOYER.sub("", _ADVERT.sub("", joined)))))


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


def side_by_side(text: str, one: str, other: str) -> bool:
    """Whether a word of a title follows another in one breath, with at most two others between.

    >>> side_by_side("Assistentin der GF", "assistentin", "gf"), side_by_side("Assistant, CEO", "assistant", "ceo")
    (True, False)
    """
    for breath in _PAUSE.split(text):
        spoken = words(breath)
        for place, word in enumerate(spoken):
            if word == one and other in spoken[place + 1 : place + 4]:
                return True
    return False


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
