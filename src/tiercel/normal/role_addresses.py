"""Addresses of a function and not of a person, as info@ and sales@: whoever reads them may be anybody."""

import re

_LISTED = """
    abuse academy accounting accounts admin admins administration administrator ads advertising all alumni
    announce apply archive assist assistance backoffice billing board booking bookings business buchhaltung
    bewerbung career careers client clients commercial communication communications compliance contact contacts
    contactus contabilidad contabilita corporate customer customercare customers customerservice data
    dataprotection datenschutz demo desk dev developers devops direction director dns donotreply editor education
    einkauf email emails empleo employment enquiries enquiry events everyone facturacion facturation faq feedback
    finance finanzas firma frontdesk ftp general gdpr geral group hello help helpdesk hi hola host hostmaster
    hotline hr impressum info infodesk infos information inquiries inquiry inquire international internship invest
    investor investorrelations investors invoice invoices invoicing ir it itsupport job jobs join karriere kontakt
    kundenservice legal list lists mail mailbox mailer-daemon mailerdaemon main management manager marketing media
    membership my news newsletter newsletters nobody no-reply noc noreply notifications office official online
    operations ops order orders partner partners payroll people personal postmaster pr presse press prensa privacy
    procurement product projects publicidad purchase purchasing rechnung reception recepcion recruiting
    recruitment registrar request reservation reservations returns root rrhh sale sales salesteam secretariat
    secretary security sekretariat service services shop signup spam staff store subscribe subscriptions
    suggestions suporte support supportteam sysadmin tech technical team tenders test ticket tickets training
    travel unsubscribe usenet vendas ventas vendor verkauf vertrieb voicemail vorstand warranty web webadmin
    webmaster welcome www zentrale foroosh forush poshtibani modiriat ravabet edari etelaat bazargani mabiat
    mobiaat tawasol wazaef khidma kefu xiaoshou shichang zhaopin caiwu xingzheng lianxi
"""
ROLE_NAMES = frozenset(_LISTED.split())
_UNSEPARATED = str.maketrans("", "", "._-")
_HEAD = re.compile("[^._-]*")
_TAIL = re.compile(r"(?:[._-]?(?:[a-z]{2}|\d{1,4}|team|desk|dept|department|office|emea|apac|eu|usa|global|intl))?$")


def is_role_address(local: str) -> bool:
    """Whether what stands before the @ names a function; a country, a number or a team behind it changes nothing.

    >>> is_role_address("Info"), is_role_address("sales-de"), is_role_address("ada.lovelace")
    (True, True, False)
    """
    bare = local.strip().casefold().partition("+")[0]
    if bare in ROLE_NAMES or bare.translate(_UNSEPARATED) in ROLE_NAMES:
        return True
    head = _HEAD.match(bare)[0]  # type: ignore[index]  # it may be empty, and so always is there
    return head in ROLE_NAMES and bool(_TAIL.fullmatch(bare[len(head) :]))
