"""What people call the ways in which texts are written down."""

from django.utils.translation import gettext_lazy as _

from tiercel.show.web.words import Words

ENCODINGS: Words = {
    "utf-8": _("UTF-8"),
    "utf-16": _("UTF-16"),
    "cp1252": _("Windows-1252, western European"),
    "cp1250": _("Windows-1250, central European"),
    "cp1251": _("Windows-1251, Cyrillic"),
    "cp1253": _("Windows-1253, Greek"),
    "cp1254": _("Windows-1254, Turkish"),
    "cp1255": _("Windows-1255, Hebrew"),
    "cp1256": _("Windows-1256, Arabic and Persian"),
    "cp1257": _("Windows-1257, Baltic"),
    "cp1258": _("Windows-1258, Vietnamese"),
    "cp874": _("Windows-874, Thai"),
    "gb18030": _("GB 18030, simplified Chinese"),
    "big5": _("Big5, traditional Chinese"),
    "cp932": _("Shift-JIS, Japanese"),
    "euc-jp": _("EUC-JP, Japanese"),
    "cp949": _("EUC-KR, Korean"),
    "iso8859-2": _("ISO 8859-2, central European"),
    "iso8859-5": _("ISO 8859-5, Cyrillic"),
    "iso8859-9": _("ISO 8859-9, Turkish"),
    "koi8-r": _("KOI8-R, Russian"),
    "mac-roman": _("Mac Roman, western European"),
}
