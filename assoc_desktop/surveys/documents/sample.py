"""One question as it will be printed, by itself: what the builder shows beside its words."""

from __future__ import annotations

import io

from assoc_desktop.language import speaking
from assoc_desktop.pdf.pages import MM, Document
from assoc_desktop.surveys.building.model import Question
from assoc_desktop.surveys.documents.blocks import question_block

_WIDTH, _EDGE = 174 * MM, 3 * MM


def sample_pdf(question: Question, language: str) -> bytes:
    """A small page with the question as wide as on the form."""
    file = io.BytesIO()
    with speaking(language):
        block = question_block(question, language, _EDGE, _WIDTH)
        size = (_WIDTH + 2 * _EDGE, block.height + _EDGE)
        document = Document(file, size, title=question.code, author="", language=language)
        block.draw(document.pen, block.height)
        document.end_page()
        document.save()
    return file.getvalue()
