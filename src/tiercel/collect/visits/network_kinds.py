"""Which networks anybody may come through: providers of access, clouds and hosts; the others are organisations' own.

A visit from a provider says nothing of where somebody works, and one from a cloud is seldom a person's. Kept by hand:
words that such organisations bear in their names, in the scripts that lists of networks use, and the numbers of
networks whose names do not say what they are.
"""

from __future__ import annotations

import re
from functools import lru_cache

COMPANY, PROVIDER, CLOUD = "company", "provider", "cloud"

_CLOUD_WORDS = r"""
    clouds?, (?:web)?hosting, hoster, hostinger, hostpapa, hostwinds, data ?cent(?:er|re)s?, colocation, colocrossing,
    servers?, vps, vpn, prox(?:y|ies), cdn, aws, azure, amazon, google, microsoft, cloudflare, digital ?ocean, ovh,
    hetzner, linode, akamai, fastly, vultr, choopa, the constant company, contabo, leaseweb, scaleway, netcup, ionos,
    hivelocity, godaddy, namecheap, incapsula, imperva, zscaler, netskope, datacamp, m247, quadranet, psychz, clouvider,
    worldstream, rackspace, alibaba, aliyun, tencent, oracle, equinix, limestone networks, nordvpn, mullvad, surfshark,
    expressvpn, tzulo, byteplus, arvan, upcloud, gcore, selectel, timeweb, volcano engine, ucloud, kingsoft, baidu,
    ابر, ابری, سرور, هاستینگ, هاست, استضافة, سحابية, 云计算, 阿里云, 腾讯云, 华为云, 百度云, 数据中心, 雲端
"""
_PROVIDER_WORDS = r"""
    \w*tele(?:c|k)om(?:m?uni[ck]\w*|s|m|m?uication)?, t[eé]l[eé]com, telecomm?\w*, telekomm?\w*, telefon\w*,
    tel[eé]phone\w*, telmex, telstra, telenor, telia, telenet, telus, tele2, telkom\w*, talktalk, vodafone, vodacom,
    orange, t-mobile, verizon, comcast, charter communications, cox communications, centurylink, lumen, windstream,
    frontier communications, cablevision, rogers, videotron, shaw communications, swisscom, proximus, sunrise, sfr,
    bouygues, bharat sanchar, airtel, reliance jio, vimpelcom, vympelcom, rostelecom, megafon, beeline, turkcell,
    kyivstar, odido, kpn, claro, movistar, mobinil, mobily, etisalat, itissalat, zain, ooredoo, omantel, batelco, mtn,
    safaricom, maxis, celcom, singtel, viettel, vnpt, docomo, kddi, softbank, biglobe, china ?net, unicom, china169,
    china mobile, tietong, cernet, chunghwa, hathway, superonline, at&t, virgin media, bell canada, cogent, zayo,
    level 3, ntt, gtt, pccw, broadband, \w*cable, cable\w*, internet, isp, wireless, cellular, mobile communications?,
    mobiles?, fib(?:er|re), fibra, fixed line, fixed network, satellite, starlink, x?dsl, wimax, wi-?fi, iletisim,
    comunica(?:coes|ções|ciones), communications?, communicational, suddenlink, tim s/?\.?a, wind tre, fastweb,
    hutchison, starhub,
    iinet, plusnet, entel, bezeq, eircom, aircel, viasat, hughes network, altice, euskaltel, polkomtel, lifecell,
    tiscali, vocus, spark new zealand, digi romania, globalconnect, lyse tele, a1, o2, vivacom, colt technology,
    bahnhof, indosat, catv, tavkozlesi, provedor, isletmeciligi, research (?:and|&) education network, surf b\.v,
    research networks?, (?:academic|education(?:al)?) network, education (?:and|&) research network, forschungsnetz\w*,
    banda (?:ancha|larga), provedora?, telecel, telecon, telematika, pvt\.? isp, fixed wireless,
    liberty (?:global|networks), versatel, allstream, axtel, wana corporate, cell c, freebit, asahi net, digital united,
    arteria networks, dimension data, hoshin multimedia, p4 sp,
    (?:fiber|fibre|home|wave|air|speed|sky|rural|wire|city|inter|mega|giga)net(?:works?)?,
    jisc, cenic, garr, renater, heanet, cesnet, belnet, irancell, iran cell, rightel, shatel, asiatech,
    mobin ?net, mokhaberat, pars ?online, parsan lin, respina, pishgaman, hamrah, sabanet, afranet, fanava,
    مخابرات, همراه اول, ایرانسل, رایتل, شاتل, آسیاتک, پیشگامان, مبین نت, رسپینا, صبانت,
    پارس آنلاین, اینترنت, ارتباطات سیار,
    اتصالات, الاتصالات, للاتصالات, موبايلي, زين, أوريدو, فودافون, أورنج, الإنترنت, للإنترنت, المحمول,
    电信, 移动通信, 中国移动, 联通, 铁通, 广电网络, 宽带, 電信, 宽频
"""
# Networks whose names say nothing of it.
_CLOUDS = frozenset({
    14618, 16509, 8987, 15169, 396982, 8075, 13335, 14061, 16276, 24940, 213230, 63949, 20473, 45102, 37963, 132203,
    45090, 136907, 55990, 9009, 60068, 212238, 20940, 16625, 54113, 36352, 8100, 51167, 31898, 36351, 19551, 22616,
    53813, 26496, 40676, 62240, 60781, 28753, 12876, 197540, 8560, 29802, 202468, 205585, 137718, 39351, 206092, 209854,
})  # fmt: skip
_PROVIDERS = frozenset({
    7018, 7922, 701, 702, 6167, 22394, 3320, 3215, 12322, 8151, 8452, 1136, 1257, 3292, 36947, 28573, 4134, 4837, 9808,
    3786, 17858, 9824, 2497, 17506, 6079, 4788, 8167, 7738, 17511, 19901, 16637, 8048, 9605, 36925, 13999, 12741, 8359,
    12271, 4725, 17676, 7552, 12880, 16322, 60976, 44244, 197207, 43754, 31549, 42337, 50810, 57218, 39891, 35819,
    25019, 8966, 15802, 5384, 48159, 49666, 41881, 25184, 24631, 34918, 58224, 206026, 55836, 45609, 24560, 9498, 12400,
    1680, 5089, 5607, 15557, 5410, 2856, 6871, 36903, 6713, 24863, 33771, 29975, 7303, 4766, 9318, 9644, 2516, 4713,
    24835, 8434, 2119, 2860, 3243, 16086, 26611, 27831, 10620, 22085, 4230, 34984, 16135, 9121, 17557, 47262,
    237, 559, 81, 1741, 766, 210,
})  # fmt: skip
# These bear such a word and sell something else.
_COMPANIES = re.compile(
    r"\b(?:zoom video|ringcentral|l3harris|motorola|cisco|ericsson|nokia|qualcomm|broadcom|"
    r"bell helicopter|orange county|cable news|"
    r"charter school|mobile county|internet archive|museum)\b",
    re.IGNORECASE,
)


