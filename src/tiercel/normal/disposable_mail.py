"""Domains of mailboxes that live for minutes: an address there is given so as not to be reached."""

_LISTED = """
    10minutemail.com 10minutemail.net 1secmail.com 1secmail.net 1secmail.org 20minutemail.com 33mail.com
    anonaddy.com anonbox.net burnermail.io byom.de deadaddress.com discard.email discardmail.com discardmail.de
    dispostable.com dropmail.me emailondeck.com emltmp.com fakeinbox.com fakemail.net fakemailgenerator.com
    filzmail.com getairmail.com getnada.com guerrillamail.biz guerrillamail.com guerrillamail.de
    guerrillamail.info guerrillamail.net guerrillamail.org guerrillamailblock.com grr.la harakirimail.com
    inboxbear.com inboxkitten.com incognitomail.com jetable.org linshiyouxiang.net linshiyou.com mail-temp.com
    mailcatch.com maildrop.cc maileater.com mailexpire.com mailforspam.com mailinator.com mailinator.net
    mailnesia.com mailnull.com mailpoof.com mailsac.com mailtemp.net meltmail.com mintemail.com moakt.com
    mohmal.com mohmal.in mohmal.tech mt2015.com mytemp.email mytrashmail.com nada.email no-spam.ws nospam4.us
    notmailinator.com owlymail.com pokemail.net rootfest.net safetymail.info sharklasers.com shitmail.me
    smailpro.com snapmail.cc sneakemail.com spam4.me spamavert.com spambog.com spambox.us spamex.com
    spamfree24.org spamgourmet.com spamhole.com spaml.com tafmail.com temp-mail.io temp-mail.org tempail.com
    tempemail.co tempemail.net tempinbox.com tempmail.com tempmail.de tempmail.dev tempmail.net tempmail.plus
    tempmailo.com tempr.email throwam.com throwawaymail.com tmail.com tmailinator.com tmpmail.net tmpmail.org
    trash-mail.com trash-mail.de trashmail.com trashmail.de trashmail.net trashmail.ws trbvm.com wegwerfemail.de
    wegwerfmail.de wegwerfmail.net wegwerfmail.org yopmail.com yopmail.fr yopmail.net zetmail.com
    24mail.chacuo.net chacuo.net bccto.me 027168.com linshi-email.com mail.td tempmail.ir fakemail.ir
"""
DISPOSABLE_MAIL = frozenset(_LISTED.split())


def is_disposable_mail(domain: str) -> bool:
    """Whether mailboxes of a domain are made to be thrown away.

    >>> is_disposable_mail("mailinator.com"), is_disposable_mail("example.com")
    (True, False)
    """
    return domain in DISPOSABLE_MAIL
