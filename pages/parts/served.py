"""Files for the browser: written once under a name that carries their hash.

Streamlit serves the folder `static` beside the script that was started, and nothing else. So the
folder follows the running script: `static/` of the repository for the dashboard, a folder of its
own for an app that a test starts elsewhere.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from streamlit.runtime.scriptrunner import get_script_run_ctx

REPOSITORY = Path(__file__).parents[2]


def folder() -> Path:
    """The static folder of the running app; the repository's own outside a run."""
    context = get_script_run_ctx(suppress_warning=True)
    entry = Path(context.main_script_path) if context else REPOSITORY / "dashboard.py"
    return entry.resolve().parent / "static"


def publish(content: bytes, stem: str, suffix: str) -> str:
    """Put `content` into the static folder unless it is there, and return its name.

    Several servers may write at the same time: each writes a file of its own and renames it.
    Older files stay, because a browser with an open page may still ask for them.
    """
    digest = hashlib.sha256(content).hexdigest()[:12]
    target = folder() / f"{stem}-{digest}{suffix}"
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{stem}-")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(draft).chmod(0o644)
        Path(draft).replace(target)
    return target.name
