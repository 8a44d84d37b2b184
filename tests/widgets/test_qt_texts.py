"""Qt's own dialogs speak the language of the window, in every label."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication, QFileDialog

from assoc_desktop.language import speak
from assoc_desktop.widgets.qt_texts import QtTexts


@pytest.fixture
def french(qapp: QApplication):
    """Qt speaks French, with our words for what it lacks."""
    speak("fr")
    own, missing = QTranslator(), QtTexts()
    assert own.load("qtbase_fr", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for translator in (own, missing):
        qapp.installTranslator(translator)
    yield
    for translator in (missing, own):
        qapp.removeTranslator(translator)


def test_the_dialog_that_chooses_a_file_is_french_throughout(qtbot, french):
    dialog = QFileDialog(None, "x")
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    labels = [
        dialog.labelText(label).replace("&", "").rstrip(":\N{NO-BREAK SPACE}")
        for label in QFileDialog.DialogLabel
    ]
    assert labels[:3] == ["Regarder dans", "Nom de fichier", "Fichiers de type"]
    assert not {"Look in", "Files of type", "Open", "Cancel"} & set(labels)


def test_what_it_does_not_know_is_left_to_qt(french):
    assert QtTexts().translate("QFileDialog", "&Open") is None
    assert QApplication.translate("QPlatformTheme", "Cancel") == "Annuler"
