"""Names that tell of hindsight: what is written down, or kept up to date, after a deal is decided."""

import re

AFTER = (
    r"clos(e|ed|ing) (date|day|reason|on|at|time)",
    r"(date|day|reason|time) (closed|won|lost|of (loss|win))",
    r"is (won|closed|lost)",
    r"(won|lost|win|loss|churn|rejection|cancel(lation)?|disqualification) (reason|date|category|to|notes?)",
    r"reason (lost|won)",
    r"reasons? for (loss|win|churn|losing|winning)",
    r"lost to",
    r"days (to|until) close",
    r"(sales|deal) cycle",
    r"close value",
    r"next steps?",
    r"(deal|opportunity|sales|opp|pipeline) (stage|status)",
    r"stage( name)?$",
    r"forecast( category)?",
    r"(win |close |closing )?probability",
    r"recover(y|ies)",
    r"((amount|total|principal|interest|late fees?) )?(paid|received|outstanding|refunded)",
    r"paid (total|principal|interest|amount|late fees?)",
    r"(call |deal |cycle )?duration$",
    r"days (open|in pipeline|in stage|since (last|created))",
    r"collection",
    r"settlement",
    r"invoice",
    r"contract (signed|date)",
    r"onboard(ing|ed)",
    r"refund",
    r"last (notable )?(activity|contact|contacted|modified|touch|call|email|meeting|update|login|engagement)",
    r"(last|latest) .*(activity|update)",
    r"tags?$",
    r"lead (status|quality|stage)",
    r"(سبب|تاريخ) (الخسارة|الفوز|الإغلاق)",
    r"(دلیل|علت|تاریخ) (باخت|برد|بستن)",
    r"(丢单|输单|赢单|关闭)(原因|日期)",
)
JUDGED = (
    r"scor(e|ing)",
    r"rating",
    r"grade",
    r"quality",
    r"index$",
    r"rank(ing)?",
    r"likelihood",
    r"temperature",
    r"priority",
    r"(تقييم|امتیاز|评分)",
)


def plain(name: str) -> str:
    """A column's name as words.

    >>> plain("LastNotable_Activity"), plain("close_date")
    ('last notable activity', 'close date')
    """
    apart = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", name)
    return " ".join(re.split(r"[\W_]+", apart)).strip().casefold()


def tells_after(name: str) -> bool:
    """Whether the name belongs to what is filled in, or kept current, after the outcome."""
    return _any(AFTER, name)


def tells_judgement(name: str) -> bool:
    """Whether the name belongs to somebody's or some model's opinion of the deal, which may have been revised since."""
    return _any(JUDGED, name)


def _any(patterns: tuple[str, ...], name: str) -> bool:
    words = plain(name)
    return any(re.search(rf"(^|\s){pattern}" if pattern.isascii() else pattern, words) for pattern in patterns)
