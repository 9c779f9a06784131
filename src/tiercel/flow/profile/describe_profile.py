"""The profile in plain words: anyone can tell whether a company belongs on the list without calling a meeting."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tiercel.flow.profile.closed_deals import DEAL, label_of
from tiercel.flow.profile.profiles import profile_in
from tiercel.flow.strategy.documents import Document
from tiercel.score.judgement import Judgement
from tiercel.score.levels import MISSING, NO, OTHER, YES
from tiercel.score.profile import Profile
from tiercel.score.statements import Statement


def describe_profile(document: Document) -> str:
    """The document as Markdown."""
    profile = profile_in(document)
    # A text within the braces of a string would be collected by no tool, and so never be translated.
    title = _("Ideal customer profile")
    parts = [
        f"# {title}",
        _provenance(document, profile),
        verdict_in_words(profile),
        _said(_("Who fits"), [s for s in profile.statements if s.fits]),
        _said(_("Who does not"), [s for s in profile.statements if not s.fits]),
        _judged(profile),
        _held_out(profile),
        _aside(profile, document.body),
        _evidence(profile),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def verdict_in_words(profile: Profile) -> str:
    """One paragraph: whether anything tells won from lost, and what follows."""
    if profile.verdict.whole == "signal":
        return _("Something tells won deals from lost ones, and it held for deals that were not learnt from.")
    why = {
        "few": _("There are too few closed deals to learn from some and judge on others."),
        "chance": _("What the attributes show is no more than chance would show."),
        "unseen": _("What told won from lost among some deals did not hold for others."),
    }
    nothing = _("Nothing tells won deals from lost ones.")
    if profile.verdict.because == "chance" and _ranks_later_deals(profile):
        nothing = _("It cannot be told yet whether anything separates won deals from lost ones.")
        why["chance"] = _(
            "Later deals were ranked better than by a coin, but account by account, chance would do as much: "
            "more accounts with closed deals would tell."
        )
    common = _("No ranking is made from this: every account has the common chance of {rate}.").format(
        rate=f"{profile.win_rate:.0%}"
    )
    return f"{nothing} {why[profile.verdict.because or 'few']} {common}"


def _ranks_later_deals(profile: Profile) -> bool:
    return profile.backtest is not None and profile.backtest.scorecard.auc.low > 0.5


def statement_in_words(statement: Statement) -> str:
    """One sentence with its numbers."""
    sure = _("very sure") if statement.sure == "very" else _("fairly sure")
    sentence = ngettext(
        "{what}: {rate} of {deals} deal won ({low} to {high}), {lift} times the average; {sure}.",
        "{what}: {rate} of {deals} deals won ({low} to {high}), {lift} times the average; {sure}.",
        statement.deals,
    )
    return sentence.format(
        what=f"{attribute_in_words(statement.attribute)} {level_in_words(statement.level)}",
        rate=f"{statement.win_rate.mean:.0%}",
        deals=f"{statement.deals:,}",
        low=f"{statement.win_rate.low:.0%}",
        high=f"{statement.win_rate.high:.0%}",
        lift=f"{statement.lift.mean:.1f}",
        sure=sure,
    )


def attribute_in_words(attribute: str) -> str:
    """An attribute's name; those of the deal are marked."""
    return (
        _("{name} (of the deal)").format(name=label_of(attribute))
        if attribute.startswith(DEAL)
        else label_of(attribute)
    )


def level_in_words(level: str) -> str:
    """A level as people say it: missing and other in their own language, ranges and categories as they are."""
    return {MISSING: _("not known"), OTHER: _("other"), YES: _("yes"), NO: _("no")}.get(level, level)


