"""Any other file: the words that people use for accounts, contacts and deals in English, Arabic, Persian and Chinese."""

# ruff: noqa: E501  a list of words is read as a list

from functools import cache

from rapidfuzz import fuzz, process

from tiercel.collect.columns.kinds import LIKE_ENOUGH, LONG_ENOUGH, Kind, header_key, signs
from tiercel.collect.columns.presets._activity_kinds import ACTIVITY_KINDS
from tiercel.collect.columns.presets._words import (
    ACCOUNT,
    ACCOUNT_ID,
    CITY,
    CONTACT_ID,
    COUNTRY,
    CREATED,
    CURRENCY,
    DEAL_ID,
    ID,
    LANGUAGE,
    LIFECYCLE,
    NAME,
    OWNER,
    PRODUCT,
    REASON,
    REGION,
    SOURCE,
    UPDATED,
)

LABEL = "Any file"

MARKS: frozenset[str] = frozenset()

KINDS = (
    Kind(
        table="deal_contacts",
        columns={
            "deal": DEAL_ID,
            "contact": CONTACT_ID,
            "role": ("role", "contact role", "buying role", "part", "الدور", "نقش", "角色"),
            "is_primary": ("is primary", "primary", "main contact"),
        },
        signs=("deal + contact + role", "deal + contact + is_primary", "deal + contact"),
        files=("deal contact", "opportunity contact", "contact role", "buying group"),
    ),
    Kind(
        table="deal_accounts",
        columns={"deal": DEAL_ID, "account": (*ACCOUNT_ID, *ACCOUNT)},
        signs=("deal + account",),
        files=("deal account", "deal company", "opportunity account"),
    ),
    Kind(
        table="stage_changes",
        columns={
            "deal": DEAL_ID,
            "stage": ("stage", "new stage", "to stage", "deal stage", "stage name", "المرحلة", "مرحله", "阶段"),
            "changed_at": ("changed at", "changed on", "entered at", "date entered", "entered on", "entered", "stage date", "moved at", "timestamp", "date", "at", "تاريخ التغيير", "تاریخ تغییر", "变更时间"),
        },
        signs=("deal + stage + changed_at",),
        files=("stage change", "stage history", "deal stage", "opportunity history"),
    ),
    Kind(
        table="subscriptions",
        columns={
            "external_id": ("subscription id", "contract id", "subscription", "contract number", "contract", *ID),
            "account": (*ACCOUNT_ID, *ACCOUNT),
            "deal": DEAL_ID,
            "product": PRODUCT,
            "amount": ("amount", "arr", "annual amount", "annual value", "annual recurring revenue", "acv", "yearly amount", "amount a year", "value", "price", "المبلغ", "مبلغ", "金额", "年费"),
            "started_on": ("started on", "start date", "started", "start", "starts on", "begins on", "contract start", "subscription start", "تاريخ البدء", "تاریخ شروع", "开始日期"),
            "ended_on": ("ended on", "end date", "ended", "end", "ends on", "cancelled on", "canceled on", "churn date", "churned on", "cancellation date", "contract end", "تاريخ الانتهاء", "تاریخ پایان", "结束日期"),
            "renews_on": ("renews on", "renewal date", "next renewal", "renewal", "تاريخ التجديد", "تاریخ تمدید", "续约日期"),
            "reason": ("churn reason", "cancellation reason", *REASON),
            "currency": CURRENCY,
            "source_updated_at": UPDATED,
        },
        signs=("account + started_on + renews_on", "account + started_on + ended_on", "external_id + account + started_on"),
        files=("subscription", "contract", "renewal", "اشتراك", "اشتراک", "订阅"),
    ),
    Kind(
        table="deals",
        columns={
            "external_id": ("deal id", "opportunity id", "opp id", "deal key", "deal number", "معرف الصفقة", "شناسه معامله", "商机编号", *ID),
            "name": ("deal name", "opportunity name", "opportunity", "deal", "title", "subject", "اسم الصفقة", "الصفقة", "نام معامله", "معامله", "فرصت", "商机名称", "商机", *NAME),
            "account": (*ACCOUNT, *ACCOUNT_ID),
            "amount": ("amount", "close value", "deal value", "deal amount", "value", "deal size", "revenue", "total", "acv", "tcv", "opportunity amount", "contract value", "المبلغ", "قيمة الصفقة", "القيمة", "مبلغ", "ارزش", "ارزش معامله", "金额", "交易金额", "商机金额"),
            "cost": ("cost", "costs", "total cost", "التكلفة", "هزینه", "成本"),
            "margin": ("margin", "gross margin", "profit", "الهامش", "الربح", "سود", "حاشیه سود", "利润", "毛利"),
            "type": ("type", "deal type", "opportunity type", "نوع الصفقة", "النوع", "نوع", "نوع معامله", "类型", "商机类型"),
            "stage": ("stage", "deal stage", "sales stage", "pipeline stage", "stage name", "status", "deal status", "المرحلة", "الحالة", "مرحله", "وضعیت", "阶段", "状态"),
            "outcome": ("outcome", "result", "won lost", "win loss", "deal outcome", "النتيجة", "نتیجه", "结果"),
            "is_won": ("is won", "won", "فازت", "برنده", "是否成交", "赢单"),
            "is_closed": ("is closed", "closed", "مغلقة", "بسته", "是否关闭"),
            "created_on": CREATED,
            "closed_on": ("closed on", "close date", "closed at", "date closed", "expected close date", "expected close", "won date", "end date", "تاريخ الإغلاق", "تاریخ بسته شدن", "تاریخ بستن", "关闭日期", "成交日期", "结单日期"),
            "reason": REASON,
            "products": PRODUCT,
            "source": SOURCE,
            "owner": OWNER,
            "currency": CURRENCY,
            "source_updated_at": UPDATED,
        },
        signs=("stage + closed_on", "stage + amount", "outcome + amount", "outcome + account", "outcome + closed_on", "is_won", "account + amount + closed_on", "name + stage", "own_id + stage"),
        files=("deal", "opportunit", "pipeline", "صفق", "معامل", "فرصت", "商机", "交易"),
    ),
    Kind(
        table="contacts",
        columns={
            "external_id": ("contact id", "person id", "lead id", "معرف جهة الاتصال", "شناسه مخاطب", "联系人编号", *ID),
            "name": ("full name", "contact name", "contact", "person", "الاسم الكامل", "جهة الاتصال", "نام و نام خانوادگی", "نام کامل", "مخاطب", "联系人", "联系人姓名", *NAME),
            "first_name": ("first name", "given name", "forename", "firstname", "الاسم الأول", "نام کوچک", "名"),
            "last_name": ("last name", "family name", "surname", "lastname", "اسم العائلة", "اللقب", "نام خانوادگی", "姓", "姓氏"),
            "account": (*ACCOUNT_ID, *ACCOUNT, "employer"),
            "company": ("company", "company name", "employer", "employer name", "organisation", "organization", "organisation name", "organization name", "workplace", "الشركة", "اسم الشركة", "جهة العمل", "شرکت", "نام شرکت", "محل کار", "公司", "公司名称", "单位", "工作单位"),
            "emails": ("email", "email address", "e mail", "mail", "work email", "business email", "email 1", "email 2", "secondary email", "البريد الإلكتروني", "البريد", "ایمیل", "رایانامه", "پست الکترونیک", "邮箱", "电子邮件", "电子邮箱"),
            "websites": ("company website", "company web site", "company url", "employer website", "موقع الشركة", "وب‌سایت شرکت", "公司网站", "公司网址"),
            "phones": ("phone", "phone number", "telephone", "tel", "mobile", "mobile phone", "cell", "cell phone", "work phone", "الهاتف", "رقم الهاتف", "الجوال", "تلفن", "شماره تلفن", "موبایل", "电话", "手机", "手机号"),
            "title": ("title", "job title", "position", "role", "job", "المسمى الوظيفي", "الوظيفة", "المنصب", "عنوان شغلی", "سمت", "职位", "职务", "头衔"),
            "language": LANGUAGE,
            "preferred_channel": ("preferred channel", "channel preference", "القناة المفضلة", "کانال ترجیحی", "偏好渠道"),
            "country": COUNTRY,
            "city": CITY,
            "owner": OWNER,
            "source": SOURCE,
            "lifecycle": LIFECYCLE,
            "created_on": CREATED,
            "source_updated_at": UPDATED,
        },
        signs=("emails + title", "emails + name", "emails + first_name", "emails + last_name", "first_name + last_name", "name + title + account", "emails + account", "emails + phones"),
        files=("contact", "lead", "people", "person", "جهات", "مخاطب", "联系人"),
    ),
    Kind(
        table="people",
        columns={
            "external_id": ("employee id", "rep id", "user id", "agent id", *ID),
            "name": ("sales agent", "sales rep", "sales representative", "salesperson", "rep", "agent", "team member", "employee", "full name", "user", "مندوب المبيعات", "کارشناس فروش", "销售代表", "销售", *NAME),
            "email": ("email", "email address", "work email", "البريد الإلكتروني", "ایمیل", "邮箱"),
            "job": ("job", "role", "title", "job title", "position", "الوظيفة", "سمت", "职位"),
            "team": ("team", "regional office", "sales team", "office", "department", "group", "الفريق", "تیم", "团队", "部门"),
            "manager": ("manager", "team lead", "reports to", "المدير", "مدیر", "经理"),
            "is_active": ("is active", "active"),
            "source_updated_at": UPDATED,
        },
        signs=("name + manager", "name + team", "email + team", "email + manager"),
        files=("sales team", "team", "user", "rep", "staff", "employee", "فريق", "تیم", "团队"),
    ),
    Kind(
        table="products",
        columns={
            "external_id": ("product id", "sku", "product code", "item code", *ID),
            "name": ("product", "product name", "item", "item name", "المنتج", "محصول", "产品", "产品名称", *NAME),
            "family": ("family", "series", "product family", "product line", "category", "line", "السلسلة", "الفئة", "خانواده", "دسته", "系列", "类别"),
            "price": ("price", "sales price", "list price", "unit price", "السعر", "قیمت", "价格", "单价"),
            "currency": CURRENCY,
            "source_updated_at": UPDATED,
        },
        signs=("name + price", "name + family"),
        files=("product", "price list", "catalog", "منتج", "محصول", "产品"),
    ),
    Kind(
        table="accounts",
        columns={
            "external_id": (*ACCOUNT_ID, *ID),
            "name": (*ACCOUNT, *NAME),
            "other_names": ("other names", "other name", "legal name", "also known as", "alias", "aliases", "former name", "dba", "trading name", "الاسم القانوني", "نام حقوقی", "نام ثبتی", "别名", "法定名称"),
            "domains": ("domain", "domains", "website", "web site", "url", "homepage", "company domain", "web", "email domain", "الموقع الإلكتروني", "الموقع", "النطاق", "وب‌سایت", "وبسایت", "وب سایت", "دامنه", "网站", "网址", "域名"),
            "phones": ("company phone", "main phone", "switchboard", "head office phone", "account phone", "phone", "phone number", "telephone", "tel", "هاتف الشركة", "الهاتف", "رقم الهاتف", "تلفن شرکت", "تلفن", "شماره تلفن", "公司电话", "总机", "电话"),
            "parent": ("parent", "parent account", "parent company", "subsidiary of", "parent id", "parent account id", "ultimate parent", "owned by", "الشركة الأم", "شرکت مادر", "母公司", "上级公司"),
            "industry": ("industry", "sector", "industries", "line of business", "industry name", "القطاع", "الصناعة", "صنعت", "حوزه فعالیت", "行业", "所属行业"),
            "market": ("market", "vertical", "segment", "market segment", "target market", "السوق", "الشريحة", "بازار", "市场", "细分市场"),
            "employees": ("employees", "number of employees", "employee count", "headcount", "staff", "team size", "company size", "employees count", "total employee estimate", "current employee estimate", "عدد الموظفين", "الموظفون", "تعداد کارکنان", "کارکنان", "تعداد کارمندان", "员工数", "员工人数", "人数"),
            "revenue": ("revenue", "annual revenue", "turnover", "sales", "revenue a year", "yearly revenue", "الإيرادات", "الإيرادات السنوية", "درآمد", "درآمد سالانه", "فروش سالانه", "营收", "年营收", "年收入", "收入"),
            "country": COUNTRY,
            "region": REGION,
            "city": CITY,
            "founded": ("founded", "year founded", "year established", "founded year", "established", "year started", "foundation year", "سنة التأسيس", "تاريخ التأسيس", "سال تاسیس", "سال تأسیس", "成立年份", "成立时间", "创立年份"),
            "ownership": ("ownership", "ownership type", "legal form", "company type", "الملكية", "مالکیت", "所有制", "企业性质"),
            "funding": ("funding", "total funding", "funding raised", "total raised", "التمويل", "سرمایه جذب‌شده", "融资", "融资总额"),
            "growth": ("growth", "growth rate", "revenue growth", "yoy growth", "annual growth", "النمو", "رشد", "增长率", "增长"),
            "technologies": ("technologies", "tech stack", "technology", "tools", "software used", "التقنيات", "فناوری‌ها", "技术栈", "技术"),
            "offices": ("offices", "number of offices", "locations", "number of locations", "sites", "branches", "عدد الفروع", "تعداد دفاتر", "تعداد شعب", "分公司数", "办公地点数"),
            "type": ("type", "account type", "relationship", "customer type", "النوع", "نوع", "نوع حساب", "类型", "客户类型"),
            "owner": OWNER,
            "source": SOURCE,
            "lifecycle": LIFECYCLE,
            "do_not_sell": ("do not sell", "do not contact", "do not target", "blacklist", "excluded"),
            "created_on": CREATED,
            "currency": CURRENCY,
            "source_updated_at": UPDATED,
        },
        signs=("name + industry", "name + employees", "name + revenue", "name + domains", "name + country", "name + founded", "name + city", "own_id + name + owner", "own_id + name + type"),
        files=("account", "compan", "client", "customer", "organi", "شرك", "شرکت", "公司", "客户", "企业"),
    ),
    *ACTIVITY_KINDS,
)  # fmt: skip


