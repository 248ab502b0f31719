"""A draft is found again by its id, with the bytes as they came and what was said of them."""

import errno
import os
import time
from datetime import UTC, datetime, timedelta

import pytest

from data import drafts, durable, kept, problems
from data.intake.answers import Answers
from data.scope import Scope
from data.store import Store
from tests.unit import tiny_record
from tests.unit.machine_files import as_folder, grids

BYTES = b"PK\x03\x04 not quite a workbook \x00\xff"


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store")


@pytest.fixture
def upload(tmp_path):
    path = tmp_path / "tmp8f3a.xlsx"
    path.write_bytes(BYTES)
    return path


def test_a_draft_is_found_again_by_another_session(store, upload):
    scope = Scope(("activities",), "CQ01")
    draft = drafts.keep(store, upload, name="báo cáo.xlsx", by="an@example.vn", scope=scope)
    upload.unlink()
    again = Store(store.root)
    assert drafts.find(again, draft.id) == draft
    assert drafts.original(again, draft).read_bytes() == BYTES
    assert (draft.name, draft.scope) == ("báo cáo.xlsx", scope)


def test_what_the_person_says_is_kept_with_it(store, upload):
    draft = drafts.keep(store, upload, name="a.xlsx")
    answers = Answers().with_answer("commune", "Hát Lót", "Mai Sơn", "04105")
    said = {
        "reason": "quý III",
        "reasons": {"BO_BANG": "chưa có"},
        "answers": answers,
        "mapping": {"name": "mẫu 02", "columns": [1, 2]},
        "expected": "v0001-00000000",
        "scope": Scope(("works",)),
    }
    drafts.save(store, draft, **said)
    found = drafts.find(store, draft.id)
    assert {name: getattr(found, name) for name in said} == said
    assert drafts.original(store, found).read_bytes() == BYTES


def test_a_folder_of_tables_is_a_draft_too(store, tmp_path):
    folder = as_folder(tmp_path / "bảng", grids())
    draft = drafts.keep(store, folder, name="bảng")
    copy = drafts.original(store, draft)
    assert {path.name: path.read_bytes() for path in copy.iterdir()} == {
        path.name: path.read_bytes() for path in folder.iterdir()
    }
    assert store.verify() == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\An\\báo cáo.xlsx", "báo cáo.xlsx"),
        ("a\x00b\x1b[31m.xlsx", "a\ufffdb\ufffd[31m.xlsx"),
        ("x" * 300 + ".xlsx", "x" * 200 + "…"),
        ("\udcff.xlsx", "?.xlsx"),
        ("", ""),
    ],
)
def test_a_file_name_is_only_ever_shown(store, upload, name, shown):
    draft = drafts.keep(store, upload, name=name)
    assert drafts.find(store, draft.id).name == shown
    kept_as = drafts.original(store, draft)
    assert kept_as.name == "workbook.xlsx"
    assert store.root in kept_as.parents


@pytest.mark.parametrize("suffix", ["", ".exe", ".x/y", ".xlsx.exe", "." + "x" * 200])
def test_a_suffix_that_we_do_not_know_is_not_used(store, tmp_path, suffix):
    path = tmp_path / f"tệp{suffix.replace('/', '')}"
    path.write_bytes(BYTES)
    draft = drafts.keep(store, path, name="tệp")
    assert drafts.original(store, draft).name == "workbook.bin"


@pytest.mark.parametrize(
    "draft_id", ["", "..", "../refused", "0" * 31, "0" * 32, "../" + "0" * 32, "x" * 32, "\x00"]
)
def test_an_id_that_nobody_was_given_finds_nothing(store, upload, draft_id):
    drafts.keep(store, upload, name="a.xlsx")
    assert drafts.find(store, draft_id) is None
    drafts.discard(store, draft_id)
    assert len(drafts.drafts(store, "")) == 1


def test_two_drafts_of_the_same_file_are_two(store, upload):
    first, second = (drafts.keep(store, upload, name="a.xlsx", by=by) for by in ("An", "Bình"))
    assert first.id != second.id
    assert [each.id for each in drafts.drafts(store, "An")] == [first.id]


def test_a_draft_that_was_thrown_away_is_gone(store, upload):
    draft = drafts.keep(store, upload, name="a.xlsx")
    drafts.discard(store, draft.id)
    assert drafts.find(store, draft.id) is None
    with pytest.raises(LookupError):
        drafts.save(store, draft, reason="x")


