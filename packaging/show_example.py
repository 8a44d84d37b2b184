"""Does the work of the window on a computer without a screen: `python packaging/show_example.py FILE FOLDER`.

Writes the membership cards, the statistics and lists of the file, and pictures of every tab and of the members' pages into the
folder, and says where they are.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

#: A laptop of 1366 × 768 whose texts are enlarged to 125 %.
SIZE = (1093, 614)
_SETTLED = 0.4
#: File → the command that writes it, and what it needs besides the association's file.
PAPERS = {
    "cards.pdf": ("cards",),
    "statistics.pdf": ("statistics",),
    "statistics.xlsx": ("statistics",),
    "directory.pdf": ("directory",),
    "disclosure.pdf": ("disclose", "0001"),
    "members.ods": ("export",),
    "members.vcf": ("export",),
}
#: Pages of the members' tab → the method that shows them.
PAGES = {
    "statistics": "show_statistics",
    "filters": "show_filters",
    "duplicates": "find_duplicates",
    "households": "show_households",
    "proposals": "show_proposals",
    "retention": "show_retention",
    "change-many": "change_many",
}


def write_papers(file: Path, folder: Path) -> list[Path]:
    """What the command line makes of the file: cards, statistics, a directory, lists for other programs."""
    from assoc_desktop.cli.parser import run

    written = []
    for name, (command, *needed) in PAPERS.items():
        target = folder / name
        if run([command, str(file), *needed, "-o", str(target)]):
            raise SystemExit(1)
        written.append(target)
    return written


def write_pictures(file: Path, folder: Path) -> list[Path]:
    """A picture of every tab, in their order, and of the pages of the members' tab."""
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from assoc_desktop.app import Application
    from assoc_desktop.preferences import Preferences
    from assoc_desktop.window.navigation import PLACES

    qInstallMessageHandler(_tell)
    app = QApplication(["assoc-desktop"])
    written = []
    with tempfile.TemporaryDirectory() as settings:
        window = Application(app, Preferences(folder=Path(settings), theme="light")).window
        window.resize(*SIZE)
        window.show()
        if not window.open_path(file):
            raise SystemExit(1)
        for number, place in enumerate(PLACES, start=1):
            window.show_tab(place.key)
            _settle(app)
            written.append(folder / f"tab-{number}-{place.key}.png")
            window.grab().save(str(written[-1]))
        written += _write_pages(app, window, folder)
        window.drop_file()
        window.close_now()
    return written


def _write_pages(app: object, window: object, folder: Path) -> list[Path]:
    """A picture of each page that is laid upon the list of members."""
    window.show_tab("members")
    tab = window.tab()
    written = []
    for name, show in PAGES.items():
        getattr(tab, show)()
        _settle(app)
        written.append(folder / f"page-{name}.png")
        window.grab().save(str(written[-1]))
        tab.close_pages()
    return written


def _tell(_kind: object, _context: object, text: str) -> None:
    """Pass Qt's messages on, but for the one that its screen in memory repeats for every window."""
    if "propagateSizeHints" not in text:
        print(text, file=sys.stderr)


def _settle(app: object) -> None:
    """Let the window read its rows and paint them."""
    end = time.monotonic() + _SETTLED
    while time.monotonic() < end:
        app.processEvents()
        time.sleep(0.01)


def main(file: Path, folder: Path) -> int:
    """Write everything; the process' exit code."""
    from assoc_desktop.language import _, speak
    from assoc_desktop.language.translation import system_language

    speak(system_language())
    folder.mkdir(parents=True, exist_ok=True)
    papers = write_papers(file, folder)
    pictures = write_pictures(file, folder)
    print(_("There is no screen here, so the example was written to files:"))
    for path in (file, *papers, *pictures):
        print(f"  {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
