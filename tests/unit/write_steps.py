"""Something happens at the n-th step of a publish that changes the disk."""

import os
from collections.abc import Callable
from pathlib import Path

from data import durable


class WriteSteps:
    """Count the steps that write, sync or rename, and do `happens` at one of them.

    Args:
        patch: pytest's monkeypatch, or any object with its `setattr`.
        at: the number of the step, from 1.
        happens: what to do there, before the step.
        ever_after: do it at all later steps too.
    """

    def __init__(
        self, patch, at: int, happens: Callable[[], None], ever_after: bool = False
    ) -> None:
        self.taken, self.at, self.happens, self.ever_after = 0, at, happens, ever_after
        for name in ("open", "write", "fsync"):
            patch.setattr(durable.os, name, self.guarded(getattr(os, name), name))
        for name in ("rename", "replace", "mkdir"):
            patch.setattr(Path, name, self.guarded(getattr(Path, name), name))

    def guarded(self, step: Callable, name: str) -> Callable:
        def attempt(*args, **kwargs):
            # Opening what is there, the lock or a folder, writes nothing.
            if name == "open" and not args[1] & os.O_EXCL:
                return step(*args, **kwargs)
            self.taken += 1
            if self.taken == self.at or (self.ever_after and self.taken > self.at):
                self.happens()
            return step(*args, **kwargs)

        return attempt
