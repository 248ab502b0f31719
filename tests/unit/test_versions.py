"""Versions survive damage, leftovers and being taken back."""

import errno
import os
import stat
import tempfile
from pathlib import Path

import pytest

from data import manifest, problems
from data.store import ChangedMeanwhileError, DamagedStoreError, EmptyStoreError, Store
from tests.unit import tiny_record
from tests.unit.write_steps import WriteSteps


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store")


def publish(store: Store, mark: int):
    return store.publish(tiny_record.tables(mark), by="An").version


def flip_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def served_mark(store: Store) -> int:
    return tiny_record.mark_of(store.acts(store.current()).rows)


def damage(store: Store, version, how: str) -> None:
    """Spoil a version in one of the ways in which disks and people do it."""
    folder = store.folder(version)
    if how == "a flipped byte":
        flip_a_byte(folder / "activities.parquet")
    elif how == "a file is gone":
        (folder / "agencies.parquet").unlink()
    elif how == "a file is cut":
        os.truncate(folder / "activities.parquet", 100)
    elif how == "a flipped byte in the manifest":
        flip_a_byte(folder / manifest.NAME)
    elif how == "the folder is gone":
        folder.rename(store.root / "lost")


WAYS = (
    "a flipped byte",
    "a file is gone",
    "a file is cut",
    "a flipped byte in the manifest",
    "the folder is gone",
)


def test_an_empty_store_says_so(store):
    with pytest.raises(EmptyStoreError):
        store.current()
    assert store.versions() == []
    assert store.verify() == []


def test_versions_come_newest_first_with_who_when_and_why(store):
    publish(store, 1)
    second = store.publish(tiny_record.tables(2), by=" Bình ", reason=" thêm ").version
    newest, oldest = store.versions()
    assert newest == second == store.current()
    assert (newest.published_by, newest.reason, newest.parent) == ("Bình", "thêm", oldest.id)
    assert newest.published_at.tzinfo is not None
    assert newest.rows == {"agencies": 2, "assignments": 1, "activities": 3}


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("seen_before", [True, False])
def test_a_damaged_current_version_gives_way_to_the_good_one_before_it(store, how, seen_before):
    good, bad = publish(store, 1), publish(store, 2)
    if seen_before:
        assert store.current() == bad
    damage(store, bad, how)
    for reader in (store, Store(store.root)):
        assert reader.current().id == good.id
        assert reader.current().replaces_damaged == bad.id
        assert served_mark(reader) == 1


def test_damage_goes_back_as_far_as_it_must(store):
    versions = [publish(store, mark) for mark in (1, 2, 3)]
    damage(store, versions[2], "a flipped byte")
    damage(store, versions[1], "a file is gone")
    assert store.current().id == versions[0].id
    assert store.current().replaces_damaged == versions[2].id


def test_nothing_whole_is_an_error_and_not_an_empty_store(store):
    damage(store, publish(store, 1), "a flipped byte")
    with pytest.raises(DamagedStoreError):
        store.current()


def test_a_file_that_is_brought_back_ends_the_damage(store):
    publish(store, 1)
    bad = publish(store, 2)
    path = store.folder(bad) / "activities.parquet"
    content = path.read_bytes()
    flip_a_byte(path)
    assert store.current().replaces_damaged
    path.write_bytes(content)
    assert store.current() == bad


def test_publishing_the_same_rows_again_mends_a_damaged_version(store):
    publish(store, 1)
    damage(store, publish(store, 2), "a flipped byte")
    mended = store.publish(tiny_record.tables(2), by="An")
    assert mended.changed
    assert store.current() == mended.version
    assert served_mark(store) == 2


@pytest.mark.parametrize("text", ["", "rubbish", "v0009-ffffffff", "../../etc", "\x00"])
def test_a_spoilt_pointer_serves_the_newest_good_version(store, text):
    publish(store, 1)
    newest = publish(store, 2)
    (store.root / "CURRENT").write_text(text, encoding="utf-8")
    assert store.current().id == newest.id
    assert store.current().replaces_damaged
    assert problems.CURRENT_DAMAGED in {found.code for found in store.verify()}


