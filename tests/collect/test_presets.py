"""Which table a file is, in whose words, and which column means what."""

# ruff: noqa: E501  a list of words is read as a list

import pytest

from tiercel.collect.columns.kinds import PRESETS, fields_of, header_key
from tiercel.collect.files.looking import look, look_all, preset_named
from tiercel.core.errors import ConfigError, DataError
from tiercel.core.parts import parts
from tiercel.tables.catalogue import TABLES

SALESFORCE_REPORTS = {
    "accounts": "Account ID,Account Name,Account Owner,Industry,Employees,Annual Revenue,Billing Country,Website,Type,Parent Account,Account Source,Created Date,Last Modified Date",
    "contacts": "Contact ID,First Name,Last Name,Title,Account ID,Account Name,Email,Phone,Mobile,Mailing Country,Lead Source,Contact Owner",
    "deals": "Opportunity ID,Opportunity Name,Account ID,Account Name,Stage,Amount,Close Date,Created Date,Won,Closed,Opportunity Owner,Type,Lead Source,Loss Reason",
    "people": "User ID,Full Name,Email,Role,Manager,Active",
    "products": "Product ID,Product Name,Product Code,Product Family,List Price",
    "deal_contacts": "Opportunity ID,Contact ID,Contact Role,Primary",
    "stage_changes": "Opportunity ID,From Stage,To Stage,Stage Change Date",
}
SALESFORCE_OBJECTS = {
    "accounts": "Id,Name,Industry,AnnualRevenue,NumberOfEmployees,BillingCountry,OwnerId,ParentId,Type,Website,IsDeleted,SystemModstamp",
    "contacts": "Id,AccountId,FirstName,LastName,Email,Phone,Title,MailingCountry,OwnerId,LeadSource,IsDeleted",
    "deals": "Id,AccountId,Name,StageName,Amount,CloseDate,IsWon,IsClosed,OwnerId,Type,LeadSource,CreatedDate,CurrencyIsoCode",
    "people": "Id,Username,Name,Email,IsActive,ProfileId,UserRoleId",
    "products": "Id,Name,ProductCode,Family,IsActive",
    "deal_contacts": "Id,OpportunityId,ContactId,Role,IsPrimary",
    "stage_changes": "Id,OpportunityId,StageName,CreatedDate,Amount",
}
HUBSPOT_LISTS = {
    "accounts": "Record ID,Company name,Company owner,Industry,Number of Employees,Annual Revenue,Country/Region,Company Domain Name,Lifecycle Stage,Create Date",
    "contacts": "Record ID,First Name,Last Name,Email,Job Title,Associated Company,Phone Number,Contact owner,Lifecycle Stage,Preferred language",
    "deals": "Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Create Date,Deal owner,Deal Type,Associated Company IDs (Primary),Is Closed Won,Is Deal Closed?",
}
HUBSPOT_OBJECTS = {
    "accounts": "hs_object_id,name,domain,industry,numberofemployees,annualrevenue,country,hubspot_owner_id,createdate",
    "contacts": "hs_object_id,firstname,lastname,email,jobtitle,associatedcompanyid,phone,hubspot_owner_id",
    "deals": "hs_object_id,dealname,dealstage,amount,closedate,createdate,hubspot_owner_id,dealtype",
}
SALESFORCE_LEADS = [
    "Lead ID,First Name,Last Name,Title,Company / Account,Email,Phone,Mobile,Website,City,Country,Lead Status,Lead Source,Lead Owner,Created Date,Last Modified Date,Converted",
    "Id,IsDeleted,LastName,FirstName,Name,Title,Company,Street,City,State,Country,CountryCode,Phone,MobilePhone,Email,Website,LeadSource,Status,Industry,OwnerId,IsConverted,ConvertedDate,ConvertedAccountId,ConvertedContactId,CreatedDate,SystemModstamp",
    "First Name,Last Name,Company / Account,Email,Lead Status,Lead Owner",
]
PLAIN = {
    "accounts": "Company,Sector,Headcount,Turnover,Web site,HQ country,Subsidiary of",
    "contacts": "Full name,Company,Job title,E-mail,Tel",
    "deals": "Deal,Client,Value,Stage,Expected close date,Sales rep",
    "subscriptions": "Customer,Product,ARR,Start date,End date,Renewal date",
    "people": "Sales rep,Team,Manager",
    "products": "Product,Series,List price",
    "stage_changes": "Deal ID,New stage,Changed at",
    "deal_contacts": "Deal ID,Contact email,Role",
}
OTHER_LANGUAGES = {
    "accounts": [
        "نام شرکت,صنعت,تعداد کارکنان,درآمد سالانه,کشور",
        "اسم الشركة,القطاع,عدد الموظفين,الإيرادات,الدولة",
        "公司名称,行业,员工人数,年营收,国家",
    ],
    "contacts": [
        "نام و نام خانوادگی,ایمیل,سمت,شرکت",
        "الاسم الكامل,البريد الإلكتروني,المسمى الوظيفي,الشركة",
        "姓名,邮箱,职位,公司",
    ],
    "deals": [
        "نام معامله,شرکت,مبلغ,مرحله,تاریخ بسته شدن",
        "اسم الصفقة,الشركة,المبلغ,المرحلة,تاريخ الإغلاق",
        "商机名称,公司,金额,阶段,关闭日期",
    ],
}


