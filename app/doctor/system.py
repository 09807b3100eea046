"""What the desktop must bring: an input method that reaches the window, fonts, a screen that is large enough."""

import os
import sys
from collections.abc import Iterator, Mapping

from app.doctor.computer import Computer
from app.doctor.result import Health, Result
from app.i18n import _
from app.input_method import FCITX, IBUS, asked_for, plugins, running, wants_fcitx

_LEAST_WIDTH, _LEAST_HEIGHT = 1280, 680
_NAMES = {"ibus-daemon": "IBus", "fcitx5": "Fcitx 5", "fcitx": "Fcitx 4"}


def input_method(computer: Computer) -> Iterator[Result]:
    """Whether what the input method composes reaches the window."""
    if not sys.platform.startswith("linux"):
        yield Result(_("Input method"), Health.GOOD, _("the system's own is used"))
        return
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")):
        said = _("there is no desktop here, so it could not be looked at")
        yield Result(_("Input method"), Health.NOTE, said, _("Look again on the desktop where the program is used."))
        return
    at_hand = plugins(computer.package) if computer.package else frozenset[str]()
    yield input_method_of(os.environ, running(), at_hand)


def input_method_of(environment: Mapping[str, str], runs: tuple[str, ...], at_hand: frozenset[str]) -> Result:
    """The same by what runs and which plugins Qt has."""
    subject, asked = _("Input method"), asked_for(environment)
    names = _(", ").join(_NAMES[one] for one in runs)
    if not runs:
        said = _("none is running: no Chinese can be typed")
        advice = _("Start the input method (Fcitx or IBus) from the system's settings, then start this program anew.")
        return Result(subject, Health.BAD, said, advice)
    if FCITX in at_hand:
        return Result(subject, Health.GOOD, _("{names} is reached directly").format(names=names))
    if runs == ("fcitx",) and wants_fcitx(environment):
        said = _("{names} runs and is reached, by an interface of this program's own").format(names=names)
        return Result(subject, Health.GOOD, said)
    if IBUS not in at_hand:
        said = _("{names} runs, but a part of this program that reaches it is missing").format(names=names)
        return Result(subject, Health.BAD, said, _reinstall())
    if not asked or runs == ("fcitx",):
        said = _("{names} runs, but the desktop does not say that it is to be used").format(names=names)
        advice = _("Choose it in the system's settings for input methods (im-config), then log in anew.")
        return Result(subject, Health.NOTE, said, advice)
    return Result(subject, Health.GOOD, _("{names} runs and is reached").format(names=names))


def _reinstall() -> str:
    return _("Install the program anew: the package is not complete. The drafts are not touched by that.")


def fonts(computer: Computer) -> Iterator[Result]:
    """Whether Chinese can be shown, and which of the official fonts are lacking."""
    from app.fonts import lacking
    from app.layout import load
    from app.settings import load_settings

    if computer.families is None or computer.chinese is None:
        yield Result(
            _("Fonts"),
            Health.NOTE,
            _("could not be looked at here"),
            _("Look in the window instead: More › Check this computer."),
        )
        return
    if not computer.chinese:
        advice = _(
            "Have a Chinese font installed, such as Noto Sans CJK or WenQuanYi (fonts-noto-cjk, fonts-wqy-microhei)."
        )
        yield Result(_("Fonts"), Health.BAD, _("this computer has no Chinese font: only boxes are shown"), advice)
        return
    layout = load(load_settings(computer.store).layout or load().id)
    missing = lacking(layout, computer.families)
    if not missing:
        yield Result(_("Fonts"), Health.GOOD, _("all fonts of an official document are there"))
        return
    known, unknown = _("{font} (shown as {instead})"), _("{font} (shown in another font)")
    named = [(known if one.instead else unknown).format(font=one.name, instead=one.instead) for one in missing]
    said = _("this computer lacks: {fonts}").format(fonts=_(", ").join(named))
    advice = _(
        "Files name these fonts all the same and look right where they are there. Lines may break otherwise here."
    )
    yield Result(_("Fonts"), Health.NOTE, said, advice)


def screen(computer: Computer) -> Iterator[Result]:
    """Whether the window has room."""
    if computer.screen is None:
        return
    width, height, scale = computer.screen
    said = _("{width} × {height} points, scaled by {scale} %").format(
        width=width, height=height, scale=round(scale * 100)
    )
    if width < _LEAST_WIDTH or height < _LEAST_HEIGHT:
        advice = _("The window is cramped. Choose a smaller scaling in the system, or smaller letters in the settings.")
        yield Result(_("Screen"), Health.NOTE, said, advice)
    else:
        yield Result(_("Screen"), Health.GOOD, said)