def test_a_lost_pointer_serves_the_newest_good_version_until_the_next_publish(store):
    newest = publish(store, 1)
    (store.root / "CURRENT").unlink()
    assert store.current().replaces_damaged == "CURRENT"
    assert store.current().id == newest.id
    assert publish(store, 1).id != newest.id
    assert store.current().replaces_damaged is None


def test_verify_is_content_with_what_was_written(store, tmp_path):
    upload = tmp_path / "activities.csv"
    upload.write_text("x", encoding="utf-8")
    store.publish(tiny_record.tables(1), by="An", upload=tmp_path)
    assert (store.folder(store.current()) / "upload" / "activities.csv").read_text() == "x"
    assert store.verify() == []


def test_verify_finds_a_flipped_byte_in_any_file_of_any_version(store, tmp_path):
    (tmp_path / "activities.csv").write_text("x", encoding="utf-8")
    store.publish(tiny_record.tables(1), by="An", upload=tmp_path)
    publish(store, 2)
    files = [path for path in (store.root / "versions").rglob("*") if path.is_file()]
    assert len(files) == 4 + 2 + 4  # tables and manifest, with the upload and what was said of it
    for path in files:
        content = path.read_bytes()
        flip_a_byte(path)
        found = store.verify()
        assert len(found) == 1, path
        assert found[0].table.endswith(path.name)
        path.write_bytes(content)
    assert store.verify() == []


def test_a_damaged_upload_is_found_but_takes_nothing_from_the_pages(store, tmp_path):
    (tmp_path / "activities.csv").write_text("x", encoding="utf-8")
    version = store.publish(tiny_record.tables(1), by="An", upload=tmp_path).version
    flip_a_byte(store.folder(version) / "upload" / "activities.csv")
    assert store.current().replaces_damaged is None
    assert [found.code for found in store.verify()] == [problems.FILE_DAMAGED]


def test_a_rollback_brings_the_content_back_as_a_new_version(store):
    first, second = publish(store, 1), publish(store, 2)
    back = store.rollback(first.id, by="An", reason="sai số")
    assert store.current() == back
    assert back.id not in {first.id, second.id}
    assert (back.restores, back.parent, back.reason) == (first.id, second.id, "sai số")
    assert (back.content_sha256, back.status) == (first.content_sha256, first.status)
    assert served_mark(store) == 1
    assert [version.id for version in store.versions()] == [back.id, second.id, first.id]


def test_what_was_taken_back_never_stands_in_for_a_damaged_version(store):
    first, second = publish(store, 1), publish(store, 2)
    back = store.rollback(first.id, by="An", reason="sai số")
    damage(store, back, "a flipped byte")
    assert store.current().id == first.id
    damage(store, first, "a flipped byte")
    with pytest.raises(DamagedStoreError):
        store.current()
    assert second.id in {version.id for version in store.versions()}


def test_damage_to_one_copy_leaves_the_other_whole(store):
    first, _ = publish(store, 1), publish(store, 2)
    back = store.rollback(first.id, by="An", reason="sai số")
    damage(store, first, "a flipped byte")
    assert store.current() == back


def test_a_damaged_version_cannot_be_brought_back(store):
    first, second = publish(store, 1), publish(store, 2)
    damage(store, first, "a flipped byte")
    with pytest.raises(DamagedStoreError):
        store.rollback(first.id, by="An", reason="sai số")
    assert store.current() == second


def test_a_rollback_needs_a_version_a_name_and_a_reason(store):
    first = publish(store, 1)
    with pytest.raises(KeyError):
        store.rollback("v0009-00000000", by="An", reason="sai")
    with pytest.raises(ValueError, match="reason"):
        store.rollback(first.id, by="An", reason=" ")


