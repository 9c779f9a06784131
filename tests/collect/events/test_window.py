"""A request is taken for one that came before only where every one of its events has the id of one that did."""

import pytest

from tiercel.collect.events.window import digest_of


@pytest.mark.parametrize("ids", [["a", ""], ["", "a"], ["a", None], [None], ["a", "b\0"], ["\0a", "b"], ["a\0b"]])
def test_a_request_that_others_could_be_taken_for_is_never_known(ids: list[str | None]) -> None:
    assert digest_of("k", ids) is None


def test_requests_are_told_apart_by_key_by_ids_and_by_their_order() -> None:
    said = [("k", ["a", "b"]), ("k", ["b", "a"]), ("k", ["ab"]), ("k", ["a"]), ("ka", ["b"]), ("l", ["a", "b"])]
    digests = [digest_of(key, ids) for key, ids in said]
    assert None not in digests
    assert len(set(digests)) == len(said)


def test_what_a_log_of_before_says_of_a_request_is_known_still() -> None:
    digest = digest_of("k", ["a", "b"])
    assert digest is not None
    assert digest.hex() == "891ff25f98e2f00a6c9009aed968117d"
