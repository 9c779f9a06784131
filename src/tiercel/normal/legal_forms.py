"""Legal forms of companies in Latin, Cyrillic, Arabic, Persian and Chinese script, and the names without them."""

import re
from collections.abc import Iterable
from functools import cache

from tiercel.normal.text import compared

# Each as people write it, the longest first when taken away; dots and case do not matter.
LATIN = """
    ltd, limited, llc, l l c, inc, incorporated, corp, corporation, co, company, plc, p l c, public limited company,
    llp, limited liability company, limited liability partnership, lp, limited partnership, co ltd, company limited,
    pty, pty ltd, proprietary limited, pvt, pvt ltd, private limited, pte, pte ltd, private ltd,
    joint stock company, open joint stock company, closed joint stock company, public joint stock company, jsc,
    ojsc, cjsc, pjsc, pc, pa, gmbh, g m b h, gmbh co kg, gmbh and co kg, gesellschaft mit beschränkter haftung, ag,
    aktiengesellschaft, kg, kgaa, kommanditgesellschaft, ohg, ug, haftungsbeschränkt, ev, e v, eg, gbr, se,
    societas europaea, ek, e k, ggmbh, mbh, sa, s a, société anonyme, sas, s a s, sasu, sarl, s a r l,
    société à responsabilité limitée, eurl, snc, sci, scop, sa de cv, s a de c v, s de r l de c v, sab de cv, sl,
    s l, slu, sociedad limitada, sociedad anónima, sau, srl, s r l, s r l s, società a responsabilità limitata, spa,
    s p a, società per azioni, sapa, sas di, ltda, limitada, eireli, s a c, sac, nv, n v, naamloze vennootschap, bv,
    b v, besloten vennootschap, bvba, cv, vof, ab, aktiebolag, as, a s, asa, aksjeselskap, aps, a p s, oy, oyj,
    osakeyhtiö, hf, ehf, sp z o o, sp z oo, sp zoo, spol s r o, spol s ro, spolka z o o,
    spółka z ograniczoną odpowiedzialnością, spółka akcyjna, s r o, sro, kft, zrt, nyrt, rt, doo, d o o, dd, d d,
    ad, eood, ood, sia, uab, oü, ou, a e, ae, epe, societatea cu răspundere limitată, anonim şirketi,
    anonim sirketi, limited şirketi, ltd şti, ltd sti, a ş, san ve tic, sdn bhd, sdn, bhd, berhad, tbk, pt, persero,
    kk, k k, kabushiki kaisha, yk, godo kaisha, gk, ooo, oao, zao, pao, ao, ip, tov, too, fze, fzco, fzc, fz llc,
    wll, w l l, bsc, saog, saoc, saoa, psc, p j s c, l l p, limited company, unlimited, dmcc, cc, npc, soc ltd, gie,
    asbl, aisbl, sprl, srlu, scarl, scrl, stiftung, inc ltd
"""
CYRILLIC = """
    ооо, оао, зао, пао, ао, нао, ип, тов, пат, прат, чп, нпо, гуп, муп, фгуп, тоо,
    общество с ограниченной ответственностью, акционерное общество, открытое акционерное общество,
    закрытое акционерное общество, публичное акционерное общество, товариство з обмеженою відповідальністю, ад,
    еоод, оод, д о о, индивидуальный предприниматель
"""
ARABIC = """
    شركة, الشركة, ش م م, ذ م م, ذات مسؤولية محدودة, ذات المسؤولية المحدودة, المحدودة, محدودة, ش م ع, ش م ع ع, ش م ك,
    ش م ب, ش م ق, مساهمة عامة, شركة مساهمة عامة, مساهمة مقفلة, شركة مساهمة, مساهمة, المساهمة, ش م س, ش ذ م م, م م,
    المساهمة العامة, شركة مساهمة مقفلة, مؤسسة, شركة ذات مسؤولية محدودة, شركة الشخص الواحد, ش و م, م م ح, ش م ل,
    ش م ي, وشركاه, وشركاؤه
"""
PERSIAN = """
    شرکت, شرکت سهامی عام, شرکت سهامی خاص, سهامی عام, سهامی خاص, سهامی, با مسئولیت محدود, مسئولیت محدود,
    با مسئولیت محدودی, تعاونی, شرکت تعاونی, تضامنی, موسسه, مؤسسه, هلدینگ, گروه شرکت های, گروه شرکتهای,
    شرکت های گروه, س خ, س ع
"""
# At the end of the name, without a space before them.
CHINESE = (
    "股份有限公司", "有限责任公司", "集团有限公司", "集团股份有限公司", "控股有限公司", "有限公司", "股份公司",
    "总公司", "分公司", "集团公司", "合伙企业", "有限合伙", "个人独资企业", "公司", "集团", "股份", "厂",
    "有限責任公司", "集團有限公司", "控股集团", "集團", "企业", "株式会社", "合同会社", "有限会社", "合作社",
    "事务所", "控股",
)  # fmt: skip
_BRACKETS = re.compile(r"[（(\[【][^（()\[\]【】）]*[）)\]】]")


def without_legal_form(words: Iterable[str]) -> tuple[str, ...]:
    """The words of a name, in the form of `compared`, without legal forms at their beginning and end.

    A name that is nothing but a legal form is left as it is.

    >>> without_legal_form("acme holding gmbh co kg".split()), without_legal_form("the limited".split())
    (('acme', 'holding'), ('the',))
    """
    left = tuple(words)
    while shorter := _shorter(left):
        left = shorter
    return left


def without_chinese_form(name: str) -> str:
    """A Chinese name without its legal form and without what stands in brackets before it.

    >>> without_chinese_form("华为技术有限公司"), without_chinese_form("公司")
    ('华为技术', '公司')
    """
    bare = _BRACKETS.sub("", name) or name
    for form in sorted(CHINESE, key=len, reverse=True):
        if bare.endswith(form) and len(bare) > len(form) + 1:
            return without_chinese_form(bare.removesuffix(form))
    return bare


def has_legal_form(words: tuple[str, ...]) -> bool:
    return len(without_legal_form(words)) < len(words)


def _shorter(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words with one form less, the longest that there is; empty where there is none to take away."""
    forms = _forms()
    for length in range(min(6, len(words) - 1), 0, -1):
        if words[-length:] in forms:
            return words[:-length]
        if words[:length] in forms:
            return words[length:]
    return ()


@cache
def _forms() -> frozenset[tuple[str, ...]]:
    listed = (form for forms in (LATIN, CYRILLIC, ARABIC, PERSIAN) for form in forms.split(","))
    spelt = {tuple(compared(form).split()) for form in listed}
    # "s.r.l." is read as one word where dots are taken for those of initials.
    return frozenset(spelt | {("".join(form),) for form in spelt if all(len(word) == 1 for word in form)})
