"""A narrative section: plain paragraphs, entered at each pause in typing."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.aspects import AspectFound, aspects, skeleton
from app.draft import paragraphs, with_value
from app.entry import Reason
from app.form import Address, Section
from app.i18n import _, n_
from app.length import length
from app.naming import name_of
from ui.aspects_strip import AspectsStrip
from ui.buttons import Button
from ui.icons import icon
from ui.keys import is_undo
from ui.pages.base import PageAct, SectionPage
from ui.session import DraftSession
from ui.text_beside import TextBeside
from ui.text_editor import TextEditor
from ui.text_foot import TextFoot
from ui.text_marks import TextMarks
from ui.tool_line import ToolLine
from ui.widgets import words

if TYPE_CHECKING:
    from app.pasted_text import PastedText
    from app.phrases import Written

PAUSE_MS = 600
_LEAST_HEIGHT = 100
_AFTER_TITLE = 10


class NarrativePage(SectionPage):
    """The text of a section with its tools; undo belongs to the session, not to the editor."""

    def __init__(self, section: Section, session: DraftSession, parent: QWidget | None = None) -> None:
        super().__init__(section, session, parent)
        self._marks = TextMarks(section, session)
        self._is_late, self._is_entering, self._shown = False, False, ""
        self.editor = self._make_editor()
        self.strip = AspectsStrip()
        self.update_button = Button("", f"{section.id}.update", "link", picture="warning")
        self.update_button.setProperty("state", "review")
        self.update_button.setIcon(icon("warning", "warning"))
        self._foot = TextFoot(section)
        self._beside = TextBeside(self.editor, section, session)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._lay_out()
        self._connect()
        self._show()
        self._mark_again()
        self.editor.choose(0, 0)

    def commit(self, name: str = "") -> None:
        """Enters the text as it stands, as a step of this name."""
        self._pause.stop()
        text = self.editor.text()
        filing = with_value(self.session.filing, self.section.id, text)
        if filing is not self.session.filing:
            verb = _("Write in {place}") if text.strip() else _("Clear {place}")
            self._is_entering = True
            self.session.put(filing.draft, name or verb.format(place=self._name))
            self._is_entering = False

    def go_to(self, address: Address) -> bool:
        """Puts the clerk into the text."""
        if address != self.section.id:
            return False
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def find_at(self, start: int, end: int) -> None:
        """Selects the characters from start to end of the section's text."""
        self.commit()
        self.editor.show_text(self.session.filing.value(self.section.id))  # blank paragraphs would shift the places
        self.editor.choose(start, end)

    def acts(self) -> tuple[PageAct, ...]:
        """What can be done with the text, and with the paragraph at the caret."""
        is_open, editor = not self.session.is_locked, self.editor
        has_words = editor.textCursor().hasSelection()
        found = [
            PageAct(_("Cut"), editor.cut, "Ctrl+X", "cut", is_open and has_words),
            PageAct(_("Copy"), editor.copy, "Ctrl+C", "copy", has_words),
            PageAct(_("Paste"), editor.paste, "Ctrl+V", "paste", is_open),
            *self._tool_acts(),
        ]
        if is_open and editor.notice(editor.paragraph()):
            found.append(PageAct(_("This paragraph is checked"), self.confirm_paragraph, "Ctrl+Enter", "check"))
        return tuple(found)

    def _tool_acts(self) -> tuple[PageAct, ...]:
        """What stands in the tool line above the text and in the Edit menu."""
        is_open = not self.session.is_locked
        found = [PageAct(_("Ready sentences…"), self.open_phrases, "Ctrl+J", "phrases", is_open)]
        if not self.section.title:
            found.append(PageAct(_("Make from basic information"), self.make_preface, icon="edit", is_enabled=is_open))
        found.append(PageAct(_("Clean up…"), self.open_tidy, icon="clean", is_enabled=is_open))
        if self._beside.has_last:
            found.append(PageAct(_("Last year's text"), self.toggle_last_year, icon="last_year"))
        return tuple(found)

    def open_phrases(self, *, whole: bool = False) -> None:
        """Offers ready sentences with the figures of this draft; first of them, where asked, the whole narrative."""
        from ui.dialogs.phrases import PhrasesDialog

        if self.session.is_locked:
            return
        self.commit()
        dialog = PhrasesDialog(self.section, self.session, self)
        dialog.chosen.connect(self._on_phrase)
        if whole:
            dialog.choose_whole()
        dialog.open()

    def open_tidy(self) -> None:
        """Proposes a clean-up of this text."""
        from ui.dialogs.tidy import TidyDialog

        if not self.session.is_locked:
            self.commit()
            TidyDialog(self.session, (self.section,), self).open()

    def make_preface(self) -> None:
        """Writes the preface from the basic information; where one stands already, the difference is shown first."""
        from app.phrases import whole

        if self.session.is_locked:
            return
        self.commit()
        written = whole(self.session.filing, self.section.id)
        if written is None:
            self._foot.tell(_("There is nothing to make it of yet: please fill the basic information first."))
        elif self.session.filing.value(self.section.id):
            self.open_phrases(whole=True)
        else:
            self._on_phrase(written)

    def confirm_paragraph(self) -> None:
        """The paragraph at the caret, taken over from last year, counts as checked."""
        self.commit()
        self._marks.confirm(self.editor.paragraph())

    def toggle_last_year(self) -> None:
        """Shows last year's text, or folds it away; it stays so."""
        self._beside.toggle()

    @property
    def _name(self) -> str:
        """What the section is called."""
        return name_of(self.session.form, self.section.id)

    # Built

    def _make_editor(self) -> TextEditor:
        editor = TextEditor()
        editor.setMinimumHeight(_LEAST_HEIGHT)
        editor.setObjectName(self.section.id)
        editor.setAccessibleName(self._name)
        editor.heads.marks_in = self._marks.marks_in
        editor.margin.notice = self._marks.notice
        editor.installEventFilter(self)
        if self.session.is_locked:
            editor.setReadOnly(True)
            flag = Qt.TextInteractionFlag
            editor.setTextInteractionFlags(flag.TextSelectableByMouse | flag.TextSelectableByKeyboard)
        else:
            editor.margin.act = _("Checked (Ctrl+Enter)")
            editor.hint = _("Write or paste here; Ctrl+J offers ready sentences.")
        return editor

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4)
        outer.addWidget(self._head())
        outer.addWidget(self.strip)
        outer.addWidget(self._beside, 1)
        outer.addWidget(self._foot)

    def _head(self) -> QWidget:
        """The title; in its line the acts as buttons, find and replace among them, and the toggle of last year's."""
        line, title = ToolLine(), self.section.title
        head = words(title or _("Preface"), "title" if title else "strong")
        head.setContentsMargins(0, 0, _AFTER_TITLE, 0)
        line.add(head)
        for act in self._tool_acts():
            button = self._tool(act)
            if act.icon == "last_year":
                button.setCheckable(True)
                self._beside.shown.connect(button.setChecked)
            line.add_act(button)
        line.add_act(self._tool(PageAct(_("Find and replace…"), self.find_wanted.emit, "Ctrl+F", "find")))
        self.update_button.setToolTip(_("Tables and fields have changed: puts their figures into the sentences."))
        line.add(self.update_button)
        return line

    def _tool(self, act: PageAct) -> Button:
        button = Button(act.text, f"{self.section.id}.{act.icon}", "link", picture=act.icon)
        button.setEnabled(act.is_enabled)
        button.setToolTip(f"{act.text} ({act.keys})" if act.keys else act.text)
        button.clicked.connect(act.do)
        return button

    def _connect(self) -> None:
        self._pause.timeout.connect(self._on_pause)
        self.editor.textChanged.connect(self._on_typed)
        self.editor.taking.connect(self._on_taking)
        self.editor.taken.connect(self._on_taken)
        self.editor.composed.connect(self._on_composed)
        self.editor.asked.connect(self._on_asked)
        self.strip.chosen.connect(self._on_aspect)
        self.update_button.clicked.connect(self._on_update)
        self.session.changed.connect(self._on_changed)
        self.session.findings_changed.connect(self._show_marks)

    # What the clerk does

    def _on_typed(self) -> None:
        self._pause.start()
        self._foot.tell("")
        self._show_count()

    def _on_pause(self) -> None:
        """Enters what was typed, but never while an input method is at work."""
        if self.editor.is_composing:
            self._pause.start()
        else:
            self.commit()

    def _on_composed(self) -> None:
        """Shows what changed meanwhile; words written into the old text are entered instead, and undo leads back."""
        if self._is_late:
            self._is_late = False
            if paragraphs(self.editor.text()) == self._shown:
                self._show()
            else:
                self.commit()

    def _on_taking(self) -> None:
        """What was typed before a paste is a step of its own."""
        self.commit()

    def _on_taken(self, found: "PastedText", was_moved: bool) -> None:
        count = len(found.paragraphs)
        name = n_("Paste one paragraph", "Paste {count} paragraphs", count).format(count=count)
        self.commit(_("Move text") if was_moved else name)
        if found.is_table:
            text = _("The clipboard holds a table; figures should be pasted into the tables. Ctrl+Z takes it back.")
            self._foot.tell(text)
        elif found.rows:
            text = n_(
                "One row of a table was pasted as a line.", "{count} rows of a table were pasted as lines.", found.rows
            )
            self._foot.tell(text.format(count=found.rows))

    def _on_asked(self, wish: str) -> None:
        if wish == "phrases":
            self.open_phrases()
        elif not self.session.is_locked:
            self.commit()
            mark = self.editor.mark_at_caret() if wish == "confirm" else None
            if mark and mark.is_stale:
                self._marks.take_new_figures()
            else:
                self.confirm_paragraph()

    def _on_phrase(self, written: "Written") -> None:
        """Puts a ready sentence where the caret is: at the end of its paragraph, or into the empty one."""
        from app.phrases import Phrase, put_phrase

        self.commit()
        number, is_blank = self.editor.paragraph_number()
        if is_blank and isinstance(written.phrase, Phrase):
            written = replace(written, phrase=replace(written.phrase, paragraph=True))
        filing = put_phrase(self.session.filing, written, self.section.id, number)
        name = _("Put in “{title}”").format(title=written.phrase.title)
        self.session.put(filing.draft, name, Reason.BULK if written.is_whole else None)
        self.go_to(self.section.id)

    def _on_update(self) -> None:
        self.commit()
        self._marks.take_new_figures()
        self.go_to(self.section.id)  # the button is gone

    def _on_aspect(self, found: AspectFound) -> None:
        """Leads to an aspect's paragraph; writes its heading where there is none."""
        self.commit()
        line = found.paragraph
        if line is None:
            made = skeleton(self.session.filing, self.section, found.aspect)
            filing = with_value(self.session.filing, self.section.id, made.text)
            self.session.put(filing.draft, _("Heading “{aspect}”").format(aspect=found.aspect.label))
            line = made.paragraph
        lines = self.session.filing.value(self.section.id).split("\n")
        end = len("\n".join(lines[: line + 1]))
        self.find_at(end, end)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drops_blanks(self) -> bool:
        """Undo takes back a blank paragraph just begun, which is no step yet, before any step."""
        value, text = self.session.filing.value(self.section.id), self.editor.text()
        if text == value or paragraphs(text) != value:
            return False
        self.editor.show_text(value)
        self._pause.stop()
        return True

    # What is shown

    def _on_changed(self, addresses: frozenset[Address]) -> None:
        if self.section.id in addresses:
            self._show()
        elif addresses & self.session.form.fields.keys():  # the kind of body decides which aspects are asked
            self._show_aspects()
        self._show_marks()

    def _show(self) -> None:
        """Shows the session's text where it is another than the one being typed; what is composed is not disturbed."""
        value = self.session.filing.value(self.section.id)
        if self.editor.is_composing:
            self._is_late = True
            return
        if paragraphs(self.editor.text()) != value:
            was_blocked = self.editor.blockSignals(True)
            self.editor.show_text(value)
            self.editor.blockSignals(was_blocked)
        self._shown = value
        self._show_count()
        self._show_aspects()

    def _show_aspects(self) -> None:
        if self.section.aspects:
            found = aspects(self.session.filing, self.section)
            self.strip.show_aspects(found, is_locked=self.session.is_locked)

    def _show_marks(self) -> None:
        if self._marks.refresh():
            self._mark_again()

    def _mark_again(self) -> None:
        was_blocked = self.editor.blockSignals(True)
        self.editor.refresh_marks(is_typing=self._is_entering)
        self.editor.blockSignals(was_blocked)
        count = 0 if self.session.is_locked else self._marks.stale
        self.update_button.setText(n_("Update one figure", "Update {count} figures", count).format(count=count))
        self.update_button.setVisible(count > 0)

    def _show_count(self) -> None:
        self._foot.show_length(length(self.section, self.editor.text()))

    # Qt's names from here on

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tells where the clerk is, enters the text when the clerk leaves it, and takes back what is no step."""
        if event.type() == QEvent.Type.FocusIn:
            self.place_entered.emit(self.section.id)
        elif event.type() == QEvent.Type.FocusOut and self._pause.isActive():
            self.commit()
        elif is_undo(event) and self._drops_blanks():
            event.accept()  # the key is used up: the session's undo does not get it
            return True
        return super().eventFilter(watched, event)
