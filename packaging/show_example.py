"""Does the work of the window on a computer without a screen: `python packaging/show_example.py FILE FOLDER`.

Writes the membership cards, the statistics, lists, receipts, reminders, leaflets, forms of surveys and reports of the file, and
pictures of every tab, of the members' pages and of the places of the other tabs into the folder, and says where they are. The
file itself stays as it is: what writes into it is done with a copy.
"""

from __future__ import annotations

import datetime
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

#: A laptop of 1366 × 768 whose texts are enlarged to 125 %.
SIZE = (1093, 614)
_SETTLED = 0.15
#: File → the command that writes it, and what it needs besides the association's file.
PAPERS = {
    "cards.pdf": ("cards",),
    "statistics.pdf": ("statistics",),
    "statistics.xlsx": ("statistics",),
    "directory.pdf": ("directory",),
    "disclosure.pdf": ("disclose", "0001"),
    "members.ods": ("export",),
    "members.vcf": ("export",),
    "treasurers-report.pdf": ("report", "treasurer"),
    "treasurers-report.xlsx": ("report", "treasurer"),
    "cash-book.pdf": ("report", "cashbook"),
    "receipts-register.pdf": ("report", "receipts"),
    "statement-of-account.pdf": ("report", "statement", "--member", "0001"),
    "reminders.pdf": ("reminders", "--level", "1"),
    "leaflet.pdf": ("leaflet",),
    "leaflet-students.pdf": ("leaflet", "--size", "a5", "--audience", "students"),
    "poster.pdf": ("leaflet", "--size", "a3"),
    "dues-bought.pdf": ("dues-bought", "--search", "Djibrilla"),
    "benefits.pdf": ("report", "benefits"),
    "benefits.xlsx": ("report", "benefits"),
    "retention.pdf": ("report", "retention"),
    "journal.csv": ("journal", "--format", "csv"),
    "journal-fec.txt": ("journal", "--format", "fec"),
    "journal-gnucash.csv": ("journal", "--format", "gnucash"),
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
#: Tab of several places → the pages laid upon them: name → the place, and the method of it that shows the page.
TABS_WITH_PLACES = {
    "treasury": {
        "open-season": ("dues", "open_season"),
        "receipts": ("desk", "show_register"),
        "budget": ("cashbook", "show_budget"),
        "close-year": ("cashbook", "close_year"),
    },
    "benefits": {},
    "listening": {},
}


#: Places whose picture is drawn beside the window.
DRAWN_BESIDE = ("leaflets", "retention")


def write_papers(file: Path, folder: Path) -> list[Path]:
    """What the command line makes of the file: cards, statistics, a directory, lists for other programs."""
    from assoc_desktop.cli.parser import run

    written = []
    for name, (command, *needed) in PAPERS.items():
        target = folder / name
        if run([command, str(file), *needed, "-o", str(target)]):
            raise SystemExit(1)
        # For GnuCash, accounts and transactions are a file each.
        written += [target] if target.exists() else sorted(folder.glob(f"{target.stem}-*"))
    return written


def write_slips(file: Path, folder: Path) -> list[Path]:
    """The latest receipts, two on a page, the latest deposit slip, and a statement of the bank to read in."""
    from assoc_desktop.association.rules import head_of
    from assoc_desktop.example.statement import write_statement
    from assoc_desktop.language import language
    from assoc_desktop.schema import SCHEMA
    from assoc_desktop.storage.file import open_file
    from assoc_desktop.treasury.cashbook.documents.slip import deposit_slip
    from assoc_desktop.treasury.deposits import read_deposit
    from assoc_desktop.treasury.documents.receipts import receipts_pdf
    from assoc_desktop.treasury.receipts import receipt_facts, receipt_ids
    from assoc_desktop.treasury.records import Entry

    receipts, slip, statement = (
        folder / name for name in ("receipts.pdf", "deposit-slip.pdf", "statement.csv")
    )
    with open_file(file, SCHEMA):
        receipts.write_bytes(receipts_pdf([receipt_facts(each) for each in receipt_ids()[:4]], "a4"))
        deposit = Entry.select().where(Entry.kind == "deposit").order_by(Entry.id.desc()).first()
        slip.write_bytes(deposit_slip(read_deposit(deposit.id), head_of(language())))
        write_statement(statement, today=datetime.date.today())
    return [receipts, slip, statement]


def write_forms(file: Path, folder: Path) -> list[Path]:
    """What is printed to hear members: call sheets, invitations, two forms with names and two with codes; and what came of it."""
    from assoc_desktop.association.records import present_season, the_association
    from assoc_desktop.association.rules import head_of
    from assoc_desktop.benefits.fund.report import fund_report
    from assoc_desktop.benefits.reviews.figures import review_report
    from assoc_desktop.benefits.reviews.rounds import rounds
    from assoc_desktop.listening.lapsed.documents.call_sheet import call_list, call_sheets
    from assoc_desktop.listening.lapsed.listing import lapsed_ids
    from assoc_desktop.listening.prospects.documents.invitation import invitations
    from assoc_desktop.listening.prospects.listing import prospect_ids
    from assoc_desktop.reports.printed import report_pdf
    from assoc_desktop.schema import SCHEMA
    from assoc_desktop.storage.file import open_file
    from assoc_desktop.surveys.documents.forms import forms_pdf
    from assoc_desktop.surveys.documents.receivers import forms_for, forms_with_codes
    from assoc_desktop.surveys.documents.results import results_pdf
    from assoc_desktop.surveys.records import Survey

    today = datetime.date.today()
    with open_file(file, SCHEMA):
        season = present_season(today)
        lapsed = lapsed_ids(season, today, view="")
        named = Survey.get(Survey.mode == "named")
        again, review = rounds()
        head = head_of(the_association().language)
        papers = {
            "call-sheets.pdf": call_sheets(season, lapsed),
            "call-list.pdf": call_list(season, lapsed),
            "invitations.pdf": invitations(prospect_ids("")[:3], today=today),
            "survey-form.pdf": forms_pdf(named, forms_for(named)[:2]),
            "survey-form-with-code.pdf": forms_pdf(
                again.survey, forms_with_codes(again.survey, anew=True)[:2]
            ),
            "survey-results.pdf": results_pdf(named),
            "review-results.pdf": results_pdf(review.survey),
            "review.pdf": report_pdf(lambda say: review_report(review, say), head),
            "review-open.pdf": report_pdf(lambda say: review_report(again, say), head),
            "fund.pdf": report_pdf(lambda say: fund_report(None, say), head),
        }
    for name, content in papers.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in papers]


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
        for key in TABS_WITH_PLACES:
            written += _write_places(app, window, folder, key)
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