def test_a_kill_while_a_draft_is_thrown_away_leaves_nothing_that_passes_for_damaged(
    store, upload, monkeypatch
):
    draft = drafts.keep(store, upload, name="a.xlsx")

    def killed(folder, **_):
        (folder / kept.ABOUT).unlink()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(kept.shutil, "rmtree", killed)
        with pytest.raises(KeyboardInterrupt):
            drafts.discard(store, draft.id)
    assert store.verify() == []
    assert drafts.find(store, draft.id) is None
    drafts.keep(store, upload, by="Bình", name="b.xlsx")
    assert len(list((store.root / kept.DRAFTS).iterdir())) == 1


def test_drafts_older_than_thirty_days_are_forgotten(store, upload):
    draft = drafts.keep(store, upload, name="a.xlsx")
    now = datetime.now(UTC)
    assert drafts.prune(store, now + timedelta(days=29)) == []
    assert drafts.prune(store, now + timedelta(days=31)) == [draft.id]
    assert drafts.drafts(store, "") == []


def test_drafts_take_bounded_room_and_the_newest_stays(store, upload, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_BYTES", 1_000)
    made = [drafts.keep(store, upload, name="a.xlsx") for _ in range(6)]
    left = [each for each in made if drafts.find(store, each.id)]
    assert 0 < len(left) < len(made)
    assert made[-1] in left


def test_nobodys_drafts_are_pushed_out_by_those_of_others(store, upload, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_BYTES", 1_000)
    own = drafts.keep(store, upload, name="a.xlsx", by="an@sonla.gov.vn")
    for _ in range(6):
        drafts.keep(store, upload, name="b.xlsx", by="binh@sonla.gov.vn")
    assert drafts.drafts(store, "an@sonla.gov.vn") == [own]
    assert len(drafts.drafts(store, "binh@sonla.gov.vn")) < 6


def test_a_draft_is_no_part_of_what_is_served(store, upload):
    store.publish(tiny_record.tables(), by="An")
    before = store.current()
    drafts.keep(store, upload, name="a.xlsx")
    assert store.current() == before
    assert len(store.versions()) == 1


@pytest.mark.parametrize("part", ["about.json", "original/workbook.xlsx"])
def test_verify_finds_a_damaged_draft(store, upload, part):
    draft = drafts.keep(store, upload, name="a.xlsx")
    path = store.root / "drafts" / draft.id / part
    path.write_bytes(b"[]")
    assert [each.code for each in store.verify()] == [problems.KEPT_DAMAGED]


def test_a_damaged_draft_is_no_draft_and_stops_nothing(store, upload):
    draft = drafts.keep(store, upload, name="a.xlsx")
    (store.root / "drafts" / draft.id / kept.ABOUT).write_bytes(b'{"id": 1}')
    assert drafts.find(store, draft.id) is None
    assert drafts.drafts(store, "") == []
    assert drafts.keep(store, upload, name="a.xlsx").id != draft.id


def test_a_full_disk_leaves_no_half_draft(store, upload, monkeypatch):
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(durable.os, "fsync", full)
        with pytest.raises(OSError, match="space"):
            drafts.keep(store, upload, name="a.xlsx")
    assert drafts.drafts(store, "") == []
    assert list((store.root / "drafts").iterdir()) == []
    assert drafts.find(store, drafts.keep(store, upload, name="a.xlsx").id)


def test_what_a_kill_left_is_tidied_by_the_next(store, upload):
    left = store.root / "drafts" / ("0" * 32 + ".new")
    left.mkdir(parents=True)
    two_hours_ago = time.time() - 7_200
    os.utime(left, (two_hours_ago, two_hours_ago))
    drafts.keep(store, upload, name="a.xlsx")
    assert not left.exists()
    assert store.verify() == []


def test_a_file_that_another_person_hands_in_meanwhile_takes_nothing_away(
    store, upload, monkeypatch
):
    copy = durable.copy

    def copy_while_another_hands_in(source, target):
        monkeypatch.setattr(durable, "copy", copy)
        drafts.keep(Store(store.root), upload, name="b.xlsx")
        return copy(source, target)

    monkeypatch.setattr(durable, "copy", copy_while_another_hands_in)
    draft = drafts.keep(store, upload, name="a.xlsx")
    assert drafts.original(store, draft).read_bytes() == BYTES
