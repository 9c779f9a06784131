"""The ideal customer profile: who fits and how sure, with all the numbers behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tiercel.core.clock import utc_now
from tiercel.core.errors import TiercelError
from tiercel.flow.profile import see_profile
from tiercel.flow.profile.see_profile import ProfilePage
from tiercel.flow.targets.propose_targets import last_proposed_at
from tiercel.flow.targets.sign_off_reasons import reasons_counted
from tiercel.show.web.access import MANAGER, READER, Address, Asked
from tiercel.show.web.charts.curves import calibration
from tiercel.show.web.charts.forest import Mark, mark
from tiercel.show.web.charts.scale import Scale, around
from tiercel.show.web.places import Action, Way
from tiercel.show.web.views.accounts.accounts import whole
from tiercel.show.web.views.settings.settings import said

PARTS = ("overview", "evidence", "scorecard", "backtest", "versions")
MEASURES = ("amount", "margin", "retained")
KINDS = {"speaks_for": "for", "speaks_against": "against", "noise": "noise", "too_few": "few"}


@dataclass(frozen=True)
class LevelRow:
    """A level of an attribute beside its interval; `measures` are (name, mean or None), the same names in every row."""

    level: Any
    mark: Mark
    measures: tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class AttributeRow:
    attribute: Any
    levels: tuple[LevelRow, ...]


@dataclass(frozen=True)
class PointsRow:
    """An attribute of the scorecard with the points of its levels, each with the width and place of its bar."""

    attribute: str
    levels: tuple[tuple[str, float, float, float], ...]


def profile(request: Asked) -> HttpResponse:
    page = _page_asked(request)
    shown: dict[str, Any] = {"job": see_profile.learning()}
    if page is None:
        return render(request, "web/profile/none.html", shown | {"before": see_profile.before_profile()})
    part = request.GET.get("part", "")
    part = part if part in PARTS else PARTS[0]
    shown |= {"page": page, "profile": page.profile, "part": part, "parts": PARTS}
    shown["is_proposed"] = last_proposed_at() is not None
    shown |= MAKERS.get(part, _nothing)(page)
    if part == "versions":
        shown |= _comparison(request)
    return render(request, f"web/profile/{part}.html", shown)


def learn(request: Asked) -> HttpResponse:
    """Learn again, vouch for a suspected attribute, or doubt it again."""
    confirm, doubt = request.POST.get("confirm", ""), request.POST.get("doubt", "")
    said(request, lambda: see_profile.learn_again(request.user, confirm, doubt), _("The profile is being learnt."))
    return redirect("profile")


def roll_back(request: Asked, version: int) -> HttpResponse:
    done = _("Version %(number)s holds again, as a new version.") % {"number": version}
    said(request, lambda: see_profile.go_back(version, request.user, utc_now()), done)
    return redirect("profile")


def export(request: Asked, version: int) -> HttpResponse:  # noqa: ARG001 - every view is handed its request
    """The profile as Markdown, in the language of the page."""
    try:
        text = see_profile.as_markdown(version)
    except TiercelError:
        raise Http404 from None
    headers = {"Content-Disposition": f'attachment; filename="profile-{version}.md"'}
    return HttpResponse(text, content_type="text/markdown; charset=utf-8", headers=headers)


def _page_asked(request: Asked) -> ProfilePage | None:
    """The version that the address names, else the one in force; None, and why, where neither can be read."""
    version = whole(request.GET.get("version", ""))
    for wanted in (version, None) if version is not None else (None,):
        try:
            return see_profile.see_profile(wanted)
        except TiercelError as wrong:
            messages.error(request, str(wrong))
    return None


def _nothing(_page: ProfilePage) -> dict[str, Any]:
    return {}


def _overview(_page: ProfilePage) -> dict[str, Any]:
    return {"counted": reasons_counted()}


def _evidence(page: ProfilePage) -> dict[str, Any]:
    """Attributes with the forest of their levels, all on one axis."""
    rates = [level.win_rate for each in page.profile.evidence for level in each.levels]
    scale = around([edge for rate in rates for edge in (rate.low, rate.high)], include=page.profile.win_rate)
    scale = Scale(max(scale.low, 0.0), min(scale.high, 1.0))
    measures = _known_measures(page)
    rows = tuple(
        AttributeRow(each, tuple(_level(level, _mark(level, scale, page), measures) for level in each.levels))
        for each in page.profile.evidence
    )
    return {"rows": rows, "ticks": [(scale.at(value), value) for value in scale.ticks()], "measures": measures}


def _level(level: Any, drawn: Mark, measures: Sequence[str]) -> LevelRow:
    return LevelRow(level, drawn, tuple((name, level.measures.get(name)) for name in measures))


def _known_measures(page: ProfilePage) -> list[str]:
    """What is known of won deals beside that they were won, in the order of MEASURES."""
    levels = [level for each in page.profile.evidence for level in each.levels]
    return [name for name in MEASURES if any(name in one.measures and one.measures[name].count for one in levels)]


def _mark(level: Any, scale: Scale, page: ProfilePage) -> Mark:
    rate = level.win_rate
    return mark(
        scale, rate.mean, (rate.low, rate.high), reference=page.profile.win_rate, kind=KINDS.get(level.verdict, "noise")
    )


def _scorecard(page: ProfilePage) -> dict[str, Any]:
    card = page.profile.scorecard
    every = [float(points) for each in card.points for points in each]
    scale = around([*every, 0.0])
    zero = scale.at(0.0)

    def level(label: str, points: float) -> tuple[str, float, float, float]:
        start, end = sorted((zero, scale.at(points)))
        return label, points, start, max(end - start, 0.3)

    rows = [
        PointsRow(each.attribute, tuple(level(*pair) for pair in zip(each.labels, map(float, points), strict=True)))
        for each, points in zip(card.attributes, card.points, strict=True)
    ]
    rows.sort(key=lambda row: -max(abs(points) for _, points, _, _ in row.levels))
    return {"rows": rows, "zero": zero}


def _backtest(page: ProfilePage) -> dict[str, Any]:
    tested = page.profile.backtest
    if tested is None:
        return {}
    curve = [(p.expected, p.observed, p.low, p.high, p.deals) for p in tested.scorecard.curve]
    return {"tested": tested, "drawing": calibration(curve), "curve": tested.scorecard.curve}


def _comparison(request: Asked) -> dict[str, Any]:
    old, new = whole(request.GET.get("old", "")), whole(request.GET.get("new", ""))
    if old is None or new is None:
        return {}
    try:
        return {"old": old, "new": new, "differences": see_profile.compare(old, new)}
    except TiercelError as wrong:
        return {"error": str(wrong)}


MAKERS: dict[str, Callable[[ProfilePage], dict[str, Any]]] = {
    "overview": _overview,
    "evidence": _evidence,
    "scorecard": _scorecard,
    "backtest": _backtest,
}

WAY = Way("profile", gettext_lazy("Profile"), "focus-2", 40)
ACTIONS = (
    Action(gettext_lazy("Learn the profile"), "profile", "sparkles", MANAGER, words=gettext_lazy("ICP score again")),
    Action(
        gettext_lazy("See the back-test"),
        "profile",
        "scale",
        query="part=backtest",
        words=gettext_lazy("AUC calibration"),
    ),
)
ADDRESSES = (
    Address("profile", "profile", profile, READER),
    Address("profile/learn", "profile-learn", learn, MANAGER, acts=True),
    Address("profile/<int:version>/roll-back", "profile-roll-back", roll_back, MANAGER, acts=True),
    Address("profile/<int:version>.md", "profile-export", export, READER),
)
