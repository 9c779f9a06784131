"""Files are looked at, corrected and imported on the page; what cannot be taken comes back as a file."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.conftest import Cast
from tests.show.web.conftest import SignIn

from tiercel.core.clock import utc_now
from tiercel.flow.jobs import run_waiting
from tiercel.flow.see_imports import see_import
from tiercel.records.models import Account, Deal, DocumentVersion, Job

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = (
    "Company,Sector,Staff\n" + "".join(f"Firm {n},technology,{n}\n" for n in range(40)) + "Odd,technolgy,7\n,retail,9\n"
)


def upload(client: Client, *files: tuple[str, str]) -> Job:
    sent = [SimpleUploadedFile(name, text.encode()) for name, text in files]
    answer = client.post("/data/upload", {"files": sent})
    run_waiting()
    return Job.objects.get(pk=int(answer["Location"].rpartition("/")[2]))


def choices(client: Client, job: Job, **more: Any) -> dict[str, Any]:
    """What the form of the page would send, as it stands."""
    page = client.get(f"/data/imports/{job.pk}").context["page"]
    given: dict[str, Any] = {"file": [look.name for look in page.looks]}
    for place, look in enumerate(page.looks):
        given |= {f"table-{place}": look.table, f"table-before-{place}": look.table, f"preset-{place}": look.preset}
        for field in look.fields:
            none = "" if field.is_chosen else "?"
            given[f"map-{place}-{field.name}"] = field.column or none
            if not field.is_chosen:
                given[f"was-{place}-{field.name}"] = field.column or "?"
    return given | more


@pytest.fixture
def ada(sign_in: SignIn, workspace: Any) -> Client:
    return sign_in("ada")


def test_a_look_says_what_would_be_created_and_creates_nothing(ada: Client) -> None:
    job = upload(ada, ("accounts.csv", ROWS))
    text = ada.get(f"/data/imports/{job.pk}").content.decode()
    assert "What would change" in text
    assert "Firm 0" in text
    assert job.found["tables"][0]["created"] == 41
    assert not Account.objects.exists()


def test_the_page_says_in_which_code_page_a_file_was_read_and_lets_another_be_chosen(ada: Client) -> None:
    text = "Firma,Company\n1,Spółka Łódź\n2,Żabka\n3,Jastrzębska\n"
    ada.post("/data/upload", {"files": [SimpleUploadedFile("firms.csv", text.encode("cp1250"))]})
    run_waiting()
    job = Job.objects.get()
    page = ada.get(f"/data/imports/{job.pk}").content.decode()
    assert "Windows-1250, central European (detected)" in page
    assert "read as Windows-1250" in page
    assert "Jastrzębska" in page
    ada.post(f"/data/imports/{job.pk}/again", choices(ada, job, **{"encoding-0": "cp1252"}))
    run_waiting()
    again = ada.get(f"/data/imports/{Job.objects.latest('pk').pk}").content.decode()
    assert "Jastrzêbska" in again
    assert '<option value="cp1252" selected>' in again
    assert "read as" not in again


def test_choices_hold_until_the_import_and_a_correction_once_taken_stays_taken(ada: Client) -> None:
    job = upload(ada, ("accounts.csv", ROWS))
    offer = job.found["offers"][0]
    taken = "\x1f".join(offer[part] for part in ("table", "column", "value", "suggestion"))
    ada.post(f"/data/imports/{job.pk}/again", choices(ada, job, correction=[taken]))
    run_waiting()
    second = Job.objects.latest("pk")
    assert second.found["offers"] == []
    page = see_import(second.pk, None)
    assert page is not None
    assert [dict(each)["value"] for each in page.accepted] == ["technolgy"]
    ada.post(f"/data/imports/{second.pk}/again", choices(ada, second, correction=[taken], do="import"))
    run_waiting()
    assert Account.objects.get(name="Odd").industry == "technology"


def test_a_column_can_be_given_another_meaning_or_none(ada: Client) -> None:
    job = upload(ada, ("accounts.csv", ROWS))
    given = choices(ada, job, do="import") | {"map-0-employees": "", "map-0-market": "Sector", "map-0-industry": ""}
    ada.post(f"/data/imports/{job.pk}/again", given)
    run_waiting()
    made = Account.objects.get(name="Firm 3")
    assert (made.market, made.industry, made.employees) == ("technology", "", None)


def test_a_file_may_be_left_out(ada: Client) -> None:
    job = upload(ada, ("accounts.csv", ROWS), ("accounts.csv", ROWS.replace("Firm", "Other")))
    given = choices(ada, job, do="import") | {"table-1": ""}
    ada.post(f"/data/imports/{job.pk}/again", given)
    run_waiting()
    assert not Account.objects.filter(name__startswith="Other").exists()
    assert Account.objects.filter(name__startswith="Firm").count() == 40


def test_rejected_rows_come_back_as_a_file_with_the_reason(ada: Client) -> None:
    job = upload(ada, ("accounts.csv", ROWS))
    answer = ada.get(f"/data/imports/{job.pk}/rejects/0")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "tiercel_reason" in text
    assert "retail" in text


def test_what_imports_is_in_sight_and_then_what_comes_next(ada: Client) -> None:
    job = upload(ada, ("accounts.csv", ROWS))
    page = ada.get(f"/data/imports/{job.pk}").content.decode()
    # A bar stays in sight within its form: so what would change stands in the form too.
    assert page.index('class="stack mt-3"') < page.index("What would change") < page.index("import-bar")
    ada.post(f"/data/imports/{job.pk}/again", choices(ada, job, do="import"))
    run_waiting()
    imported = Job.objects.filter(kind="import_files").latest("pk").pk
    onward = re.compile(r'btn-primary" href="([^"]+)"')
    assert onward.findall(ada.get(f"/data/imports/{imported}").content.decode()) == ["/data"], "no deal is closed"
    for outcome in ("won", "lost"):
        Deal.objects.create(name=outcome, account=Account.objects.first(), outcome=outcome, received_at=utc_now())
    assert onward.findall(ada.get(f"/data/imports/{imported}").content.decode()) == ["/profile"]
    DocumentVersion.objects.create(kind="icp", version=1, schema=1, body={}, made_at=utc_now())
    assert "next-step" not in ada.get(f"/data/imports/{imported}").content.decode()
    assert "import-bar" not in ada.get(f"/data/imports/{job.pk}").content.decode()


def test_an_import_once_done_is_not_done_again_by_going_back(ada: Client) -> None:
    job = upload(ada, ("accounts.csv", ROWS))
    given = choices(ada, job, do="import")
    ada.post(f"/data/imports/{job.pk}/again", given)
    run_waiting()
    assert "These files were imported" in ada.get(f"/data/imports/{job.pk}").content.decode()


@pytest.mark.parametrize("name", ["../../evil.csv", "C:\\temp\\evil.csv", "\x00evil\n.csv", "...", "x" * 300 + ".csv"])
def test_no_name_of_a_file_leaves_its_folder(name: str, ada: Client, workspace: Any) -> None:
    job = upload(ada, (name, ROWS))
    path = Path(job.asked["files"][0])
    assert path.resolve().is_relative_to((workspace.workspace / "incoming").resolve())
    assert path.is_file()


def test_something_that_is_no_file_of_ours_is_said_on_the_page(ada: Client) -> None:
    job = upload(ada, ("notes.pdf", "%PDF-1.7 \x00\x01\x02"))
    answer = ada.get(f"/data/imports/{job.pk}")
    assert answer.status_code == 200
    assert "notes.pdf" in answer.content.decode()


def test_a_member_may_look_but_not_import(sign_in: SignIn, cast: Cast, ada: Client) -> None:
    job = upload(ada, ("accounts.csv", ROWS))
    ben = sign_in("ben")
    assert ben.get(f"/data/imports/{job.pk}").status_code == 200
    assert ben.post(f"/data/imports/{job.pk}/again", {"do": "import"}).status_code == 403


def test_a_column_that_somebody_unset_stays_unset_through_more_looks(ada: Client) -> None:
    job = upload(ada, ("accounts.csv", ROWS))
    ada.post(f"/data/imports/{job.pk}/again", choices(ada, job) | {"map-0-employees": ""})
    run_waiting()
    second = Job.objects.latest("pk")
    assert second.asked["per_file"]["accounts.csv"]["mapping"] == {"employees": ""}
    ada.post(f"/data/imports/{second.pk}/again", choices(ada, second, do="import"))
    run_waiting()
    assert Account.objects.get(name="Firm 3").employees is None
    assert Account.objects.get(name="Firm 3").industry == "technology"


def test_what_is_told_of_a_file_stands_on_the_page_once(ada: Client) -> None:
    lines = b"Company,Sector\n" + "Müller,retail\nStraße,retail\n".encode() + "Böhm,retail\n".encode("cp1252")
    answer = ada.post("/data/upload", {"files": [SimpleUploadedFile("accounts.csv", lines)]})
    run_waiting()
    text = ada.get(answer["Location"]).content.decode()
    assert text.count("One line is in Windows-1252, the rest of the file in UTF-8.") == 1
    job = Job.objects.get(pk=int(answer["Location"].rpartition("/")[2]))
    answer = ada.post(f"/data/imports/{job.pk}/again", choices(ada, job, do="import"))
    run_waiting()
    done = ada.get(answer["Location"]).content.decode()
    assert "It was read in its own: line 4." in done
