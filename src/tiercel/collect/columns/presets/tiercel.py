"""Lists that were taken along from the product itself: each row is known again by its id, and so is changed, not added.

What the product computes (tiers, chances, roles) is shown in such a list, and not read from it.
"""

# ruff: noqa: E501  a list of words is read as a list

from tiercel.collect.columns.kinds import Kind, first_kind, header_key
from tiercel.normal.own_ids import LISTS, id_code, id_heading


def _ids(table: str) -> tuple[str, ...]:
    """The headings of the column that holds the ids, for people and for programs, as headers are compared."""
    return tuple(header_key(heading) for heading in (id_heading(table), id_code(table)))


LABEL = "Tiercel"

MARKS: frozenset[str] = frozenset(heading for table in LISTS for heading in _ids(table))

# The headings of a list in each language of the product, where common words do not hold them.
KINDS = (
    Kind(
        table="accounts",
        signs=_ids("accounts"),
        columns={
            "external_id": _ids("accounts"),
            "name": ("name", "account", "الحساب", "حساب", "客户"),
            "other_names": ("other names", "اسماء اخری", "نامهای دیگر", "其他名称"),
            "domains": ("domain", "النطاق", "دامنه", "域名", "域名 2", "全部域名", "domains", "النطاقات", "دامنهها"),
            "phones": ("phones", "الهواتف", "تلفنها", "电话"),
            "currency": ("revenue currency", "revenue a year currency", "الایرادات السنویه العمله", "درامد سالانه واحد پول", "年收入 货币"),
            "growth": ("growth", "growth a year", "النمو السنوی", "رشد سالانه", "年增长率"),
            "offices": ("offices", "المکاتب", "دفترها", "办公地点"),
            "lifecycle": ("lifecycle", "دوره الحیاه", "چرخه عمر", "生命周期"),
            "do_not_sell": ("do not sell", "محظور البیع له", "فروش ممنوع", "禁止销售"),
            "created_on": ("created on", "انشی فی", "تاریخ ایجاد", "创建日期"),
        },
        certain=True,
        # A row has one currency as it is read: funding, which may be in another, is left as it is.
        derived=("funding", "التمویل", "سرمایهگذاری", "融资", "funding currency", "التمویل العمله", "سرمایهگذاری واحد پول", "融资 货币", "id", "المعرف", "شناسه", "编号", "tier", "الفیه", "رده", "层级", "state", "sign off", "الاعتماد", "تایید", "销售确认", "chance", "chance to win", "احتمال الفوز", "احتمال موفقیت", "赢单概率", "chance low", "chance to win low end", "احتمال الفوز الحد الادنی", "احتمال موفقیت کران پایین", "赢单概率下限", "chance high", "chance to win high end", "احتمال الفوز الحد الاعلی", "احتمال موفقیت کران بالا", "赢单概率上限", "value", "expected value", "القیمه المتوقعه", "ارزش مورد انتظار", "期望价值", "value currency", "expected value currency", "القیمه المتوقعه العمله", "ارزش مورد انتظار واحد پول", "期望价值 货币", "points", "النقاط", "امتیاز", "分数", "won", "won deals", "الصفقات المکسوبه", "معاملههای موفق", "赢单商机", "lost", "lost deals", "الصفقات الخاسره", "معاملههای ناموفق", "输单商机", "open", "open deals", "الصفقات المفتوحه", "معاملههای باز", "进行中的商机", "received", "known since", "معروف منذ", "شناخته از", "首次收到时间", "family *", "مجموعة الشركات *", "گروه *", "企业集团 *"),
    ),
    Kind(
        table="contacts",
        signs=_ids("contacts"),
        columns={
            "external_id": _ids("contacts"),
            "account": ("account name", "account", "الحساب", "حساب", "客户"),
            "emails": ("email", "mail address", "عنوان البرید", "نشانی ایمیل", "邮箱"),
        },
        certain=True,
        derived=("id", "المعرف", "شناسه", "编号", "known since", "معروف منذ", "شناخته از", "首次收到时间", "seniority", "المستوی الوظیفی", "سطح سازمانی", "职级", "seniority confidence", "confidence of the seniority", "الثقه فی المستوی الوظیفی", "اطمینان به سطح سازمانی", "职级置信度", "department", "القسم", "واحد", "部门", "department confidence", "confidence of the department", "الثقه فی القسم", "اطمینان به واحد", "部门置信度", "buying role", "الدور فی الشراء", "نقش در خرید", "采购角色", "buying role confidence", "confidence of the buying role", "الثقه فی الدور فی الشراء", "اطمینان به نقش در خرید", "采购角色置信度", "role method", "how the role was read", "کیف عرف الدور", "نقش چگونه خوانده شد", "角色识别方式"),
    ),
    Kind(
        table="deals",
        signs=_ids("deals"),
        columns={
            "external_id": _ids("deals"),
            "account": ("account name", "account", "الحساب", "حساب", "客户"),
            "currency": ("amount currency", "المبلغ العمله", "مبلغ واحد پول", "金额 货币"),
            "created_on": ("created on", "انشی فی", "تاریخ ایجاد", "创建日期"),
            "closed_on": ("close date", "تاریخ الاغلاق", "تاریخ بسته شدن", "关闭日期"),
        },
        certain=True,
        derived=("id", "المعرف", "شناسه", "编号", "account", "id of the account", "معرف الحساب", "شناسه حساب", "客户编号"),
    ),
)  # fmt: skip


def kind_of(headers: frozenset[str], stem: str) -> Kind | None:
    return first_kind(KINDS, headers, stem)
