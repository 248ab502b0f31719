"""A row can be followed to the file that brought it, its sheet, its row and its cells."""

import json
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from openpyxl.comments import Comment

from data import lineage, manifest, proposal
from data.audit import HEAD
from data.audit import NAME as AUDIT
from data.handed_in import HandedIn
from data.intake.layout import Layout
from data.lineage import NoSourceError, SourceCell
from data.scope import SOURCE_REF, Scope
from data.store import Store
from data.words import LANGUAGES, has, translate
from tests.browser import officers
from tests.unit import tiny_record
from tests.unit.machine_files import as_folder, as_workbook, grids


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store")


def hand_in(store: Store, path: Path, scope: Scope | None = None):
    proposed = proposal.propose(store, path, scope or Scope())
    assert proposed.errors == []
    return proposal.publish(store, proposed, by="An", reason="thử").version


def ref_of(store: Store, activity_id: str) -> object:
    rows = store.acts(store.current()).rows.set_index("activity_id")
    return rows.loc[activity_id, SOURCE_REF]


def test_a_row_of_a_workbook_is_followed_to_its_cells(store, tmp_path):
    version = hand_in(store, as_workbook(tmp_path / "báo cáo.xlsx", grids()))
    ref = ref_of(store, "HD2")
    assert ref == "v0001:activities!3"
    source = lineage.source_of(store, ref)
    assert (source.version, source.file_name) == (version, "báo cáo.xlsx")
    assert (source.sheet, source.row) == ("activities", 3)
    assert SourceCell("A3", "activity_id", "HD2", "activity_id") in source.cells
    assert "12.5" in {cell.text for cell in source.cells}
    assert {cell.text for cell in source.cells}.isdisjoint({"", "None", "nan"})


def test_a_row_of_a_folder_is_followed_to_its_line(store, tmp_path):
    tables = grids()
    place = tables["activities"][0].index("description")
    tables["activities"][1][place] = "hai\ndòng, một ô"
    hand_in(store, as_folder(tmp_path / "thư mục", tables))
    source = lineage.source_of(store, ref_of(store, "HD2"))
    assert source.row == 4  # the record above takes two lines
    assert "activities" in source.sheet
    assert source.cells[0] == SourceCell("A4", "activity_id", "HD2", "activity_id")
    above = lineage.source_of(store, ref_of(store, "HD1"))
    assert "hai\ndòng, một ô" in {cell.text for cell in above.cells}


def with_description(text: str) -> dict[str, list[list[object]]]:
    """The good tables, the first act with a description."""
    tables = grids()
    tables["activities"][1][tables["activities"][0].index("description")] = text
    return tables


def followed(store: Store) -> list[str]:
    """What the first cell says to which each of the three acts is followed."""
    refs = [ref_of(store, f"HD{number}") for number in (1, 2, 3)]
    return [lineage.source_of(store, ref).cells[0].text for ref in refs]


def test_a_sign_that_ends_no_line_of_a_folder_moves_no_row(store, tmp_path):
    hand_in(store, as_folder(tmp_path / "first", with_description("hai\rdòng, một ô")))
    assert followed(store) == ["HD1", "HD2", "HD3"]


@pytest.mark.parametrize("name", ["activities.csv", "báo cáo.txt"])
def test_a_row_of_a_lone_text_file_is_followed_to_its_line(store, tmp_path, name):
    hand_in(store, as_workbook(tmp_path / "first.xlsx", grids()))
    tables = {"activities": with_description("hai\ndòng, một ô")["activities"]}
    file = as_folder(tmp_path / "second", tables) / "activities.csv"
    hand_in(store, file.rename(tmp_path / name), Scope(("activities",)))
    assert ref_of(store, "HD2") == f"v0002:{name}!4"  # the record above takes two lines
    assert followed(store) == ["HD1", "HD2", "HD3"]


