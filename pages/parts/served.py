"""Files for the browser: written once under a name that carries their hash.

The dashboard serves the folder `static` of the repository. An app that a test starts elsewhere has
the folder that Streamlit serves for it: `static` beside its script.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from streamlit.runtime.scriptrunner import get_script_run_ctx

REPOSITORY = Path(__file__).resolve().parents[2]
# What Streamlit runs for the dashboard.
SCRIPT = REPOSITORY / "pages/frame/script.py"


def folder() -> Path:
    """The static folder of the running app; the repository's own outside a run."""
    context = get_script_run_ctx(suppress_warning=True)
    script = Path(context.main_script_path).resolve() if context else SCRIPT
    return (REPOSITORY if script == SCRIPT else script.parent) / "static"


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
