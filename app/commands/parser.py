"""The arguments of the command line, in the interface language down to argparse's own words."""

import argparse
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from app import __version__
from app.commands.call import Verb
from app.commands.words import width
from app.errors import AppError
from app.i18n import _
from app.near import near

_VERB = "verb"
_EXPLAINED = re.compile(r"(?P<name> +\S(?:.*?\S)?) {2,}(?P<help>\S.*)")


class UsageError(AppError):
    """Arguments that make no call; the text ends with how it is to be written."""


class Parser(argparse.ArgumentParser):
    """A parser that raises UsageError instead of ending the program."""

    def error(self, message: str) -> NoReturn:
        """Raises UsageError."""
        raise UsageError(f"{message}\n{self.format_usage().rstrip()}")

    def format_help(self) -> str:
        """The help, its column straight also where names are Chinese: argparse counts characters, not columns."""
        usage, blank, rest = super().format_help().partition("\n\n")
        head = _("commands") + ":\n"
        return usage + blank + straight(rest.replace(f"{head}  {_('COMMAND')}\n", head))  # the word once is enough

    def _check_value(self, action: argparse.Action, value: object) -> None:
        """Raises ArgumentError for a word that is none of those known, with the one that was probably meant."""
        known = list(map(str, action.choices or ()))
        if not known or value in known:
            return
        hint = near(str(value), known)
        if action.dest == _VERB:  # too many for a line
            raise UsageError(
                _("There is no command “{name}”{hint}. “gongkai -h” lists them.").format(name=value, hint=hint)
            )
        text = _("“{value}” is not one of: {known}")
        raise argparse.ArgumentError(action, text.format(value=value, known=_(", ").join(known)) + hint)


def parse(argv: Sequence[str], verbs: Mapping[str, Verb]) -> argparse.Namespace:
    """The options; `verb` is None where none is given. Raises UsageError, and SystemExit after showing help."""
    words = _words_of_argparse()
    # argparse looks all its words up by this name of its own module.
    vars(argparse)["_"] = lambda text: words.get(text, text)
    about = _("Fill, check and export the yearly report on government information disclosure.")
    more = _("Without a command the window opens. “gongkai COMMAND -h” explains a command.")
    parser = Parser("gongkai", description=about, epilog=more, allow_abbrev=False)
    parser.add_argument(
        "--store", type=Path, metavar=_("PATH"), help=_("the SQLite file of drafts, instead of your own")
    )
    parser.add_argument("--version", action="version", version=f"gongkai {__version__}", help=_("show the version"))
    _add_json(parser, default=False)
    known = parser.add_subparsers(dest=_VERB, metavar=_("COMMAND"), title=_("commands"))
    for name, verb in verbs.items():
        one = known.add_parser(name, help=verb.summary(), description=verb.summary(), allow_abbrev=False)
        verb.arguments(one)
        _add_json(one, default=argparse.SUPPRESS)
    options, unknown = parser.parse_known_args(argv)
    if unknown:  # told with the usage of its own command
        known.choices.get(options.verb, parser).error(_("not understood: %s") % " ".join(unknown))
    return options


def year(text: str) -> int:
    """A report year typed as an argument, full-width digits included."""
    if not text.isdecimal() or len(text) != 4:
        raise argparse.ArgumentTypeError(_("“{text}” is not a year of four digits").format(text=text))
    return int(text)


def number(text: str) -> int:
    """A whole number typed as an argument, full-width digits included."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(_("“{text}” is no number").format(text=text))
    return int(text)


def straight(text: str) -> str:
    """The lines of a help with what they explain in one column of the terminal."""
    lines = text.split("\n")
    found = [_EXPLAINED.match(line) for line in lines]
    begins = [match.start("help") for match in found if match]
    column = max((width(match["name"]) + 2 for match in found if match), default=0)
    for i, (line, match) in enumerate(zip(lines, found, strict=True)):
        if match:
            lines[i] = match["name"] + " " * (column - width(match["name"])) + match["help"]
        elif begins and line.startswith(" " * begins[0]):
            lines[i] = " " * column + line.lstrip()
    return "\n".join(lines)


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
        "argument %(argument_name)s: %(message)s": _("%(argument_name)s: %(message)s"),
        "expected one argument": _("a value is missing"),
        "expected at least one argument": _("at least one value is missing"),
        "not allowed with argument %s": _("cannot be given together with %s"),
        "ignored explicit argument %r": _("takes no value, but %r is given"),
    }
