"""Whether a deal is won, lost or open, by the words of its stage; and what kind of deal it is."""

# ruff: noqa: E501  a list of words is read as a list

import re

from tiercel.normal.text import compared

_NUMBERING = re.compile(r"^(?:\d+\s+)+|\s+\d+$")

WON = frozenset(
    compared(word)
    for word in (
        "won", "closed won", "closedwon", "closed and won", "deal won", "won deal", "closed won deal", "win", "sold", "signed won",
        "gagné", "gewonnen", "فاز", "فازت", "ربحت", "تم الفوز", "مغلقة رابحة", "مغلق رابح", "مكسوبة", "صفقة رابحة",
        "برنده", "برنده شد", "موفق", "بسته شده موفق", "بسته شده - موفق", "فروخته شد", "قرارداد بسته شد",
        "赢单", "成交", "已成交", "赢单关闭", "已赢单", "关闭赢单", "结束赢单", "成功关闭",
    )
)  # fmt: skip
LOST = frozenset(
    compared(word)
    for word in (
        "lost", "closed lost", "closedlost", "closed and lost", "deal lost", "lost deal", "loss", "disqualified", "abandoned",
        "closed no decision", "no decision", "perdu", "verloren", "خسر", "خسرت", "مغلقة خاسرة", "مغلق خاسر", "خسارة", "خاسرة", "صفقة خاسرة",
        "بازنده", "باخت", "ناموفق", "از دست رفته", "بسته شده ناموفق", "بسته شده - ناموفق",
        "输单", "丢单", "已输单", "已丢单", "关闭输单", "结束输单", "失败", "流失", "失败关闭", "战败",
    )
)  # fmt: skip
OPEN = frozenset(
    compared(word)
    for word in (
        "open",
        "in progress",
        "pending",
        "active",
        "ongoing",
        "مفتوح",
        "مفتوحة",
        "باز",
        "در جریان",
        "进行中",
        "开放",
        "跟进中",
    )
)

TYPES = {
    compared(word): kind
    for kind, words in {
        "new": ("new", "new business", "new customer", "new logo", "جديد", "عميل جديد", "جدید", "مشتری جدید", "新客户", "新签", "新业务"),
        "expansion": ("expansion", "upsell", "up sell", "upgrade", "add on", "existing business", "existing customer", "توسعة", "توسعه", "扩展", "增购"),
        "cross_sell": ("cross sell", "cross-sell", "crosssell", "cross_sell", "بيع متقاطع", "فروش متقابل", "交叉销售"),
        "renewal": ("renewal", "renew", "تجديد", "تمدید", "续约", "续费"),
    }.items()
    for word in words
}  # fmt: skip


def outcome_of_stage(stage: str) -> str:
    """won or lost where the stage says just that, else open; a won is never guessed.

    >>> outcome_of_stage("6 - Closed Won"), outcome_of_stage("closedlost"), outcome_of_stage("Almost won"), outcome_of_stage("丢单")
    ('won', 'lost', 'open', 'lost')
    """
    return outcome_word(stage) or "open"


def outcome_word(word: str) -> str:
    """won, lost or open where a word means that, else nothing."""
    bare = _NUMBERING.sub("", compared(word)).strip()
    if bare in WON or bare.startswith("closed won "):
        return "won"
    if bare in LOST or bare.startswith(("closed lost ", "lost to ")):
        return "lost"
    return "open" if bare in OPEN else ""
