"""The page of records: versions, quality, refused files and the way to a source cell."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data import drafts, kept, manifest, problems, proposal, refused
from data.audit import BY_COMMAND
from data.drafts import Draft
from data.metrics import assignments, quality
from data.officers import Officer
from data.problems import problem
from data.scope import AGENCY_TABLES, Scope
from data.selection import Selection
from data.store import Store
from data.words import formats
from pages.parts import (
    cached,
    logins,
    records_drafts,
    records_mapping,
    records_officer,
    records_refused,
    records_versions,
)
from pages.parts import records_quality_facts as facts
from tests.app.reading import component, labelled, words
from tests.browser import officers

Open = Callable[..., AppTest]

PARTS = ["versions", "hand_in", "quality", "source"]
MARKUP = "<img src=x onerror=alert(1)> **đậm** [x](javascript:y).xlsx"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with three versions that could be real: the last one fell and gave its reason."""
    folder = tmp_path_factory.mktemp("published")
    store = Store(folder / "store")
    tables = officers.record()
    store.publish(tables, by="Sở Nội vụ", reason="số liệu đầu tiên")
    acts = tables["activities"].assign(in_kind_million_vnd=5.0)
    for name, rows in (("quy-1.xlsx", acts), ("quy-2.xlsx", acts.iloc[20:])):
        file = officers.workbook(folder / name, tables | {"activities": rows})
        made = proposal.propose(store, file)
        why = {code: f"vì {code}" for code in made.to_explain}
        proposal.publish(store, made, by="Nguyễn Văn An", reason=name, reasons=why)
    return store


