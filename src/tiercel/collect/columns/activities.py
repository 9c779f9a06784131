"""What kind of touch a word of a CRM means, on which channel it was, and who began it."""

# ruff: noqa: E501  a list of words is read as a list

from tiercel.normal.text import compared


def _by_word(words: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {compared(word): ours for ours, several in words.items() for word in (ours, *several)}


# Words of sources for one and the same thing; a word that is not here stays as it is.
TYPES = _by_word(
    {
        "call": ("phone call", "calls", "telephone", "outbound call", "inbound call", "logged call", "تماس", "تماس تلفنی", "مكالمة", "اتصال", "电话", "通话"),
        "email": ("e-mail", "mail sent", "incoming email", "forwarded email", "listemail", "list email", "email sent", "ایمیل", "بريد إلكتروني", "邮件", "电子邮件"),
        "meeting": ("meetings", "demo", "in person meeting", "جلسه", "ملاقات", "اجتماع", "会议", "拜访"),
        "note": ("notes", "یادداشت", "ملاحظة", "备注"),
        "task": ("to do", "todo", "to_do", "وظیفه", "مهمة", "任务"),
        "message": ("chat", "sms", "whatsapp", "communication", "conversation", "whats app", "linkedin message", "پیام", "رسالة", "消息"),
        "sent": (),
        "open": ("opened", "email opened", "باز شد", "打开"),
        "click": ("clicked", "email link clicked", "点击"),
        "bounce": ("bounced", "email bounced", "hard bounce"),
        "reply": ("replied", "email received"),
        "form": ("form submission", "submission", "form submitted on website", "form submitted", "فرم", "نموذج", "表单"),
        "visit": ("page visited on website", "page view", "website visit", "بازدید", "زيارة", "访问"),
        "registered": ("registration", "registrant", "ثبت نام", "مسجل", "已报名", "报名"),
        "attended": ("attendee", "checked in", "attending", "حضور", "حضر", "已参加", "参加"),
        "download": ("downloaded", "content download", "دانلود", "تنزيل", "下载"),
        "responded": (),
    }
)  # fmt: skip

CHANNEL_OF_TYPE = {
    "call": "phone", "email": "email", "sent": "email", "open": "email", "click": "email", "bounce": "email", "reply": "email",
    "meeting": "meeting", "message": "chat", "form": "web", "visit": "web", "download": "web", "registered": "event", "attended": "event",
}  # fmt: skip
DIRECTION_OF_TYPE = dict.fromkeys(("open", "click", "reply", "form", "visit", "registered", "attended", "download", "responded"), "inbound") | {
    "sent": "outbound", "bounce": "outbound"
}  # fmt: skip

CHANNEL_WORDS = _by_word(
    {
        "web": ("website", "web site", "organic search", "direct traffic", "referral", "وب", "الويب", "网站"),
        "email": ("e-mail", "email marketing", "newsletter", "ایمیل", "邮件"),
        "phone": ("call", "telephone", "telemarketing", "تلفن", "هاتف", "电话"),
        "meeting": ("meetings", "in person", "جلسه", "اجتماع", "会议"),
        "event": ("webinar", "conference", "trade show", "seminar", "seminar conference", "events", "رویداد", "فعالية", "活动"),
        "social": ("social media", "linkedin", "facebook", "instagram", "twitter", "organic social", "شبکه اجتماعی", "社交"),
        "ads": ("advertisement", "paid search", "paid social", "banner ads", "display", "ppc", "ad", "advertising", "تبلیغات", "إعلانات", "广告"),
        "mail": ("direct mail", "post", "letter", "پست", "بريد", "邮寄"),
        "product": ("in app", "app"),
        "chat": ("sms", "whatsapp", "whats app", "live chat", "message", "چت", "聊天"),
    }
)  # fmt: skip
DIRECTION_WORDS = _by_word(
    {
        "inbound": ("incoming", "incoming email", "received", "ورودی", "وارد", "呼入"),
        "outbound": ("outgoing", "email", "forwarded email", "sent", "خروجی", "صادر", "呼出"),
    }
)  # fmt: skip
DONE = {compared(word) for word in ("completed", "complete", "done", "closed", "held", "finished", "انجام شد", "مكتمل", "已完成")}  # fmt: skip
NOT_DONE = {
    compared(word)
    for word in ("not started", "in progress", "waiting", "waiting on someone else", "deferred", "open", "planned", "scheduled", "canceled", "cancelled", "未开始")
}  # fmt: skip


def type_of(word: str) -> str:
    """The kind of a touch, in lower case; a word that nobody knows stays.

    >>> type_of("CALL"), type_of("Phone Call"), type_of("Onsite Workshop")
    ('call', 'call', 'Onsite Workshop')
    """
    return TYPES.get(compared(word), word)


def channel_of(word: str) -> str:
    """The channel that a word means, "" where it means none of ours.

    >>> channel_of("Trade Show"), channel_of("Paid social"), channel_of("carrier pigeon")
    ('event', 'ads', '')
    """
    return CHANNEL_WORDS.get(compared(word), "")


def channel_of_type(word: str) -> str:
    """The channel that a kind of touch is on, "" where it may be on any."""
    ours = TYPES.get(compared(word), "")
    return CHANNEL_OF_TYPE.get(ours, "") or channel_of(word)


def direction_of(word: str) -> str:
    return DIRECTION_WORDS.get(compared(word), "")


def direction_of_type(word: str) -> str:
    """Who began a touch of this kind, "" where both may."""
    if compared(word) == compared("incoming email"):
        return "inbound"
    return DIRECTION_OF_TYPE.get(TYPES.get(compared(word), ""), "")


def is_done(word: str) -> bool | None:
    """Whether a state says that a task is done; None where it says neither."""
    bare = compared(word)
    return True if bare in DONE else False if bare in NOT_DONE else None