def seen(write, header, name="export.csv"):
    (path,) = write({name: f"{header}\n{',' * header.count(',')}\n"})
    return look(path)


@pytest.mark.parametrize("header", SALESFORCE_LEADS)
def test_leads_are_contacts_without_an_account(write, header):
    source = seen(write, header)
    assert (source.table, source.preset) == ("contacts", "salesforce")
    assert {"company", "emails", "lifecycle", "owner"} <= source.matches.keys()
    assert "account" not in source.matches


@pytest.mark.parametrize(
    ("preset", "files"),
    [
        ("salesforce", SALESFORCE_REPORTS),
        ("salesforce", SALESFORCE_OBJECTS),
        ("hubspot", HUBSPOT_LISTS),
        ("hubspot", HUBSPOT_OBJECTS),
        ("generic", PLAIN),
    ],
)
def test_the_exports_of_one_system_are_known_together_without_help(write, preset, files):
    paths = write({f"f{place}.csv": f"{header}\n" for place, header in enumerate(files.values())})
    sources = look_all(paths)
    assert [source.table for source in sources] == list(files)
    assert {source.preset for source in sources} == {preset}
    assert {source.keys for source in sources} == {"file" if preset == "generic" else preset}


@pytest.mark.parametrize("table", OTHER_LANGUAGES)
def test_headers_in_persian_arabic_and_chinese_are_known(write, table):
    for header in OTHER_LANGUAGES[table]:
        source = seen(write, header)
        assert (source.table, source.unknown) == (table, ())


def test_account_means_the_name_in_a_list_of_accounts_and_the_account_in_a_list_of_deals(write):
    assert seen(write, "account,sector,employees").mapping["name"] == "account"
    assert seen(write, "opportunity_id,account,deal_stage,close_value").mapping["account"] == "account"


def test_a_slip_in_a_header_is_forgiven_and_said(write):
    source = seen(write, "company,industy,number of employes")
    assert source.matches["industry"].columns == ("industy",)
    assert source.matches["industry"].how == "like 'industry'"


def test_columns_of_one_s_own_are_known_in_common_words_beside_a_system_s(write):
    source = seen(write, SALESFORCE_REPORTS["accounts"] + ",Year Established,Favourite colour")
    assert source.mapping["founded"] == "Year Established"
    assert source.unknown == ("Favourite colour",)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("OpportunityId,PricebookEntryId,UnitPrice,Quantity", "opportunity line items"),
        ("_fivetran_synced,id,property_hs_ticket_priority,property_subject", "tickets"),
        ("_fivetran_synced,vid,canonical_vid", "merged records"),
    ],
)
def test_what_is_known_and_not_taken_yet_is_named(write, header, kind):
    paths = write(
        {"a.csv": header + "\n", "b.csv": SALESFORCE_OBJECTS["deals"] + "\n", "c.csv": HUBSPOT_OBJECTS["deals"] + "\n"}
    )
    with_its_own = look_all([paths[0], paths[2 if kind in ("tickets", "merged records") else 1]])[0]
    assert (with_its_own.table, with_its_own.not_taken_yet) == (None, kind)
    assert "not taken yet" in with_its_own.why_not


