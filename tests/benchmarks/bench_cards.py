"""Cards: ten thousand of them against the floor and against a naive way, how time grows, and how much memory.

The floor is what cannot be saved: compressing the very same page contents. The naive way is what one writes first:
a platypus Table of Paragraphs for each card and ReportLab's own QR widget. It is timed on fewer cards, and its time
is taken as proportional (it is: cards do not know of each other).
"""

from __future__ import annotations

import datetime
import io
import math
import multiprocessing
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image, ImageDraw

from assoc_desktop.members.cards.codes import CardClaim, sign
from assoc_desktop.members.cards.design import CardDesign
from assoc_desktop.members.cards.documents import write_cards
from assoc_desktop.members.cards.faces import CardFace, CardIssuer
from assoc_desktop.pdf import qr
from assoc_desktop.pdf.sheets import A4_PLAIN
from tests.benchmarks.report import Result

CARDS = 10_000
NAIVE_CARDS = 150
_KEY = bytes(range(32))
_GIVEN = ("Aïssatou", "Marie", "Kofi", "Ngozi", "Jean-Paul", "Thérèse", "Ousmane", "Fatou", "Łukasz", "Ɓaba")
_FAMILY = ("N'Diaye", "Mbarga", "Okafor", "Diallo", "Atangana Owono", "Koné", "Tchuente", "Nguyễn", "Ŋgamu")
_CATEGORIES = (
    ("Individuel", "#1F6F5C"),
    ("Étudiant", "#F2C230"),
    ("Institution", "#23395B"),
    ("Retraité", "#7A5195"),
)


def made_faces(count: int, first: int = 0) -> list[CardFace]:
    """Cards as varied as real ones: every name, number and code is another."""
    return list(_faces(count, first))


def _faces(count: int, first: int) -> Iterator[CardFace]:
    for at in range(first, first + count):
        category, colour = _CATEGORIES[at % len(_CATEGORIES)]
        number = f"{at:05}"
        claim = CardClaim(number, "2026", datetime.date(2026, 12, 31))
        yield CardFace(
            number=number,
            name_lines=(f"{_GIVEN[at % 10]} {_GIVEN[at // 7 % 10]}", f"{_FAMILY[at // 10 % 9]} {at}"),
            category=category,
            colour=colour,
            season="2026",
            valid_until="31/12/2026",
            institution=f"Bibliothèque municipale de {_FAMILY[at // 90 % 9]}",
            code=sign(claim, _KEY),
        )


def _logo() -> bytes:
    image = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((5, 5, 295, 295), fill=(24, 92, 80, 255))
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def drawn(faces: list[CardFace]) -> bytes:
    """The PDF of the cards, with logo, category colour and QR code."""
    issuer = CardIssuer("Association des bibliothécaires et documentalistes", logo=_logo())
    file = io.BytesIO()
    write_cards(file, faces, CardDesign("x"), A4_PLAIN, association=issuer)
    return file.getvalue()


def naive(faces: list[CardFace]) -> bytes:
    """The same cards as one writes them first."""
    from reportlab.graphics.barcode.qr import QrCodeWidget
    from reportlab.graphics.shapes import Drawing
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.platypus import Image as Picture
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    file, logo = io.BytesIO(), _logo()
    style = ParagraphStyle("card", fontSize=8, leading=10)
    cells = []
    for face in faces:
        widget = QrCodeWidget(face.code, barLevel="M", barWidth=48, barHeight=48)
        code = Drawing(48, 48)
        code.add(widget)
        head = Table(
            [[Picture(io.BytesIO(logo), 20, 20), Paragraph("Association des bibliothécaires", style)]],
            style=[("BACKGROUND", (0, 0), (-1, -1), face.colour)],
        )
        words = [
            Paragraph(f"<b>{face.name}</b>", style),
            Paragraph(face.institution, style),
            Paragraph(f"{face.category} · {face.number} · {face.season} · {face.valid_until}", style),
        ]
        cells.append([head, Table([[words, code]], colWidths=[58 * mm, 22 * mm])])
    rows = [cells[at : at + 2] for at in range(0, len(cells), 2)]
    document = SimpleDocTemplate(
        file, leftMargin=19 * mm, rightMargin=19 * mm, topMargin=13 * mm, bottomMargin=13 * mm
    )
    document.build([Table(rows, colWidths=[85.6 * mm] * 2, rowHeights=[53.9 * mm] * len(rows))])
    return file.getvalue()


def page_contents(pdf: bytes) -> list[bytes]:
    """The page contents of a PDF, not compressed."""
    from pypdf import PdfReader

    return [page.get_contents().get_data() for page in PdfReader(io.BytesIO(pdf)).pages]


def _seconds(work: Callable[[], object]) -> float:
    """Processor time: other programs on the machine do not count."""
    started = time.process_time()
    work()
    return time.process_time() - started


def _drawing_seconds(count: int, runs: range) -> float:
    """The quickest of several runs, each as in a new process: other members, and the tables for QR codes not made."""
    best = math.inf
    for number in runs:
        faces = made_faces(count, number * CARDS)
        qr.symbols.cache_clear()
        best = min(best, _seconds(lambda faces=faces: drawn(faces)))
    return best


def _peak_memory(count: int) -> float:
    """Megabytes that this process had in memory at most after drawing so many cards; 0 where that is not told."""
    drawn(made_faces(count))
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    # Not getrusage: its peak is that of the parent too, from before this program was started.
    (peak,) = (line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(peak) / 1024


def run() -> list[Result]:
    """The targets of cards."""
    faces = made_faces(CARDS)
    drawn(faces[:10])
    ours = _drawing_seconds(CARDS, range(1, 4))
    quarter = _drawing_seconds(CARDS // 4, range(4, 8))
    contents = page_contents(drawn(faces))
    floor = min(_seconds(lambda: [zlib.compress(content) for content in contents]) for _run in range(3))
    by_hand = _seconds(lambda: naive(faces[:NAIVE_CARDS])) * CARDS / NAIVE_CARDS
    exponent = math.log(ours / quarter) / math.log(4)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        memory = pool.apply(_peak_memory, (CARDS,))
    return [
        Result(
            f"{CARDS} cards against compressing alone",
            "≤ 4×",
            f"{ours / floor:.1f}× ({ours:.2f} s / {floor:.2f} s)",
            ours <= 4 * floor,
        ),
        Result(
            f"{CARDS} cards against naive platypus",
            "≥ 40×",
            f"{by_hand / ours:.0f}× ({by_hand:.0f} s, from {NAIVE_CARDS} cards)",
            by_hand >= 40 * ours,
        ),
        Result(f"{CARDS} cards: growth from a quarter", "exponent ≤ 1.0", f"{exponent:.2f}", exponent <= 1.0),
        Result(f"{CARDS} cards: memory", "≤ 150 MB", f"{memory:.0f} MB", memory <= 150),
    ]
