"""What companies use, by what their pages load and what their job adverts name."""

import csv

import pytest

from tiercel.collect.technologies.find_in_page import find_in_page
from tiercel.collect.technologies.find_in_text import find_in_text
from tiercel.collect.technologies.fingerprint import fingerprints, terms
from tiercel.collect.technologies.page import read_page


def names(html: str, **more) -> list[str]:
    return [found.name for found in find_in_page(read_page(html, **more))]


def test_a_page_gives_away_what_it_loads_from_a_product_s_own_servers():
    found = find_in_page(read_page('<script src="//js.hs-scripts.com/1.js"></script>'))
    assert [(one.name, one.category, one.confidence, one.evidence) for one in found] == [
        ("HubSpot", "Marketing", 0.95, "https://js.hs-scripts.com/1.js")
    ]


def test_a_link_to_a_product_is_no_use_of_it():
    assert names('<a href="https://js.stripe.com/v3/">Stripe</a> We write about Shopify, WordPress and Intercom.') == []


def test_what_ends_like_a_product_s_host_is_another_host():
    assert names('<script src="https://notjs.stripe.com.evil.example/x.js"></script>') == []
    assert names('<script src="https://eviljs.stripe.com/x.js"></script>') == []


def test_scripts_name_what_they_load_later():
    html = "<script>a.src='https://www.googletagmanager.com/gtm.js?id=GTM-1'</script>"
    assert names(html) == ["Google Tag Manager"]


def test_of_several_signs_the_surest_is_the_evidence():
    html = '<meta name=generator content="WordPress 6.4"><link rel=stylesheet href="/wp-content/x.css">'
    (found,) = find_in_page(read_page(html, "https://acme.example/"))
    assert (found.confidence, found.evidence) == (0.98, "generator: WordPress 6.4")


def test_headers_of_the_answer_count_where_there_are_some():
    assert names("", headers={"Server": "cloudflare", "X-Powered-By": "PHP/8"}) == ["Cloudflare", "PHP"]


@pytest.mark.parametrize(
    "html", ["<", "<script>", "<script src=", "<meta name=generator>", "\x00<img src='http://[bad'>"]
)
def test_a_broken_page_is_read_as_far_as_it_goes(html):
    assert names(html) == []


def test_every_product_has_a_sign_and_stands_once():
    every = list(fingerprints())
    assert len({one.name for _, one in every}) == len(every) > 80
    for _category, one in every:
        signs = (one.hosts, one.paths, one.generators, one.attributes, one.scripts, one.headers)
        assert any(signs), one.name
        assert all(each == each.lower() for each in (*one.hosts, *one.attributes, *one.headers)), one.name
    assert len({one.name for _, one in terms()}) == len(list(terms())) > 120


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We use Python, C++ and C# here.", ["C#", "C++", "Python"]),
        ("React Native, not the web", ["React Native"]),
        ("You will go far with us, be swift and react quickly.", []),
        ("Go engineer (Golang)", ["Go"]),
        ("Java and JavaScript", ["Java", "JavaScript"]),
        ("Outreach to customers; own a segment of the market", []),
        ("Outreach and Salesloft", ["Outreach", "Salesloft"]),
        ("Experience with Node.js, Postgres or MS SQL.", ["Node.js", "PostgreSQL", "SQL Server"]),
        ("Angular momentum of the excel in notion", ["Angular"]),
        ("", []),
    ],
)
def test_a_word_of_the_language_is_no_technology(text, found):
    assert [one.name for one in find_in_text(text)] == found


@pytest.mark.real_data
def test_what_real_adverts_name_is_found_and_little_else(real_data):
    """Of 5,342 adverts the skills say what is meant; the titles were read by hand, one by one."""
    with (real_data / "yc_companies" / "yc_job_postings.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    known = {name.lower(): term.name for _, term in terms() for name in (term.name, *term.spellings)}
    right = wrong = missed = 0
    for row in rows:
        skills = [skill.strip() for skill in row["skills"].split(";") if skill.strip()]
        wanted = {known[skill.lower()] for skill in skills if skill.lower() in known}
        found = {one.name for one in find_in_text("; ".join(skills))}
        right, wrong, missed = right + len(found & wanted), wrong + len(found - wanted), missed + len(wanted - found)
    in_titles = [(one.name, row["title"].strip()) for row in rows for one in find_in_text(row["title"])]
    not_used = [pair for pair in in_titles if "Partnerships Manager" in pair[1]]  # of the vendor, not of its product
    assert right / (right + wrong) > 0.98
    assert right / (right + missed) > 0.97
    assert 1 - len(not_used) / len(in_titles) > 0.97


@pytest.mark.parametrize("piece", ["<script src='", "<", "</a ", "<!--", '<meta content="'])
def test_a_page_of_brackets_that_nothing_ends_is_read_at_once(piece: str) -> None:
    assert read_page("<script src='https://js.example.com/a.js'></script>" + piece * 50_000).loads == {
        "https://js.example.com/a.js"
    }
