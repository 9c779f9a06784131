"""Reasons as the stages write them, in English and without Django, said in the language of the page.

Stages keep whole sentences, so that files, commands and years of history can be read by themselves. A page knows each
sentence by its shape, takes the values out of it, and says it anew.
"""

from __future__ import annotations

import re
from functools import lru_cache

from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_noop as _

from tiercel.normal.text import isolated
from tiercel.show.web.language import numbering
from tiercel.show.web.templatetags.named import level_name
from tiercel.show.web.templatetags.shown import in_digits, share
from tiercel.show.web.words import FIELDS, word

SENTENCES = (
    # why an attribute is suspected of knowing the outcome
    _("{share} of its values were filled in after the outcome."),
    _("{share} of its dates lie after the time of the deal."),
    _("It is missing in {lost} of the lost deals and {won} of the won ones."),
    _("'{level}' all but decides: {rate} of its deals were won, {all} of all."),
    _("It all but decides both ways: '{up}' won {won}, '{down}' {lost}."),
    _("Its name says that it is kept up to date after the outcome, and it separates strongly: "
      "'{up}' won {won}, '{down}' {lost}."),
    _("Its name says that it is a judgement, which may have been revised after the outcome: "
      "'{up}' won {won}, '{down}' {lost}."),
    _("Alone it ranks {share} of the pairs of a won and a lost deal rightly; the next best, '{next}', {other}."),
    # why a column is left aside
    _("It is a date: without the time of the deals it would say when, not who. Name that time to use dates."),
    _("Column {place} has no name."),
    _("{count} columns have no name, the first of them column {place}."),
    _("Two columns are called '{name}'."),
    _("It is empty."),
    _("It has the same value everywhere."),
    _("It numbers the rows."),
    _("Nearly every row has a value of its own, as in an id or a name."),
    _("It is free text."),
    # why a row or a cell is not taken
    _("'{typed}' is not a country that we know.{meant} Write its name or its ISO code."),
    _("'NA' may be Namibia, or nothing. Write Namibia, or leave the cell empty."),
    _("'{typed}' is not a date. Write it as 2016-10-20."),
    _("'{typed}' is not a whole date. Write it as 2016-10-20."),
    _("'{typed}' may be a Persian or an Islamic year. Write it as 2016-10-20."),
    _("'{typed}' lies in the year {year}. Correct the year, or leave the cell empty."),
    _("'{typed}' is no day of the calendar. Correct it, or leave the cell empty."),
    _("'{typed}' is not a domain. Write it as example.com."),
    _("'{typed}' is not a mail address. Write it as name@example.com."),
    _("'{typed}' is neither yes nor no. Write yes or no."),
    _("'{typed}' is not a language that we know. Write its ISO code, as en."),
    _("'{typed}' is not an amount of money. Write it as 1234.50, with the currency as a code (EUR)."),
    _("{amount} {currency} is more than can be kept. Is the column in the right unit?"),
    _("'{typed}' is not a number. Write it with digits, as 1234.50."),
    _("'{typed}' has no country code. Write it as +14155552671, or fill in the country."),
    _("'{typed}' is not a phone number. Write it as +14155552671."),
    _("'{typed}' is not a whole number. Write it as 1234."),
    _("'{typed}' is too large to be true. Correct it."),
    _("'{typed}' is not a year. Write it as 1998."),
    _("'{currency}' is not a currency, and so '{typed}' cannot be kept. Write its ISO code, as EUR."),
    _("'{typed}' is not a currency. Write its ISO code, as EUR."),
    _("'{typed}' gives mailboxes to anyone and is no account's own domain. Leave it out."),
    _("'{typed}' is neither won, lost nor open. Write one of these."),
    _("No {field}: {needs}. Fill in '{column}' and import this row again."),
    _("Nothing says whose this is. Fill in one of {columns}, and import it again."),
    _("Nothing tells this row from others: {lacks}. Fill one in, and import this row again."),
    _("Rows are told apart by this value, and it has more than {most} characters. Shorten it."),
    _("This cell has more than {most} characters. Shorten it, or look for a missing quotation mark."),
    _("A quotation mark stands inside a quoted value. Double it (\"\") or remove it, and import this row again."),
    _("A quotation mark is opened and never closed. Close or remove it, and import this row again."),
    _("Two rows of one key differ: line {line} of {file} says {field} is '{value}', line {other_line} of {other_file} "
      "says '{other}'. The first was taken. Correct one of them, and import this row again."),
    _("'{column}' holds an id that a spreadsheet has rounded (1.2E+17). "
      "Format that column as text, and export the file again."),
    # why a file is not taken
    _("None of its columns ({known}) say what it holds. "
      "Say what its rows are (accounts, contacts, deals …), or leave it out."),
    _("It holds {kind}, which are not taken yet."),
    _("No column for '{name}', which every row of {table} needs. Name it with --map {same}=COLUMN."),
    # what else is told of a file
    _("It is not UTF-8. By its letters it was read as {encoding}; choose another if they are wrong."),
    _("One line is in {encoding}, the rest of the file in {usual}. It was read in its own: line {lines}."),
    _("{count} lines are in {encoding}, the rest of the file in {usual}. Each was read in its own: lines {lines}."),
    _("One line holds bytes that are no {encoding}. They were read as Windows-1252: line {lines}."),
    _("{count} lines hold bytes that are no {encoding}. They were read as Windows-1252: lines {lines}."),
    _("{count} unknown columns from '{column}' on are not kept: {most} are the most."),
)  # fmt: skip
# What stands behind a colon in some of them.
NEEDS = (
    _("a deal needs the account it is with"),
    _("every row needs a name"),
    _("the row must say which deal it is about"),
    _("the row must say which contact it is about"),
    _("the row must say which stage was entered"),
    _("the row must say which touch it is about"),
    _("a touch needs its time"),
    _("a trigger event needs its day"),
    _("an answer needs its time"),
    _("spend needs its day"),
    _("spend needs an amount of money"),
    _("the row must say when the stage was entered"),
    _("a subscription needs its first day"),
    _("a subscription needs its account"),
    _("every row needs it"),
    _("it has no id and no name"),
    _("it has no id, no mail address and no name"),
    # why a stream of a connector is not taken
    _("They are not taken yet."),
    _("Nobody has said what these are."),
    _("Left out by hand."),
    _("Contacts name their company themselves; this stream says it once more."),
    _("Deals are taken with their stage as HubSpot keys it, and whether they are won."),
    _("What people sent in by them is taken; this is the list of forms."),
    _("What people did with each mailing is taken; this is the list of mailings."),
    _("Many campaigns say no cost. Take those that do by --map Campaign=spend."),
)
# What is nearest to what was typed, behind its own sentence.
NEAREST = _("Did you mean '{near}'?")
_NEAREST = re.compile(r"\s*Did you mean '(.+)'\?")
# What a report of an import adds: of one row, of several.
NOTES = (
    ("{n} row said the same as another.", "{n} rows said the same as another."),
    ("{n} row was older than another of the same key.", "{n} rows were older than another of the same key."),
    (
        "{n} row names something that has not come yet; it waits, and goes in with the import that brings it.",
        "{n} rows name something that has not come yet; they wait, and go in with the import that brings it.",
    ),
)
_PLACE = re.compile(r"{(\w+)}")
_EXAMPLE = re.compile(r"\+\d+|\d+(?:-\d+)+")
_SHARE = re.compile(r"(\d+(?:\.(\d+))?)%")


