"""Why a job failed, at which step it is and what a version came of, in the language of whoever reads it: the worker
wrote it in the workspace's.

A sentence is known again by its shape among the texts of the product in the language that it was written in; the
values in it are taken out, and it is said anew. What another program wrote stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation.trans_real import translation

from tiercel.normal.text import isolated
from tiercel.show.web.templatetags.shown import number
from tiercel.show.web.words import TABLES, word

register = template.Library()
PLACE = re.compile(r"{(\w+)}|%\((\w+)\)s")
# A text with less of its own, as "{name}: {error}", would be found in many a sentence: bytes, for a sign says more.
LEAST_BYTES = 10
# Arabic counts in six ways, and no language of ours in more.
MOST_PLURALS = 6
# Steps that name a table by its code, as every worker does whatever its language.
OF_TABLES = ("Matching {table}", "Reading the {kind}")
# A longer one is hardly ours, and to look for it among all texts would take long.
MOST_LETTERS = 600
# Counted texts are few, and their plural in English stands in no catalogue.
COUNTED = (("Learnt from {count} closed deal", "Learnt from {count} closed deals"),)


@dataclass(frozen=True)
class Shape:
    """What a sentence begins with, and its places in order: what each is called, and what follows it.

    Looked for from left to right and never back: a pattern of many places would try for seconds what somebody wrote so
    that it almost fits.
    """

    begins: str
    places: tuple[tuple[str, str], ...]

    def values_in(self, sentence: str) -> dict[str, str]:
        """What stands in the places; nothing where the sentence has another shape. A place may come twice, and then
        holds the same both times."""
        if not sentence.startswith(self.begins) or not sentence.endswith(self.places[-1][1]):
            return {}
        values: dict[str, str] = {}
        start = len(self.begins)
        for count, (name, follows) in enumerate(self.places, 1):
            is_last = count == len(self.places)
            end = len(sentence) - len(follows) if is_last else sentence.find(follows, start + 1)
            if end <= start or values.setdefault(name, sentence[start:end]) != sentence[start:end]:
                return {}
            start = end + len(follows)
        return values


@register.filter
def reason_said(sentence: str) -> str | SafeString:
    """The reason in the language of the page; one that is not ours as it is, marked as in the workspace's."""
    told = in_words(sentence)
    if told != sentence or (get_language() or "en") == settings.LANGUAGE_CODE:
        return told
    return format_html('<span lang="{}" dir="auto">{}</span>', settings.LANGUAGE_CODE, sentence)


@register.filter
def in_words(sentence: str) -> str:
    """The sentence in the language of the page; one that is not ours as it is."""
    here = get_language() or "en"
    if not sentence or len(sentence) > MOST_LETTERS:
        return sentence
    if counted := _counted(sentence):
        return counted
    return sentence if here == settings.LANGUAGE_CODE else _told(sentence, settings.LANGUAGE_CODE, here) or sentence


@register.filter
def step_said(step: str) -> str:
    """The step of a job in the language of the page, and the table that it names too."""
    for text, shape in _of_tables():
        found = shape.values_in(step)
        if found and (table := next(iter(found.values()))) in TABLES:
            return gettext(text).format(**dict.fromkeys(found, word(TABLES, table).lower()))
    return in_words(step)


@lru_cache
def _of_tables() -> tuple[tuple[str, Shape], ...]:
    """Each step that names a table, with its shape in every language: whoever worked may have been set to another."""
    codes = [code for code, _name in settings.LANGUAGES]
    return tuple((text, _shape(written)) for code in codes for text, written in _texts(code) if text in OF_TABLES)


def _counted(sentence: str) -> str:
    """A counted sentence of any language, with the digits of the page."""
    for pair, shape in _counted_shapes():
        if found := shape.fullmatch(sentence):
            count = int(found["count"])
            return ngettext(*pair, count).format(count=number(count))
    return ""


@lru_cache
def _counted_shapes() -> tuple[tuple[tuple[str, str], re.Pattern[str]], ...]:
    written = [(pair, form) for pair in COUNTED for form in pair]
    for language, _name in settings.LANGUAGES:
        if language != "en":
            catalogue = translation(language)._catalog  # type: ignore[attr-defined]
            written += [(pair, catalogue.get((pair[0], n), "")) for pair in COUNTED for n in range(MOST_PLURALS)]
    # A language may say one and two without a digit; that is not to be taken for any other sentence.
    return tuple(
        (pair, re.compile(re.escape(form).replace(r"\{count\}", r"(?P<count>\d+)")))
        for pair, form in written
        if "{count}" in form
    )


@lru_cache(512)
def _told(sentence: str, written_in: str, _here: str) -> str:
    if text := _whole(written_in).get(sentence):
        return gettext(text)
    for text, shape in _shapes(written_in):
        if found := shape.values_in(sentence):
            values = {name: isolated(value) for name, value in found.items()}
            said = gettext(text)
            return said % values if "%(" in text else said.format(**values)
    return ""


@lru_cache
def _whole(language: str) -> dict[str, str]:
    """The texts without any value, by how they are written in a language: these are known however short they are."""
    return {shape: text for text, shape in _texts(language) if not PLACE.search(shape)}


@lru_cache
def _shapes(language: str) -> tuple[tuple[str, Shape], ...]:
    """Every text with a value, with what it looks like in a language; those with the most letters first."""
    made = [
        (text, shape)
        for text, shape in _texts(language)
        if PLACE.search(shape) and len(PLACE.sub("", shape).encode()) >= LEAST_BYTES
    ]
    made.sort(key=lambda pair: len(PLACE.sub("", pair[1])), reverse=True)
    return tuple((text, _shape(written)) for text, written in made)


def _texts(language: str) -> Iterator[tuple[str, str]]:
    """The texts, each with how it is written in a language; English is the text itself, known by any translation."""
    is_english = language == "en"
    catalogue = translation("ar" if is_english else language)._catalog  # type: ignore[attr-defined]
    for text, written in catalogue.items():
        # Counted texts, and words that stand in a context, are no reasons.
        if isinstance(text, str) and text and "\x04" not in text:
            yield text, text if is_english else str(written)


def _shape(written: str) -> Shape:
    places = list(PLACE.finditer(written))
    ends = [*(place.start() for place in places[1:]), len(written)]
    names = [(place[1] or place[2], written[place.end() : end]) for place, end in zip(places, ends, strict=True)]
    return Shape(written[: places[0].start()], tuple(names))
