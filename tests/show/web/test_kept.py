"""What page after page writes the same is rendered once, and never shown where it would be said otherwise."""

from __future__ import annotations

import random
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from django.template import Context, Template
from django.utils import translation

from tiercel.show.web.language import Manner, manner
from tiercel.show.web.templatetags import captured
from tiercel.show.web.templatetags.captured import MOST


@dataclass(frozen=True)
class Choice:
    name: str
    count: int = 3


def template() -> Template:
    return Template("{% kept each %}{{ each.name }} {{ each.count|number }} {{ besides }}{% endkept %}")


def said(kept: Template, each: Choice, besides: str = "") -> str:
    return kept.render(Context({"each": each, "besides": besides})).strip()


def test_equal_values_are_rendered_once_and_others_anew() -> None:
    kept = template()
    assert said(kept, Choice("A"), "first") == "A 3 first"
    assert said(kept, Choice("A"), "second") == "A 3 first"
    assert said(kept, Choice("A", 4), "second") == "A 4 second"


def test_each_language_and_manner_of_writing_has_its_own() -> None:
    kept = template()
    with translation.override("fa"):
        assert said(kept, Choice("A")) == "A ۳"
        with manner(Manner(digits="european")):
            assert said(kept, Choice("A")) == "A 3"
    with translation.override("zh-hans"):
        assert said(kept, Choice("A")) == "A 3"


def test_what_was_unused_for_longest_is_forgotten() -> None:
    kept = template()
    said(kept, Choice("A"), "first")
    for n in range(MOST):
        said(kept, Choice(str(n)))
        if n < MOST - 1:
            assert said(kept, Choice("A"), "again") == "A 3 first"
    for n in range(MOST):
        said(kept, Choice(f"more {n}"))
    assert said(kept, Choice("A"), "again") == "A 3 again"


def test_a_value_that_may_change_is_refused() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        template().render(Context({"each": ["a list"]}))


def test_threads_that_render_at_once_get_their_own_and_forget_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(captured, "MOST", 4)
    kept, wrong = template(), list[str]()

    def render(seed: int) -> None:
        drawn = random.Random(seed)
        for _ in range(300):
            name = str(drawn.randrange(7))
            if (found := said(kept, Choice(name))) != f"{name} 3":
                wrong.append(found)

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(render, range(8)))
    finally:
        sys.setswitchinterval(before)
    assert wrong == []


def test_what_is_very_long_is_not_kept() -> None:
    kept, long = template(), Choice("A" * (captured.MOST_LETTERS + 1))
    assert said(kept, long, "first").endswith("first")
    assert said(kept, long, "second").endswith("second")
