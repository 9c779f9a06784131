"""A language to make names in: its words, each beside its Latin spelling."""

from dataclasses import dataclass
from functools import cache
from types import ModuleType

from tiercel.core.parts import parts

Word = tuple[str, str]


@dataclass(frozen=True)
class Language:
    """Words as (as written, in Latin letters); trades by industry, titles by role, the rest by country.

    countries   legal forms, with {name} where the name goes
    template    how a company's name is put together
    """

    code: str
    given: tuple[Word, ...]
    family: tuple[Word, ...]
    first: tuple[Word, ...]
    second: tuple[Word, ...]
    trades: dict[str, tuple[Word, ...]]
    countries: dict[str, tuple[str, ...]]
    cities: dict[str, tuple[str, ...]]
    titles: dict[str, tuple[str, ...]]
    template: str

    @property
    def names(self) -> int:
        """How many companies of one trade it can name."""
        return len(self.first) * len(self.second)

    def company(self, number: int, industry: str, city: str) -> Word:
        """The name numbered `number`, without its legal form; numbers below `names` differ in their first words."""
        first = self.first[number // len(self.second) % len(self.first)]
        second = self.second[number % len(self.second)]
        trade = self.trades[industry][number // self.names % len(self.trades[industry])]
        written = self.template.format(first=first[0], second=second[0], trade=trade[0], city=city)
        joined = first[1] + second[1] if self.code == "en" else f"{first[1]} {second[1]}"
        return written, f"{joined} {trade[1]}"

    def person(self, given: Word, family: Word) -> str:
        return f"{family[0]}{given[0]}" if self.code == "zh" else f"{given[0]} {family[0]}"


@cache
def languages() -> dict[str, Language]:
    return {code: _language(code, module) for code, module in parts("tiercel.simulate.languages").items()}


def _language(code: str, module: ModuleType) -> Language:
    return Language(
        code=code,
        given=_words(module.GIVEN),
        family=_words(module.FAMILY),
        first=_words(module.FIRST),
        second=_words(module.SECOND),
        trades={industry: _words(trades) for industry, trades in module.TRADES.items()},
        countries=module.COUNTRIES,
        cities=module.CITIES,
        titles=module.TITLES,
        template=module.COMPANY,
    )


def _words(written: tuple[str | Word, ...]) -> tuple[Word, ...]:
    return tuple((word, word) if isinstance(word, str) else word for word in written)