def test_a_rollback_of_somebody_who_saw_another_version_is_refused(store):
    first, second = publish(store, 1), publish(store, 2)
    with pytest.raises(ChangedMeanwhileError) as error:
        store.rollback(first.id, by="An", reason="sai", expected=first.id)
    assert error.value.version == second == store.current()
    assert store.rollback(first.id, by="An", reason="sai", expected=second.id).restores == first.id


def leave_behind(store: Store, version_id: str) -> Path:
    """A finished folder that no publish came to name, as a kill leaves it."""
    source, left = store.folder(store.current()), store.root / "versions" / version_id
    left.mkdir()
    for path in source.iterdir():
        (left / path.name).write_bytes(path.read_bytes())
    return left


def test_leftovers_are_not_seen_and_the_next_publish_removes_them(store):
    first = publish(store, 1)
    left = leave_behind(store, "v0002-00000000")
    half = store.root / "building" / "v0002-11111111"
    half.mkdir(parents=True)
    (half / "agencies.parquet").write_bytes(b"PAR1")
    assert [version.id for version in store.versions()] == [first.id]
    assert store.verify() == []
    second = publish(store, 2)
    assert not left.exists()
    assert not half.exists()
    assert store.versions() == [second, first]


def test_an_id_is_never_used_twice(store):
    publish(store, 1)
    left = leave_behind(store, "v0002-00000000")
    assert publish(store, 2).id not in {left.name}
    ids = [version.id for version in store.versions()]
    assert len(set(ids)) == len(ids)


def disk_is_full() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def publish_or_not(store: Store, mark: int, upload: Path) -> bool:
    """Try to publish; False when the disk was full."""
    try:
        store.publish(tiny_record.tables(mark), by="An", upload=upload)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        return False
    return True


@pytest.mark.parametrize("ever_after", [True, False])
def test_a_full_disk_at_any_write_leaves_the_old_version_and_a_retry_works(
    store, tmp_path, ever_after
):
    (tmp_path / "activities.csv").write_text("x", encoding="utf-8")
    publish(store, 0)
    for fails_at in range(1, 500):
        before = store.current()
        with pytest.MonkeyPatch.context() as patch:
            steps = WriteSteps(patch, fails_at, disk_is_full, ever_after)
            published = publish_or_not(store, fails_at, tmp_path)
        if steps.taken < fails_at:
            break
        # Once it is current, nothing takes it back: its line in the log is written later.
        is_current = store.current() != before
        assert is_current or not published
        assert {each.severity for each in store.verify()} <= {"warning"}
        assert Store(store.root).current().replaces_damaged is None
        assert publish(store, fails_at) == store.current()
        assert list((store.root / "building").iterdir()) == []
    assert published
    assert fails_at > 20  # every write, sync and rename had its turn
    assert served_mark(store) == fails_at
    assert store.verify() == []
    told = [entry.event.version for entry in store.audit() if entry.event.version]
    assert told == [version.id for version in reversed(store.versions())]


def test_a_store_that_cannot_be_written_is_refused_and_still_read():
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        store = Store(Path(folder) / "store")
        before = publish(store, 1)
        for path in [store.root, *store.root.rglob("*")]:
            path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
        try:
            with as_somebody_else(), pytest.raises(OSError, match="denied"):
                store.publish(tiny_record.tables(2), by="An")
            assert store.current() == before
        finally:
            for path in [store.root, *store.root.rglob("*")]:
                path.chmod(path.stat().st_mode | stat.S_IWUSR)


class as_somebody_else:  # noqa: N801  (reads as a phrase)
    """Root may write anywhere: for the length of the block be a user who may not."""

    def __enter__(self) -> None:
        if os.geteuid() == 0:
            os.seteuid(65534)

    def __exit__(self, *_: object) -> None:
        if os.getuid() == 0:
            os.seteuid(0)
