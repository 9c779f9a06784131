"""What knew the outcome is noticed, and what is merely strong is not."""

import numpy as np
import pyarrow as pa
import pytest

from tiercel.score.cases import Cases
from tiercel.score.hindsight import tells_after, tells_judgement
from tiercel.score.leaks import Leak
from tiercel.score.screening import suspect
from tiercel.score.usable import read_usable

DEALS = 1200


def market(seed: int, win_rate: float = 0.35) -> tuple[np.random.Generator, np.ndarray, dict[str, object]]:
    """Deals with strong honest attributes: a category of odds ratio 12, a number of slope 1.2, and missing values at
    random.
    """
    random = np.random.default_rng(seed)
    segment, size = random.integers(0, 4, DEALS), random.normal(size=DEALS)
    log_odds = np.log(win_rate / (1 - win_rate)) + np.array([-1.25, -0.4, 0.4, 1.25])[segment] + 1.2 * size
    won = random.random(DEALS) < 1 / (1 + np.exp(-log_odds))
    revenue = pa.array(np.exp(size + 5), mask=random.random(DEALS) < 0.3)
    honest = {"segment": np.array(list("ABCD"))[segment], "revenue": revenue, "country": random.integers(0, 30, DEALS)}
    return random, won, honest


def found(won: np.ndarray, columns: dict[str, object], **more: object) -> dict[str, Leak]:
    cases = Cases(pa.table(columns), won, np.arange(len(won)), **more)  # type: ignore[arg-type]
    readings, _ = read_usable(cases.attributes)
    return {leak.attribute: leak for leak in suspect(readings, cases, np.ones(len(won)), frozenset())}


def planted(kind: str, random: np.random.Generator, won: np.ndarray) -> object:
    amount = np.round(np.exp(random.normal(9, 1, len(won))))
    lost_reasons = np.where(random.random(len(won)) < 0.8, random.choice(["price", "timing"], len(won)), None)
    return {
        "amount only when won": pa.array(amount, mask=~won),
        "zero when lost": np.where(won, amount, 0.0),
        "reason of the loss": pa.array(np.where(won, None, lost_reasons)),
        "probability": np.where(won, 100, np.where(random.random(len(won)) < 0.7, 0, 30)),
        "last word": np.where(won, "signed", random.choice(["no answer", "went silent", "call again"], len(won))),
        "next step": np.where(won & (random.random(len(won)) < 0.8), "kick-off", "none"),
        "onboarded": np.where(won & (random.random(len(won)) < 0.3), "yes", "no"),
    }[kind]


@pytest.mark.parametrize("win_rate", [0.1, 0.35, 0.7])
@pytest.mark.parametrize(
    "kind",
    [
        "amount only when won",
        "zero when lost",
        "reason of the loss",
        "probability",
        "last word",
        "next step",
        "onboarded",
    ],
)
def test_a_planted_leak_is_held_out(kind: str, win_rate: float) -> None:
    for seed in range(3):
        random, won, honest = market(seed, win_rate)
        suspects = found(won, honest | {kind: planted(kind, random, won)})
        assert kind in suspects
        assert suspects[kind].held_out


@pytest.mark.parametrize("win_rate", [0.03, 0.1, 0.35, 0.7])
def test_strong_honest_attributes_stay_in(win_rate: float) -> None:
    for seed in range(6):
        _, won, honest = market(seed, win_rate)
        assert not [leak for leak in found(won, honest).values() if leak.held_out]


def test_a_confirmed_suspect_is_still_named_and_no_longer_held_out() -> None:
    random, won, honest = market(1)
    cases = Cases(pa.table(honest | {"paid": planted("zero when lost", random, won)}), won, np.arange(DEALS))
    readings, _ = read_usable(cases.attributes)
    (leak,) = suspect(readings, cases, np.ones(DEALS), frozenset({"paid"}))
    assert (leak.attribute, leak.held_out) == ("paid", False)


def test_dates_after_the_deal_are_known_only_after_it() -> None:
    _, won, honest = market(2)
    opened = np.arange(DEALS) + 18_000.0
    closed = pa.array((opened + 30).astype("datetime64[D]"))
    founded = pa.array((opened - 3000).astype("datetime64[D]"))
    suspects = found(won, honest | {"ended": closed, "founded": founded}, time=opened, time_is_date=True)
    assert suspects["ended"].cause == "filled_after"
    assert "founded" not in suspects


def test_values_that_history_shows_to_be_filled_in_afterwards_are_held_out() -> None:
    _, won, honest = market(3)
    suspects = found(won, honest, filled={"segment": np.where(np.arange(DEALS) % 3 == 0, -5.0, 12.0)})
    assert suspects["segment"].held_out
    assert "67%" in suspects["segment"].why


def test_an_attribute_far_ahead_of_the_others_is_a_warning_only() -> None:
    random, won, _ = market(4)
    strong = won * 1.6 + random.normal(size=DEALS)
    others = {f"other {k}": random.integers(0, 4, DEALS).astype(str) for k in range(5)}
    leak = found(won, {"strong": strong, **others})["strong"]
    assert (leak.cause, leak.held_out) == ("implausible", False)


def test_a_rare_event_is_not_decided_by_a_level_in_which_it_never_happened() -> None:
    random = np.random.default_rng(5)
    size = random.normal(size=20_000)
    won = random.random(20_000) < 1 / (1 + np.exp(-(-6.0 + 2.0 * size)))
    assert not [
        leak for leak in found(won, {"size": size, "a": random.integers(0, 3, 20_000)}).values() if leak.held_out
    ]


@pytest.mark.parametrize(
    "name", ["close_date", "Lost Reason", "LastActivity", "Next Step", "Forecast Category", "دلیل باخت"]
)
def test_names_of_hindsight_are_known(name: str) -> None:
    assert tells_after(name)


@pytest.mark.parametrize(
    "name", ["industry", "Lead Origin", "Last Name", "marital_status", "employees", "Total Time Spent on Website"]
)
def test_ordinary_names_are_not(name: str) -> None:
    assert not tells_after(name)
    assert not tells_judgement(name)
