"""A program that does one act on a store and says what it was told; run under strace, which may refuse it a call.

Each act is tried again up to five times: a fault passes, and what was typed is still there.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import app.store.backup  # noqa: F401  loaded before anything is refused
from app.entry import Reason, State
from app.errors import AppError
from app.i18n import use_language
from app.store import Store

ADDRESS = "overview"
ATTEMPTS = 5


def changed(draft, text):
    return replace(draft, values=MappingProxyType({**draft.values, ADDRESS: text}))


def save(store, entry):
    return store.save(entry.id, entry.draft, changed(entry.draft, "新"))


ACTS = {
    "save": save,
    "add": lambda store, entry: store.add(changed(entry.draft, "新"), reason=Reason.IMPORT),
    "keep": lambda store, entry: store.keep_version(entry.id, Reason.EXPORT, "导出之前"),
    "restore": lambda store, entry: store.restore(entry.id, store.versions(entry.id)[-1].number),
    "state": lambda store, entry: store.set_state(entry.id, State.IN_REVIEW, "王芳"),
    "delete": lambda store, entry: store.delete(entry.id),
}


def patient(act, *arguments):
    """What the act gives once it is no longer refused; each refusal is said, and has words."""
    for _attempt in range(ATTEMPTS):
        try:
            return act(*arguments)
        except AppError as error:
            say(told=str(error), kind=type(error).__name__)
    raise SystemExit("refused for good")


def say(**what):
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def main(path, id, act):
    use_language("en")
    with Store(Path(path)) as store:
        entry = patient(store.load, id)
        say(loaded=True)
        patient(ACTS[act], store, entry)
        say(saved=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
