"""Why a job failed, in the language of whoever reads it: the worker wrote it in the workspace's.

A sentence is known again by its shape among the texts of the product in the language that it was written in; the
values in it are taken out, and it is said anew. What another program wrote stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation.trans_real import translation

from tiercel.normal.text import isolated

register = template.Library()
PLACE = re.compile(r"{(\w+)}|%\((\w+)\)s")
# A text with less of its own, as "{name}: {error}", would be found in many a sentence: bytes, for a sign says more.
LEAST_BYTES = 10
# A longer one is hardly ours, and to look for it among all texts would take long.
MOST_LETTERS = 600


@register.filter
def reason_said(sentence: str) -> str | SafeString:
    """The reason in the language of the page; one that is not ours as it is, marked as in the workspace's."""
    told = in_words(sentence)
    if told != sentence or (get_language() or "en") == settings.LANGUAGE_CODE:
        return told
    return format_html('<span lang="{}" dir="auto">{}</span>', settings.LANGUAGE_CODE, sentence)


def in_words(sentence: str) -> str:
    """The reason in the language of the page; one that is not ours as it is."""
    here = get_language() or "en"
    if not sentence or len(sentence) > MOST_LETTERS or here == settings.LANGUAGE_CODE:
        return sentence
    return _told(sentence, settings.LANGUAGE_CODE, here) or sentence


@lru_cache(512)
def _told(sentence: str, written_in: str, _here: str) -> str:
    for text, shape in _shapes(written_in):
        if found := shape.fullmatch(sentence):
            values = {name: isolated(value) for name, value in found.groupdict().items()}
            said = gettext(text)
            return said % values if "%(" in text else said.format(**values)
    return ""


@lru_cache
def _shapes(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Every text of the product with what it looks like in a language; those with the most letters first."""
    made = [(text, shape) for text, shape in _texts(language) if len(PLACE.sub("", shape).encode()) >= LEAST_BYTES]
    made.sort(key=lambda pair: len(PLACE.sub("", pair[1])), reverse=True)
    return tuple((text, _pattern(shape)) for text, shape in made)


def _texts(language: str) -> Iterator[tuple[str, str]]:
    """The texts, each with how it is written in a language; English is the text itself, known by any translation."""
    is_english = language == "en"
    catalogue = translation("ar" if is_english else language)._catalog  # type: ignore[attr-defined]
    for text, written in catalogue.items():
        # Counted texts, and words that stand in a context, are no reasons.
        if isinstance(text, str) and text and "\x04" not in text:
            yield text, text if is_english else str(written)


def _pattern(shape: str) -> re.Pattern[str]:
    """A named place may come twice, and then holds the same both times."""
    made, end, seen = [], 0, set()
    for place in PLACE.finditer(shape):
        name = place[1] or place[2]
        made += [re.escape(shape[end : place.start()]), f"(?P={name})" if name in seen else f"(?P<{name}>.+?)"]
        seen.add(name)
        end = place.end()
    return re.compile("".join([*made, re.escape(shape[end:])]), re.DOTALL)
