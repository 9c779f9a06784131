"""The name of a company in parts: what is its own, what many have, where it is, and no legal form."""

import re
from dataclasses import dataclass
from functools import lru_cache

from tiercel.normal.countries import country_codes
from tiercel.normal.latin import has_characters, is_chinese, to_latin
from tiercel.normal.legal_forms import without_chinese_form, without_legal_form
from tiercel.normal.text import compared

OWN, COMMON, PLACE, EMPTY = 1.0, 0.6, 0.25, 0.1
_EMPTY_WORDS = """
    the of and for de la le les du des el los las der die das und et y e i di del della van von en da do dos a
    و ال در از في من
"""
_EMPTY = frozenset(compared(_EMPTY_WORDS).split())
_COMMON_WORDS = """
    group holding holdings international company corporation services service solutions systems system
    technologies technology tech industries industry industrial trading trade enterprises enterprise
    partners management
    global worldwide consulting consultants software bank capital investment investments ventures
    associates logistics
    energy engineering construction manufacturing products media digital labs studio studios network
    networks online
    foundation institute organization organisation association center centre agency bureau office club
    union gruppe
    gesellschaft beteiligungs verwaltungs groupe société grupo sociedad empresa gruppo societa firma
    fabrik werke handel
    завод группа компания фирма банк торговый дом центр предприятие холдинг
    مجموعة مجموعه القابضة للتجارة التجارية للمقاولات للخدمات الدولية العالمية بنك للصناعة العامة
    الصناعية
    گروه بازرگانی صنعتی تولیدی بین المللی صنایع بانک خدمات مهندسی فنی توسعه فناوری مشاوره سرمایه گذاری
    科技 技术 贸易 实业 网络 信息 电子 工业 投资 商贸 发展 国际 文化 传媒 软件 管理 咨询 服务 制造 机械 建设
    工程
"""
_COMMON = frozenset(compared(_COMMON_WORDS).split())
_PLACE_WORDS = """
    europe europa asia africa america americas emea apac dach latam nordic nordics uk usa us uae gulf
    middle east north south west east northern southern western eastern schweiz suisse svizzera
    deutschland österreich
    italia españa france russia العربية الخليج الشرق الأوسط ایران خاورمیانه
    北京 上海 广州 深圳 天津 重庆 杭州 南京 武汉 成都 西安 苏州 青岛 大连 厦门 宁波 长沙 郑州 沈阳 济南 中国
    香港 台湾 广东 江苏 浙江 山东
    河南 四川 湖北 湖南 福建 安徽 河北 无锡 佛山 东莞 合肥 昆明
"""
_PLACES = frozenset(compared(_PLACE_WORDS).split())
_SHORT = {
    "intl": "international", "int l": "international", "natl": "national", "bros": "brothers", "mfg": "manufacturing",
    "mgmt": "management", "assoc": "associates", "dept": "department", "univ": "university", "tech": "technology",
    "svcs": "services", "sys": "systems", "grp": "group", "hldgs": "holdings", "hldg": "holding", "cie": "company",
    "centre": "center", "organisation": "organization", "technologies": "technology", "st": "saint", "ctr": "center",
    "u s": "us", "united states": "us", "united kingdom": "uk", "assn": "association", "ind": "industries",
}  # fmt: skip
_CARDINALS = "zero one two three four five six seven eight nine ten eleven twelve"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth"
_NUMBERS = {word: str(number) for number, word in enumerate(_CARDINALS.split())} | {
    word: str(n) for n, word in enumerate(_ORDINALS.split(), 1)
}
_ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th)$")
_INITIALS = re.compile(r"\b(?:\w\.\s?){2,}(?:\w\b)?")
_APOSTROPHE = re.compile(r"['’`´‘](?:s\b)?")
_SHORT_BEGINS = frozenset(short.split()[0] for short in _SHORT)
_SHORTENED = re.compile(r"\b(" + "|".join(sorted(map(re.escape, _SHORT), key=len, reverse=True)) + r")\b")
_PIECES = re.compile(
    "(" + "|".join(sorted((w for w in _COMMON | _PLACES if is_chinese(w)), key=len, reverse=True)) + ")"
)


@dataclass(frozen=True)
class Word:
    """One word of a name: as it is compared, in Latin letters, and how much of the name it is."""

    text: str
    latin: str
    weight: float

    @property
    def letter_by_letter(self) -> bool:
        """Whether it is written in letters, not in characters that are a syllable or a word each."""
        return not has_characters(self.text)

    @property
    def is_number(self) -> bool:
        return self.text.isdigit()


@lru_cache(maxsize=100_000)
def company_words(name: str) -> tuple[Word, ...]:
    """The words of a company's name without its legal form; at least one, unless there is no letter in it.

    >>> [word.text for word in company_words("The A.B.C. Company, Inc.")]
    ['the', 'abc']
    >>> [(word.text, word.weight) for word in company_words("北京华为技术有限公司")]
    [('北京', 0.25), ('华为', 1.0), ('技术', 0.6)]
    """
    joined = _APOSTROPHE.sub("", name)
    if "." in joined:
        joined = _INITIALS.sub(lambda found: re.sub(r"[.\s]", "", found[0]) + " ", joined)
    chinese = without_chinese_form(joined.strip()) if is_chinese(joined) else joined
    said = _written_out(compared(chinese.replace("&", " and ")).split())
    words = [piece for word in without_legal_form(said) for piece in _chinese_pieces(word)]
    return tuple(_word(word) for word in words)


def _written_out(words: list[str]) -> list[str]:
    """The words with those written out that people shorten."""
    if _SHORT_BEGINS.isdisjoint(words):
        return words
    return _SHORTENED.sub(lambda found: _SHORT[found[0]], " ".join(words)).split()


def _chinese_pieces(word: str) -> list[str]:
    return [piece for piece in _PIECES.split(word) if piece] if is_chinese(word) else [word]


@lru_cache(maxsize=200_000)
def _word(word: str) -> Word:
    ordinal = _ORDINAL.match(word)
    text = ordinal[1] if ordinal else _NUMBERS.get(word, word)
    return Word(text, to_latin(text), _weight(text))


def _weight(text: str) -> float:
    if text in _EMPTY:
        return EMPTY
    if text in _PLACES or (len(text) > 3 and text in country_codes()):
        return PLACE
    return COMMON if text in _COMMON else OWN
