"""Texts for people that stand in the code as they are, where no translator will ever find them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

# Said the same in every language: names of products and formats, and the field's own abbreviations.
# fmt: off
SAME_EVERYWHERE = {
    "Tiercel", "Salesforce", "HubSpot", "AUC", "ICP", "MQL", "SQL", "MQA", "ACV", "LTV", "CAC", "NRR", "GRR", "NPS",
    "AE", "SDR", "CSM", "CRM", "API", "CSV", "XLSX", "JSON", "YAML", "HTML", "PDF", "URL", "ID", "OIDC", "TOTP", "QR",
    "UTC", "ISO", "GET", "POST", "PUT", "PATCH", "DELETE", "HTTP", "HTTPS", "OpenAPI", "Webhooks", "Prometheus",
    "Python", "curl", "Quarrbrook", "Systems",
}
# fmt: on
# Attributes that people read or hear.
READ_ALOUD = {
    "title",
    "aria-label",
    "aria-description",
    "aria-roledescription",
    "aria-valuetext",
    "placeholder",
    "alt",
    "data-label",
}  # fmt: skip
# What components are given to show.
GIVEN = {"title", "advice", "action", "label", "note", "text", "heading", "caption", "hint", "empty", "legend"}
CODE = {"script", "style", "code", "kbd", "samp", "pre"}
# What works on the command line without a workspace's records, and so without Django and its languages.
WITHOUT_LANGUAGES = (
    "flow/profile/backtest_table.py",
    "flow/resolving/",
    "flow/technologies/",
    "flow/events/see_log.py",
    "show/cli/_rows.py",
    "show/cli/collect.py",
    "show/cli/icp.py",
    "show/cli/networks.py",
    "show/cli/technologies.py",
)
# Words whose meaning in English depends on where they stand: each needs its context for translators.
NEED_CONTEXT = {"Owner", "Manager", "Member", "Reader", "Lead", "Play", "Gregorian", "Jalali"}

_BLOCK = re.compile(r"{%\s*(blocktranslate|blocktrans)\b.*?{%\s*end\1\s*%}", re.DOTALL)
_COMMENT = re.compile(r"{#.*?#}|{%\s*comment\b.*?{%\s*endcomment\s*%}", re.DOTALL)
_TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
# Addresses, and names of acts as programs write them.
_CODE = re.compile(r"https?://\S+|\b[a-z_]+\.(?:[a-z_]+|\*)")
_WORD = re.compile(r"[A-Za-z]{2,}")
_GIVEN = re.compile(rf"\b({'|'.join(sorted(GIVEN))})=(\"[^\"]*\"|'[^']*')")
# A sentence, or a capitalised word of its own, within the quotes of a script.
_SAID = re.compile(r"""(["'`])([A-Z][a-z]+(?: [A-Za-z,;:.'’]+)*[.!?]?|[A-Za-z]+(?: [a-z]+){2,}[.!?]?)\1""")
_ERROR = re.compile(r"(Tiercel|Config|Data|Access|Delivery)Error$")
SAYS = {"success", "error", "warning", "info"}
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext"}


def bare_texts(package: Path) -> Iterator[str]:
    """A sentence for each such text of a package's pages, scripts and flows."""
    for path in sorted(package.rglob("templates/**/*.html")):
        yield from (f"{path}: {said}" for said in in_template(path.read_text(encoding="utf-8")))
    for path in sorted(package.rglob("static/web/**/*.js")):
        yield from (f"{path}: {said}" for said in in_script(path.read_text(encoding="utf-8")))
    for folder in ("flow", "show"):
        for path in sorted((package / folder).rglob("*.py")):
            if path.relative_to(package).as_posix().startswith(WITHOUT_LANGUAGES):
                continue
            yield from (f"{path}:{said}" for said in in_python(path.read_text(encoding="utf-8")))


def in_template(text: str) -> Iterator[str]:
    """Words between tags, in attributes that people read, and in what components are given to show."""
    text = _COMMENT.sub("", _BLOCK.sub("", text))
    for tag in _TAG.findall(text):
        for name, value in _GIVEN.findall(tag):
            if tag.startswith("{%") and untranslated(value):
                yield f"{name}={value} is given untranslated: {name}=_({value})"
    reader = _Words()
    reader.feed(_TAG.sub("\x00", text))
    reader.close()
    yield from reader.found


def in_script(text: str) -> Iterator[str]:
    """Sentences in a script: they belong into data attributes of the page, where they are translated."""
    code = re.sub(r"^\s*//.*$|/\*.*?\*/", "", text, flags=re.DOTALL | re.MULTILINE)
    for _quote, said in _SAID.findall(code):
        if untranslated(said) and not re.fullmatch(r"[A-Z][a-z]+(?:[A-Z][a-z]+)*", said):
            yield f"{said!r} is said by a script: let the page hand it over in a data attribute"


def in_python(text: str) -> Iterator[str]:
    """Errors and messages for people that are not in gettext, and texts where gettext's tools find none."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.JoinedStr):
            calls = [each for each in ast.walk(node) if isinstance(each, ast.Call) and _called(each) in GETTEXT]
            yield from (f"{call.lineno}: {ast.unparse(call)} stands within the braces of a string" for call in calls)
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and _ERROR.search(_called(node.exc)):
            said = node.exc.args[:1]
        elif isinstance(node, ast.Call) and _called(node) in {f"messages.{way}" for way in SAYS}:
            said = node.args[1:2]
        else:
            continue
        for value in said:
            literal = _literal(value)
            if untranslated(literal):
                yield f"{node.lineno}: {literal!r} is shown to people and not in gettext"


def without_context(texts: Iterator[tuple[str, str]]) -> Iterator[str]:
    """Of (context, text), those that mean several things and do not say which."""
    for context, text in texts:
        if text in NEED_CONTEXT and not context:
            yield f"{text!r} means several things: give it a context (pgettext, or `context` in templates)"


def untranslated(text: str) -> bool:
    """Whether there is a word in it that another language would say differently."""
    return any(word not in SAME_EVERYWHERE for word in _WORD.findall(_CODE.sub("", text)))


class _Words(HTMLParser):
    """Bare words of a page; a template's own tags have become one character that is no word."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside += [tag] if tag in CODE else []
        # `lang` says that a text is of one language on purpose, as the names of languages are.
        for name, value in attrs:
            if name in READ_ALOUD and value and untranslated(value):
                self.found.append(f"{name}={' '.join(value.split())!r} is not in translate")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            self.inside.remove(tag)

    def handle_data(self, data: str) -> None:
        said = " ".join(data.replace("\x00", " ").split())
        if not self.inside and untranslated(said):
            self.found.append(f"{said[:60]!r} is not in translate")


def _called(call: ast.Call) -> str:
    return ast.unparse(call.func)


def _literal(node: ast.expr) -> str:
    """The words that stand as they are in an expression; what gettext is given, or a variable, is none."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(_literal(part) for part in node.values if isinstance(part, ast.Constant))
    if isinstance(node, ast.BinOp):
        return _literal(node.left) + (_literal(node.right) if isinstance(node.op, ast.Add) else "")
    if isinstance(node, ast.IfExp):
        return _literal(node.body) + " " + _literal(node.orelse)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return _literal(node.func.value)
    return ""
