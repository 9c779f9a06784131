"""What was planted in a simulated market, told to people."""

from collections.abc import Iterable, Mapping

from tiercel.simulate.market import Market


def truth_text(market: Market) -> str:
    """Markdown: what raises the chance to win and by how much, what is noise, and what is wrong in the data."""
    truth, effects = market.truth, market.truth.effects
    sections = {
        "What raises or lowers the chance to win (log-odds)": [
            *(f"{name}: {_effects(levels)}" for name, levels in effects.levels.items()),
            *(f"{name}: {slope:+.2f} for one standard deviation" for name, slope in effects.slopes.items()),
            f"technologies in use: {_effects(effects.technologies)}",
            f"type of deal, beside a new one: {_effects(effects.types)}",
            f"roles engaged in the deal: {_effects(effects.roles)}",
            f"luck that an account's deals share: standard deviation {effects.account_spread:.2f}",
        ],
        "What only goes with something that matters": [f"{name}, with {of}" for name, of in truth.proxies.items()],
        "What is noise": truth.noise,
        "What was filled after the outcome": [f"{t}: {', '.join(names)}" for t, names in truth.leaks.items()],
        "What makes a subscription end (log-odds)": [
            *(f"{name}: {_effects(levels)}" for name, levels in effects.churn_levels.items()),
            *(f"{name}: {slope:+.2f} for one standard deviation" for name, slope in effects.churn_slopes.items()),
        ],
        "What is wrong in the files": [
            *(
                f"{table}, {column}: “{wrong}” is meant to be “{right}”"
                for table, column, wrong, right in truth.misspelt
            ),
            *(f"account {copy} is {original} again" for copy, original in truth.duplicates),
            *(f"deal {deal} has no account" for deal in truth.deals_without_account),
            *(f"{d.table} {d.external_id}, {d.column}: “{d.value}” cannot be read" for d in truth.damage),
        ],
    }
    head = f"# The truth behind the simulated market\n\nFrom {market.since} until {market.until} (not included).\n"
    return head + "".join(_section(title, lines) for title, lines in sections.items())


def _section(title: str, lines: Iterable[str]) -> str:
    return f"\n## {title}\n\n" + "".join(f"- {line}\n" for line in lines or ["nothing"])


def _effects(effects: Mapping[str, float]) -> str:
    return ", ".join(f"{level} {effect:+.2f}" for level, effect in effects.items())
