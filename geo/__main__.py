"""`python -m geo install [SOURCE] [--crs EPSG]` and `python -m geo status`.

Exit code 0 done, 1 refused with the reason, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from geo import install, installed
from geo.messages import Message, RefusedError, message


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line says; return the exit code."""
    chosen = _parser().parse_args(arguments)
    if chosen.command == "status":
        print(install.status().message)
        return 0
    try:
        install.install(chosen.source, chosen.crs, _tell)
    except RefusedError as refused:
        _tell(refused.message)
        if installed.communes_file().is_file():
            _tell(message("kept"))
        return 1
    return 0


def _tell(said: Message) -> None:
    print(said, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m geo", description="Ranh giới xã / Boundaries of the communes"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    installing = commands.add_parser(
        "install", help="cài ranh giới từ tệp hoặc từ mạng / install boundaries"
    )
    installing.add_argument(
        "source",
        nargs="?",
        type=Path,
        help=".rda, .geojson, .gpkg, Shapefile .zip; bỏ trống: tải về / empty: fetch the open set",
    )
    installing.add_argument(
        "--crs", metavar="EPSG", help="hệ tọa độ của tệp / of the file: 4326, 9206, 3405"
    )
    commands.add_parser("status", help="bản đồ đang dùng gì / what the map shows")
    return parser


if __name__ == "__main__":
    sys.exit(main())
