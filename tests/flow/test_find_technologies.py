"""Pages are read politely or not at all, and what is found in them becomes records."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from tests.flow.market import NOW, account

from tiercel.core.errors import DataError
from tiercel.flow.technologies.fetch_page import MOST_BYTES, Visitor, whole_address
from tiercel.flow.technologies.find_technologies import in_adverts, in_files, in_pages, read_urls
from tiercel.flow.technologies.import_technologies import import_technologies
from tiercel.records.models import Technology

ROBOTS = "User-agent: *\nDisallow: /private\nCrawl-delay: 3\n"
PAGE = '<script src="https://js.hs-scripts.com/1.js"></script>'
Site = Callable[..., str]


class Answers(BaseHTTPRequestHandler):
    pages: ClassVar[dict[str, tuple[int, dict[str, str], bytes]]] = {}
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        status, headers, body = self.pages.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    Answers.asked = []

    def serve(**pages: tuple[int, dict[str, str], str]) -> str:
        Answers.pages = {f"/{path.replace('_txt', '.txt')}": (s, h, b.encode()) for path, (s, h, b) in pages.items()}
        return f"http://127.0.0.1:{server.server_port}"

    yield serve
    server.shutdown()
    server.server_close()


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def visitor(waits: list[float]) -> Visitor:
    return Visitor(to_private=True, sleep=waits.append, now=lambda: 0.0)


HTML = {"Content-Type": "text/html; charset=utf-8"}


def test_a_page_is_read_after_its_robots_txt_and_as_slowly_as_that_asks(
    site: Site, visitor: Visitor, waits: list
) -> None:
    base = site(robots_txt=(200, {}, ROBOTS), about=(200, HTML, PAGE))
    assert [one.technology for one in in_pages([f"{base}/about", f"{base}/about"], str, visitor=visitor)] == [
        "HubSpot", "HubSpot"
    ]  # fmt: skip
    assert Answers.asked == ["/robots.txt", "/about", "/about"]
    assert waits == [3.0, 3.0]


def test_a_page_that_robots_txt_forbids_is_not_asked_for(site: Site, visitor: Visitor) -> None:
    base, said = site(robots_txt=(200, {}, ROBOTS), private=(200, HTML, PAGE)), []
    assert list(in_pages([f"{base}/private"], said.append, visitor=visitor)) == []
    assert "asks not to read this page" in said[0]
    assert Answers.asked == ["/robots.txt"]


def test_a_site_whose_robots_txt_fails_is_left_alone_and_one_without_is_read(site: Site, visitor: Visitor) -> None:
    base = site(robots_txt=(500, {}, ""), a=(200, HTML, PAGE))
    assert "robots.txt" in visitor.fetch(f"{base}/a").why_not
    base = site(a=(200, HTML, PAGE))
    assert Visitor(to_private=True, sleep=lambda _: None).fetch(f"{base}/a").html == PAGE


def test_a_redirect_is_followed_and_asked_about_anew(site: Site, visitor: Visitor) -> None:
    to = {where: (302, {"Location": f"/{where}"}, "") for where in ("about", "private", "loop")}
    base = site(
        robots_txt=(200, {}, ROBOTS),
        about=(200, HTML, PAGE),
        old=to["about"],
        sly=to["private"],
        loop=to["loop"],
    )
    assert visitor.fetch(f"{base}/old").html == PAGE
    assert "asks not to read" in visitor.fetch(f"{base}/sly").why_not
    assert "again and again" in visitor.fetch(f"{base}/loop").why_not


def test_a_page_inside_the_machine_is_not_read_unless_that_is_meant(site: Site) -> None:
    base = site(a=(200, HTML, PAGE))
    outside = Visitor(sleep=lambda _: None)
    assert "private network" in outside.fetch(f"{base}/a").why_not
    assert "private network" in outside.fetch("http://localhost/").why_not
    assert Answers.asked == []


def test_of_a_large_page_only_the_beginning_is_read_and_a_file_is_no_page(site: Site, visitor: Visitor) -> None:
    base = site(big=(200, HTML, "x" * (MOST_BYTES + 9)), pdf=(200, {"Content-Type": "application/pdf"}, "%PDF"))
    assert len(visitor.fetch(f"{base}/big").html) == MOST_BYTES
    assert visitor.fetch(f"{base}/pdf").why_not == "It is no page, but application/pdf."
    assert visitor.fetch(f"{base}/nothing").why_not == "It answered with 404."


@pytest.mark.parametrize(
    "url", ["ftp://a.example", "https://", "https://u:p@a.example", "https://a example", "https://a.example:0/"]
)
def test_what_is_no_address_of_a_page_is_refused(url: str) -> None:
    with pytest.raises(DataError, match="no address of a page"):
        whole_address(url)


def test_kept_pages_say_their_domain_or_their_folder_does(tmp_path: Path) -> None:
    (tmp_path / "acme.example").mkdir()
    (tmp_path / "acme.example" / "index.html").write_text(PAGE)
    (tmp_path / "x.html").write_text(f'<link rel=canonical href="https://www.brig.example/">{PAGE}')
    assert [(one.domain, one.technology) for one in in_files([tmp_path])] == [
        ("acme.example", "HubSpot"), ("brig.example", "HubSpot")
    ]  # fmt: skip
    with pytest.raises(DataError, match="There is no file"):
        list(in_files([tmp_path / "none"]))


def test_adverts_name_each_technology_of_a_company_once(tmp_path: Path) -> None:
    table = tmp_path / "adverts.csv"
    table.write_text("company,site,words\nAcme,www.acme.example,Python\nAcme,acme.example,Python and AWS\n")
    found = list(in_adverts(table, ["words"], domain="site", account="company"))
    assert [(one.account, one.domain, one.technology) for one in found] == [
        ("Acme", "acme.example", "Python"), ("Acme", "acme.example", "AWS")
    ]  # fmt: skip
    with pytest.raises(DataError, match="whose adverts"):
        list(in_adverts(table, ["words"]))
    listed = tmp_path / "urls.txt"
    listed.write_text("# sites\nacme.example\n\n")
    assert read_urls(listed) == ["acme.example"]


@pytest.mark.django_db(transaction=True)
def test_what_is_found_is_imported_and_seen_again_changes_nothing(workspace: object, tmp_path: Path) -> None:
    acme = account("Acme", domains=["acme.example"])
    (tmp_path / "acme.example.html").write_text(PAGE)
    for created, now in ((1, NOW), (0, NOW.replace(day=20))):
        report = import_technologies(in_files([tmp_path]), None, now)
        assert sum(line.created for line in report.tables) == created
        assert sum(line.changed for line in report.tables) == 0
    row = Technology.objects.get()
    assert (row.account, row.name, row.confidence, row.since) == (acme, "HubSpot", 0.95, NOW.date())
    acme.refresh_from_db()
    assert acme.technologies == ["HubSpot"]
