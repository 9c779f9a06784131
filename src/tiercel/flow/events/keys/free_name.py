"""One name for one key that works, among write keys and mail keys alike: it tells the sources of events apart."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.normal.text import tidy
from tiercel.records.models import MailKey, WriteKey

MOST_NAME = 100


def free_name(name: str, missing: str, besides: WriteKey | None = None) -> str:
    """The name in its tidy form.

    missing   what to say where it is empty or longer than 100 characters
    besides   the key that has it already and may keep it
    raises    DataError where it cannot be a name, or where another key that works has it, in any case of letters
    """
    name = tidy(name)
    if not name or len(name) > MOST_NAME:
        raise DataError(missing)
    of_sites = WriteKey.objects.filter(ended_at__isnull=True, name__iexact=name)
    of_mail = MailKey.objects.filter(ended_at__isnull=True, name__iexact=name)
    if (of_sites.exclude(pk=besides.pk) if besides else of_sites).exists() or of_mail.exists():
        raise DataError(_("Another key is called '{name}'. Give this one a name of its own.").format(name=name))
    return name
