"""The figures of a profile as plain data, for JSON."""

import math
from typing import Any

from tiercel.score.evidence import AttributeEvidence
from tiercel.score.judgement import Estimate, Judgement
from tiercel.score.profile import Profile
from tiercel.score.usable import WITHOUT_TIME

# Fewer won or lost deals than this make every interval wide.
FEW = 50


def as_report(profile: Profile) -> dict[str, Any]:
    """Keys as the reference of `tiercel icp backtest --json` names them; None where a figure cannot be given."""
    judged = profile.backtest
    return {
        **(_figures(judged.scorecard) if judged else _no_figures()),
        **_challenger(judged.challenger if judged else None),
        "verdict": profile.verdict.whole,
        "because": profile.verdict.because,
        "p_together": profile.verdict.p_together,
        "suspected_leaks": [
            {"attribute": leak.attribute, "why": leak.why, "held_out": leak.held_out, "cause": leak.cause}
            for leak in profile.leaks
        ],
        "attributes": _attributes(profile.evidence),
        "messages": _messages(profile),
        "left_out": [{"attribute": name, "why": why} for name, why in profile.left_out.items()],
        "deals": profile.deals,
        "accounts": profile.accounts,
        "won": profile.won,
        "win_rate": profile.win_rate if profile.deals else None,
        "forward_in_time": bool(judged and judged.forward_in_time),
        "folds": len(judged.folds) if judged else 0,
        "judged_deals": judged.scorecard.deals if judged else 0,
    }


def _messages(profile: Profile) -> list[str]:
    """What a reader should know before the figures."""
    said = []
    fewest = min(profile.won, profile.deals - profile.won)
    if fewest < FEW:
        kind = "won" if profile.won == fewest else "lost"
        said.append(
            f"Only {fewest} deals were {kind}: all intervals are wide, and only strong differences can be found."
        )
    if WITHOUT_TIME in profile.left_out.values():
        said.append("There are dates. Name the one that puts the deals in order, and they are judged forward in time.")
    held = [leak.attribute for leak in profile.leaks if leak.held_out]
    if held:
        said.append(f"Held out because they seem to know the outcome: {', '.join(held)}. Confirm the ones that do not.")
    return said


def _figures(judged: Judgement) -> dict[str, Any]:
    slope = judged.calibration_slope
    return {
        "auc": judged.auc.value,
        "auc_low": judged.auc.low,
        "auc_high": judged.auc.high,
        **_estimate("brier", judged.brier),
        "brier_of_base_rate": judged.brier_of_base_rate,
        "calibration_slope": slope.value if slope else None,
        "calibration_slope_low": slope.low if slope else None,
        "calibration_slope_high": slope.high if slope else None,
        **_estimate("lift_top_decile", judged.lift_top_decile),
        "calibration_curve": [
            {"expected": p.expected, "observed": p.observed, "low": p.low, "high": p.high, "deals": p.deals}
            for p in judged.curve
        ],
    }


def _no_figures() -> dict[str, Any]:
    names = ("auc", "brier", "calibration_slope", "lift_top_decile")
    empty = {f"{name}{end}": None for name in names for end in ("", "_low", "_high")}
    return {**empty, "brier_of_base_rate": None, "calibration_curve": []}


def _challenger(judged: Judgement | None) -> dict[str, Any]:
    return {
        "challenger_auc": judged.auc.value if judged else None,
        "challenger_auc_low": judged.auc.low if judged else None,
        "challenger_auc_high": judged.auc.high if judged else None,
        "challenger_brier": judged.brier.value if judged else None,
        "challenger_lift_top_decile": number(judged.lift_top_decile.value) if judged else None,
    }


def _estimate(name: str, estimate: Estimate) -> dict[str, Any]:
    return {name: number(estimate.value), f"{name}_low": number(estimate.low), f"{name}_high": number(estimate.high)}


def number(value: float) -> float | None:
    """JSON knows no NaN."""
    return value if math.isfinite(value) else None


def _attributes(evidence: tuple[AttributeEvidence, ...]) -> list[dict[str, Any]]:
    return [
        {
            "attribute": each.attribute,
            "information_value": each.information_value,
            "p_value": each.p_value,
            "q_value": each.q_value,
            "verdict": each.verdict,
            "held_out": each.held_out,
            "levels": [_level(level) for level in each.levels],
        }
        for each in evidence
    ]


def _level(level: Any) -> dict[str, Any]:
    return {
        "level": level.label,
        "deals": level.deals,
        "won": level.won,
        "win_rate": level.win_rate.mean,
        "win_rate_low": level.win_rate.low,
        "win_rate_high": level.win_rate.high,
        "lift": level.lift.mean,
        "q_value": level.q_value,
        "verdict": level.verdict,
    }
