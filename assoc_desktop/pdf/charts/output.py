"""A chart on a page of a document, or as a page of its own for the screen."""

from __future__ import annotations

import io

from assoc_desktop.pdf.charts.model import Chart
from assoc_desktop.pdf.pages import Document


def draw_chart(document: Document, chart: Chart, x: float, y: float) -> None:
    """Draw a chart on the present page, its lower left corner at (x, y)."""
    from reportlab.graphics import renderPDF

    renderPDF.draw(chart.drawing, document.canvas, x, y)


def chart_pdf(chart: Chart) -> bytes:
    """A PDF of one page as large as the chart, for the screen to draw."""
    file = io.BytesIO()
    size = (chart.width, chart.height)
    document = Document(file, size, title="Chart", author="", language="en")
    draw_chart(document, chart, 0, 0)
    document.end_page()
    document.save()
    return file.getvalue()
