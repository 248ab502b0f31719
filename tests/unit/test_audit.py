"""The audit log has a line for every action, and what is done to it afterwards shows."""

import json
import os
import shutil

import pytest

from data import audit, durable, problems
from data.__main__ import main
from data.audit import Event
from data.store import Store
from tests.unit import tiny_record


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store")


def publish(store: Store, mark: int, **said: object):
    return store.publish(tiny_record.tables(mark), by="An", **said).version


def lines(store: Store) -> list[bytes]:
    return (store.root / audit.NAME).read_bytes().splitlines(keepends=True)


def write(store: Store, content: list[bytes]) -> None:
    (store.root / audit.NAME).write_bytes(b"".join(content))


def found(store: Store) -> list[tuple[str, int | None]]:
    return [(each.code, each.row) for each in store.verify()]


def filled(store: Store) -> None:
    """Six lines: four versions, one of them a rollback, a refusal and a denial."""
    first = publish(store, 1, reason="lần đầu")
    publish(store, 2)
    store.note(Event("refused", "Bình", file="tệp.xlsx", file_sha256="0" * 64, problems=3))
    store.rollback(first.id, by="Chi", reason="sai số")
    store.note(Event("denied", "la@example.vn", reason="publish"))
    publish(store, 3)


def test_every_action_leaves_one_line_with_who_what_why_and_from_which_file(store, tmp_path):
    (tmp_path / "activities.csv").write_text("x", encoding="utf-8")
    first = publish(store, 1, reason="lần đầu", upload=tmp_path)
    store.rollback(first.id, by="Chi", reason="sai số")
    store.note(Event("denied", "la@example.vn"))
    published, rolled_back, denied = store.audit()
    assert published.event.action == "published"
    assert (published.event.by, published.event.reason) == ("An", "lần đầu")
    assert published.event.version == first.id
    assert published.event.file == tmp_path.name
    assert len(published.event.file_sha256) == 64
    assert (rolled_back.event.action, rolled_back.event.by) == ("rolled_back", "Chi")
    assert (denied.number, denied.event.by) == (3, "la@example.vn")
    assert published.at.tzinfo is not None
    assert store.verify() == []


def test_publishing_what_is_there_already_leaves_no_line(store):
    publish(store, 1)
    before = lines(store)
    publish(store, 1)
    assert lines(store) == before


def test_every_version_names_the_line_before_its_own(store):
    filled(store)
    hashes = [entry.sha256 for entry in store.audit()]
    newest_first = [version.audit_head for version in store.versions()]
    assert newest_first == [hashes[4], hashes[2], hashes[0], ""]


def test_a_letter_changed_in_any_line_is_named(store):
    filled(store)
    whole = lines(store)
    for number, line in enumerate(whole, start=1):
        said = json.loads(line) | {"by": "Không Ai"}
        forged = json.dumps(said, ensure_ascii=False, sort_keys=True).encode() + b"\n"
        write(store, [*whole[: number - 1], forged, *whole[number:]])
        assert (problems.AUDIT_LINE_CHANGED, number) in found(store)
    write(store, whole)
    assert found(store) == []


def test_a_line_that_is_forged_with_its_hash_no_longer_fits_the_next(store):
    filled(store)
    whole = lines(store)
    said = json.loads(whole[2]) | {"by": "Không Ai"}
    del said["sha256"]
    honest = json.dumps(said, ensure_ascii=False, sort_keys=True).encode()
    said["sha256"] = audit.hashlib.sha256(honest).hexdigest()
    forged = json.dumps(said, ensure_ascii=False, sort_keys=True).encode() + b"\n"
    write(store, [*whole[:2], forged, *whole[3:]])
    assert (problems.AUDIT_CHAIN_BROKEN, 4) in found(store)


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_a_line_taken_out_is_missed_by_the_next(store, number):
    filled(store)
    whole = lines(store)
    write(store, [*whole[: number - 1], *whole[number:]])
    assert (problems.AUDIT_CHAIN_BROKEN, number) in found(store)


def test_lines_that_change_places_are_named(store):
    filled(store)
    whole = lines(store)
    write(store, [whole[1], whole[0], *whole[2:]])
    assert (problems.AUDIT_CHAIN_BROKEN, 1) in found(store)


@pytest.mark.parametrize("left", [5, 4, 3, 0])
def test_lines_cut_off_at_the_end_are_missed(store, left):
    filled(store)
    write(store, lines(store)[:left])
    assert problems.AUDIT_CUT_OFF in {code for code, _ in found(store)}


