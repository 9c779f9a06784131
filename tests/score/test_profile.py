"""What is learnt, from markets with a known truth."""

import json

import numpy as np
import pyarrow as pa
import pytest
from tests.score.market import cases

from tiercel.core.errors import DataError
from tiercel.score.cases import Cases
from tiercel.score.fitting import Opinion, Prior, encode_start, fit_scorecard
from tiercel.score.profile import Profile, learn
from tiercel.score.usable import read_usable


@pytest.fixture(scope="module")
def strong() -> tuple[Cases, Profile]:
    found = cases(1, 600, odds_ratio=5.0)
    amount = np.where(found.won, np.exp(np.random.default_rng(1).normal(9, 0.5, found.rows)), np.nan)
    with_money = Cases(found.attributes, found.won, found.group, measures={"amount": amount})
    return with_money, learn(with_money)


def test_the_planted_attribute_is_found_and_noise_is_called_noise(strong: tuple[Cases, Profile]) -> None:
    _, profile = strong
    assert profile.verdict.whole == "signal"
    verdicts = {each.attribute: each.verdict for each in profile.evidence}
    assert verdicts.pop("planted") == "signal"
    assert list(verdicts.values()).count("signal") <= 1
    says = {(s.attribute, s.level): s.fits for s in profile.statements}
    assert says[("planted", "yes")] is True
    assert says[("planted", "no")] is False


def test_reasons_sum_to_the_score_exactly(strong: tuple[Cases, Profile]) -> None:
    table, profile = strong[0].attributes, strong[1]
    scores = profile.score(table)
    for row in range(20):
        scored = profile.explain(table.slice(row, 1))
        assert scored.start + sum(reason.amount for reason in scored.reasons) == scored.value == scores.points[row]
        assert scored.low < scored.value < scored.high


def test_a_profile_scores_bit_by_bit_the_same_after_it_was_kept_as_text(strong: tuple[Cases, Profile]) -> None:
    table, profile = strong[0].attributes, strong[1]
    again = Profile.from_dict(json.loads(json.dumps(profile.to_dict(), allow_nan=False)))
    before, after = profile.score(table), again.score(table)
    for name in ("points", "chance", "low", "high", "expected_value", "expected_low", "expected_high"):
        assert np.array_equal(getattr(before, name), getattr(after, name))
    assert again.to_dict() == profile.to_dict()


def test_a_document_that_is_no_profile_says_what_to_do() -> None:
    with pytest.raises(DataError, match="tiercel icp learn"):
        Profile.from_dict({"verdict": "signal"})


def test_accounts_with_unknown_words_and_absent_columns_are_scored(strong: tuple[Cases, Profile]) -> None:
    scores = strong[1].score(pa.table({"planted": ["yes", "no", "perhaps", None], "new": [1, 2, 3, 4]}))
    assert scores.chance[0] > scores.chance[2] > scores.chance[1]
    assert np.all((scores.low < scores.chance) & (scores.chance < scores.high))


def test_expected_value_is_chance_times_what_won_deals_brought(strong: tuple[Cases, Profile]) -> None:
    found, profile = strong
    scores = profile.score(found.attributes)
    mean = np.nanmean(found.measures["amount"])
    assert abs(scores.expected_value.sum() / scores.chance.sum() / mean - 1) < 0.1
    assert np.all((scores.expected_low < scores.expected_value) & (scores.expected_value < scores.expected_high))


def test_without_a_signal_nobody_is_ranked() -> None:
    found = cases(3, 300)
    profile = learn(found)
    assert profile.verdict.whole == "no_signal"
    scores = profile.score(found.attributes)
    assert np.ptp(scores.chance) == 0
    assert scores.low[0] < found.won.mean() < scores.high[0]
    assert profile.statements == ()
    assert not [each for each in profile.evidence if each.verdict == "signal"]


@pytest.mark.parametrize("deals", [1, 2, 3, 7, 15])
def test_it_never_fails_for_being_small(deals: int) -> None:
    found = cases(4, deals)
    profile = learn(found)
    assert profile.verdict.whole == "no_signal"
    scores = profile.score(found.attributes)
    assert np.all((scores.low > 0) & (scores.high < 1))
    assert np.all(scores.high - scores.low > 0.2)


def test_deals_that_were_all_won_teach_nothing() -> None:
    found = cases(5, 60)
    profile = learn(Cases(found.attributes, np.ones(60, dtype=bool), found.group))
    assert (profile.verdict.whole, profile.verdict.because, profile.backtest) == ("no_signal", "few", None)


def test_what_an_account_without_deals_does_not_have_is_evidence_only() -> None:
    found = cases(6, 500, odds_ratio=8.0)
    profile = learn(found, evidence_only=frozenset({"planted"}))
    assert "planted" in {each.attribute for each in profile.evidence}
    assert "planted" not in profile.fit_columns
    assert "planted" not in {levels.column for levels in profile.scorecard.attributes}


def test_the_team_s_opinion_moves_the_score_where_deals_are_few() -> None:
    found = cases(7, 60, odds_ratio=5.0)
    readings, _ = read_usable(found.attributes)
    opinion = Prior({"noise 3": {"value 0": Opinion(mean=1.5, spread=0.1)}})
    row = pa.table({"noise 3": ["value 0"]})
    with_it, without = (fit_scorecard(encode_start(readings), found, prior) for prior in (opinion, None))
    assert with_it.score(row).chance[0] > without.score(row).chance[0] + 0.1


@pytest.mark.parametrize("as_numbers", [True, False])
def test_intervals_of_chances_cover_the_truth_as_often_as_they_say(as_numbers: bool) -> None:
    """The chance of every account in 30 markets: the share covered varies by some two points around 95 percent."""
    covered = []
    for seed in range(30):
        random = np.random.default_rng(seed)
        segment, region = random.integers(0, 4, 800), random.integers(0, 3, 800)
        log_odds = -0.7 + np.array([-0.9, -0.3, 0.3, 0.9])[segment] + np.array([-0.4, 0.0, 0.4])[region]
        truth = 1 / (1 + np.exp(-log_odds))
        mark = "" if as_numbers else "kind "
        table = pa.table({"segment": [f"{mark}{k}" for k in segment], "region": [f"{mark}{k}" for k in region]})
        found = Cases(table, random.random(800) < truth, np.arange(800))
        scores = fit_scorecard(encode_start(read_usable(table)[0]), found).score(table)
        covered.append(np.mean((scores.low <= truth) & (truth <= scores.high)))
    assert 0.90 <= np.mean(covered) <= 0.99


def test_deals_of_one_account_widen_the_interval() -> None:
    found = cases(8, 400, odds_ratio=6.0)
    copies = np.repeat(np.arange(0, 400, 4), 4)
    repeated = Cases(found.attributes.take(pa.array(copies)), found.won[copies], copies // 4)
    once = learn(repeated)
    assert once.alike > 0.95
    assert once.accounts == 100
    planted = next(each for each in once.evidence if each.attribute == "planted")
    assert all(level.win_rate.high - level.win_rate.low > 0.15 for level in planted.levels)
