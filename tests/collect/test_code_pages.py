"""Lists from before UTF-8, of every region: the page they were written in is recognised, told, and can be chosen."""

import json
import random
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from tiercel.collect.files.code_pages import CHOICES, LABELS, PAGES, page_of
from tiercel.collect.files.encoding import checked_encoding, encoding_of
from tiercel.collect.files.reading import read_whole
from tiercel.core.errors import DataError
from tiercel.show.cli import names
from tiercel.show.web.encoding_words import ENCODINGS

NAMES = {
    "cp1252": "Müller GmbH|Société Générale|Señor Núñez SA|São Paulo Alpargatas|Ørsted A/S|Åhléns AB|Größe & Söhne|"
    "L’Oréal|Nestlé|Telefónica|Università Città|Össur hf|Íslandsbanki|Kühne + Nagel|Citroën|Électricité de France",
    "cp1250": "Spółka Akcyjna Łódź|Żabka Polska|Škoda Auto|Příbram dřevo|České dráhy|Közgép Építő Zrt|Győri Keksz|"
    "Pražská plynárenská|Środa Śląska|Grupa Kęty|PKN Orlen Płock|Tatra banka Košice|Jastrzębska Spółka Węglowa",
    "cp1254": "Türkiye İş Bankası|Yapı ve Kredi Bankası|Şişecam|Koç Holding Ağrı|Ülker Bisküvi|Arçelik|Işık Yapı|"
    "Eczacıbaşı|Doğuş Otomotiv|Güneş Sigorta",
    "cp1251": "ООО Ромашка|Газпром|Сбербанк России|Лукойл|Київстар|Завод имени Лихачёва|ОАО «Северсталь»|Магнит|Яндекс",
    "cp1253": "Εθνική Τράπεζα|ΔΕΗ|Ελληνικά Πετρέλαια|Μυτιληναίος",
    "cp1255": "בנק לאומי|טבע תעשיות|שטראוס גרופ",
    # Persian Windows writes the Arabic ي and ك.
    "cp1256": "شركة الاتصالات السعودية|بنك مصر|مدير المبيعات|شركت پارس خودرو|بانك ملي ايران|گروه صنعتي گلرنگ|همراه اول",
    "gb18030": "北京华为技术有限公司|首席技术官|阿里巴巴集团|中国石油天然气股份有限公司|杭州睿川康零售集团|招商银行",
    "big5": "台灣積體電路製造股份有限公司|鴻海精密工業|聯發科技|國泰金融控股|統一企業|長榮海運",
    "cp932": "株式会社日立製作所|トヨタ自動車|ソフトバンクグループ|任天堂|みずほ銀行|三菱商事株式会社",
    "cp949": "삼성전자|현대자동차|주식회사 카카오",
}
LISTS = {page: names.split("|") for page, names in NAMES.items()}
every = pytest.mark.parametrize("page", LISTS)
app = typer.Typer()
names.add_to(app)


def written(path: Path, page: str) -> Path:
    path.write_bytes("\r\n".join(["company,country", *(f"{name},XX" for name in LISTS[page])]).encode(page))
    return path


def test_no_page_is_left_out() -> None:
    assert set(LISTS) == {page.name for page in PAGES}
    assert set(CHOICES) == set(ENCODINGS) <= set(LABELS)


@every
def test_a_list_is_read_as_it_was_written_and_says_how(page: str, tmp_path: Path) -> None:
    found = read_whole(written(tmp_path / "t.csv", page))
    assert found.table["company"].to_pylist() == LISTS[page]
    [said] = found.said
    assert f"read as {LABELS[page]};" in said


@every
def test_five_names_are_enough(page: str) -> None:
    chance = random.Random(1)
    for _ in range(40):
        some = chance.sample(LISTS[page], min(5, len(LISTS[page])))
        assert page_of("\n".join(some).encode(page)) == page, some


@every
def test_what_somebody_has_chosen_is_taken(page: str, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(f"company\n{LISTS[page][0]}\nA\n".encode(page))
    found = read_whole(path, encoding=page)
    assert (found.table["company"].to_pylist(), found.said) == ([LISTS[page][0], "A"], ())


@pytest.mark.parametrize("page", ["gb18030", "cp1256", "cp1251", "cp932"])
@pytest.mark.parametrize("wide", ["utf-16", "utf-16-le", "utf-16-be"])
def test_every_script_is_read_in_utf_16_with_a_mark_and_without(page: str, wide: str, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("\n".join(["company", *LISTS[page], ""]).encode(wide))
    assert read_whole(path).table["company"].to_pylist() == LISTS[page]


def test_a_mark_at_the_beginning_goes_before_what_was_chosen() -> None:
    assert encoding_of("Łódź".encode("utf-8-sig"), "cp1252") == "utf-8-sig"
    assert encoding_of("Łódź".encode("utf-16"), "cp1252") == "utf-16"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Windows-1254", "cp1254"), ("Shift_JIS", "cp932"), ("GBK", "gb18030"), ("latin-1", "cp1252"), ("", ""),
     ("UTF8", "utf-8"), (" big5 ", "big5"), ("koi8_r", "koi8-r"), ("EUC-KR", "cp949"), ("macroman", "mac-roman")],
)  # fmt: skip
def test_encodings_are_known_by_all_their_names(typed: str, meant: str) -> None:
    assert checked_encoding(typed) == meant


@pytest.mark.parametrize("typed", ["cp9999", "base64", "rot13", "idna", "ebcdic-cp-us"])
def test_what_is_no_encoding_of_lists_is_refused_with_those_there_are(typed: str) -> None:
    with pytest.raises(DataError, match="big5"):
        checked_encoding(typed)


def test_a_command_says_what_it_took_and_takes_another(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("a,b\nDođem,Dođem\n".encode("iso8859-2"))
    command = ["names", "compare", str(path), "--columns", "a,b", "--json"]
    guessed = CliRunner().invoke(app, command)
    assert "read as" in guessed.stderr
    chosen = CliRunner().invoke(app, [*command, "--encoding", "iso8859-2"])
    assert json.loads(chosen.stdout)["a"] == "Dođem"
    assert "read as" not in chosen.stderr
