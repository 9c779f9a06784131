"""The words that people use for what several tables have, in English, Arabic, Persian and Chinese."""

# ruff: noqa: E501  a list of words is read as a list

NAME = ("name", "الاسم", "اسم", "نام", "名称", "姓名", "名字")
ID = ("id", "record id", "external id", "uuid", "identifier", "المعرف", "معرف", "شناسه", "编号", "标识")
ACCOUNT = (
    "account", "account name", "company", "company name", "client", "client name", "customer", "customer name", "organisation",
    "organization", "organisation name", "organization name", "firm", "business name", "الشركة", "اسم الشركة", "العميل", "اسم العميل",
    "شرکت", "نام شرکت", "مشتری", "نام مشتری", "公司", "公司名称", "客户", "客户名称", "企业", "企业名称",
)  # fmt: skip
ACCOUNT_ID = (
    "account id",
    "company id",
    "client id",
    "customer id",
    "organisation id",
    "organization id",
    "account key",
    "معرف الشركة",
    "شناسه شرکت",
    "公司编号",
    "客户编号",
)
DEAL_ID = (
    "deal id",
    "opportunity id",
    "deal key",
    "opp id",
    "deal",
    "opportunity",
    "معرف الصفقة",
    "شناسه معامله",
    "商机编号",
)
CONTACT_ID = (
    "contact id",
    "contact key",
    "contact",
    "contact email",
    "email",
    "معرف جهة الاتصال",
    "شناسه مخاطب",
    "联系人编号",
)
OWNER = (
    "owner", "owner id", "owner name", "owner email", "account owner", "deal owner", "sales agent", "sales rep", "sales representative", "salesperson",
    "rep", "agent", "account executive", "account manager", "assigned to", "responsible", "المالك", "مندوب المبيعات", "المسؤول", "مالک",
    "مسئول", "کارشناس فروش", "负责人", "销售", "销售代表", "所有者",
)  # fmt: skip
CURRENCY = ("currency", "currency code", "currency iso code", "العملة", "ارز", "واحد پول", "币种", "货币")
UPDATED = (
    "source updated at",
    "updated at",
    "last modified",
    "last modified date",
    "modified at",
    "modified",
    "last updated",
    "updated",
    "تاريخ التحديث",
    "تاریخ به‌روزرسانی",
    "更新时间",
)
COUNTRY = (
    "country",
    "office location",
    "hq country",
    "headquarters country",
    "country code",
    "country region",
    "billing country",
    "nation",
    "الدولة",
    "البلد",
    "کشور",
    "国家",
    "国家地区",
)
CITY = ("city", "town", "hq city", "locality", "المدينة", "شهر", "城市")
REGION = (
    "region",
    "state",
    "province",
    "territory",
    "state province",
    "sales region",
    "المنطقة",
    "استان",
    "منطقه",
    "地区",
    "省份",
    "区域",
)
SOURCE = ("source", "lead source", "channel", "acquisition channel", "origin", "المصدر", "منبع", "来源", "渠道")
CREATED = (
    "created on",
    "created at",
    "created",
    "create date",
    "created date",
    "date created",
    "creation date",
    "engage date",
    "open date",
    "opened on",
    "opened",
    "date opened",
    "start date",
    "تاريخ الإنشاء",
    "تاریخ ایجاد",
    "创建日期",
    "创建时间",
)
PRODUCT = (
    "product",
    "products",
    "product name",
    "plan",
    "item",
    "المنتج",
    "المنتجات",
    "محصول",
    "محصولات",
    "产品",
    "产品名称",
)
LANGUAGE = ("language", "preferred language", "locale", "اللغة", "زبان", "语言")
LIFECYCLE = ("lifecycle", "lifecycle stage", "status", "account status", "الحالة", "وضعیت", "状态", "生命周期")
REASON = (
    "reason",
    "loss reason",
    "lost reason",
    "win reason",
    "close reason",
    "win loss reason",
    "reason lost",
    "السبب",
    "سبب الخسارة",
    "دلیل",
    "دلیل از دست دادن",
    "原因",
    "丢单原因",
)
