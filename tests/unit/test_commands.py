"""`python -m data`: what each command does, says, and exits with."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pandas as pd
import pytest

from data import durable, problems, proposal
from data.__main__ import main
from data.exchange.inert import prefixed, unprefixed
from data.intake.check import check
from data.refused import refusals
from data.schema import TABLES
from data.store import Store
from tests.unit import tiny_record
from tests.unit.machine_files import as_folder, as_workbook, grids, with_cell

# What pages and readers see; a refusal leaves its trace beside it.
SERVED = ("CURRENT", "versions/")


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_STORE", str(tmp_path / "store"))
    return Store(tmp_path / "store")


@pytest.fixture
def good(tmp_path):
    return as_folder(tmp_path / "good", grids())


@pytest.fixture
def bad(tmp_path):
    return as_folder(tmp_path / "bad", with_cell("activities", 2, "commune_code", "4246"))


def run(*arguments: object) -> int:
    return main([str(each) for each in arguments])


def everything_under(folder) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "publish.lock"
    }


def what_is_served(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if name.startswith(SERVED)}


def test_publish_makes_a_provisional_version_and_keeps_the_upload(store, good, capsys):
    assert run("publish", good, "--by", "Nguyễn Văn An") == 0
    version = store.current()
    assert (version.status, version.published_by) == ("provisional", "Nguyễn Văn An")
    assert version.upload_name == "good"
    for name in TABLES:
        kept = store.folder(version) / "upload" / f"{name}.csv"
        assert kept.read_bytes() == (good / f"{name}.csv").read_bytes()
    said = capsys.readouterr().out
    assert "Đã công bố phiên bản" in said
    assert "Published version" in said
    assert version.id in said


def test_publish_takes_a_workbook_and_a_status(store, tmp_path):
    path = as_workbook(tmp_path / "record.xlsx", grids())
    assert run("publish", path, "--by", "An", "--status", "confirmed", "--reason", "rà soát") == 0
    version = store.current()
    assert (version.status, version.reason) == ("confirmed", "rà soát")
    kept = store.folder(version) / "upload" / "workbook.xlsx"
    assert kept.read_bytes() == path.read_bytes()


def test_publishing_the_same_again_changes_nothing(store, good, capsys):
    run("publish", good, "--by", "An")
    before = everything_under(store.root)
    assert run("publish", good, "--by", "Bình") == 0
    assert everything_under(store.root) == before
    assert "Không có gì thay đổi" in capsys.readouterr().out


def test_a_refusal_lists_its_problems_and_leaves_the_store_as_it_was(store, good, bad, capsys):
    run("publish", good, "--by", "An")
    before = everything_under(store.root)
    capsys.readouterr()
    assert run("publish", bad, "--by", "An") == 1
    assert what_is_served(everything_under(store.root)) == what_is_served(before)
    said = capsys.readouterr().out
    assert f"[{problems.LEADING_ZERO_EATEN}]" in said
    assert "bảng «activities», dòng 2, cột «commune_code»" in said
    assert "Not published" in said


def test_a_warning_needs_a_reason_which_is_kept(store, tmp_path, capsys):
    tables = grids()
    tables["works"] = [[*row, "x"] for row in tables["works"]]
    folder = as_folder(tmp_path / "extra", tables)
    assert run("publish", folder, "--by", "An") == 1
    assert "--reason" in capsys.readouterr().out
    assert store.versions() == []
    assert run("publish", folder, "--by", "An", "--reason", "cột ghi chú") == 0
    assert store.current().reason == "cột ghi chú"


def test_check_says_what_publish_would_and_publishes_nothing(store, good, bad, capsys):
    assert run("check", good) == 0
    assert run("check", bad) == 1
    assert "Tệp chưa dùng được" in capsys.readouterr().out
    assert not store.root.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["publish"],
        ["publish", "."],
        ["publish", ".", "--by", " "],
        ["publish", ".", "--by", "An", "--status", "illustrative"],
        ["publish", "no/such/file", "--by", "An"],
        ["check", "no/such/file"],
        ["rollback", "v0001-00000000", "--by", "An"],
        ["rollback", "v0001-00000000", "--by", "An", "--reason", " "],
        ["unpublish"],
    ],
)
def test_wrong_usage_exits_with_two(store, arguments):
    with pytest.raises(SystemExit) as exit_:
        main(arguments)
    assert exit_.value.code == 2


def test_versions_are_listed_newest_first_with_the_current_one_marked(store, good, capsys):
    assert run("versions") == 0
    store.publish(tiny_record.tables(1), by="Bình")
    run("publish", good, "--by", "An", "--reason", "\x1b[31mđỏ")
    capsys.readouterr()
    assert run("versions") == 0
    said = capsys.readouterr().out
    newest, oldest = store.versions()
    assert said.index(f"*  {newest.id}") < said.index(f"   {oldest.id}")
    assert "\x1b" not in said


def test_versions_say_when_one_stands_in_for_a_damaged_one(store, good, capsys):
    first = store.publish(tiny_record.tables(1), by="Bình").version
    run("publish", good, "--by", "An")
    damaged = store.current()
    (store.folder(damaged) / "works.parquet").unlink()
    capsys.readouterr()
    assert run("versions") == 0
    said = capsys.readouterr().out
    assert f"*  {first.id}" in said
    assert f"«{damaged.id}» hỏng trên đĩa" in said


def test_rollback_brings_an_earlier_version_back(store, good, capsys):
    first = store.publish(tiny_record.tables(1), by="An").version
    run("publish", good, "--by", "An")
    assert run("rollback", first.id, "--by", "An", "--reason", "sai số liệu") == 0
    assert store.current().content_sha256 == first.content_sha256
    assert store.current().reason == "sai số liệu"
    assert run("rollback", "v9999-\x1b[31m", "--by", "An", "--reason", "x") == 1
    said = capsys.readouterr().out
    assert problems.UNKNOWN_VERSION in said
    assert "\x1b" not in said


def test_verify_finds_a_flipped_byte(store, good, capsys):
    run("publish", good, "--by", "An")
    assert run("verify") == 0
    path = store.folder(store.current()) / "activities.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    assert run("verify") == 1
    assert "activities.parquet" in capsys.readouterr().out


def test_a_damaged_store_is_a_refusal_and_not_a_traceback(store, good, capsys, tmp_path):
    run("publish", good, "--by", "An")
    (store.folder(store.current()) / "agencies.parquet").unlink()
    assert run("export", tmp_path / "out") == 1
    assert problems.STORE_DAMAGED in capsys.readouterr().out
    assert run("publish", good, "--by", "An") == 0
    assert store.current().replaces_damaged is None


def test_a_full_disk_is_a_refusal_and_not_a_traceback(store, good, capsys, monkeypatch):
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(durable.os, "fsync", full)
        assert run("publish", good, "--by", "An") == 1
    assert problems.DISK_FULL in capsys.readouterr().out
    assert run("publish", good, "--by", "An") == 0


def test_a_store_that_is_a_file_is_a_refusal_and_not_a_traceback(store, good, capsys):
    store.root.write_text("x", encoding="utf-8")
    assert run("publish", good, "--by", "An") == 1
    assert problems.NOT_WRITABLE in capsys.readouterr().out


def test_somebody_else_who_publishes_is_waited_for_and_then_named(store, good, capsys, monkeypatch):
    monkeypatch.setattr("data.store.LOCK_SECONDS", 0.05)
    held, done = threading.Event(), threading.Event()

    def hold():
        with Store(store.root).lock():
            held.set()
            done.wait(30)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(30)
    try:
        assert run("publish", good, "--by", "An") == 1
    finally:
        done.set()
        holder.join()
    assert problems.STORE_BUSY in capsys.readouterr().out
    assert run("publish", good, "--by", "An") == 0


def test_bytes_that_are_no_letters_in_a_name_do_no_harm(store, good):
    assert run("publish", good, "--by", "An \udcff", "--reason", "\udcfe") == 0
    assert store.current().published_by == "An ?"
    assert store.verify() == []


def test_what_is_exported_publishes_as_nothing_changed(store, good, tmp_path, capsys):
    run("publish", good, "--by", "An")
    out = tmp_path / "out"
    assert run("export", out) == 0
    capsys.readouterr()
    assert run("publish", out, "--by", "An") == 0
    assert "Không có gì thay đổi" in capsys.readouterr().out
    assert len(store.versions()) == 1


def test_the_illustrative_record_is_exported_from_an_empty_store_and_stays_illustrative(
    store, tmp_path, capsys
):
    out = tmp_path / "out"
    assert run("export", out) == 0
    note = (out / "READ-ME.txt").read_text(encoding="utf-8")
    assert "Minh họa" in note
    assert "Illustrative" in note
    assert run("publish", out, "--by", "An", "--status", "confirmed") == 0
    assert [version.status for version in store.versions()] == ["illustrative"]


def test_export_never_writes_into_a_folder_with_files(store, good, capsys):
    run("publish", good, "--by", "An")
    before = everything_under(good)
    assert run("export", good) == 1
    assert problems.FOLDER_NOT_EMPTY in capsys.readouterr().out
    assert everything_under(good) == before


WOULD_RUN = ["=1+1", "+84", "-x", "@a", "\tx", "\rx", "＝x", "＋x", "－x", "＠x"]
TEXTS = [
    *WOULD_RUN,
    "'=1",
    "''@",
    "'tis",
    'q"q',
    "a,b",
    "a\nb\r\nc",
    " x ",
    "NA",
    "nan",
    "\x00",
    "🌾",
]


def test_text_goes_out_inert_and_comes_back_unchanged(store, tmp_path):
    tables = tiny_record.tables(activities=len(TEXTS))
    tables["activities"]["description"] = pd.Series(TEXTS, dtype="str")
    store.publish(tables, by="An")
    out = tmp_path / "out"
    run("export", out)
    content = (out / "activities.csv").read_bytes().decode("utf-8")
    assert [text for text in WOULD_RUN if f",{text}" in content or f',"{text}' in content] == []
    back = check(out).tables["activities"].set_index("activity_id")["description"]
    assert back.sort_index().tolist() == TEXTS
    run("publish", out, "--by", "An")
    assert len(store.versions()) == 1


def test_every_text_column_is_made_inert(store, tmp_path):
    tables = tiny_record.with_works()
    tables["agencies"]["agency_name"] = "=cmd|' /C calc'!A0"
    store.publish(tables, by="An")
    run("export", tmp_path / "out")
    exported = pd.read_csv(tmp_path / "out" / "agencies.csv")
    assert exported["agency_name"].str.startswith("'=").all()


def test_missing_text_stays_missing_when_it_is_made_inert():
    texts = pd.Series([None, "=1"], dtype="str")
    assert prefixed(texts).isna().tolist() == [True, False]
    assert unprefixed(prefixed(texts)).tolist()[1] == "=1"


def test_the_commands_run_as_a_program_whatever_the_terminal_speaks(tmp_path, bad):
    environment = {**os.environ, "DATA_STORE": str(tmp_path / "store"), "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "data", "check", str(bad)]
    done = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=60)
    assert done.returncode == 1
    assert "Tệp chưa dùng được" in done.stdout.decode("utf-8")
    assert done.stderr == b""


def with_name(folder, name: str):
    tables = grids()
    tables["works"][1][tables["works"][0].index("work_name")] = name
    return as_folder(folder, tables)


def test_publish_shows_what_changes_side_by_side(store, good, tmp_path, capsys):
    run("publish", with_name(tmp_path / "old", "Đường cũ"), "--by", "An")
    capsys.readouterr()
    new = with_name(tmp_path / "new", "Đường mới\x1b[31m")
    assert run("check", new) == 0
    assert run("publish", new, "--by", "An") == 0
    said = capsys.readouterr().out
    assert said.count("CT1  work_name: Đường cũ → Đường mới") == 2
    assert "bảng works: 1 → 1 dòng (thêm 0, sửa 1, bớt 0)" in said
    assert "activities:" not in said.split("Đã công bố")[0].split("Tệp tốt")[0]
    assert "\x1b" not in said


def test_a_fall_needs_a_reason_which_is_kept(store, good, tmp_path, capsys):
    run("publish", good, "--by", "An")
    tables = grids()
    tables["activities"] = tables["activities"][:2]
    half = as_folder(tmp_path / "half", tables)
    capsys.readouterr()
    assert run("publish", half, "--by", "An") == 1
    said = capsys.readouterr().out
    assert "giảm mạnh, cần lý do: số dòng của bảng activities, 3 → 1 (−67%)" in said
    assert "--reason" in said
    assert len(store.versions()) == 1
    assert run("publish", half, "--by", "An", "--reason", "gộp hoạt động") == 0
    assert dict(store.current().reasons)["activities.rows"] == "gộp hoạt động"


def test_one_table_is_published_alone(store, good, tmp_path, capsys):
    run("publish", good, "--by", "An")
    part = as_folder(tmp_path / "part", {"works": grids()["works"]})
    assert run("publish", part, "--by", "An") == 1
    assert run("publish", part, "--by", "An", "--only-tables", "works") == 0
    assert "Không có gì thay đổi" in capsys.readouterr().out


def test_one_agency_is_published_alone_and_no_other_row_with_it(store, good, tmp_path, capsys):
    run("publish", good, "--by", "An")
    acts = grids()["activities"]
    acts[1][acts[0].index("description")] = "mới"
    own = as_folder(tmp_path / "own", {"activities": acts})
    assert run("publish", own, "--by", "An", "--agency", "CQ02") == 1
    said = capsys.readouterr().out
    assert f"[{problems.OUT_OF_SCOPE}] 3 chỗ" in said
    assert run("publish", own, "--by", "An", "--agency", "CQ01") == 0
    assert store.current().scope.agency_code == "CQ01"
    assert store.current().rows["works"] == 1


def test_a_refused_file_is_kept_and_told_in_the_log(store, good, bad):
    run("publish", good, "--by", "An")
    run("publish", bad, "--by", "Bình")
    (kept,) = refusals(store)
    assert (kept.by, kept.name) == ("Bình", "bad")
    assert [entry.event.action for entry in store.audit()] == ["published", "refused"]
    assert run("verify") == 0


def test_verify_names_a_line_of_the_log_that_was_changed(store, good, bad, capsys):
    run("publish", good, "--by", "An")
    run("publish", bad, "--by", "Bình")
    path = store.root / "audit.jsonl"
    path.write_bytes(path.read_bytes().replace("Bình".encode(), b"Chi"))
    capsys.readouterr()
    assert run("verify") == 1
    said = capsys.readouterr().out
    assert problems.AUDIT_LINE_CHANGED in said
    assert "audit.jsonl" in said
    assert "dòng 2" in said


def test_who_comes_second_is_told_who_was_first(store, good, tmp_path, capsys, monkeypatch):
    run("publish", good, "--by", "An")
    real = proposal.publish

    def somebody_is_faster(*args, **kwargs):
        monkeypatch.undo()
        monkeypatch.setenv("DATA_STORE", str(store.root))
        store.publish(tiny_record.with_works(5), by="Bình")
        return real(*args, **kwargs)

    monkeypatch.setattr(proposal, "publish", somebody_is_faster)
    assert run("publish", with_name(tmp_path / "mine", "Của tôi"), "--by", "An") == 1
    said = capsys.readouterr().out
    assert problems.CHANGED_MEANWHILE in said
    assert f"{store.current().id} do Bình công bố" in said


def test_a_row_that_is_not_counted_is_told_with_its_place_and_reason(store, tmp_path, capsys):
    import openpyxl

    from data.exchange.template import write_template
    from tests.browser.officers import record

    path = tmp_path / "mau.xlsx"
    path.write_bytes(write_template(record(activities=3)))
    book = openpyxl.load_workbook(path)
    sheet = book["HoatDong"]
    row = sheet.max_row + 1
    while sheet.cell(row - 1, 2).value is None:
        row -= 1
    sheet.cell(row, 1).value = "Tổng cộng"
    sheet.cell(row, 2).value = "Tổng cộng"
    book.save(path)
    run("check", path)
    said = capsys.readouterr().out
    assert f"HoatDong!{row}" in said
    assert "dòng cộng" in said
    assert "a sum" in said


def test_questions_are_written_into_a_file_and_answered_from_it(store, tmp_path, capsys):
    cases = Path(__file__).resolve().parents[3] / "shared" / "intake" / "cases"
    if not cases.is_dir():
        pytest.skip("the small files (../shared/intake/cases) are not beside this checkout")
    command = ["check", str(cases / "us_text.xlsx"), "--answers", str(tmp_path / "answers.json")]
    assert main(command) == 1
    assert "Đã ghi 1 câu hỏi" in capsys.readouterr().out
    (asked,) = json.loads((tmp_path / "answers.json").read_text(encoding="utf-8"))
    assert list(asked["choices"]) == ["month_first", "day_first"]
    asked["code"] = "month_first"
    (tmp_path / "answers.json").write_text(json.dumps([asked]), encoding="utf-8")
    assert main(command) == 0
    (tmp_path / "answers.json").write_text("{", encoding="utf-8")
    assert main(command) == 1
    assert "Không đọc được tệp câu trả lời" in capsys.readouterr().out