def kind_of(headers: frozenset[str], stem: str) -> Kind | None:
    """The kind that explains most of the headers; its own words count twice, and the file's name gives a hint."""
    headers = frozenset(_as_known(header) for header in headers)
    ranked = [(_evidence(kind, headers, stem), kind) for kind in KINDS]
    best, kind = max(ranked, key=lambda pair: pair[0])
    return kind if best > 0 else None


@cache
def _as_known(header: str) -> str:
    """The known header that one is a slip away from, or the header itself."""
    known = _known()
    if header in known or len(header) < LONG_ENOUGH:
        return header
    found = process.extractOne(header, known, scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH)
    return str(found[0]) if found else header


@cache
def _known() -> tuple[str, ...]:
    return tuple({header_key(word): None for kind in KINDS for words in kind.columns.values() for word in words})


def _evidence(kind: Kind, headers: frozenset[str], stem: str) -> float:
    """How much of the headers a kind explains; 0 where it lacks what makes it that kind."""
    left = set(headers)
    found: set[str] = set()
    weight = 0.0
    for field, spellings in kind.columns.items():
        hit = next((spelling for spelling in map(header_key, spellings) if spelling in left), None)
        if hit is not None:
            found.add(field)
            if field == "external_id" and hit not in ID:
                found.add("own_id")
            left.discard(hit)
            # "account" and "name" are words of every table; "close date" is a word of one.
            weight += 1.0 / sum(1 for other in KINDS if any(hit in map(header_key, s) for s in other.columns.values()))
    named = any(word in stem for word in kind.files)
    # An "id" beside a "status" may be anything's; a "deal id" is not.
    shown = any(signs(sign) <= found for sign in kind.signs)
    found.discard("own_id")
    if not shown and not (named and len(found) > 1):
        return 0.0
    # Of two kinds, the one that leaves fewer columns unexplained; many columns of one's own are no reason to doubt.
    return max(weight + 0.25 * len(found) + 1.5 * named - 0.1 * len(left), 0.01 * weight)