def _write_places(app: object, window: object, folder: Path, key: str) -> list[Path]:
    """A picture of each place of a tab, and of the pages laid upon them."""
    window.show_tab(key)
    tab = window.tab()
    written = []
    for offer in tab.offers:
        window.show_tab(key, {"place": offer.key})
        _settle(app, _SETTLED * (5 if offer.key in DRAWN_BESIDE else 1))
        _choose_first(app, tab.place())
        written.append(folder / f"{key}-{offer.key}.png")
        window.grab().save(str(written[-1]))
    for name, (place, show) in TABS_WITH_PLACES[key].items():
        window.show_tab(key, {"place": place})
        getattr(tab.place(), show)()
        _settle(app)
        written.append(folder / f"{key}-{name}.png")
        window.grab().save(str(written[-1]))
        tab.close_pages()
    return written


def _choose_first(app: object, place: object) -> None:
    """Put the first line of a list in focus, so that the picture shows its details."""
    table = getattr(place, "table", None)
    if hasattr(table, "select_id") and table.shown_ids():
        table.select_id(table.shown_ids()[0])
        _settle(app)


def _tell(_kind: object, _context: object, text: str) -> None:
    """Pass Qt's messages on, but for the one that its screen in memory repeats for every window."""
    if "propagateSizeHints" not in text:
        print(text, file=sys.stderr)


def _settle(app: object, seconds: float = _SETTLED) -> None:
    """Let the window read its rows and paint them."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        app.processEvents()
        time.sleep(0.01)


def main(file: Path, folder: Path) -> int:
    """Write everything; the process' exit code."""
    from assoc_desktop.cli.parser import run
    from assoc_desktop.language import _, speak
    from assoc_desktop.language.translation import system_language

    speak(system_language())
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        copy = Path(shutil.copy(file, place))
        papers = write_slips(copy, folder) + write_papers(copy, folder) + write_forms(copy, folder)
        # The pictures show the books as they are, with a statement that waits to be matched.
        copy = Path(shutil.copy(file, place))
        if run(["statement", str(copy), str(folder / "statement.csv")]):
            return 1
        pictures = write_pictures(copy, folder)
    print(_("There is no screen here, so the example was written to files:"))
    for path in (file, *papers, *pictures):
        print(f"  {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