def test_two_columns_of_one_head_are_told_apart(store, tmp_path):
    heads = ["Mã", "Số lượng", "Số lượng"]
    upload = as_workbook(tmp_path / "báo cáo.xlsx", {"Quý III": [heads, ["HD00000", 5, 7]]})
    columns = {"activity_id": (1, "Mã"), "delivered_quantity": (3, "Số lượng")}
    said = HandedIn({"activities": Layout("activities", "Quý III", 1, columns)})
    tables = tiny_record.tables()
    refs = ["Quý III!2", *[None] * (len(tables["activities"]) - 1)]
    tables["activities"] = tables["activities"].assign(source_ref=refs)
    store.publish(tables, by="An", upload=upload, handed_in=said)
    cells = lineage.source_of(store, "v0001:Quý III!2").cells
    assert [(cell.column, cell.text) for cell in cells] == [
        ("activity_id", "HD00000"),
        ("delivered_quantity", "7"),
    ]


SECRET = "bí mật"


def with_what_is_not_read(path: Path) -> tuple[Path, int]:
    """An office's workbook with a very hidden sheet, a hidden one, a note and a column of nobody's;
    and the row of its heads."""
    book = openpyxl.load_workbook(officers.workbook(path, officers.record(activities=10)))
    acts = book["HoatDong"]
    cells = (cell for row in acts.iter_rows() for cell in row)
    head = next(cell.row for cell in cells if str(cell.value).startswith("Ngày thực hiện"))
    beside = acts.max_column + 1
    acts.cell(head, beside).value = "Ghi chú riêng"
    for row in range(head + 1, head + 11):
        acts.cell(row, beside).value = SECRET
        acts.cell(row, 1).comment = Comment(SECRET, "An")
    for name, state in (("Ẩn kỹ", "veryHidden"), ("Ẩn", "hidden")):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        for row in range(1, 5):
            sheet.append([SECRET, row])
    book.save(path)
    return path, head


def cells_of(store: Store, ref: str) -> tuple[SourceCell, ...]:
    """What is served of a row; nothing where it was not read."""
    try:
        return lineage.source_of(store, ref).cells
    except NoSourceError:
        return ()


def test_what_was_not_read_of_a_file_is_never_served(store, tmp_path):
    path, head = with_what_is_not_read(tmp_path / "báo cáo.xlsx")
    made = proposal.propose(store, path)
    assert made.errors == []
    proposal.publish(store, made, by="An", reason="thử")
    refs = set(store.tables(store.current())["activities"][SOURCE_REF])
    for sheet in ("Ẩn kỹ", "Ẩn", "HoatDong"):
        for row in range(1, head + 12):
            ref = f"v0001:{sheet}!{row}"
            cells = cells_of(store, ref)
            assert bool(cells) == (ref in refs)
            assert all(cell.column for cell in cells)
            assert not [cell for cell in cells if SECRET in cell.text + cell.head]
    assert len(refs) > 5


def test_a_column_of_a_text_file_that_was_not_read_is_not_served(store, tmp_path):
    tables = grids()
    tables["activities"] = [
        [*row, "ghi_chu" if number == 0 else "bí mật"]
        for number, row in enumerate(tables["activities"])
    ]
    made = proposal.propose(store, as_folder(tmp_path / "first", tables))
    proposal.publish(store, made, by="An", reason="thử")
    cells = lineage.source_of(store, ref_of(store, "HD2")).cells
    assert "bí mật" not in {cell.text for cell in cells}
    assert SourceCell("A3", "activity_id", "HD2", "activity_id") in cells


def test_rows_that_a_later_file_does_not_cover_keep_their_first_source(store, tmp_path):
    hand_in(store, as_folder(tmp_path / "first", grids()))
    part = {"works": grids()["works"]}
    part["works"][1][part["works"][0].index("work_name")] = "Đường mới"
    hand_in(store, as_folder(tmp_path / "second", part), Scope(("works",)))
    assert ref_of(store, "HD1").startswith("v0001:")
    works = store.record(store.current()).works
    assert works[SOURCE_REF].str.startswith("v0002:").all()
    assert lineage.source_of(store, works[SOURCE_REF].iloc[0]).file_name == "second"
    assert lineage.source_of(store, ref_of(store, "HD1")).file_name == "first"


