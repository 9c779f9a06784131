"""Domains where anyone may have a mailbox: they say nothing of where somebody works."""

FREE_MAIL = frozenset(
    ["gmail.com", "googlemail.com", "yahoo.com", "yahoo.co.uk", "yahoo.co.in", "yahoo.fr", "yahoo.de", "yahoo.es", "yahoo.it", "yahoo.co.jp", "yahoo.com.br", "ymail.com", "rocketmail.com", "hotmail.com", "hotmail.co.uk", "hotmail.fr", "hotmail.de", "hotmail.it", "hotmail.es", "outlook.com", "outlook.fr", "outlook.de", "live.com", "live.co.uk", "live.fr", "live.nl", "msn.com", "passport.com", "aol.com", "aim.com", "icloud.com", "me.com", "mac.com", "proton.me", "protonmail.com", "pm.me", "tutanota.com", "tuta.io", "gmx.com", "gmx.de", "gmx.net", "gmx.at", "gmx.ch", "web.de", "t-online.de", "freenet.de", "mail.com", "email.com", "inbox.com", "hushmail.com", "fastmail.com", "fastmail.fm", "zoho.com", "zohomail.com", "yandex.com", "yandex.ru", "ya.ru", "mail.ru", "bk.ru", "list.ru", "inbox.ru", "rambler.ru", "ukr.net", "qq.com", "vip.qq.com", "foxmail.com", "163.com", "126.com", "yeah.net", "sina.com", "sina.cn", "sohu.com", "tom.com", "21cn.com", "139.com", "189.cn", "aliyun.com", "naver.com", "hanmail.net", "daum.net", "nate.com", "rediffmail.com", "comcast.net", "verizon.net", "att.net", "sbcglobal.net", "bellsouth.net", "cox.net", "charter.net", "earthlink.net", "btinternet.com", "virginmedia.com", "sky.com", "talktalk.net", "ntlworld.com", "orange.fr", "wanadoo.fr", "free.fr", "laposte.net", "sfr.fr", "libero.it", "virgilio.it", "tiscali.it", "alice.it", "tin.it", "terra.com.br", "uol.com.br", "bol.com.br", "ig.com.br", "telefonica.net", "wp.pl", "o2.pl", "onet.pl", "interia.pl", "seznam.cz", "centrum.cz", "abv.bg", "mail.bg", "chmail.ir", "maktoob.com", "bigpond.com", "optusnet.com.au", "telstra.com", "shaw.ca", "rogers.com", "sympatico.ca", "duck.com", "hey.com", "skynet.be", "telenet.be", "ziggo.nl", "kpnmail.nl", "planet.nl", "bluewin.ch"]
)


def is_free_mail(domain: str) -> bool:
    """Whether a domain gives mailboxes to anyone.

    >>> is_free_mail("gmail.com"), is_free_mail("example.com")
    (True, False)
    """
    return domain in FREE_MAIL
