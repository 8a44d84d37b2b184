"""Texts of Qt's own dialogs that its translations do not have in the version we use, spoken from our catalogue."""

from __future__ import annotations

from PySide6.QtCore import QTranslator

from assoc_desktop.language import N_, _

# Qt 6.11 renamed these in its English and not in its other languages.
_TEXTS = {
    ("QFileDialog", "&Look in:"): N_("&Look in:"),
    ("QFileDialog", "Files of &type:"): N_("Files of &type:"),
    ("QPrintSettingsOutput", "Page &Set:"): N_("Page &Set:"),
    ("QAbstractFileIconProvider", "Drive"): N_("Drive"),
    ("QAbstractFileIconProvider", "Folder"): N_("Folder"),
}


class QtTexts(QTranslator):
    """A translator to install after Qt's own: it is asked first, and passes on what it does not know."""

    def isEmpty(self) -> bool:
        """Never: Qt drops empty translators."""
        return False

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """Our words for a text of Qt's, or None."""
        del disambiguation, n
        ours = _TEXTS.get((context, text))
        return _(ours) if ours else None