def said(sentence: str) -> str:
    """The sentence in the language of the page; "" where it is none that we know, or not translated yet."""
    return _said(sentence, get_language() or "en", numbering()) if sentence else ""


def recognised(sentence: str) -> tuple[str, dict[str, str]] | None:
    """The template of a sentence and the values in it."""
    for template, shape in _SHAPES:
        if found := shape.fullmatch(sentence):
            return template, found.groupdict()
    return None


def told_note(note: str) -> str:
    """What a worker wrote in English of so many rows, in the language of the page; anything else as it stands."""
    count, _space, rest = note.partition(" ")
    for one, several in NOTES:
        if count.isdecimal() and rest in (one.removeprefix("{n} "), several.removeprefix("{n} ")):
            return ngettext(one, several, int(count)).format(n=in_digits(count))
    return note


def in_a_row(text: str) -> list[tuple[str, dict[str, str]]]:
    """The sentences of a text, each with its values: a cell of several values has a reason for each of them."""
    found = []
    while text:
        fits = [(hit, template) for template, shape in _FIRSTS if (hit := shape.match(text))]
        if not fits:
            return []
        hit, template = min(fits, key=lambda fit: fit[0].end())
        found.append((template, hit.groupdict()))
        text = text[hit.end() :].lstrip()
    return found


@lru_cache(4096)
def _said(sentence: str, _language: str, _digits: str) -> str:
    told = [_told(*known) for known in in_a_row(sentence)]
    return " ".join(told) if all(told) else ""


def _told(template: str, values: dict[str, str]) -> str:
    told = gettext(template)
    if told == template:
        return ""
    # A day or a phone number would be read from its end in a sentence from the right.
    told = _EXAMPLE.sub("\u2066\\g<0>\u2069", told)
    return told.format(**{name: _value(name, text) for name, text in values.items()})


def _value(name: str, text: str) -> str:
    """A value within a sentence, as the page writes its like."""
    if share_found := _SHARE.fullmatch(text):
        return share(float(share_found[1]) / 100, len(share_found[2] or ""))
    if name == "meant":
        near = _NEAREST.fullmatch(text)
        return " " + gettext(NEAREST).format(near=isolated(near[1])) if near else isolated(text) if text else ""
    if name in ("needs", "lacks"):
        return gettext(text)
    if name == "field":
        return word(FIELDS, text.replace(" ", "_"))
    if name in ("up", "down", "level"):
        return isolated(level_name(text))
    is_count = name == "lines" or (text.replace(",", "").isdigit() and name != "typed")
    return in_digits(text) if is_count else isolated(text)


def _shape(template: str) -> re.Pattern[str]:
    """What a sentence of this template looks like: an optional value may be nothing at all."""
    parts = _PLACE.split(template)
    made = [re.escape(part) if n % 2 == 0 else f"(?P<{part}>{'.*?' if part == 'meant' else '.+?'})"
            for n, part in enumerate(parts)]  # fmt: skip
    return re.compile("".join(made), re.DOTALL)


_SHAPES = tuple((template, _shape(template)) for template in SENTENCES)
_FIRSTS = tuple((template, re.compile(shape.pattern + r"(?=\s|$)", re.DOTALL)) for template, shape in _SHAPES)
