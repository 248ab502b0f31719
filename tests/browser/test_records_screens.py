"""The page of records by eye and by screen reader, on a laptop and on a phone of 360 px."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from data.intake import guard
from data.store import Store
from tests.browser import officers
from tests.browser.conftest import Server
from tests.browser.officers import hand_in, still
from tests.browser.pages import DASHBOARD, in_language

HAND_IN = "/records?part=hand_in"
PHONE = {"viewport": {"width": 360, "height": 740}}
Visit = Callable[..., Page]
LIMIT = {
    "vi": "Tệp .xlsx hoặc .csv, tối đa 10 MB và 100.000 dòng",
    "en": "An .xlsx or .csv file of at most 10 MB and 100,000 rows",
}
CHOOSE = {"vi": "Chọn tệp", "en": "Choose a file"}
NOT_SENT = {"vi": "Máy chủ chưa nhận được tệp", "en": "The server did not get the file"}


@pytest.fixture(scope="module")
def server(serve: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    store = Store(tmp_path_factory.mktemp("screens") / "store")
    store.publish(officers.record(), by="Sở Nội vụ", reason="số liệu đầu tiên")
    return serve(DASHBOARD, DATA_STORE=str(store.root))


def spoilt(path: Path) -> Path:
    """The record with eight kinds of faults in its acts."""
    officers.workbook(path, officers.record())
    book = openpyxl.load_workbook(path)
    sheet = book["HoatDong"]
    head = {cell.value: cell.column for row in sheet.iter_rows(max_row=3) for cell in row}
    faults = {
        "Ngày thực hiện": "31/02/2016",
        "Lĩnh vực": "Thể thao",
        "Mã cơ quan": "Sở Không Có",
        "Mã xã": "Xã Không Có Thật",
        "Lượt hộ": "nhiều",
        "Hiện vật": -5,
        "Mã công trình": "CT-không-có",
    }
    for row, (name, value) in enumerate(faults.items(), start=8):
        column = next(place for each, place in head.items() if str(each).startswith(name))
        sheet.cell(row, column).value = value
    for column in range(1, sheet.max_column + 1):
        sheet.cell(31, column).value = sheet.cell(30, column).value
    book.save(path)
    return path


def box(found: Locator) -> dict[str, float]:
    place = found.bounding_box()
    assert place is not None, found
    return dict(place)


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_place_to_drop_a_file_speaks_the_persons_language_and_says_the_true_limit(
    lang: str, screen: dict, server: Server, visit: Visit
) -> None:
    page = visit(server, in_language(HAND_IN, lang), **screen)
    still(page)
    place = page.get_by_test_id("stFileUploader")
    expect(place.get_by_role("button", name=CHOOSE[lang], exact=True)).to_be_visible()
    heard = place.aria_snapshot()
    assert LIMIT[lang] in heard
    assert f"{guard.MOST_BYTES // 1_000_000} MB" in heard
    for foreign in ("Upload", "30MB", "per file", "file upload"):
        assert foreign not in heard
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_file_that_the_browser_does_not_send_is_told_in_the_persons_language(
    lang: str, server: Server, visit: Visit, tmp_path: Path
) -> None:
    huge = tmp_path / "qua-lon.csv"
    huge.write_bytes(b"a" * 31_000_000)
    page = visit(server, in_language(HAND_IN, lang), **PHONE)
    still(page)
    place = page.get_by_test_id("stFileUploader")
    place.locator("input[type=file]").set_input_files(huge)
    expect(place.get_by_test_id("stFileChip")).to_be_visible()
    heard = place.locator("..").aria_snapshot()
    assert NOT_SENT[lang] in heard
    assert "File must be" not in heard


def test_a_file_that_is_dragged_over_the_page_is_met_in_the_persons_language(
    server: Server, visit: Visit
) -> None:
    page = visit(server, HAND_IN)
    still(page)
    dragged = page.evaluate_handle(
        "() => { const it = new DataTransfer(); it.items.add(new File(['a'], 'a.csv')); return it }"
    )
    place = page.get_by_test_id("stFileUploaderDropzone")
    place.dispatch_event("dragenter", {"dataTransfer": dragged})
    english = place.get_by_text("Drag and drop a file here")
    expect(english).to_be_attached()
    expect(english).to_be_hidden()
    words = "it => getComputedStyle(it.parentElement, '::after').content"
    assert english.evaluate(words) == '"Thả tệp vào đây"'


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_parts_of_the_page_stand_in_one_row_on_a_phone(
    lang: str, server: Server, visit: Visit
) -> None:
    page = visit(server, in_language("/records", lang), **PHONE)
    still(page)
    parts = page.get_by_role("radio")
    expect(parts).to_have_count(4)
    places = parts.evaluate_all("all => all.map(it => it.getBoundingClientRect().toJSON())")
    assert len({place["top"] for place in places}) == 1
    assert all(place["right"] <= 360 for place in places)


def test_on_a_phone_the_summary_of_a_bad_file_fits_one_screen_and_opens_kind_by_kind(
    server: Server, visit: Visit, tmp_path: Path
) -> None:
    page = visit(server, HAND_IN, **PHONE)
    hand_in(page, spoilt(tmp_path / "hong.xlsx"))
    verdict = page.get_by_test_id("stAlert").filter(has_text="lỗi phải sửa")
    last = page.locator("summary", has_text="loại nữa")
    expect(last).to_be_visible()
    end = box(last)
    assert end["y"] + end["height"] - box(verdict)["y"] < 740
    mend = page.get_by_text("xem lại ngày trong tháng").first
    expect(mend).to_be_hidden()
    page.locator("summary", has_text="31/02/2016").click()
    expect(mend).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_phone_every_choice_of_what_a_file_replaces_is_whole(
    server: Server, visit: Visit, tmp_path: Path
) -> None:
    page = visit(server, HAND_IN, **PHONE)
    hand_in(page, officers.workbook(tmp_path / "tot.xlsx", officers.record()))
    choices = page.get_by_role("radiogroup", name="Tệp này là phần nào của hồ sơ?").locator("label")
    expect(choices).to_have_text(["Toàn bộ hồ sơ", "Một số bảng", "Phần của một cơ quan"])
    for choice in choices.all():
        place = box(choice)
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= 360
        assert choice.evaluate("it => it.scrollWidth <= it.clientWidth")