@lru_cache(50_000)
def kind_of(organisation: str, number: int = 0) -> str:
    """What a network is, by the name of who holds it and, where it is known, its number.

    >>> kind_of("Iran Telecommunication Company PJS"), kind_of("中国移动通信集团"), kind_of("شركة الاتصالات السعودية")
    ('provider', 'provider', 'provider')
    >>> kind_of("Hetzner Online GmbH"), kind_of("Ford Motor Company"), kind_of("Noyan Abr Arvan Co.", 202468)
    ('cloud', 'company', 'cloud')
    """
    if not organisation:
        return ""
    if _COMPANIES.search(organisation):
        return COMPANY
    if number in _CLOUDS or _CLOUD.search(organisation):
        return CLOUD
    if number in _PROVIDERS or _PROVIDER.search(organisation):
        return PROVIDER
    return COMPANY


def _pattern(terms: str) -> re.Pattern[str]:
    """Whole words in scripts that part them; anywhere within a name in those that do not."""
    each = [term.strip() for term in terms.replace("\n", " ").split(",")]
    within = [term for term in each if _CHINESE.search(term)]
    apart = [term for term in each if not _CHINESE.search(term)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(apart)})(?!\w)|{'|'.join(within)}", re.IGNORECASE)


_CHINESE = re.compile("[\u4e00-\u9fff]")
_CLOUD, _PROVIDER = _pattern(_CLOUD_WORDS), _pattern(_PROVIDER_WORDS)
