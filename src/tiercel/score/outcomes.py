"""Which deals were won, which lost, and which are not decided, from the words that people write."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from tiercel.core.errors import DataError
from tiercel.core.nearest import nearest
from tiercel.inference.arrays import Flags
from tiercel.score.numbers import as_number
from tiercel.score.reading import folded, read_column

WON = {
    "won",
    "closed won",
    "win",
    "success",
    "successful",
    "yes",
    "y",
    "true",
    "t",
    "1",
    "converted",
    "accepted",
    "good",
    "bought",
    "purchased",
    "فوز",
    "تم الفوز",
    "ناجح",
    "نعم",
    "مقبول",
    "برنده",
    "برد",
    "موفق",
    "بله",
    "بلی",
    "پذیرفته",
    "赢单",
    "赢",
    "成交",
    "已成交",
    "成功",
    "是",
}
LOST = {
    "lost",
    "closed lost",
    "loss",
    "lose",
    "failed",
    "failure",
    "unsuccessful",
    "no",
    "n",
    "false",
    "f",
    "0",
    "-1",
    "not converted",
    "rejected",
    "disqualified",
    "unqualified",
    "no decision",
    "abandoned",
    "cancelled",
    "canceled",
    "dead",
    "bad",
    "churned",
    "closed no decision",
    "خسارة",
    "خاسر",
    "فشل",
    "لا",
    "مرفوض",
    "باخته",
    "باخت",
    "ناموفق",
    "شکست",
    "خیر",
    "نه",
    "رد شده",
    "输单",
    "输",
    "丢单",
    "失败",
    "流失",
    "否",
}
OPEN = {
    "open",
    "engaging",
    "prospecting",
    "pending",
    "in progress",
    "negotiation",
    "negotiating",
    "proposal",
    "qualification",
    "qualified",
    "qualifying",
    "discovery",
    "new",
    "active",
    "working",
    "contacted",
    "on hold",
    "demo",
    "unknown",
    "مفتوح",
    "قيد التنفيذ",
    "جاري",
    "باز",
    "در جریان",
    "در حال انجام",
    "进行中",
    "跟进中",
    "未决",
}


@dataclass(frozen=True)
class Outcome:
    """Which rows are decided, and which of those were won.

    decided  one flag for each row of the table
    won      one flag for each decided row
    aside    how many rows of which values were set aside as undecided
    """

    decided: Flags
    won: Flags
    winning: tuple[str, ...]
    losing: tuple[str, ...]
    aside: tuple[tuple[str, int], ...]


def read_outcome(name: str, column: pa.ChunkedArray, winning: str | None = None) -> Outcome:
    """Read a column of outcomes.

    winning  the value that means won. Then, where any other value is a known word for lost, only those words are
             losses and the rest is set aside as undecided; where none is, every other value is a loss except known
             words for open deals. Without it, won and lost are recognised in English, Arabic, Persian and Chinese.
    raises   DataError that lists the values, where none of them is the winning one or they cannot be told
    """
    read = read_column(name, column, "category")
    assert read.codes is not None
    keys = [_key(word) for word in read.words]
    counts = np.bincount(read.codes + 1, minlength=len(keys) + 1)
    is_won = _winners(name, keys, read.words, winning)
    is_lost = _losers(name, keys, read.words, is_won, winning is not None)
    undecided = [(read.words[k], int(counts[k + 1])) for k in range(len(keys)) if not is_won[k] and not is_lost[k]]
    if counts[0]:
        undecided.append(("", int(counts[0])))
    lookup = np.array([*(1 if w else 0 if lost else -1 for w, lost in zip(is_won, is_lost, strict=True)), -1])
    said = lookup[read.codes]
    return Outcome(
        decided=said >= 0,
        won=said[said >= 0] == 1,
        winning=tuple(w for w, yes in zip(read.words, is_won, strict=True) if yes),
        losing=tuple(w for w, yes in zip(read.words, is_lost, strict=True) if yes),
        aside=tuple(undecided),
    )


def _key(word: str) -> str:
    """`Closed-Won`, `closed_won` and `Closed Won` are one word; `1.0` is `1`."""
    number = as_number(word)
    return f"{number:g}" if number is not None else folded(word.replace("_", " ").replace("-", " ").replace("/", " "))


def _winners(name: str, keys: list[str], words: tuple[str, ...], winning: str | None) -> list[bool]:
    if not words:
        raise DataError(f"Column '{name}' is empty: no row says whether it was won.")
    found = [key in WON for key in keys] if winning is None else [key == _key(winning) for key in keys]
    if winning is not None and not any(found):
        raise DataError(f"No row of '{name}' is '{winning}'.{nearest(winning, words)} Its values: {_listed(words)}.")
    return found


def _losers(name: str, keys: list[str], words: tuple[str, ...], is_won: list[bool], named: bool) -> list[bool]:
    known = [key in LOST and not won for key, won in zip(keys, is_won, strict=True)]
    if any(known):
        return known
    if named:
        return [not won and key not in OPEN for key, won in zip(keys, is_won, strict=True)]
    if any(is_won) and all(won or key in OPEN for key, won in zip(keys, is_won, strict=True)):
        return known
    raise DataError(
        f"The values of '{name}' cannot be told into won and lost: {_listed(words)}. "
        f"Name the winning one: --outcome '{name}=VALUE'."
    )


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(words[:12]) + (f" and {len(words) - 12} more" if len(words) > 12 else "")
