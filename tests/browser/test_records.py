"""From an office's workbook to a published version and back, as an officer does it on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from data.store import Store
from tests.browser import officers
from tests.browser.conftest import Server, free_port
from tests.browser.officers import AN, BINH, STRANGER, at_rest, hand_in, log_in
from tests.browser.pages import DASHBOARD, settled

HAND_IN = "/records?part=hand_in"
PHONE = {"viewport": {"width": 360, "height": 740}}
LAPTOP = {"viewport": {"width": 1366, "height": 768}}
Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def login(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("provider")
    with officers.provider(free_port(), folder / "log") as host:
        yield host


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the store lies, with a first version that could be real."""
    folder = tmp_path_factory.mktemp("records")
    Store(folder / "store").publish(officers.record(), by="Sở Nội vụ", reason="số liệu đầu tiên")
    return folder


@pytest.fixture(scope="module")
def server(serve: Callable[..., Server], login: str, root: Path) -> Server:
    port = free_port()
    home = officers.settings(root, port, login)
    listed = {"OFFICERS_FILE": str(home / "officers.toml"), "DATA_STORE": str(home / "store")}
    return serve(DASHBOARD, port=port, HOME=str(home), **listed)


@pytest.fixture
def store(root: Path) -> Store:
    return Store(root / "store")


def more(tmp_path: Path, cash: float, name: str = "bao-cao.xlsx") -> Path:
    """The record with another amount in its first act."""
    tables = officers.record()
    acts = tables["activities"].copy()
    acts.loc[acts.index[0], "in_kind_million_vnd"] = cash
    return officers.workbook(tmp_path / name, tables | {"activities": acts})


def spoilt(tmp_path: Path) -> Path:
    """The record with a day that does not exist, in cell and sheet as an office has them."""
    path = officers.workbook(tmp_path / "hong.xlsx", officers.record())
    book = openpyxl.load_workbook(path)
    sheet = book["HoatDong"]
    head = {cell.value: cell.column for row in sheet.iter_rows(max_row=3) for cell in row}
    column = next(place for name, place in head.items() if str(name).startswith("Ngày thực hiện"))
    sheet.cell(8, column).value = "31/02/2016"
    book.save(path)
    return path


