"""Every line of the log proves itself, those of before too; a damaged one is found, and costs no other."""

import os
from collections.abc import Callable
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.collect.events.asking import Site, ids, in_one_run, segment_of, track

from tiercel.collect.events.log import checksum, segment
from tiercel.collect.events.log.line import Envelope, digest_in, number_of, numbered, parsed, unnumbered
from tiercel.collect.events.reading import closed_segments, forget, is_whole, read_segment
from tiercel.collect.events.verify import verify
from tiercel.core.clock import utc_now


@pytest.mark.parametrize(
    ("harm", "line", "what"),
    [
        (lambda lines: [lines[0], lines[1].replace(b'"m1"', b'"mX"'), *lines[2:]], 2, "checksum"),
        (lambda lines: [lines[0], *lines[2:]], 2, "line 2 is missing"),
        (lambda lines: lines[:-1], 6, "cut off"),
        (lambda lines: [*lines[:3], b"nonsense\n", *lines[3:]], 4, "no line of a log"),
        (lambda lines: [*lines[:-1], lines[-1][:-5]], 6, "breaks off"),
        (lambda lines: [lines[1], lines[0], *lines[2:]], 1, "line 1 is missing"),
        (lambda lines: [*lines, lines[0]], 7, "after the end"),
    ],
)
def test_verify_says_which_line_is_not_as_it_was_written(
    site: Site, harm: Callable[[list[bytes]], list[bytes]], line: int, what: str
) -> None:
    path = segment_of(site)
    assert verify(site.lake / "log").wrong == ()
    path.write_bytes(b"".join(harm(path.read_bytes().splitlines(keepends=True))))
    wrong = verify(site.lake / "log").wrong
    assert wrong[0].path == path
    assert wrong[0].line == line
    assert what in wrong[0].what


def test_a_damaged_line_costs_no_other_and_its_segment_is_never_thrown_away(site: Site) -> None:
    path = segment_of(site)
    path.write_bytes(path.read_bytes().replace(b'"m1"', b'"mX"'))
    assert [one.id for one in read_segment(path)] == ["m0", "m2", "m3", "m4"]
    assert not is_whole(path)
    forget([path])
    assert closed_segments(site.lake / "log") == []
    kept = path.parent / "damaged" / path.name
    assert [(wrong.path, wrong.line) for wrong in verify(site.lake / "log").wrong] == [(kept, 2)]


def test_a_segment_that_is_whole_is_forgotten(site: Site) -> None:
    path = segment_of(site)
    assert is_whole(path)
    forget([path])
    forget([path])  # as a job does that runs again
    assert list((site.lake / "log").iterdir()) == []


def test_what_a_log_of_before_holds_with_the_number_first_is_read_and_proved(site: Site) -> None:
    path = segment_of(site)

    def as_before(line: bytes) -> bytes:
        text, _, number = line[:-2].rpartition(b',"n":')
        rest = b'"n":%b,%b}' % (number, text[len('{"crc":"00000000",') :])
        return b'{"crc":"%08x",%b\n' % (crc32(rest), rest)

    path.write_bytes(b"".join(map(as_before, path.read_bytes().splitlines(keepends=True))))
    assert b'","n":6,"end":true}' in path.read_bytes()
    assert ids(site) == [f"m{n}" for n in range(5)]
    assert is_whole(path)
    assert verify(site.lake / "log").wrong == ()


@pytest.mark.parametrize("is_closed", [True, False])
def test_what_is_nested_as_deep_as_a_collector_can_go_is_read_and_stops_nothing_after_it(
    site: Site, is_closed: bool
) -> None:
    """Who reads it again stands deeper than who took it, and inside of one bracket more."""
    deepest = 0
    for depth in (*range(100, 900, 100), *range(900, 1000)):
        line = unnumbered(
            Envelope(at=utc_now(), key="k", source="s", dialect="segment", kind="track", digest="aa"),
            b'{"messageId":"deep","x":' + b"[" * depth + b"]" * depth + b"}",
        )
        one = numbered(1, line)
        assert number_of(one) == (1, False)
        assert digest_in(one) == "aa"
        assert bytes(parsed(one).body) == line.body
        deepest = depth
    path = segment_of(site)
    descriptor, deep = segment.make_open(path.parent, utc_now())
    os.write(descriptor, numbered(1, line))
    if is_closed:
        segment.close(descriptor, deep, 1)
    else:
        os.close(descriptor)
    assert deepest == 999
    assert len(closed_segments(path.parent)) == 2
    assert in_one_run(site, [track("after")]) == [200]
    assert {"m0", "after"} <= set(ids(site))


@given(head=st.binary(max_size=300), body=st.binary(max_size=20_000))
def test_whichever_library_makes_the_sum_it_is_that_of_every_log_before(head: bytes, body: bytes) -> None:
    assert checksum.crc32(body, checksum.crc32(head)) == crc32(head + body)
    assert checksum.crc32(memoryview(head + body)[len(head) :]) == crc32(body)
