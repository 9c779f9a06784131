"""What people did and said, what was seen and what was spent, in the words that files of no known system use."""

# ruff: noqa: E501  a list of words is read as a list

from tiercel.collect.columns.kinds import Kind
from tiercel.collect.columns.presets._words import ACCOUNT, ACCOUNT_ID, CURRENCY, DEAL_ID, ID, OWNER, UPDATED

DATE = ("date", "تاريخ", "التاريخ", "تاریخ", "日期")
CONTACT = (
    "contact id",
    "contact key",
    "contact",
    "person id",
    "lead id",
    "معرف جهة الاتصال",
    "شناسه مخاطب",
    "联系人编号",
)
EMAIL = (
    "email",
    "email address",
    "e mail",
    "mail",
    "work email",
    "business email",
    "contact email",
    "recipient",
    "user email",
    "participant email",
    "البريد الإلكتروني",
    "ایمیل",
    "邮箱",
    "电子邮件",
)
DOMAIN = ("domain", "website", "company domain", "web site", "url of company", "النطاق", "دامنه", "域名", "网站")
CAMPAIGN = ("campaign", "campaign name", "utm campaign", "کمپین", "حملة", "اسم الحملة", "营销活动", "活动名称")
CAMPAIGN_CHANNEL = ("channel", "medium", "utm medium", "marketing channel", "القناة", "کانال", "渠道")

WHO = ("contact", "account", "email")
OF_TOUCHES = ("type", "channel", "subject", "direction", "minutes")