@pytest.mark.parametrize("screen", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_an_officer_sees_what_changes_publishes_it_and_takes_it_back(
    screen: dict, server: Server, store: Store, login: str, visit: Visit, tmp_path: Path
) -> None:
    before = store.current()
    page = visit(server, HAND_IN, provider=login, **screen)
    settled(page)
    log_in(page, AN, HAND_IN)
    expect(page.get_by_text("được công bố và khôi phục phiên bản")).to_be_visible()
    hand_in(page, more(tmp_path, 7.0 if screen is LAPTOP else 8.0))
    expect(page.get_by_text("Không có lỗi nào.")).to_be_visible()
    page.get_by_label("Lý do công bố").fill("bổ sung một hoạt động")
    page.get_by_role("button", name="Công bố phiên bản này").click()
    expect(page.get_by_text("Đã công bố phiên bản")).to_be_visible()
    published = store.current()
    assert published.parent == before.id
    assert (published.published_by, published.reason) == ("Nguyễn Văn An", "bổ sung một hoạt động")
    assert published.upload_name == "bao-cao.xlsx"

    page.locator("summary", has_text=before.id).click()
    expect(page.get_by_text("Khôi phục phiên bản này: xem trước")).to_be_visible()
    # The version is drawn from above: what stands at its end moves until all of it is there.
    page.wait_for_timeout(1000)
    settled(page)
    page.get_by_text("Khôi phục phiên bản này: xem trước").click()
    expect(page.get_by_text("Khôi phục phiên bản này thì điều gì thay đổi?")).to_be_visible()
    expect(page.get_by_test_id("stMain")).to_contain_text("sửa 1")
    page.get_by_label("Lý do khôi phục phiên bản này").fill("nộp nhầm")
    page.get_by_test_id("stBaseButton-secondaryFormSubmit").click()
    expect(page.get_by_text("Đã khôi phục nội dung của")).to_be_visible()
    newest = page.locator("summary", has_text="đang dùng")
    expect(newest).not_to_contain_text(published.id)
    again = store.current()
    assert (again.restores, again.reason) == (before.id, "nộp nhầm")
    assert again.content_sha256 == before.content_sha256
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("screen", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_a_bad_workbook_is_refused_with_its_cell_and_comes_back_marked(
    screen: dict, server: Server, store: Store, visit: Visit, tmp_path: Path
) -> None:
    before = store.current()
    page = visit(server, HAND_IN, **screen)
    hand_in(page, spoilt(tmp_path))
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("NGAY_KHONG_CO_THAT")
    expect(main).to_contain_text("31/02/2016")
    expect(main).to_contain_text("số liệu đang dùng không đổi")
    expect(page.get_by_role("button", name="Công bố phiên bản này")).to_have_count(0)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Tải lại tệp của tôi").click()
    waiting.value.save_as(tmp_path / "marked.xlsx")
    marked = openpyxl.load_workbook(tmp_path / "marked.xlsx")
    assert any(
        cell.comment and "NGAY_KHONG_CO_THAT" in cell.comment.text
        for row in marked["HoatDong"].iter_rows()
        for cell in row
    )
    assert store.current() == before


def test_anyone_may_check_a_file_and_nobody_but_an_officer_publishes(
    server: Server, store: Store, login: str, visit: Visit, tmp_path: Path
) -> None:
    before = store.current()
    page = visit(server, HAND_IN, provider=login)
    hand_in(page, more(tmp_path, 3.0))
    expect(page.get_by_text("Không có lỗi nào.")).to_be_visible()
    expect(page.get_by_role("button", name="Công bố phiên bản này")).to_have_count(0)
    draft = page.url.partition(str(server.port))[2]
    log_in(page, STRANGER, draft)
    expect(page.get_by_text("không có trong danh sách cán bộ")).to_be_visible()
    expect(page.get_by_role("button", name="Công bố phiên bản này")).to_have_count(0)
    assert store.current() == before


def test_of_two_officers_one_wins_and_the_other_is_shown_what_changed(
    server: Server, store: Store, login: str, visit: Visit, tmp_path: Path
) -> None:
    page = visit(server, HAND_IN, provider=login)
    settled(page)
    log_in(page, BINH, HAND_IN)
    hand_in(page, more(tmp_path, 11.0))
    acts = officers.record()["activities"].assign(in_kind_million_vnd=1.1)
    won = store.publish(officers.record() | {"activities": acts}, by="Nguyễn Văn An").version
    page.get_by_role("button", name="Công bố phiên bản này").click()
    expect(page.get_by_text("người khác đã công bố một phiên bản mới")).to_be_visible()
    assert store.current().id == won.id
    # What is shown now is the difference to the version of the one who won.
    expect(page.get_by_test_id("stMain")).to_contain_text("sửa 60")
    page.get_by_role("button", name="Công bố phiên bản này").click()
    expect(page.get_by_text("Đã công bố phiên bản")).to_be_visible()
    assert store.current().parent == won.id


def test_an_officers_draft_is_found_again_in_another_window_and_a_visitors_is_not(
    server: Server, login: str, visit: Visit, tmp_path: Path
) -> None:
    page = visit(server, HAND_IN, provider=login)
    settled(page)
    log_in(page, AN, HAND_IN)
    hand_in(page, spoilt(tmp_path))
    draft = page.url.partition(str(server.port))[2]
    other = visit(server, HAND_IN, provider=login, **PHONE)
    settled(other)
    log_in(other, AN, draft)
    at_rest(other)
    expect(other.get_by_test_id("stMain")).to_contain_text("NGAY_KHONG_CO_THAT")
    visitor = visit(server, draft)
    at_rest(visitor)
    expect(visitor.get_by_test_id("stMain")).to_contain_text("Không còn tệp này")


def test_a_number_is_followed_to_the_row_of_the_file(
    server: Server, store: Store, visit: Visit, tmp_path: Path
) -> None:
    from data import proposal

    file = more(tmp_path, 21.0, "quy-3.xlsx")
    made = proposal.propose(store, file)
    version = proposal.publish(store, made, by="Nguyễn Văn An", reason="thử").version
    acts = store.tables(version)["activities"]
    ref = acts.loc[acts["in_kind_million_vnd"] == 21.0, "source_ref"].iloc[0]
    page = visit(server, f"/records?part=source&ref={ref}")
    settled(page)
    expect(page.get_by_test_id("stMain")).to_contain_text("quy-3.xlsx")
    expect(page.get_by_test_id("stMain")).to_contain_text("HoatDong")
