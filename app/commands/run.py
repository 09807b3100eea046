"""The way of a call: arguments, verb, answer, exit code."""

import io
import json
import logging
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from app.commands import (
    bin,
    checks,
    compare,
    doctor,
    drafts,
    duties,
    editions,
    files,
    history,
    importing,
    keeping,
    reading,
    years,
)
from app.commands.call import FAILED, FINE, Answer, Call, Verb
from app.commands.parser import UsageError, parse
from app.commands.words import with_options
from app.errors import AppError, NoIdentity
from app.i18n import _
from app.paths import store_file
from app.store_place import known_store

VERBS: Mapping[str, Verb] = {
    "new": drafts.NEW,
    "read": reading.READ,
    "import": importing.IMPORT,
    "list": drafts.LIST,
    "search": keeping.SEARCH,
    "show": drafts.SHOW,
    "set": drafts.SET,
    "carry": drafts.CARRY,
    "check": checks.CHECK,
    "compare": compare.COMPARE,
    "years": years.YEARS,
    "duties": duties.DUTIES,
    "export": files.EXPORT,
    "state": history.STATE,
    "sign-off": history.SIGN_OFF,
    "versions": history.VERSIONS,
    "restore": history.RESTORE,
    "delete": bin.DELETE,
    "undelete": bin.UNDELETE,
    "backup": keeping.BACKUP,
    "backups": keeping.BACKUPS,
    "recover": keeping.RECOVER,
    "handover": keeping.HANDOVER,
    "forms": editions.FORMS,
    "doctor": doctor.DOCTOR,
}
"""Every verb. A new one is one line here."""

_logger = logging.getLogger(__name__)


def main(argv: Sequence[str]) -> int:
    """Carries out one call and gives its exit code: 0 fine, 1 findings that must be mended, 2 could not be done."""
    wants_json = "--json" in argv
    _make_printable(wants_json)
    try:
        return _print(_answer(argv), wants_json)
    except SystemExit:  # after help or version
        return FINE
    except BrokenPipeError:  # `gongkai list | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except Exception:
        _logger.exception(_("The program has a fault. What was saved is safe. Please report the lines below."))
        return FAILED


def _answer(argv: Sequence[str]) -> Answer:
    try:
        options = parse(argv, VERBS)
        if not options.verb:
            raise UsageError(_("No command is given. “gongkai -h” lists them."))
        call = Call(options, options.store or _store_of(options.verb))
        try:
            answer = VERBS[options.verb].run(call)
        finally:
            call.close()
            for notice in call.notices:
                print(notice, file=sys.stderr)
        return answer
    except AppError as error:
        told = with_options(str(error)) if isinstance(error, NoIdentity) else str(error)
        return Answer("", {"error": told}, FAILED, told)


def _store_of(verb: str) -> Path:
    """The user's own store; the doctor looks also where it is gone."""
    return store_file() if verb == "doctor" else known_store()


def _print(answer: Answer, wants_json: bool) -> int:
    if answer.error:
        print(answer.error, file=sys.stderr)
    if wants_json:
        print(json.dumps(answer.json, ensure_ascii=False, indent=2))
    elif answer.text:
        print(answer.text)
    sys.stdout.flush()
    return answer.code


def _make_printable(wants_json: bool) -> None:
    """JSON is UTF-8 wherever it goes; a character that a terminal does not know never ends the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if wants_json and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