@pytest.fixture
def real(published: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Let the pages read the published store."""
    monkeypatch.setenv("DATA_STORE", str(published.root))
    st.cache_resource.clear()
    cached.open_record()  # outside a page, the record of another module's test may still be open
    yield published
    st.cache_resource.clear()


@pytest.fixture
def own(published: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A copy of the published store that a test may change."""
    shutil.copytree(published.root, tmp_path / "own")
    monkeypatch.setenv("DATA_STORE", str(tmp_path / "own"))
    st.cache_resource.clear()
    cached.open_record()
    yield Store(tmp_path / "own")
    st.cache_resource.clear()


@pytest.fixture
def logged_in(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Be an officer, of an agency or of the whole record."""

    def log_in(agency: str = "") -> None:
        officer = Officer("an@sonla.example", "Nguyễn Văn An", agency)
        monkeypatch.setattr(records_officer, "current", lambda: officer)

    return log_in


def opened(page: AppTest, key: str) -> AppTest:
    """Open an expander: only then is what it holds read."""
    page.session_state[key] = True
    page.run()
    assert not page.exception, page.exception[0].message
    return page


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("part", PARTS)
def test_every_part_opens_on_the_illustrative_record(open_page: Open, part: str, lang: str) -> None:
    assert open_page("records", part=part, lang=lang).title[0].value


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("part", PARTS)
def test_every_part_opens_on_a_published_record(
    open_page: Open, real: Store, part: str, lang: str
) -> None:
    assert open_page("records", part=part, lang=lang).title[0].value


# ---------------------------------------------------------------- quality


def test_an_illustrative_record_says_that_it_measures_invented_rows(open_page: Open) -> None:
    page = open_page("records", part="quality")
    assert "những dòng do máy tạo ra" in page.warning[0].value
    assert "Không biết dòng nào nằm ở đâu trong tệp" in words(page)


def test_the_four_cards_say_the_shares_of_the_whole_record(open_page: Open, real: Store) -> None:
    said = words(open_page("records", part="quality"))
    total = facts.current().total
    for name in quality.SHARES:
        assert f"## {formats.share(total[name], 'vi', 1)}\n" in said
    assert "so với bản trước" in said or "như bản trước" in said


def test_a_filter_that_a_link_carried_along_narrows_nothing_here(
    open_page: Open, real: Store
) -> None:
    record = cached.record
    page = open_page("records", part="quality", district="119", years=["2014", "2014"])
    found = record()
    pairs = assignments.pairs(found.assignments, found.contributions, Selection())
    assert f"trên {int(pairs['assigned'].sum())} cặp phân công" in words(page)
    assert "2014" not in component(page, "quality_mend")["subtitle"]


def test_an_illustrative_version_is_never_compared_with_a_real_one(
    open_page: Open, real: Store
) -> None:
    open_page("records", part="quality")
    for version in facts.comparable(real.current()):
        assert version.status != "illustrative"


def test_the_trend_has_a_chart_a_measure_and_a_point_a_version(
    open_page: Open, real: Store
) -> None:
    page = opened(open_page("records", part="quality"), "quality_trend")
    charts = component(page, "quality_trend_lines")["charts"]
    assert len(charts) == 4
    complete = charts[1]
    points = sum(len(part) for part in complete["lines"][0]["parts"])
    assert points == len(real.versions())
    assert [label for _, label in complete["labels"]] == ["v0001", "v0003"]


def test_what_can_be_mended_names_the_body_and_leads_to_its_page(
    open_page: Open, real: Store
) -> None:
    page = open_page("records", part="quality")
    listed = component(page, "quality_mend")["bars"]
    first = facts.current().to_mend.iloc[0]
    assert (listed[0][0], listed[0][3]) == (
        first["agency_code"],
        f"{first['count']} trên {first['of']}",
    )


def test_the_rows_of_one_body_open_as_they_stood_in_the_file(open_page: Open, real: Store) -> None:
    page = open_page("records", part="quality")
    found = facts.current().to_mend
    with_refs = found[found["refs"].map(len) > 0].iloc[0]
    box = labelled(page.selectbox, "Xem từng dòng của một cơ quan")
    box.set_value(with_refs["agency_code"]).run()
    ref = with_refs["refs"][0]
    next(each for each in page.button if (each.key or "").startswith("ref_")).click().run()
    assert not page.exception
    assert page.query_params["ref"] == ref
    assert "Tệp **quy" in words(page)


def test_a_version_that_cannot_be_read_leaves_a_gap_and_not_an_error(
    open_page: Open, real: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_page("records", part="quality")
    oldest = real.versions()[-1]
    st.cache_resource.clear()
    open_page("records", part="quality")
    store = cached.store()
    whole = store.tables

    def gone(version):  # type: ignore[no-untyped-def]
        if version.id == oldest.id:
            raise FileNotFoundError(version.id)
        return whole(version)

    monkeypatch.setattr(store, "tables", gone)
    assert facts.total(oldest) is None
    assert len(facts.trend(real.versions())) == len(real.versions()) - 1


# ---------------------------------------------------------------- versions


def test_a_version_says_what_was_accepted_and_why(
    open_page: Open, real: Store, logged_in: Callable[..., None]
) -> None:
    logged_in()
    newest = real.versions()[0]
    page = opened(open_page("records"), f"version_{newest.id}")
    said = words(page)
    assert "Đã được chấp nhận khi công bố" in said
    assert "vì activities" in said
    labels = [each.proto.label for each in page.get("download_button")]
    assert "Tải tệp gốc (quy\\-2.xlsx)" in labels
    assert "toàn bộ hồ sơ" in said


def test_opening_the_list_costs_what_it_shows(
    open_page: Open, own: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    newest = own.versions()[0]
    for _ in range(6):
        own.rollback(newest.id, by="An", reason="thử")
        (tmp_path / "hong.xlsx").write_bytes(f"PK {_}".encode())
        refused.keep(own, tmp_path / "hong.xlsx", [], name="hong.xlsx", by="An")
    monkeypatch.setattr(records_versions, "_AT_ONCE", 2)
    monkeypatch.setattr(records_refused, "_AT_ONCE", 2)
    read: list[str] = []
    manifests, reports = manifest.from_bytes, kept.Kept.about
    monkeypatch.setattr(
        manifest, "from_bytes", lambda content: read.append("manifest") or manifests(content)
    )
    monkeypatch.setattr(kept.Kept, "about", lambda *which: read.append("report") or reports(*which))
    st.cache_resource.clear()  # as in a server that has just started
    page = opened(open_page("records"), "records_refused_files")
    assert read.count("manifest") <= 4
    assert read.count("report") == 2
    assert "9 phiên bản" in words(page)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_illustrative_version_is_made_by_the_generator_in_words(
    open_page: Open, lang: str
) -> None:
    generator = {"vi": "bộ sinh số liệu minh họa", "en": "generator of the illustrative record"}
    page = open_page("records", lang=lang)
    label = page.expander[0].label
    assert generator[lang] in label
    assert "data." not in label
    log = opened(page, "records_audit").dataframe[0].value
    assert generator[lang] in set(log.iloc[:, 3])


def test_a_first_version_is_compared_with_none_before(open_page: Open, real: Store) -> None:
    newest, oldest = real.versions()[0], real.versions()[-1]
    first = opened(open_page("records"), f"version_{oldest.id}")
    assert list(first.dataframe[0].value) == ["Bảng", "Số dòng"]
    later = opened(open_page("records"), f"version_{newest.id}")
    assert list(later.dataframe[0].value) == ["Bảng", "Số dòng", "So với bản trước"]


def test_a_refused_file_that_was_published_after_all_says_so(open_page: Open, own: Store) -> None:
    newest = own.versions()[0]
    file = next(each.name for each in newest.files if each.name.startswith("upload/"))
    found = [problem(problems.CHOOSE_COMMUNE, value="Hát Lót", nearest="04105")]
    refused.keep(own, own.folder(newest) / file, found, name="quy-2.xlsx")
    page = opened(open_page("records"), "records_refused_files")
    assert f"đã được công bố thành phiên bản {newest.id}" in words(page)


def test_the_difference_to_the_version_before_is_read_on_demand(
    open_page: Open, real: Store
) -> None:
    newest, before = real.versions()[:2]
    page = opened(open_page("records"), f"version_{newest.id}")
    assert "Phiên bản này đã thay đổi những gì?" not in words(page)
    labelled(page.toggle, f"Xem thay đổi so với {before.id}").set_value(True).run()
    assert not page.exception
    assert "Phiên bản này đã thay đổi những gì?" in words(page)


def test_nobody_takes_a_version_back_without_a_login(open_page: Open, real: Store) -> None:
    oldest = real.versions()[-1]
    page = opened(open_page("records"), f"version_{oldest.id}")
    assert "Chỉ cán bộ phụ trách toàn bộ hồ sơ" in words(page)
    assert not [each for each in page.button if each.label == "Khôi phục phiên bản này"]


def test_a_refused_file_is_listed_with_its_problems_and_without_its_bytes(
    open_page: Open, own: Store, tmp_path: Path
) -> None:
    file = tmp_path / "hong.xlsx"
    file.write_bytes(b"PK no workbook")
    made = proposal.propose(own, file, name=MARKUP)
    for _ in range(2):
        proposal.refuse(own, made, by="an@sonla.example")
    assert refused.refusals(own)
    page = opened(open_page("records"), "records_refused_files")
    said = words(page)
    assert "onerror\\=alert\\(1\\)\\>" in said
    assert "2 lần, từ" in said
    assert made.problems[0].code.replace("_", "\\_") in said
    # Whose it is, and what was in it, is for officers.
    assert "sonla" not in said
    assert not [each for each in page.get("download_button") if "gốc" in each.proto.label]


def test_what_stood_in_the_cells_of_a_refused_file_is_for_officers(
    open_page: Open, own: Store, logged_in: Callable[..., None], tmp_path: Path
) -> None:
    tables = officers.record()
    acts = tables["activities"].copy()
    acts.loc[acts.index[0], "sector"] = "rieng-tu"
    file = officers.workbook(tmp_path / "hong.xlsx", tables | {"activities": acts})
    for number in range(12):
        proposal.refuse(own, proposal.propose(own, file), by=f"so-{number}@sonla.example")
    page = opened(open_page("records"), "records_refused_files")
    assert "tu»" not in words(page)
    assert words(page).count("hong.xlsx") == 10
    logged_in()
    labelled(page.button, "Xem các tệp cũ hơn").click().run()
    assert "MA\\_LA" in words(page)
    assert words(page).count("hong.xlsx") == 12


def test_the_log_names_actions_and_hides_addresses(
    open_page: Open, own: Store, tmp_path: Path
) -> None:
    file = tmp_path / "hong.xlsx"
    file.write_bytes(b"PK no workbook")
    proposal.refuse(own, proposal.propose(own, file, name="x.xlsx"), by="an@sonla.example")
    page = opened(open_page("records"), "records_audit")
    table = page.dataframe[0].value
    assert {"Công bố", "Từ chối tệp"} <= set(table["Việc"])
    assert not table["Ai"].str.contains("sonla").any()
    assert not [each for each in page.button if "Kiểm tra nhật ký" in each.label]


def taking_back(open_page: Open, version_id: str) -> AppTest:
    """A version opened, and what taking it back would change."""
    page = opened(open_page("records"), f"version_{version_id}")
    labelled(page.toggle, "Khôi phục phiên bản này: xem trước điều sẽ thay đổi").set_value(
        True
    ).run()
    assert not page.exception
    return page


def give_reason(page: AppTest, reason: str) -> None:
    labelled(page.text_input, "Lý do khôi phục phiên bản này").set_value(reason)
    labelled(page.button, "Khôi phục phiên bản này").click()
    page.run()
    assert not page.exception


def test_taking_back_shows_what_would_change_and_says_when_it_is_done(
    open_page: Open, own: Store, logged_in: Callable[..., None]
) -> None:
    logged_in()
    before = own.versions()[1]
    page = taking_back(open_page, before.id)
    assert "Khôi phục phiên bản này thì điều gì thay đổi?" in words(page)
    give_reason(page, "nộp nhầm")
    current = own.current()
    assert (current.restores, current.reason) == (before.id, "nộp nhầm")
    assert before.id in page.success[0].value


def test_taking_back_needs_a_reason(
    open_page: Open, own: Store, logged_in: Callable[..., None]
) -> None:
    logged_in()
    seen = own.current()
    page = taking_back(open_page, own.versions()[1].id)
    give_reason(page, "  ")
    assert "Cần ghi lý do khôi phục" in page.error[0].value
    assert own.current() == seen


def test_taking_back_stops_when_somebody_published_meanwhile(
    open_page: Open, own: Store, logged_in: Callable[..., None]
) -> None:
    logged_in()
    page = taking_back(open_page, own.versions()[1].id)
    acts = officers.record()["activities"].assign(in_kind_million_vnd=9.0)
    won = own.publish(officers.record() | {"activities": acts}, by="Trần Thị Bình").version
    give_reason(page, "nộp nhầm")
    assert "người khác đã công bố" in page.error[0].value
    assert own.current().id == won.id


def test_nobody_takes_back_what_is_in_use_already(
    open_page: Open, own: Store, logged_in: Callable[..., None]
) -> None:
    logged_in()
    before = own.versions()[1]
    own.rollback(before.id, by="Nguyễn Văn An", reason="nộp nhầm")
    page = taking_back(open_page, before.id)
    assert "giống hệt số liệu đang dùng" in words(page)
    assert not [each for each in page.button if each.label == "Khôi phục phiên bản này"]


def test_an_agencys_officer_cannot_take_back_everybodys_rows(
    open_page: Open, own: Store, logged_in: Callable[..., None]
) -> None:
    logged_in("TMDN01")
    page = opened(open_page("records"), f"version_{own.versions()[1].id}")
    assert "Chỉ cán bộ phụ trách toàn bộ hồ sơ" in words(page)


@pytest.fixture
def draft(own: Store, tmp_path: Path) -> Draft:
    """A file that is good to publish."""
    acts = officers.record()["activities"].assign(in_kind_million_vnd=7.0)
    file = officers.workbook(tmp_path / "quy-3.xlsx", officers.record() | {"activities": acts})
    return drafts.keep(own, file, name="quy-3.xlsx")


def test_an_agency_s_officer_says_what_the_rows_do_and_reaches_no_other_part(
    open_page: Open, own: Store, logged_in: Callable[..., None], tmp_path: Path
) -> None:
    code = officers.record()["agencies"]["agency_code"].iloc[0]
    acts = officers.record()["activities"]
    new = acts[acts["agency_code"] == code].head(1).assign(activity_id="HD-QUY-1")
    file = officers.workbook(tmp_path / "quy-1.xlsx", {"activities": new})
    kept = drafts.keep(own, file, name="quy-1.xlsx", scope=Scope((), code))
    logged_in(code)
    page = open_page("records", part="hand_in", draft=kept.id)
    assert page.radio(key=f"scope_part_{kept.id}").options == [
        "Phần của một cơ quan",
        "Một số bảng",
    ]
    assert page.radio(key=f"scope_way_{kept.id}").value == "add"
    assert "không dòng nào đã có bị bỏ" in words(page)
    page.radio(key=f"scope_way_{kept.id}").set_value("replace").run()
    assert "dòng nào không còn trong tệp thì bị bỏ" in words(page)
    page.radio(key=f"scope_part_{kept.id}").set_value("tables").run()
    assert drafts.find(own, kept.id).scope.agency_code == code  # type: ignore[union-attr]
    options = labelled(page.multiselect, "Những bảng nào?").options
    assert len(options) == len(AGENCY_TABLES)


def test_an_agency_s_officer_and_its_page_have_the_form_of_the_agency(
    open_page: Open, own: Store, logged_in: Callable[..., None]
) -> None:
    code = officers.record()["agencies"]["agency_code"].iloc[0]
    logged_in(code)
    for page in (open_page("records", part="hand_in"), open_page("agency", agency=code)):
        labels = [each.proto.label for each in page.get("download_button")]
        assert labels[0] == "Biểu mẫu của cơ quan"


def press_publish(page: AppTest) -> None:
    for asked in page.text_input:
        if not (asked.key or "").startswith("search"):
            asked.set_value("vì thế")
    labelled(page.button, "Công bố phiên bản này").click().run()
    assert not page.exception, page.exception[0].message


def test_what_is_published_is_never_said_to_have_failed(
    open_page: Open, own: Store, draft: Draft, logged_in, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise TimeoutError

    logged_in()
    page = open_page("records", part="hand_in", draft=draft.id)
    before = len(own.versions())
    monkeypatch.setattr(Store, "remember", busy)
    press_publish(page)
    assert len(own.versions()) == before + 1
    assert not page.error
    assert drafts.find(own, draft.id) is None


def test_a_file_that_went_while_its_page_was_open_is_no_error_of_the_program(
    open_page: Open, own: Store, draft: Draft, logged_in
) -> None:
    logged_in()
    page = open_page("records", part="hand_in", draft=draft.id)
    drafts.discard(own, draft.id)
    page.radio(key=f"scope_part_{draft.id}").set_value("tables").run()
    assert not page.exception, page.exception[0].message
    assert "Không còn tệp này" in page.info[0].value


def files_of(store: Store) -> dict[str, bytes]:
    files = (path for path in store.root.rglob("*") if path.is_file())
    return {str(path): path.read_bytes() for path in files if path.name != "publish.lock"}


def as_visitor(open_page: Open, file: Path) -> tuple[AppTest, records_drafts._OfSession, Draft]:
    """The page of somebody who is no officer and has handed in a file."""
    own = records_drafts._OfSession()
    draft = drafts.keep(own, file, name="cua-toi.xlsx")
    page = open_page("records", part="hand_in")
    page.session_state["records_files_of_session"] = own
    page.query_params["draft"] = draft.id
    page.run()
    assert not page.exception, page.exception[0].message
    return page, own, draft


def test_of_a_visitors_file_nothing_is_kept_and_nobody_else_sees_it(
    open_page: Open, own: Store, user: User, tmp_path: Path
) -> None:
    tables = officers.record()
    acts = tables["activities"].assign(sector="rieng-tu")
    file = officers.workbook(tmp_path / "hong.xlsx", tables | {"activities": acts})
    user.clear()
    before = files_of(own)
    page, _, draft = as_visitor(open_page, file)
    assert "MA\\_LA" in words(page)
    page.radio(key=f"scope_part_{draft.id}").set_value("tables").run()
    assert "MA\\_LA" in words(page)
    assert files_of(own) == before
    others = open_page("records", part="hand_in", draft=draft.id)
    assert "Không còn tệp này" in others.info[0].value
    assert "MA\\_LA" not in words(others)


def test_nobody_but_an_officer_keeps_a_form_for_others(
    own: Store, logged_in: Callable[..., None]
) -> None:
    assert not records_officer.is_set_up()
    assert not records_mapping._may_keep()
    logged_in()
    assert records_mapping._may_keep()


def test_the_files_of_a_session_go_with_it(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"x")
    place = records_drafts._OfSession()
    drafts.keep(place, tmp_path / "a.xlsx", name="a.xlsx")
    root = place.root
    assert root.is_dir()
    del place
    assert not root.exists()


def test_an_officers_draft_opens_for_officers_alone(
    open_page: Open, own: Store, draft: Draft, user: User
) -> None:
    assert "quy\\-3" in words(open_page("records", part="hand_in", draft=draft.id))
    user.clear()
    others = open_page("records", part="hand_in", draft=draft.id)
    assert "Không còn tệp này" in others.info[0].value
    assert "quy\\-3" not in words(others)


def test_originals_are_for_officers_in_versions_and_at_the_source(
    open_page: Open, own: Store, user: User
) -> None:
    version = own.current()
    ref = own.tables(version)["activities"]["source_ref"].iloc[0]

    def buttons() -> list[str]:
        pages = [
            opened(open_page("records"), f"version_{version.id}"),
            open_page("records", part="source", ref=ref),
        ]
        found = [each.proto.label for page in pages for each in page.get("download_button")]
        return [each for each in found if "quy" in each]

    assert len(buttons()) == 2
    user.clear()
    assert buttons() == []


def test_an_officer_takes_a_refused_file_and_its_problems_along(
    open_page: Open, own: Store, logged_in: Callable[..., None], tmp_path: Path
) -> None:
    logged_in()
    file = tmp_path / "hong.xlsx"
    file.write_bytes(b"PK no workbook")
    proposal.refuse(own, proposal.propose(own, file), by="binh@sonla.example")
    page = opened(open_page("records"), "records_refused_files")
    labels = [each.proto.label for each in page.get("download_button")]
    assert labels == ["Tải tệp gốc", "Tải bảng các lỗi (.xlsx)"]
    assert "binh" in words(page)


def test_the_verdict_names_a_line_of_the_log_that_was_changed(
    open_page: Open, own: Store, logged_in: Callable[..., None]
) -> None:
    logged_in()
    page = opened(open_page("records"), "records_audit")
    check = "Kiểm tra nhật ký và mọi tệp của kho"
    labelled(page.button, check).click().run()
    assert "đúng như lúc ghi" in page.success[0].value
    log = own.root / "audit.jsonl"
    log.write_bytes(log.read_bytes().replace(b"An", "Ân".encode(), 1))
    labelled(page.button, check).click().run()
    assert "không còn như lúc ghi" in page.error[0].value
    assert "audit" in words(page)


class User(dict):
    """Who is logged in, as Streamlit says it."""

    to_dict = dict.copy


@pytest.fixture
def user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> User:
    """Somebody who is logged in, on a server with a list of officers."""
    listed = '[[officer]]\nemail = "an@sonla.example"\nname = "Nguyễn Văn An"\n'
    (tmp_path / "officers.toml").write_text(listed, encoding="utf-8")
    monkeypatch.setenv("OFFICERS_FILE", str(tmp_path / "officers.toml"))
    who = User(is_logged_in=True, iss="https://login.example", sub="Ab-12")
    who |= {"email": "an@sonla.example", "email_verified": True}
    monkeypatch.setattr(st, "user", who)
    return who


def test_an_address_that_is_not_verified_is_told_by_what_else_it_can_be_known(
    open_page: Open, own: Store, user: User
) -> None:
    assert "Cán bộ: **Nguyễn Văn An**" in words(open_page("records"))
    del user["email_verified"]
    page = open_page("records")
    assert "không xác nhận địa chỉ thư" in words(page)
    assert page.code[0].value == 'issuer = "https://login.example"\nsubject = "Ab-12"'


def test_what_an_officer_does_carries_issuer_and_subject_of_the_login(
    open_page: Open, own: Store, user: User
) -> None:
    before = own.versions()[1]
    give_reason(taking_back(open_page, before.id), "nộp nhầm")
    assert own.current().login == "https://login.example Ab-12"
    assert own.audit()[-1].event.login == "https://login.example Ab-12"
    assert own.verify() == []
    own.rollback(before.id, by="Gõ Tay", reason="thử", login=BY_COMMAND)
    for listed, how in ((user["email"], "https://login.example Ab-12"), ("", "đã đăng nhập")):
        user["email"] = listed
        table = opened(open_page("records"), "records_audit").dataframe[0].value
        assert list(table["Căn cứ"][:2]) == ["tên tự khai ở dòng lệnh, không qua đăng nhập", how]


@pytest.mark.parametrize("how", ["logged out in another window", "taken off the list"])
def test_who_is_out_meanwhile_may_do_nothing_more_on_an_open_page(
    open_page: Open, own: Store, user: User, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, how
) -> None:
    seen = own.current()
    page = taking_back(open_page, own.versions()[1].id)
    if how == "taken off the list":
        (tmp_path / "officers.toml").write_text("officer = []\n", encoding="utf-8")
    else:
        monkeypatch.setattr(logins, "is_ended", lambda cookies: True)
    lines = len(own.audit())
    give_reason(page, "nộp nhầm")
    assert own.current() == seen
    # Nobody is logged in after a logout, so there is nobody to tell of.
    assert len(own.audit()) == lines + (how == "taken off the list")


def test_a_part_that_was_opened_stays_open_in_the_other_language(open_page: Open) -> None:
    page = opened(open_page("records"), "records_refused_files")
    assert "Chưa có tệp nào bị từ chối." in words(page)
    page.query_params["lang"] = "en"
    page.run()
    assert "No file was refused yet." in words(page)


# ---------------------------------------------------------------- to the source cell


@pytest.mark.parametrize("path", ["agency", "commune"])
def test_single_acts_lead_to_their_source_cell(open_page: Open, real: Store, path: str) -> None:
    acts = real.tables(real.current())["activities"]
    code = acts[f"{path}_code"].iloc[0]
    page = opened(open_page(path, **{path: code}), f"twin_{path}_acts")
    cells = [
        table.value["Dòng trong tệp gốc"]
        for table in page.dataframe
        if "Dòng trong tệp gốc" in table.value
    ]
    assert cells
    assert cells[0].str.startswith("/records?part=source&ref=v000").all()
