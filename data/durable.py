"""Writing that survives a kill or a power cut: bytes reach the disk before anything names them."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CHUNK = 1 << 20


class SyncedFile(io.RawIOBase):
    """A new file, hashed while it is written and synced when it is closed.

    Raises:
        FileExistsError: the file is there already; nothing stored is ever written over.
        OSError: the disk is full or the folder cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._descriptor = _opened(path, os.O_EXCL)
        self._sha256 = hashlib.sha256()
        self.size = 0

    @property
    def sha256(self) -> str:
        """Hash of what was written so far, in hexadecimal."""
        return self._sha256.hexdigest()

    def writable(self) -> bool:
        """A file to write to; parquet's writer asks."""
        return True

    def write(self, data: Any) -> int:
        """Write all of `data`: the system may take less than it is given."""
        view = memoryview(data).cast("B")
        self._sha256.update(view)
        rest = view
        while rest:
            rest = rest[os.write(self._descriptor, rest) :]
        self.size += len(view)
        return len(view)

    def close(self) -> None:
        """Sync to the disk, then close; closing twice does nothing."""
        if self.closed:
            return
        try:
            os.fsync(self._descriptor)
        finally:
            os.close(self._descriptor)
            super().close()


def _opened(path: Path, how: int) -> int:
    """A descriptor to write to; Windows would change the ends of lines unless told otherwise."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | how | getattr(os, "O_BINARY", 0), 0o644)


def write(path: Path, content: bytes) -> SyncedFile:
    """Write a new small file and sync it; the closed file knows its size and hash.

    Raises:
        OSError: as for `SyncedFile`.
    """
    with SyncedFile(path) as file:
        file.write(content)
    return file


def copy(source: Path, target: Path) -> SyncedFile:
    """Copy a file and sync the copy; the closed copy knows its size and hash.

    Raises:
        OSError: the source cannot be read, or as for `SyncedFile`.
    """
    with SyncedFile(target) as file:
        for chunk in chunks(source):
            file.write(chunk)
    return file


def append(path: Path, line: bytes) -> None:
    """Add a line to a file, which is made if it is not there, and sync it.

    Raises:
        OSError: the disk is full or the file cannot be written; half of the line may be there.
    """
    is_new = not path.exists()
    descriptor = _opened(path, os.O_APPEND)
    try:
        rest = memoryview(line)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if is_new:
        sync_folder(path.parent)


def cut(path: Path, size: int) -> None:
    """Cut a file to its first bytes and sync it."""
    with path.open("r+b") as file:
        file.truncate(size)
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable. Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_text(path: Path, text: str, spare: Path) -> None:
    """Replace a small file in one step: a reader sees the old text or the new, never a part.

    Args:
        path: the file to replace.
        text: what it says from now on.
        spare: an unused name on the same disk.
    """
    with SyncedFile(spare) as file:
        file.write(text.encode("utf-8"))
    spare.replace(path)
    sync_folder(path.parent)


def chunks(path: Path) -> Iterator[bytes]:
    """The bytes of a file, piece by piece."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def sha256_of(path: Path) -> str:
    """Hash of a file, in hexadecimal.

    Raises:
        OSError: the file is not there or cannot be read.
    """
    sha256 = hashlib.sha256()
    for chunk in chunks(path):
        sha256.update(chunk)
    return sha256.hexdigest()
