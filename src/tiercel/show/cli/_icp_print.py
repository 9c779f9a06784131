"""The figures of a back-test for people who read a terminal."""

from typing import Any

from rich.console import Console
from rich.table import Table

BECAUSE = {
    "few": "There are too few deals to learn from some and judge on others.",
    "chance": "What the attributes show is what chance alone would show.",
    "unseen": "What told won from lost among the deals learnt from did not hold for deals it had not seen.",
}
COLOURS = {"signal": "green", "noise": "dim", "too_few": "yellow"}


def print_backtest(figures: dict[str, Any]) -> None:
    """The verdict first, then the figures, the suspects, and the attributes."""
    console = Console(highlight=False, soft_wrap=False)
    _verdict(console, figures)
    if figures["auc"] is not None:
        console.print(_figures(figures))
    _suspects(console, figures["suspected_leaks"])
    if figures["attributes"]:
        console.print(_attributes(figures["attributes"]))
    for left in figures["left_out"]:
        console.print(f"Left out: {left['attribute'] or '(no name)'}. {left['why']}", style="dim", markup=False)


def _verdict(console: Console, figures: dict[str, Any]) -> None:
    aside = sum(value["rows"] for value in figures.get("set_aside", ()))
    open_ = f", {aside:,} undecided rows set aside" if aside else ""
    console.print(f"{figures['deals']:,} closed deals, {figures['won']:,} won{open_}.")
    if figures["verdict"] == "signal":
        console.print(
            "Something tells won from lost, and it held for deals that were not learnt from.", style="bold green"
        )
    else:
        console.print(f"Nothing tells won from lost. {BECAUSE[figures['because']]}", style="bold yellow")
        console.print("No ranking is made from this: every account gets the common chance.", style="yellow")
    for message in figures.get("messages", ()):
        console.print(message, style="yellow", markup=False)


def _figures(figures: dict[str, Any]) -> Table:
    how = "forward in time" if figures["forward_in_time"] else "grouped by account and look-alikes"
    table = Table("", "scorecard", "95 % interval", "boosted trees", title=f"Judged {how}, {figures['folds']} folds")
    for key, name, other in (
        ("auc", "AUC", "challenger_auc"),
        ("brier", "Brier score", "challenger_brier"),
        ("calibration_slope", "Calibration slope", ""),
        ("lift_top_decile", "Lift in the top tenth", "challenger_lift_top_decile"),
    ):
        between = f"{_shown(figures[f'{key}_low'])} to {_shown(figures[f'{key}_high'])}"
        table.add_row(name, _shown(figures[key]), between, _shown(figures[other]) if other else "")
    return table


def _suspects(console: Console, suspects: list[dict[str, Any]]) -> None:
    for leak in suspects:
        what = "held out until you --confirm it" if leak["held_out"] else "used; look at it"
        console.print(
            f"Suspected of knowing the outcome: {leak['attribute']} ({what}).", style="bold red", markup=False
        )
        console.print(f"  {leak['why']}", markup=False)


def _attributes(attributes: list[dict[str, Any]]) -> Table:
    table = Table("attribute", "information value", "q", "verdict", "speaks for", "speaks against", title="Attributes")
    for each in attributes:
        name = f"{each['attribute']} (held out)" if each["held_out"] else each["attribute"]
        verdict = f"[{COLOURS[each['verdict']]}]{each['verdict'].replace('_', ' ')}[/]"
        value, q_value = f"{each['information_value']:.2f}", f"{each['q_value']:.3f}"
        table.add_row(_plain(name), value, q_value, verdict, _named(each, "speaks_for"), _named(each, "speaks_against"))
    return table


def _named(attribute: dict[str, Any], verdict: str) -> str:
    chosen = [level for level in attribute["levels"] if level["verdict"] == verdict]
    chosen.sort(key=lambda level: -abs(level["lift"] - 1))
    return _plain(", ".join(f"{level['level']} {level['win_rate']:.0%}" for level in chosen[:3]))


def _plain(text: str) -> str:
    return text.replace("[", "\\[")


def _shown(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}"