def _provenance(document: Document, profile: Profile) -> str:
    counts = ngettext(
        "Learnt from {deals} closed deal of {accounts} accounts, of which {won} won.",
        "Learnt from {deals} closed deals of {accounts} accounts, of which {won} won.",
        profile.deals,
    ).format(deals=f"{profile.deals:,}", accounts=f"{profile.accounts:,}", won=f"{profile.won:,}")
    version = _("Version {number}.").format(number=document.version)
    until = document.body.get("until")
    return f"{version} {counts}" + (" " + _("Only deals closed before {day}.").format(day=until) if until else "")


def _said(title: str, chosen: list[Statement]) -> str:
    return _section(title, [statement_in_words(statement) for statement in chosen])


def _section(title: str, lines: list[str]) -> str:
    return "\n".join([f"## {title}", "", *(f"- {line}" for line in lines)]) if lines else ""


def _judged(profile: Profile) -> str:
    if profile.backtest is None:
        return ""
    found, other = profile.backtest.scorecard, profile.backtest.challenger
    how = _("forward in time") if profile.backtest.forward_in_time else _("by accounts and look-alikes")
    lines = [
        _("Judged {how}, on {deals} deals that were not learnt from.").format(how=how, deals=f"{found.deals:,}"),
        _("Of a won and a lost deal, the won one is ranked higher {auc} of the time ({low} to {high}).").format(
            auc=f"{found.auc.value:.0%}", low=f"{found.auc.low:.0%}", high=f"{found.auc.high:.0%}"
        ),
        _("A model that nobody can read does so {auc} of the time: that is the price of being readable.").format(
            auc=f"{other.auc.value:.0%}"
        ),
        _("The best tenth is won {lift} times as often as all ({low} to {high}).").format(
            lift=f"{found.lift_top_decile.value:.1f}",
            low=f"{found.lift_top_decile.low:.1f}",
            high=f"{found.lift_top_decile.high:.1f}",
        ),
        *_calibrated(found),
    ]
    return _section(_("How sure this is"), lines)


def _calibrated(found: Judgement) -> list[str]:
    if found.calibration_slope is None:
        return []
    return [
        _("Calibration slope {slope} ({low} to {high}): 1 is right, below it chances are too bold.").format(
            slope=f"{found.calibration_slope.value:.2f}",
            low=f"{found.calibration_slope.low:.2f}",
            high=f"{found.calibration_slope.high:.2f}",
        )
    ]


def _held_out(profile: Profile) -> str:
    held = [f"{attribute_in_words(leak.attribute)}: {leak.why}" for leak in profile.leaks if leak.held_out]
    used = [f"{attribute_in_words(leak.attribute)}: {leak.why}" for leak in profile.leaks if not leak.held_out]
    parts = [_section(_("Held out until somebody confirms it"), held), _section(_("Used, but look at it"), used)]
    return "\n\n".join(part for part in parts if part)


def _aside(profile: Profile, body: dict[str, Any]) -> str:
    aside = body.get("aside", {})
    lines = [f"{attribute_in_words(name)}: {why}" for name, why in profile.left_out.items()]
    if count := aside.get("without_account", 0):
        lines.append(
            ngettext("{count} closed deal has no account.", "{count} closed deals have no account.", count).format(
                count=f"{count:,}"
            )
        )
    if count := aside.get("without_day", 0):
        lines.append(
            ngettext(
                "{count} deal has no day on which it was closed.",
                "{count} deals have no day on which they were closed.",
                count,
            ).format(count=f"{count:,}")
        )
    return _section(_("Left aside"), lines)


def _evidence(profile: Profile) -> str:
    if not profile.evidence:
        return ""
    words = {"signal": _("signal"), "noise": _("noise"), "too_few": _("too few")}
    head = [_("Attribute"), _("Information value"), "q", _("Verdict")]
    rows = [
        [attribute_in_words(e.attribute), f"{e.information_value:.2f}", f"{e.q_value:.3f}", words[e.verdict]]
        for e in profile.evidence
    ]
    table = [head, ["---"] * len(head), *rows]
    title = _("Evidence")
    return "\n".join([f"## {title}", "", *("| " + " | ".join(row) + " |" for row in table)])