def _every(first: str, others: tuple[str, ...], last: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{first} + {other} + {who}" for other in others for who in last)


ACTIVITY_KINDS = (
    Kind(
        table="touches",
        columns={
            "external_id": ("touch id", "activity id", "event id", "interaction id", "engagement id", "message id", *ID),
            "happened_at": ("happened at", "activity date", "activity time", "occurred at", "occurred on", "event time", "event date", "interaction date", "date time", "datetime", "timestamp", "sent at", "start time", "started at", "when", "time", *DATE, "زمان", "الوقت", "时间", "发生时间"),
            "type": ("type", "activity type", "activity", "event type", "interaction type", "event", "action", "touch type", "نوع فعالیت", "نوع", "نوع النشاط", "活动类型", "类型"),
            "channel": CAMPAIGN_CHANNEL,
            "direction": ("direction", "جهت", "الاتجاه", "方向"),
            "subject": ("subject", "topic", "title", "description", "summary", "note", "notes", "موضوع", "الموضوع", "主题"),
            "outcome": ("outcome", "result", "disposition", "status", "نتیجه", "النتيجة", "结果"),
            "minutes": ("minutes", "duration", "duration minutes", "duration in minutes", "length in minutes", "time in session minutes", "مدت", "المدة", "时长"),
            "seconds": ("seconds", "duration seconds", "duration in seconds"),
            "contact": CONTACT,
            "account": (*ACCOUNT_ID, *ACCOUNT),
            "deal": DEAL_ID,
            "email": EMAIL,
            "domain": DOMAIN,
            "campaign": CAMPAIGN,
            "asset": ("asset", "page", "page url", "url", "content", "form", "form name", "webinar", "webinar name", "event name", "صفحه", "الصفحة", "页面"),
            "owner": OWNER,
            "attended": ("attended", "did attend"),
            "ended_at": ("end time", "ended at", "finished at"),
            "source_updated_at": UPDATED,
        },
        signs=_every("happened_at", OF_TOUCHES, WHO),
        files=("touch", "activit", "interaction", "engagement", "نشاط", "فعالیت", "活动"),
    ),
    Kind(
        table="survey_answers",
        columns={
            "external_id": ("answer id", "response id", "submission id", *ID),
            "answered_at": ("answered at", "answered on", "responded at", "response date", "submitted at", "submission date", "submitted", "completed at", "survey date", "timestamp", *DATE, "زمان پاسخ", "وقت الإجابة", "提交时间"),
            "survey": ("survey", "survey name", "form", "questionnaire", "نظرسنجی", "الاستبيان", "问卷"),
            "question": ("question", "question text", "پرسش", "سوال", "السؤال", "问题"),
            "answer": ("answer", "answer text", "response", "comment", "feedback", "verbatim", "comments", "پاسخ", "الإجابة", "回答", "答案"),
            "score": ("score", "nps", "nps score", "rating", "csat", "csat score", "امتیاز", "نمره", "التقييم", "评分", "分数"),
            "contact": (*CONTACT, "respondent"),
            "account": (*ACCOUNT_ID, *ACCOUNT),
            "email": EMAIL,
            "domain": DOMAIN,
            "source_updated_at": UPDATED,
        },
        signs=_every("answered_at", ("score", "question", "answer"), WHO),
        files=("survey", "nps", "csat", "answer", "نظرسنجی", "استبيان", "问卷"),
    ),
    Kind(
        table="technologies",
        columns={
            "external_id": ID,
            "account": (*ACCOUNT_ID, *ACCOUNT),
            "domain": DOMAIN,
            "name": ("technology", "technology name", "tech", "software", "tool", "product used", "فناوری", "التقنية", "技术", "软件"),
            "category": ("category", "technology category", "technology type", "دسته", "الفئة", "类别"),
            "since": ("since", "first seen", "first detected", "first seen on", "detected on", "started on", "start date", "از", "منذ", "首次发现"),
            "until": ("until", "last seen", "last detected", "ended on", "removed on", "end date", "تا", "حتى", "移除日期"),
            "source": ("source", "seen by", "data source", "provider", "منبع", "المصدر", "来源"),
            "confidence": ("confidence", "probability", "certainty", "اطمینان", "الثقة", "置信度"),
            "relation": ("relation", "relationship", "relation to us", "رابطه", "العلاقة", "关系"),
            "evidence": ("evidence", "url", "proof", "شاهد", "الدليل", "证据"),
            "source_updated_at": UPDATED,
        },
        signs=_every("name", ("since", "category", "source", "confidence", "relation", "until"), ("account", "domain")),
        files=("technolog", "tech stack", "technographic", "فناوری", "تقنيات", "技术"),
        values={"relation": {"own": "ours", "our product": "ours", "competitor": "competing", "competitive": "competing", "partner": "complementary"}},
    ),
    Kind(
        table="trigger_events",
        columns={
            "external_id": ("trigger id", "signal id", "news id", *ID),
            "account": (*ACCOUNT_ID, *ACCOUNT),
            "domain": DOMAIN,
            "happened_on": ("happened on", "event date", "announced on", "announced", "announcement date", "published", "published on", "published at", "news date", "signal date", *DATE, "发布日期"),
            "kind": ("kind", "trigger", "trigger type", "trigger event", "event type", "signal", "signal type", "news type", "نوع رویداد", "نوع الحدث", "事件类型"),
            "title": ("title", "headline", "event title", "news", "summary", "تیتر", "العنوان", "标题"),
            "detail": ("detail", "details", "description", "text", "شرح", "الوصف", "描述"),
            "amount": ("amount", "funding amount", "deal size", "مبلغ", "المبلغ", "金额"),
            "url": ("url", "link", "source url", "article", "لینک", "الرابط", "链接"),
            "source": ("source", "told by", "publisher", "provider", "منبع", "المصدر", "来源"),
            "currency": CURRENCY,
            "source_updated_at": UPDATED,
        },
        signs=_every("happened_on", ("kind", "title"), ("account", "domain")),
        files=("trigger", "signal", "news", "خبر", "أخبار", "新闻"),
    ),
    Kind(
        table="spend",
        columns={
            "external_id": ("spend id", "invoice id", *ID),
            "spent_on": ("spent on", "day", "spend date", *DATE, "روز", "اليوم", "日"),
            "amount": ("amount", "spend", "cost", "costs", "amount spent", "total spent", "ad spend", "spent", "media cost", "هزینه", "الإنفاق", "التكلفة", "花费", "费用"),
            "channel": CAMPAIGN_CHANNEL,
            "platform": ("platform", "vendor", "network", "supplier", "publisher", "سکو", "المنصة", "平台"),
            "campaign": CAMPAIGN,
            "campaign_id": ("campaign id", "شناسه کمپین", "معرف الحملة"),
            "ad_group": ("ad group", "ad set", "ad set name", "ad group name"),
            "account": (*ACCOUNT_ID, *ACCOUNT),
            "impressions": ("impressions", "impr", "نمایش", "الظهور", "展示量"),
            "clicks": ("clicks", "link clicks", "کلیک", "النقرات", "点击量"),
            "conversions": ("conversions", "results", "تبدیل", "التحويلات", "转化"),
            "currency": CURRENCY,
            "source_updated_at": UPDATED,
        },
        signs=_every("spent_on", ("amount",), ("channel", "platform", "campaign", "campaign_id", "impressions", "clicks")),
        files=("spend", "ad cost", "marketing cost", "هزینه", "إنفاق", "花费"),
    ),
)  # fmt: skip
