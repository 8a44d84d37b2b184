"""A sentence that sends somebody to a button or menu names it as it is written there."""

import re

import pytest

from assoc_desktop.language import LANGUAGES, speaking
from assoc_desktop.language.translation import _
from tests.test_translations import SOURCE

QUOTED = {"en": "“([^”{]+)”", "fr": "«\u00a0([^»{]+)\u00a0»"}
#: In quotes, beginning with a capital, and yet no label: the title of a paper.
NO_LABELS = {"Nonparametric estimation from incomplete observations"}


def _texts(language: str) -> list[str]:
    with speaking(language):
        return [
            _(text)
            for message in SOURCE
            if message.id
            for text in (message.id if message.pluralizable else (message.id,))
        ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_that_sentences_name_exist(language):
    texts = _texts(language)
    labels = {text.replace("&", "") for text in texts} | NO_LABELS
    named = {name for text in texts for name in re.findall(QUOTED[language], text) if name[0].isupper()}
    assert len(named) > 10
    assert named - labels == set()
