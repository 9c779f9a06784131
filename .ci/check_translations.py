"""Whether every text of pages and commands is translated, and the compiled catalogues say what the sources say."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

sys.path.insert(0, str(Path(__file__).parent))
from bare_texts import bare_texts, without_context

PACKAGE = Path(__file__).parent.parent / "src" / "tiercel"
LANGUAGES = ("ar", "fa", "zh_Hans")
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")


def main() -> int:
    folders = sorted(PACKAGE.rglob("locale"))
    wrong = [sentence for folder in folders for sentence in wrong_in(folder)] + list(bare_texts(PACKAGE))
    print("\n".join(wrong) or f"Translations complete in {len(folders)} folders.")
    return 1 if wrong else 0


def wrong_in(folder: Path) -> Iterator[str]:
    """A sentence for each text that is missing, doubtful or stale in one `locale` folder."""
    for language in LANGUAGES:
        messages = folder / language / "LC_MESSAGES"
        if not (messages / "django.po").exists():
            yield f"{messages / 'django.po'} is missing: django-admin makemessages -l {language}"
            continue
        written = read_catalogue(messages / "django.po", language)
        yield from (f"{messages / 'django.po'}: {said}" for said in unfinished(written))
        yield from (f"{messages / 'django.mo'}: {said}" for said in stale(messages / "django.mo", written))
    yield from not_collected(folder)


def unfinished(catalogue: Catalog) -> Iterator[str]:
    for message in texts(catalogue):
        if message.fuzzy:
            yield f"{message.id!r} is marked fuzzy: read it, mend it, take the mark away"
        elif not all(strings(message)):
            yield f"{message.id!r} is not translated"
        else:
            yield from broken(message)


def broken(message: Message) -> Iterator[str]:
    """A translation that leaves out or misspells a place for a value would fail, or say nothing, when it is shown.

    The singular may spell out its number, so for texts with a plural only unknown places are wrong.
    """
    wanted = places(message.id if isinstance(message.id, str) else message.id[-1])
    for string in strings(message):
        wrong = places(string) ^ wanted if isinstance(message.id, str) else places(string) - wanted
        if wrong:
            yield f"{message.id!r}: {', '.join(sorted(wrong))} stands in one of text and translation only"


def places(text: str) -> set[str]:
    return set(PLACE.findall(text))


def stale(compiled: Path, written: Catalog) -> Iterator[str]:
    if not compiled.exists():
        yield "is missing: django-admin compilemessages"
        return
    with compiled.open("rb") as file:
        kept = {identity(m): strings(m) for m in texts(read_mo(file))}
    if kept != {identity(m): strings(m) for m in texts(written)}:
        yield "does not say what django.po says: django-admin compilemessages"


def not_collected(folder: Path) -> Iterator[str]:
    """Texts in the code that no catalogue knows: collected anew from a copy, and compared."""
    if shutil.which("xgettext") is None:
        return
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / folder.parent.name
        shutil.copytree(folder.parent, copy, ignore=shutil.ignore_patterns("__pycache__", "node_modules", "static"))
        language = LANGUAGES[0]
        command = [sys.executable, "-m", "django", "makemessages", "-l", language, "--no-obsolete", "-v", "0"]
        own = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
        subprocess.run(command, cwd=copy, env=own, check=True)
        anew = read_catalogue(copy / "locale" / language / "LC_MESSAGES" / "django.po", language)
    yield from (f"{folder}: {said}" for said in without_context(identity(m) for m in texts(anew)))
    known = {identity(m) for m in texts(read_catalogue(folder / language / "LC_MESSAGES" / "django.po", language))}
    for message in texts(anew):
        if identity(message) not in known:
            yield f"{folder}: {message.id!r} is in the code and in no catalogue: django-admin makemessages -a"


def read_catalogue(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def texts(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def identity(message: Message) -> tuple[str, str]:
    # Babel leaves the contexts of compiled catalogues as bytes.
    context = message.context.decode() if isinstance(message.context, bytes) else message.context
    return context or "", message.id if isinstance(message.id, str) else message.id[0]


if __name__ == "__main__":
    sys.exit(main())
