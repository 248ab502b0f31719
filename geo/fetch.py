"""Fetch the open set of commune boundaries and check that it is the very file that is known."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from geo import installed
from geo.messages import RefusedError

# R package censusVN2009 0.1.0 by Marc Choisy and Lucie Contamin, MIT; one commit, for good.
URL = (
    "https://raw.githubusercontent.com/LucieContamin/censusVN2009/"
    "d9a36767d5bdeb53d76d4497805cc07a4dbbe50c/data/communes.rda"
)
SHA256 = "43c143671815f8fc3333e5135410ac43617f540415541c7793889196b6f98be5"
SOURCE = "censusVN2009 0.1.0, data/communes.rda (Marc Choisy, Lucie Contamin)"
LICENCE = "MIT"

HOST = urlsplit(URL).hostname
LIMIT_SECONDS = 20.0
_CHUNK = 64 * 1024


def fetched() -> Path:
    """The set as a file here: fetched now, or the one that was fetched before.

    Raises:
        RefusedError: no network, too slow, or not the known file.
    """
    import pooch

    pooch.get_logger().setLevel("ERROR")  # what happens is told in both languages elsewhere
    try:
        return Path(
            pooch.retrieve(
                URL,
                known_hash=f"sha256:{SHA256}",
                path=installed.folder() / "fetched",
                fname="communes.rda",
                downloader=_download,
            )
        )
    except (
        OSError,
        ValueError,
    ) as problem:  # requests' errors are OSErrors, a wrong hash a ValueError
        raise RefusedError("fetch_failed", host=HOST, problem=_short(problem)) from problem


def _download(url: str, output: str | BinaryIO, _pooch: Any) -> None:
    """Write what the address holds, within `LIMIT_SECONDS` for all of it.

    A limit on silence alone would let a line that drips keep a person waiting for ever.
    """
    import requests  # pooch stands on it

    until = time.monotonic() + LIMIT_SECONDS
    with (
        requests.get(url, stream=True, timeout=LIMIT_SECONDS / 2) as answer,
        Path(str(output)).open("wb") as file,
    ):
        answer.raise_for_status()
        for chunk in answer.iter_content(_CHUNK):
            file.write(chunk)
            if time.monotonic() > until:
                raise TimeoutError(f"> {LIMIT_SECONDS:.0f} s")


def _short(problem: Exception) -> str:
    """The kind of trouble; the whole text of a network error is a page long."""
    first = str(problem).splitlines()[0] if str(problem) else ""
    return f"{type(problem).__name__}: {first[:120]}" if first else type(problem).__name__
