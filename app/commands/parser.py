"""The arguments of the command line, in the interface language down to argparse's own words."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from app import __version__
from app.commands.call import Verb
from app.errors import AppError
from app.i18n import _


class UsageError(AppError):
    """Arguments that make no call; the text ends with how it is to be written."""


class Parser(argparse.ArgumentParser):
    """A parser that raises UsageError instead of ending the program."""

    def error(self, message: str) -> NoReturn:
        """Raises UsageError."""
        raise UsageError(f"{message}\n{self.format_usage().rstrip()}")


def parse(argv: Sequence[str], verbs: Mapping[str, Verb]) -> argparse.Namespace:
    """The options; `verb` is None where none is given. Raises UsageError, and SystemExit after showing help."""
    words = _words_of_argparse()
    # argparse looks all its words up by this name of its own module.
    vars(argparse)["_"] = lambda text: words.get(text, text)
    about = _("Fill, check and export the yearly report on government information disclosure.")
    more = _("Without a command the window opens. “gongkai COMMAND -h” explains a command.")
    parser = Parser("gongkai", description=about, epilog=more, allow_abbrev=False)
    parser.add_argument("--store", type=Path, metavar="PATH", help=_("the SQLite file of drafts, instead of your own"))
    parser.add_argument("--version", action="version", version=f"gongkai {__version__}", help=_("show the version"))
    _add_json(parser, default=False)
    known = parser.add_subparsers(dest="verb", metavar="COMMAND", title=_("commands"))
    for name, verb in verbs.items():
        one = known.add_parser(name, help=verb.summary(), description=verb.summary(), allow_abbrev=False)
        verb.arguments(one)
        _add_json(one, default=argparse.SUPPRESS)
    return parser.parse_args(argv)


def year(text: str) -> int:
    """A report year typed as an argument, full-width digits included."""
    if not text.isdecimal() or len(text) != 4:
        raise argparse.ArgumentTypeError(_("“{text}” is not a year of four digits").format(text=text))
    return int(text)


def _add_json(parser: argparse.ArgumentParser, default: object) -> None:
    parser.add_argument("--json", action="store_true", default=default, help=_("answer in JSON, for other programs"))


def _words_of_argparse() -> Mapping[str, str]:
    """What argparse says in English, in the interface language."""
    return {
        "usage: ": _("usage: "),
        "positional arguments": _("arguments"),
        "options": _("options"),
        "show this help message and exit": _("show this help"),
        "the following arguments are required: %s": _("missing: %s"),
        "unrecognized arguments: %s": _("not understood: %s"),
        "argument %(argument_name)s: %(message)s": _("%(argument_name)s: %(message)s"),
        "expected one argument": _("a value is missing"),
        "expected at least one argument": _("at least one value is missing"),
        "invalid choice: %(value)r (choose from %(choices)s)": _("%(value)r is not one of: %(choices)s"),
        "not allowed with argument %s": _("cannot be given together with %s"),
        "ignored explicit argument %r": _("takes no value, but %r is given"),
    }
