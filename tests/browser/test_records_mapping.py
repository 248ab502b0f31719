"""A report in an office's own form, made readable on the page by pointing at its columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data import refused
from data.intake.mapping import from_json
from data.store import Store
from tests.browser import officers
from tests.browser.conftest import Server, free_port
from tests.browser.officers import AN, at_rest, hand_in, log_in
from tests.browser.pages import DASHBOARD, go_to, settled
from tests.browser.test_hostile_text import MARKUP
from tests.intake.foreign_reports import AGENCY_ONE, AGENCY_TWO, form_of, report

HAND_IN = "/records?part=hand_in"
PHONE = {"viewport": {"width": 360, "height": 740}}
LAPTOP = {"viewport": {"width": 1366, "height": 768}}
Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A record whose first two bodies are those of the report."""
    tables = officers.record()
    named = tables["agencies"].copy()
    named.loc[named.index[:2], "agency_name"] = [AGENCY_ONE, AGENCY_TWO]
    made = Store(tmp_path_factory.mktemp("forms") / "store")
    made.publish(tables | {"agencies": named}, by="Sở Nội vụ", reason="số liệu đầu tiên")
    return made


@pytest.fixture(scope="module")
def login(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("provider")
    with officers.provider(free_port(), folder / "log") as host:
        yield host


@pytest.fixture(scope="module")
def server(
    serve: Callable[..., Server],
    store: Store,
    login: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Server:
    port = free_port()
    home = officers.settings(tmp_path_factory.mktemp("home"), port, login)
    listed = {"OFFICERS_FILE": str(home / "officers.toml"), "DATA_STORE": str(store.root)}
    return serve(DASHBOARD, port=port, HOME=str(home), **listed)


def as_officer(visit: Visit, server: Server, login: str, **screen: object) -> Page:
    """The page for handing in, of an officer who has logged in."""
    page = visit(server, HAND_IN, provider=login, **screen)
    settled(page)
    log_in(page, AN, HAND_IN)
    return page


@pytest.fixture(scope="module")
def with_officers(
    serve: Callable[..., Server], store: Store, tmp_path_factory: pytest.TempPathFactory
) -> Server:
    """A server on which officers can log in; nobody does."""
    port = free_port()
    home = officers.settings(tmp_path_factory.mktemp("officers"), port, "localhost:1")
    listed = {"OFFICERS_FILE": str(home / "officers.toml"), "DATA_STORE": str(store.root)}
    return serve(DASHBOARD, port=port, HOME=str(home), **listed)


def choose(page: Page, label: str, option: str) -> None:
    """Choose by typing and Enter, as with the keyboard alone."""
    field = page.get_by_role("combobox", name=label)
    go_to(field)
    page.keyboard.type(option)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    at_rest(page)


@pytest.mark.parametrize("screen", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_a_form_is_made_on_the_page_and_found_again_for_the_next_report(
    screen: dict, server: Server, store: Store, login: str, visit: Visit, tmp_path: Path
) -> None:
    name = "Biểu 02 của Sở"
    (store.root / "mappings.json").unlink(missing_ok=True)
    page = as_officer(visit, server, login, **screen)
    hand_in(page, report(tmp_path / "quy-3.xlsx"))
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("MAU_LA")
    expect(main).to_contain_text("chỉ ra số liệu nằm ở cột nào thì đọc được")
    assert refused.refusals(store) == []  # it waits for its form, and nothing is wrong with it
    expect(main).to_contain_text("Cơ quan – gợi ý: cột B")
    expect(main).to_contain_text("Cách đọc chưa nói lấy «Lĩnh vực» từ cột nào của tệp")

    choose(page, "Lĩnh vực – cần chọn", "Một giá trị chung")
    choose(page, "Lĩnh vực: giá trị chung", "Kinh tế")
    choose(page, "Ngày thực hiện – cần chọn", "Một giá trị chung")
    day = page.get_by_label("Ngày thực hiện: giá trị chung")
    day.fill("30/09/2015")
    day.press("Tab")
    at_rest(page)
    expect(main).not_to_contain_text("Cách đọc chưa nói lấy")
    choose(page, "Tên của cách đọc này", name)
    page.get_by_role("button", name="Đọc tệp theo cách này").click()

    expect(main).to_contain_text(f"đang đọc theo «{name}»")
    at_rest(page)
    expect(main).not_to_contain_text("MAU_LA")
    expect(main).to_contain_text("Chỉ các bảng đã chọn được thay")
    expect(page.get_by_role("radio", name="Một số bảng")).to_be_checked()
    expect(main).to_contain_text("Hoạt động hỗ trợ 4 dòng")
    expect(page.get_by_role("button", name="Đọc tệp theo cách này")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    line = store.audit()[-1].event
    assert (line.action, line.reason, line.file) == ("form_kept", name, "quy-3.xlsx")
    form = from_json(store.mappings()[name])
    assert form is not None
    assert (form.filled_down, form.by_district) == (frozenset({"agency_code"}), True)
    assert dict(form.values) == {"sector": "economy", "activity_date": "30/09/2015"}

    later = as_officer(visit, server, login, **screen)
    hand_in(later, report(tmp_path / "quy-4.xlsx", quarter="IV", above=2, sheet="In"))
    main = later.get_by_test_id("stMain")
    expect(main).to_contain_text(f"đang đọc theo «{name}»")
    expect(main).to_contain_text("CAN_NHAP_LAI")
    choose(later, "Ngày thực hiện – cần chọn", "Một giá trị chung")
    day = later.get_by_label("Ngày thực hiện: giá trị chung")
    day.fill("31/12/2015")
    day.press("Enter")
    at_rest(later)
    later.get_by_role("button", name="Đọc tệp theo cách này").click()
    expect(main).not_to_contain_text("CAN_NHAP_LAI")
    at_rest(later)
    expect(main).to_contain_text("Hoạt động hỗ trợ 4 dòng")
    assert later.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_whoever_is_no_officer_reads_their_file_and_keeps_no_form_for_others(
    with_officers: Server, store: Store, visit: Visit, tmp_path: Path
) -> None:
    (store.root / "mappings.json").unlink(missing_ok=True)
    page = visit(with_officers, HAND_IN)
    hand_in(page, report(tmp_path / "quy-3.xlsx"))
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("Cách đọc này chỉ dùng cho tệp này")
    expect(page.get_by_role("combobox", name="Tên của cách đọc này")).to_have_count(0)
    choose(page, "Lĩnh vực – cần chọn", "Một giá trị chung")
    choose(page, "Lĩnh vực: giá trị chung", "Kinh tế")
    page.get_by_role("button", name="Đọc tệp theo cách này").click()
    expect(main).not_to_contain_text("MAU_LA")
    at_rest(page)
    expect(main).to_contain_text("Hoạt động hỗ trợ 4 dòng")
    assert store.mappings() == {}


def test_markup_in_heads_titles_and_names_stays_text(
    server: Server, store: Store, visit: Visit, tmp_path: Path
) -> None:
    heads = {0: MARKUP, 1: f"Đơn vị giúp đỡ {MARKUP}", 3: MARKUP, 6: f"Giá trị {MARKUP}"}
    path = report(
        tmp_path / "la.xlsx",
        sheet="<img src=x onerror=hit()>",
        unit=f"ĐVT: triệu đồng {MARKUP}",
        heads=heads,
    )
    store.keep_mapping(MARKUP, form_of(path).to_json())
    page = visit(server, HAND_IN)
    hand_in(page, path)
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("đang đọc theo «<img src=")
    expect(main).to_contain_text("Các dòng đầu khi đọc theo cách này")
    field = page.get_by_role("combobox", name="Lĩnh vực", exact=True)
    go_to(field)
    field.press("ArrowDown")
    expect(page.get_by_role("option").filter(has_text="evil.example").first).to_be_visible()
    assert page.evaluate("window.hit") is None
    drawn = page.get_by_test_id("stApp").locator(
        "img[src*=evil], script, a[href*=evil], a[href^=javascript], .katex"
    )
    assert drawn.count() == 0
    assert page.locator("li[role=option] strong").count() == 0


def test_of_two_saved_forms_that_fit_a_person_chooses(
    server: Server, store: Store, login: str, visit: Visit, tmp_path: Path
) -> None:
    (store.root / "mappings.json").unlink(missing_ok=True)
    path = report(tmp_path / "quy-3.xlsx")
    for name, sector in (("Mẫu A", "economy"), ("Mẫu B", "welfare")):
        form = form_of(path, values={"sector": sector})
        store.keep_mapping(name, form.to_json())
    page = as_officer(visit, server, login)
    hand_in(page, path)
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("NHIEU_CACH_DOC_HOP")
    page.locator("summary", has_text="đang đọc theo «Mẫu A»").click()
    choose(page, "Cách đọc đã lưu hợp với tệp này", "Mẫu B")
    expect(page.get_by_role("combobox", name="Lĩnh vực: giá trị chung")).to_have_value(
        "An sinh xã hội"
    )
    page.get_by_role("button", name="Đọc tệp theo cách này").click()
    expect(main).to_contain_text("đang đọc theo «Mẫu B»")
    at_rest(page)
    expect(main).not_to_contain_text("NHIEU_CACH_DOC_HOP")