def test_a_rollback_keeps_the_sources_of_what_it_brings_back(store, tmp_path):
    first = hand_in(store, as_folder(tmp_path / "first", grids()))
    changed = grids()
    changed["works"][1][changed["works"][0].index("work_name")] = "Đường mới"
    hand_in(store, as_folder(tmp_path / "second", changed))
    store.rollback(first.id, by="An", reason="sai")
    assert lineage.source_of(store, ref_of(store, "HD1")).file_name == "first"


def test_the_same_rows_from_another_file_keep_their_first_source(store, tmp_path):
    first = hand_in(store, as_folder(tmp_path / "first", grids()))
    assert hand_in(store, as_folder(tmp_path / "again", grids())) == first
    assert lineage.source_of(store, ref_of(store, "HD1")).file_name == "first"


def reason_of(store: Store, ref: object) -> str:
    with pytest.raises(NoSourceError) as error:
        lineage.source_of(store, ref)
    return error.value.reason


def test_what_cannot_be_followed_says_why(store, tmp_path):
    hand_in(store, as_folder(tmp_path / "first", grids()))
    store.publish(tiny_record.tables(), by="An")
    assert reason_of(store, None) == "no_reference"
    assert reason_of(store, float("nan")) == "no_reference"
    assert reason_of(store, "HoatDong!3") == "no_reference"
    assert reason_of(store, "v0099:HoatDong!3") == "no_version"
    assert reason_of(store, "v0002:HoatDong!3") == "no_file"
    assert reason_of(store, "v0001:activities.csv!99") == "not_in_file"
    for name in ("../manifest.json", "/etc/passwd", "../../../CURRENT", ""):
        for row in (1, 2, 3):
            assert reason_of(store, f"v0001:{name}!{row}") == "not_in_file"


def test_every_reason_has_words():
    for reason in ("no_reference", "no_version", "no_file", "not_in_file"):
        assert has(f"lineage.{reason}")
        assert all(translate(lang, f"lineage.{reason}") for lang in LANGUAGES)


def as_of_format_1(store: Store) -> None:
    """Make the current version one that was stored before there were references."""
    version = store.current()
    folder = store.folder(version)
    path = folder / manifest.NAME
    said = json.loads(path.read_bytes())
    for name in version.rows:
        file = folder / f"{name}.parquet"
        pq.write_table(pq.read_table(file).drop_columns(SOURCE_REF), file, compression="zstd")
    for file in said["files"]:
        content = (folder / file["name"]).read_bytes()
        file["bytes"], file["sha256"] = len(content), manifest.hashlib.sha256(content).hexdigest()
    for name in ("scope", "reasons", "audit_head", "sha256"):
        del said[name]
    said["format"] = 1
    said["sha256"] = manifest.hashlib.sha256(manifest._json(said)).hexdigest()
    path.write_bytes(manifest._json(said))
    (store.root / AUDIT).unlink()
    (store.root / HEAD).unlink()


def test_a_store_of_the_first_format_is_read_and_goes_on(store, tmp_path):
    store.publish(tiny_record.with_works(), by="An")
    as_of_format_1(store)
    old = Store(store.root)
    version = old.current()
    assert (version.scope, version.reasons, version.audit_head) == (Scope(), (), "")
    record = old.record(version)
    assert record.works[SOURCE_REF].isna().all()
    assert len(record.contributions) == 1
    assert reason_of(old, old.acts(version).rows[SOURCE_REF].iloc[0]) == "no_reference"
    assert old.publish(tiny_record.tables(7), by="Bình").changed
    assert old.verify() == []
    assert [entry.event.mended for entry in old.audit()] == [True, False]


def test_a_manifest_of_a_newer_format_is_not_guessed_at(store):
    version = store.publish(tiny_record.tables(), by="An").version
    said = json.loads(manifest.to_bytes(version)) | {"format": 3}
    del said["sha256"]
    said["sha256"] = manifest.hashlib.sha256(manifest._json(said)).hexdigest()
    with pytest.raises(ValueError, match="newer"):
        manifest.from_bytes(manifest._json(said))
