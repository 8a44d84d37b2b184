"""The menu bar. What cannot be done now is greyed out; what is undone is named."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from assoc_desktop.language import LANGUAGES, _, language
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets.theme import TEXT_SIZES, THEMES, application, apply_theme
from assoc_desktop.window.navigation import PLACES
from assoc_desktop.window.settings import edit_association

if TYPE_CHECKING:
    from assoc_desktop.window.main import MainWindow

Do = Callable[[], object]


class Menus:
    """The menus of a window. `refresh()` brings them up to date."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._with_file: list[QAction] = []
        self._of_tab: dict[str, QAction] = {}
        self._make_file()
        self._make_edit()
        self._make_view()
        self._make_help()
        for number in range(1, len(PLACES) + 1):
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), window)
            shortcut.activated.connect(lambda number=number: self._go(number - 1))

    def refresh(self) -> None:
        """Enable what can be done now; what Undo would take back is named by `name_undo`."""
        has_file = self._window.file is not None
        for action in self._with_file:
            action.setEnabled(has_file)
        tab = self._window.tab()
        for what, action in self._of_tab.items():
            # A page over the list has keys of its own: Ctrl+P on a preview prints the preview.
            action.setEnabled(tab is not None and tab.top() is tab.bottom and tab.can(what))
        self._undo.setEnabled(has_file)

    def _make_file(self) -> None:
        menu = self._menu(_("&File"))
        self._add(menu, _("&New association…"), self._new)
        self._add(menu, _("&Open…"), self._window.choose_file, "Ctrl+O")
        self._recent = menu.addMenu(_("Open &recent"))
        menu.aboutToShow.connect(self._fill_recent)
        self._add(menu, _("&Explore the example"), self._example)
        menu.addSeparator()
        self._add(menu, _("&Save a copy…"), lambda: self._do("save_copy"), "Ctrl+Shift+S", file=True)
        self._add(menu, _("Make a &backup now"), lambda: self._do("back_up_now"), file=True)
        self._add(menu, _("Chec&k the file"), lambda: self._do("check"), file=True)
        menu.addSeparator()
        self._of_tab["print_now"] = self._add(menu, _("&Print…"), lambda: self._ask("print_now"), "Ctrl+P")
        menu.addSeparator()
        self._add(menu, _("&Close the file"), self._close_file, "Ctrl+W", file=True)
        self._add(menu, _("&Quit"), self._window.close, "Ctrl+Q")

    def _make_edit(self) -> None:
        menu = self._menu(_("&Edit"))
        self._undo = self._add(menu, _("&Undo"), lambda: self._do("undo_last"), "Ctrl+Z")
        menu.aboutToShow.connect(self.name_undo)
        self._add(menu, _("&History of changes…"), self._history, "Ctrl+H", file=True)
        menu.addSeparator()
        self._of_tab["add"] = self._add(menu, _("&New…"), lambda: self._ask("add"), "Ctrl+N")
        self._of_tab["search"] = self._add(menu, _("&Find"), lambda: self._ask("search"), "Ctrl+F")
        menu.addSeparator()
        self._add(menu, _("Settings of the &association…"), lambda: edit_association(self._window), file=True)

    def _make_view(self) -> None:
        menu = self._menu(_("&View"))
        preferences = self._window.preferences
        themes = {key: _(name) for key, name in THEMES.items()}
        self._choice(menu.addMenu(_("&Colours")), themes, preferences.theme, self._set_theme)
        sizes = {str(size): _("{n} %").format(n=size) for size in TEXT_SIZES}
        self._choice(menu.addMenu(_("&Text size")), sizes, str(preferences.text_size), self._set_size)
        self._choice(menu.addMenu(_("&Language")), LANGUAGES, language(), self._set_language)
        menu.addSeparator()
        self._add(menu, _("&Read again"), self._read_again, "F5", file=True)

    def _make_help(self) -> None:
        menu = self._menu(_("&Help"))
        self._add(menu, _("User's &guide"), self._guide, "F1")
        self._add(menu, _("&About Assoc Desktop"), self._about)

    # What the entries do. What they need is loaded when it is first wanted: the window opens sooner.

    def _do(self, name: str) -> None:
        from assoc_desktop.window import actions

        getattr(actions, name)(self._window)

    def _about(self) -> None:
        from assoc_desktop.window.guide import show_about

        show_about(self._window)

    def _new(self) -> None:
        from assoc_desktop.window.start import found_new

        if self._window.leave_file():
            self._window.show_start()
            found_new(self._window)

    def _example(self) -> None:
        from assoc_desktop.window.start import explore_example

        if self._window.leave_file():
            self._window.show_start()
            explore_example(self._window)

    def _close_file(self) -> None:
        from assoc_desktop.widgets.messages import show_refusal
        from assoc_desktop.window import actions

        if not self._window.may_leave():
            return

        def close() -> None:
            self._window.drop_file()
            self._window.show_start()

        def failed(refusal: Refused) -> None:
            show_refusal(self._window, str(refusal), _("No backup was made"))
            close()

        actions.back_up(self._window, _("Making a verified backup before closing…"), close, failed)

    def _history(self) -> None:
        from assoc_desktop.window.history import HistoryDialog

        if self._window.desk:
            HistoryDialog(self._window.desk, self._window).open()

    def _guide(self) -> None:
        from assoc_desktop.widgets.messages import show_refusal
        from assoc_desktop.window.guide import GuideWindow

        try:
            guide = GuideWindow(self._window)
        except Refused as refusal:
            show_refusal(self._window, str(refusal))
            return
        guide.show()

    def _ask(self, what: str) -> None:
        tab = self._window.tab()
        if tab and tab.can(what):
            getattr(tab, what)()

    def _read_again(self) -> None:
        if self._window.desk:
            self._window.desk.changed.emit()

    def _go(self, index: int) -> None:
        if self._window.file:
            self._window.show_tab(PLACES[index].key)
            if (tab := self._window.tab()) is not None:
                tab.take_keyboard()

    def _set_theme(self, theme: str) -> None:
        self._window.preferences.theme = theme
        self._apply()

    def _set_size(self, size: str) -> None:
        self._window.preferences.text_size = int(size)
        self._apply()

    def _apply(self) -> None:
        preferences = self._window.preferences
        apply_theme(application(), preferences.theme, preferences.text_size)
        preferences.save()

    def _set_language(self, code: str) -> None:
        if code != language() and self._window.may_leave():
            self._window.preferences.language = code
            self._window.preferences.save()
            self._window.restart_wanted.emit()

    # Building

    def _menu(self, title: str) -> QMenu:
        return self._window.menuBar().addMenu(title)

    def _add(self, menu: QMenu, text: str, do: Do, keys: str = "", *, file: bool = False) -> QAction:
        action = QAction(text, self._window)
        action.triggered.connect(lambda: do())
        if keys:
            action.setShortcut(QKeySequence(keys))
        if file:
            self._with_file.append(action)
        menu.addAction(action)
        return action

    def _choice(
        self, menu: QMenu, words: dict[str, str], chosen: str, choose: Callable[[str], object]
    ) -> None:
        group = QActionGroup(menu)
        for key, word in words.items():
            action = QAction(word, menu, checkable=True, checked=key == chosen)
            action.triggered.connect(lambda _on=True, key=key: choose(key))
            group.addAction(action)
            menu.addAction(action)

    def _fill_recent(self) -> None:
        self._recent.clear()
        for path in self._window.preferences.recent_files():
            text = _("{name} – {folder}").format(name=path.stem, folder=path.parent).replace("&", "&&")
            action = self._recent.addAction(text)
            action.triggered.connect(lambda _on=False, path=path: self._window.open_path(path))
        self._recent.setEnabled(not self._recent.isEmpty())

    def name_undo(self) -> None:
        """Name what Undo would take back, or grey it out."""
        from assoc_desktop.storage.history import last_undoable

        last = last_undoable() if self._window.file else None
        self._undo.setEnabled(last is not None)
        if last is None:
            self._undo.setText(_("&Undo"))
            return
        name = str(last).replace("&", "&&")
        self._undo.setText(_("&Undo: {operation}").format(operation=name))
