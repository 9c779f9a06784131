"""Which technologies companies use, by pages that were kept, pages that are read now, and job adverts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tiercel.collect.technologies.find_in_page import find_in_page
from tiercel.collect.technologies.find_in_text import find_in_text
from tiercel.collect.technologies.fingerprint import Found
from tiercel.collect.technologies.page import read_page
from tiercel.core.errors import DataError
from tiercel.flow.resolving.asked_table import read_asked
from tiercel.flow.technologies.fetch_page import Visitor
from tiercel.normal.domains import parse_domain
from tiercel.normal.free_mail import FREE_MAIL

HTML = (".html", ".htm")
MOST_FILE = 20_000_000
COLUMNS = ("account", "domain", "technology", "category", "confidence", "source", "evidence", "where")
PAGES, ADVERTS = "web pages", "job adverts"


@dataclass(frozen=True)
class Seen:
    """A technology at a company.

    account   its name, where only that is known
    domain    its domain, "" where that is not known
    source    PAGES or ADVERTS
    where     the file, address or row
    """

    account: str
    domain: str
    technology: str
    category: str
    confidence: float
    source: str
    evidence: str
    where: str

    @property
    def row(self) -> tuple[str | float, ...]:
        return tuple(getattr(self, name) for name in COLUMNS)


Tell = Callable[[str], None]


def in_files(paths: Sequence[Path]) -> Iterator[Seen]:
    """In HTML files, and those of folders; the domain is the page's own address, else the name of file or folder.

    raises   DataError where there is no such file
    """
    for path in _html_files(paths):
        if path.stat().st_size > MOST_FILE:
            raise DataError(f"{path.name} is larger than {MOST_FILE // 1_000_000} MB and is no page. Leave it out.")
        page = read_page(path.read_text(encoding="utf-8", errors="replace"))
        domain = _domain(page.canonical) or _domain(path.stem) or _domain(path.parent.name)
        yield from _seen(find_in_page(page), "", domain, PAGES, str(path))


def in_pages(urls: Sequence[str], tell: Tell, *, visitor: Visitor | None = None) -> Iterator[Seen]:
    """In pages that are read now, politely; `tell` hears which could not be read, and why."""
    for fetched in (visitor or Visitor()).fetch_all(list(urls)):
        if fetched.why_not:
            tell(f"{fetched.url}: {fetched.why_not}")
            continue
        page = read_page(fetched.html, fetched.url, fetched.headers)
        yield from _seen(find_in_page(page), "", _domain(fetched.url), PAGES, fetched.url)


def in_adverts(path: Path, text: Sequence[str], *, domain: str = "", account: str = "") -> Iterator[Seen]:
    """In a table of job adverts, once for each company and technology.

    text             the columns that hold what the advert says
    domain, account  the column that holds the company's address, or its name; one of them must be given
    raises           DataError for columns that are not there
    """
    if not (domain or account):
        raise DataError("Say whose adverts these are: --domain COLUMN, or --account COLUMN.")
    asked = read_asked(path)
    texts = [asked.texts(column) for column in text]
    nothing = [""] * asked.table.num_rows
    domains, names = (asked.texts(column) if column else nothing for column in (domain, account))
    before: set[tuple[str, str, str]] = set()
    for number, (address, name) in enumerate(zip(domains, names, strict=True)):
        at = _domain(address)
        said = ". ".join(column[number] for column in texts if column[number])
        for one in _seen(find_in_text(said), name, at, ADVERTS, f"row {number + 1}"):
            key = (one.account, one.domain, one.technology)
            if (name or at) and key not in before:
                before.add(key)
                yield one


def read_urls(path: Path) -> list[str]:
    """Addresses, one a line; empty lines and those that begin with # are left out."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path} cannot be read as a list of addresses ({type(error).__name__}).") from None
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _seen(found: Iterable[Found], account: str, domain: str, source: str, where: str) -> Iterator[Seen]:
    for one in found:
        yield Seen(account, domain, one.name, one.category, one.confidence, source, one.evidence, where)


def _html_files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(each for each in path.rglob("*") if each.suffix.lower() in HTML and each.is_file())
        elif path.is_file():
            yield path
        else:
            raise DataError(f"There is no file or folder {path}. Name HTML files, or a folder of them.")


def _domain(text: str) -> str:
    """The registrable domain in an address, "" where there is none that is a company's own."""
    host = (urlsplit(text).hostname or "") if "://" in text else text
    if "." not in host:
        return ""
    try:
        domain = parse_domain(host)
    except DataError:
        return ""
    return "" if domain in FREE_MAIL else domain