def test_lines_cut_off_are_missed_by_the_versions_even_without_the_head(store):
    filled(store)
    write(store, lines(store)[:4])
    (store.root / audit.HEAD).unlink()
    assert problems.AUDIT_CUT_OFF in {code for code, _ in found(store)}


def test_lines_cut_off_are_told_for_good_by_the_next_action(store):
    filled(store)
    store.note(Event("denied", "la@example.vn"))
    write(store, lines(store)[:6])
    store.note(Event("denied", "khac@example.vn"))
    told, denied = store.audit()[-2:]
    assert (told.event.action, told.event.reason) == ("mended", "7 → 6")
    assert denied.event.by == "khac@example.vn"


def test_a_log_that_is_gone_is_missed(store):
    filled(store)
    (store.root / audit.NAME).unlink()
    assert problems.AUDIT_CUT_OFF in {code for code, _ in found(store)}


def with_its_hash(**said: object) -> bytes:
    sha256 = audit.hashlib.sha256(audit._json(said)).hexdigest()
    return audit._json(said | {"sha256": sha256}) + b"\n"


LINE = {"at": "2026-01-01T00:00:00+00:00", "previous": "", "action": "denied", "by": "An"}


@pytest.mark.parametrize(
    "rubbish",
    [
        *(b"\n", b"{}\n", b"[1]\n", b"\xff\xfe\n", b'"x"\n'),
        with_its_hash(what="no line of ours"),
        with_its_hash(**LINE | {"at": "yesterday"}),
        with_its_hash(**LINE | {"version": ["v0001"]}),
        with_its_hash(**LINE | {"more": "than we know"}),
    ],
)
def test_rubbish_in_the_log_is_named_and_stops_nothing(store, rubbish):
    filled(store)
    whole = lines(store)
    write(store, [*whole[:2], rubbish, *whole[2:]])
    assert (problems.AUDIT_LINE_CHANGED, 3) in found(store)
    assert len(store.audit()) == len(whole)
    publish(store, 9)
    assert store.audit()[-1].event.version == store.current().id


def test_no_system_changes_the_ends_of_lines(store, monkeypatch):
    binary, opened, told = 1 << 40, os.open, []

    def open_as_windows_does(path, flags, mode=0o777):
        if flags & os.O_WRONLY:
            told.append(bool(flags & binary))
        return opened(path, flags & ~binary, mode)

    monkeypatch.setattr(os, "O_BINARY", binary, raising=False)
    monkeypatch.setattr(os, "open", open_as_windows_does)
    publish(store, 1)
    assert told
    assert all(told)


