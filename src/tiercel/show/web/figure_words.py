"""What each number of Today is called, and how it comes to be, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tiercel.flow.today.figures import BEST_SHARE, FAILED_DAYS, NEW_DAYS, SILENT_DAYS
from tiercel.show.web.templatetags.shown import number, share

_NOTHING_TO_DO = _("The number is zero: nothing is to be done here.")
_IMPORT = _("None has come yet: import files that have some.")


@dataclass(frozen=True)
class FigureWords:
    """A number's name, its formula in a sentence, what to do about it ("" where there is nothing to do), and what to
    do where it is zero."""

    label: Promise
    formula: Promise
    advice: Promise | str = ""
    when_none: Promise = _NOTHING_TO_DO


WORDS = {
    "waiting_targets": FigureWords(
        _("Targets waiting for your decision"),
        _("Accounts that are proposed for a tier, are to be worked on by you, and are neither accepted nor rejected."),
        _("Accept or reject each, with a reason."),
    ),
    "silent_deals": FigureWords(
        _("Open deals gone silent"),
        _(
            "Open deals, yours or with your accounts, whose closing day has passed, or that were opened more than "
            "%(silent)s days ago and have changed their stage in none of the last %(silent)s days. For those who are "
            "nobody of the team: all open deals."
        ),
        _("Call, or close them as lost: the profile learns from both."),
    ),
    "unowned_fits": FigureWords(
        _("New accounts that fit, and nobody owns"),
        _(
            "Accounts that came in the last %(new)s days, have no owner, and whose chance to win is among the best "
            "%(best)s of all scored accounts; in the countries where your own accounts are, if you have any."
        ),
        _("Tick them in the list of accounts, and give them an owner or a tier."),
    ),
    "broken_jobs": FigureWords(
        _("Failed jobs"),
        _("Jobs of the last %(failed)s days that failed, where none of the same kind was done after it."),
        _("Read the reason, mend it, and start the job again."),
    ),
    "running_jobs": FigureWords(_("Jobs waiting or running"), _("Jobs that the worker has taken or will take.")),
    "waiting_rows": FigureWords(
        _("Rows waiting for others"),
        _("Imported rows that name an account, contact or deal which no file has brought yet."),
        _("Import the file that has them; they go in by themselves then."),
    ),
    "accounts": FigureWords(
        _("Accounts"),
        _("All accounts that are not put away, as far as you may see them."),
        when_none=_IMPORT,
    ),
    "contacts": FigureWords(
        _("Contacts"),
        _("All contacts that are not put away, as far as you may see them."),
        when_none=_IMPORT,
    ),
    "deals_won": FigureWords(
        _("Deals won"),
        _("Deals whose outcome is won, and that are not put away."),
        when_none=_IMPORT,
    ),
    "deals_lost": FigureWords(
        _("Deals lost"),
        _("Deals whose outcome is lost, and that are not put away."),
        when_none=_IMPORT,
    ),
    "deals_open": FigureWords(
        _("Deals open"),
        _("Deals that are neither won nor lost, and that are not put away."),
        when_none=_IMPORT,
    ),
    "scored": FigureWords(
        _("Accounts scored"),
        _("Accounts that the profile in force has given a chance to win."),
        when_none=_("Learn a profile: it gives every account a chance to win."),
    ),
    "targets": FigureWords(
        _("Targets"),
        _("Accounts in a tier whose newest sign-off accepts them."),
        when_none=_("Propose targets and ask sales: what they accept stands here."),
    ),
} | {
    f"tier_{number}": FigureWords(
        label,
        _("Accounts in this tier, proposed or accepted; rejected ones do not count."),
        when_none=_("Propose targets, or put accounts into this tier by hand."),
    )
    for number, label in ((1, _("Tier 1")), (2, _("Tier 2")), (3, _("Tier 3")))
}


def formula(name: str) -> str:
    """The formula of a number, with the days and shares that it counts by."""
    return str(WORDS[name].formula) % _counted_by()


def _counted_by() -> Mapping[str, str]:
    return {
        "silent": number(SILENT_DAYS),
        "new": number(NEW_DAYS),
        "failed": number(FAILED_DAYS),
        "best": share(BEST_SHARE),
    }