def test_thousands_of_columns_of_one_s_own_do_not_hide_what_the_others_say(write):
    source = seen(write, "company,sector,employees," + ",".join(f"thing {i}" for i in range(3000)))
    assert (source.table, len(source.unknown)) == ("accounts", 3000)


def test_a_file_that_says_nothing_of_itself_is_left_out_with_the_reason(write):
    source = seen(write, "foo,bar,baz")
    assert source.table is None
    assert "foo, bar, baz" in source.why_not


def test_a_person_s_word_wins(write):
    (path,) = write({"x.csv": "foo,bar,industry\nAcme,b,Retail\n"})
    source = look(path, table="accounts", mapping={"name": "FOO", "industry": "bar"})
    assert source.mapping == {"name": "foo", "industry": "bar"}
    assert source.unknown == ("industry",)
    assert look(path, table="accounts", mapping={"name": "foo", "industry": ""}).mapping == {"name": "foo"}


def test_a_wrong_field_column_table_or_preset_is_answered_with_the_nearest(write):
    (path,) = write({"accounts.csv": "name,industry\nAcme,Retail\n"})
    with pytest.raises(DataError, match=r"no field 'nam'.*Did you mean 'name'"):
        look(path, mapping={"nam": "name"})
    with pytest.raises(DataError, match=r"no column 'industri' for 'market'.*Did you mean 'industry'"):
        look(path, mapping={"market": "industri"})
    with pytest.raises(DataError, match=r"no table 'account'.*Did you mean 'accounts'"):
        look(path, table="account")
    with pytest.raises(ConfigError, match=r"no preset 'salesforc'.*Did you mean 'salesforce'"):
        look(path, preset="salesforc")


@pytest.mark.parametrize("name", parts(PRESETS))
def test_every_preset_speaks_of_fields_that_exist_in_headers_as_they_are_compared(name):
    for kind in preset_named(name).KINDS:
        assert bool(kind.table) != bool(kind.label)
        if kind.table:
            assert set(kind.columns) <= set(fields_of(kind.table))
            assert set(TABLES[kind.table].required) <= set(kind.columns)
        if name != "generic":
            spellings = [spelling for words in kind.columns.values() for spelling in words]
            assert [header_key(spelling) for spelling in spellings] == spellings


def test_a_preset_is_added_by_adding_a_file(write, tmp_path, monkeypatch):
    import tiercel.collect.columns.presets as folder

    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "dummy.py").write_text(
        "from tiercel.collect.columns.kinds import Kind, first_kind\n"
        "LABEL = 'Dummy'\nMARKS = frozenset({'zzz name'})\n"
        "KINDS = (Kind(table='accounts', signs=('zzz name',), columns={'name': ('zzz name',)}),)\n"
        "def kind_of(headers, stem):\n    return first_kind(KINDS, headers, stem)\n"
    )
    monkeypatch.setattr(folder, "__path__", [*folder.__path__, str(tmp_path / "more")])
    parts.cache_clear()
    try:
        source = seen(write, "ZZZ name,other")
        assert (source.preset, source.table, source.keys) == ("dummy", "accounts", "dummy")
    finally:
        parts.cache_clear()


@pytest.mark.parametrize(
    ("header", "table"),
    [
        ("id,status,colour", None), ("id,name,type", None), ("id,_fivetran_synced,category,status,response", None),
        ("Deal ID,Stage", "deals"), ("Client ID,Name,Owner", "accounts"), ("Customer ID,Name,Type", "accounts"),
    ],
)  # fmt: skip
def test_words_that_any_table_has_do_not_say_what_a_file_holds(tmp_path, header, table):
    path = tmp_path / "rows.csv"
    path.write_text(f"{header}\n" + "1," * header.count(",") + "x\n", encoding="utf-8")
    assert look(path).table == table