def kill_before_the_line(store: Store, mark: int, monkeypatch) -> str:
    """Publish, and lose what comes after the version became current."""
    with monkeypatch.context() as patch:
        patch.setattr(durable, "append", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
        return publish(store, mark).id


def test_a_line_that_could_not_be_written_takes_nothing_back_and_is_mended(store, monkeypatch):
    publish(store, 1)
    lost = kill_before_the_line(store, 2, monkeypatch)
    assert store.current().id == lost
    assert [(each.code, each.severity) for each in store.verify()] == [
        (problems.AUDIT_BEHIND, "warning")
    ]
    store.note(Event("denied", "la@example.vn"))
    mended, denied = store.audit()[1:]
    assert (mended.event.version, mended.event.by, mended.event.mended) == (lost, "An", True)
    assert not denied.event.mended
    assert store.verify() == []


def test_half_a_line_is_removed_by_the_next_action_which_says_so(store):
    publish(store, 1)
    with (store.root / audit.NAME).open("ab") as file:
        file.write(b'{"action": "publ')
    assert [each.code for each in store.verify()] == [problems.AUDIT_TORN]
    publish(store, 2)
    assert [entry.event.action for entry in store.audit()] == ["published", "mended", "published"]
    assert store.verify() == []


def test_a_store_from_before_there_was_a_log_gets_its_lines_from_the_manifests(store):
    versions = [publish(store, mark) for mark in (1, 2)]
    (store.root / audit.NAME).unlink()
    (store.root / audit.HEAD).unlink()
    store.note(Event("denied", "la@example.vn"))
    told = [(entry.event.version, entry.event.mended) for entry in store.audit()]
    assert told == [(versions[0].id, True), (versions[1].id, True), ("", False)]


def test_text_from_a_person_stays_on_one_line(store):
    store.publish(tiny_record.tables(1), by="An\nBình", reason='"\u2028}\n{')
    assert len(lines(store)) == 1
    assert store.audit()[0].event.by == "An\nBình"


def forged(line: bytes, **said: object) -> bytes:
    """A line written anew with its hash: whoever did it knew how it is written."""
    changed = json.loads(line) | said
    del changed["sha256"]
    return with_its_hash(**changed)


def write_with_head(store: Store, content: list[bytes]) -> None:
    write(store, content)
    sha256 = json.loads(content[-1])["sha256"]
    (store.root / audit.HEAD).write_text(f"{len(content)} {sha256}\n")


@pytest.mark.parametrize(
    "said",
    [
        {"by": "Không Ai"},
        {"reason": "theo lệnh"},
        {"file": "khac.xlsx"},
        {"file_sha256": "0" * 64},
        {"action": "rolled_back"},
        {"by": "Không Ai", "mended": True},
        {"manifest_sha256": ""},
    ],
)
def test_a_last_line_forged_with_hash_and_head_says_something_else_than_its_version(store, said):
    filled(store)
    whole = lines(store)
    write_with_head(store, [*whole[:-1], forged(whole[-1], **said)])
    assert found(store) == [(problems.AUDIT_OTHER_THAN_MANIFEST, len(whole))]


def test_a_line_added_for_a_version_that_has_one_is_compared_too(store):
    filled(store)
    whole = lines(store)
    previous = json.loads(whole[-1])["sha256"]
    write_with_head(store, [*whole, forged(whole[0], by="Không Ai", previous=previous)])
    assert found(store) == [(problems.AUDIT_OTHER_THAN_MANIFEST, len(whole) + 1)]


def test_a_line_that_was_mended_from_its_manifest_says_the_same(store, monkeypatch):
    publish(store, 1)
    kill_before_the_line(store, 2, monkeypatch)
    publish(store, 3)
    assert [entry.event.mended for entry in store.audit()] == [False, True, False]
    assert found(store) == []


def test_a_last_version_deleted_with_its_line_and_the_head_is_found(store):
    first, second = publish(store, 1), publish(store, 2)
    shutil.rmtree(store.folder(second))
    write(store, lines(store)[:1])
    (store.root / audit.HEAD).unlink()
    (store.root / "CURRENT").write_text(f"{first.id}\n", encoding="utf-8")
    assert found(store) == [(problems.AUDIT_HEAD_OTHER, None)]


def test_a_last_version_deleted_with_the_whole_log_is_found(store):
    first, second = publish(store, 1), publish(store, 2)
    shutil.rmtree(store.folder(second))
    (store.root / audit.NAME).unlink()
    (store.root / audit.HEAD).unlink()
    (store.root / "CURRENT").write_text(f"{first.id}\n", encoding="utf-8")
    assert (problems.AUDIT_GONE, None) in found(store)


def test_a_kill_between_the_first_line_and_the_head_is_no_accident(store, monkeypatch):
    replaced = durable.replace_text

    def killed_before_the_head(path, text, spare):
        if path.name == audit.HEAD and text != "0\n":
            raise OSError(28, "full")
        replaced(path, text, spare)

    with monkeypatch.context() as patch:
        patch.setattr(durable, "replace_text", killed_before_the_head)
        publish(store, 1)
    assert len(lines(store)) == 1
    assert found(store) == []
    publish(store, 2)
    assert found(store) == []


def test_a_log_without_its_head_says_so_for_good_in_the_next_line(store):
    filled(store)
    (store.root / audit.HEAD).unlink()
    store.note(Event("denied", "la@example.vn"))
    told, denied = store.audit()[-2:]
    assert (told.event.action, told.event.reason) == ("mended", "audit.head: – → 6")
    assert denied.event.by == "la@example.vn"


def test_verify_says_what_it_cannot_see_and_what_to_note_elsewhere(store, monkeypatch, capsys):
    monkeypatch.setenv("DATA_STORE", str(store.root))
    filled(store)
    assert main(["verify"]) == 0
    said = capsys.readouterr().out
    assert store.audit()[-1].sha256 in said
    assert "6 dòng" in said
    assert "không thấy được" in said


def test_lines_are_taken_apart_once_a_process(store, monkeypatch):
    filled(store)
    store.audit()
    read = []
    monkeypatch.setattr(audit, "_said", lambda line, real=audit._said: read.append(1) or real(line))
    store.audit()
    assert read == []
    publish(store, 9)
    assert len(store.audit()) == 7
    assert len(read) == 1
