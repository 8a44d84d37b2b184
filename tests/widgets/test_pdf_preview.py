"""The preview draws what is seen, finds texts, saves and prints."""

import io

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from reportlab.pdfgen import canvas

from assoc_desktop.refusals import Cancelled, Refused
from assoc_desktop.widgets.pdf_preview import PdfDocument, PdfPreview, PreviewPage, printing
from tests.screens import answer, click, press, type_text


def pdf(pages, size=(595, 842)):
    content = io.BytesIO()
    paper = canvas.Canvas(content, pagesize=size)
    for page in range(pages):
        paper.drawString(100, 700, f"Card {page} Bibliothèque de Ségou")
        paper.showPage()
    paper.save()
    return content.getvalue()


@pytest.fixture(scope="module")
def many():
    return pdf(1561)


@pytest.fixture
def preview(many, shown, tmp_path):
    return shown(PdfPreview(many, "cards.pdf", folder=tmp_path))


def drawn(preview):
    return set(preview.pages._images)


def test_1561_pages_draw_what_is_seen(preview, qtbot):
    qtbot.waitUntil(lambda: 0 in drawn(preview))
    assert len(drawn(preview)) <= 3
    assert preview._number.text() == "Page 1 of 1,561"
    press(preview.pages, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: 1560 in drawn(preview))
    assert preview._number.text() == "Page 1,561 of 1,561"
    press(preview.pages, Qt.Key.Key_PageUp)
    assert preview._number.text() == "Page 1,560 of 1,561"


def test_a_small_page_leads_to_its_page(preview, qtbot):
    place = preview.thumbnails._rect(2).center()
    QTest.mouseClick(preview.thumbnails.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert preview.pages.page == 2
    assert preview.thumbnails.page == 2


def test_the_page_drawn_is_not_white(preview, qtbot):
    qtbot.waitUntil(lambda: 0 in drawn(preview))
    image = preview.pages._images[0]
    colours = {image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}
    assert len(colours) > 2


def test_zoom_keeps_the_page(preview, qtbot):
    preview.pages.go_to(700)
    before = preview.pages.zoom
    press(preview, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert preview.pages.zoom == pytest.approx(before * 1.25)
    assert preview.pages.page == 700
    preview.fit(whole_page=False)
    wide = preview.pages.zoom
    preview.fit(whole_page=True)
    assert preview.pages.zoom < wide
    assert preview.pages.page == 700


def test_a_text_is_found_where_it_stands(preview, qtbot):
    preview._field.setFocus()
    type_text(preview._field, "CARD 777 ")
    qtbot.waitUntil(lambda: not preview._searching.isActive(), timeout=10_000)
    assert preview._found.text() == "1 of 1"
    assert preview.pages.page == 777
    rect = preview._hits[0].rects[0]
    assert rect.x() == pytest.approx(100, abs=3)
    assert rect.bottom() == pytest.approx(842 - 700, abs=5)
    preview._field.setText("Ségou")
    preview.next_hit(-1)
    preview._field.setText("Atlantis")
    qtbot.waitUntil(lambda: preview._found.text() == "Not found", timeout=10_000)
    preview._field.clear()
    assert preview._found.text() == ""


def test_save_then_open_the_folder(preview, many, tmp_path, qtbot):
    with qtbot.waitSignal(preview.saved):
        preview.save_to(tmp_path / "out.pdf")
    assert (tmp_path / "out.pdf").read_bytes() == many
    assert preview._open_folder.isVisible()
    assert preview._told.text() == "Saved as out.pdf"


def test_a_folder_that_cannot_be_written_is_told(preview, tmp_path):
    told = answer("Close")
    preview.save_to(tmp_path / "gone" / "out.pdf")
    assert "out.pdf" in told[1]
    assert preview._open_folder.isHidden()


def test_without_a_printer_there_is_another_way(preview, monkeypatch):
    monkeypatch.setattr("PySide6.QtPrintSupport.QPrinterInfo.availablePrinterNames", list)
    told = answer("Close")
    click(preview.print_button)
    assert "Save the document" in told[1]


def test_printing_gives_every_page_in_its_size(tmp_path, qapp):
    document = PdfDocument(pdf(3, (842, 595)))
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printing.prepare(printer, document, "cards")
    told = []
    assert printing.print_pages(printer, document, lambda done, total: told.append((done, total))) == 3
    pages = PdfReader(tmp_path / "printed.pdf").pages
    assert len(pages) == 3
    assert [round(float(side)) for side in pages[0].mediabox[2:]] == [842, 595]
    assert told == [(0, 3), (1, 3), (2, 3)]


def test_printing_part_and_stopping(tmp_path, qapp):
    document = PdfDocument(pdf(5))
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printing.prepare(printer, document, "cards")
    printer.setFromTo(2, 3)
    assert printing.print_pages(printer, document, lambda *_: None) == 2

    def stop(*_anything):
        raise Cancelled

    with pytest.raises(Cancelled):
        printing.print_pages(printer, document, stop)


def test_a_file_that_is_not_written_leaves_the_old_one(tmp_path):
    path = tmp_path / "cards.pdf"
    printing.write_file(path, b"one")
    with pytest.raises(Refused):
        printing.write_file(tmp_path, b"two")
    printing.write_file(path, b"three")
    assert path.read_bytes() == b"three"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["cards.pdf"]


def test_a_single_page_shows_no_small_pages(shown):
    page = shown(PreviewPage("A card", pdf(1), "card.pdf"))
    assert not page.preview.thumbnails.isVisible()
    assert page.preview.pages.isVisible()
