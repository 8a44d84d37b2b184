"""One catalogue, spoken by the whole process or for a while, whole even where nothing was compiled."""

import gettext
import os
import threading

import pytest

from assoc_desktop.language import (
    LANGUAGES,
    N_,
    _,
    language,
    ngettext,
    speak,
    speaking,
    translation,
    whole_number,
)
from assoc_desktop.language.translation import system_language

PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Members"
msgstr "Membres"

msgid "{n} card"
msgid_plural "{n} cards"
msgstr[0] "{n} carte"
msgstr[1] "{n} cartes"
"""


@pytest.fixture
def resources(tmp_path, monkeypatch):
    """A folder of resources with a small French catalogue."""
    (tmp_path / "translations").mkdir()
    (tmp_path / "translations" / "fr.po").write_text(PO, encoding="utf-8")
    monkeypatch.setattr(translation, "RESOURCES", tmp_path)
    translation._catalogue.cache_clear()
    yield tmp_path
    translation._catalogue.cache_clear()


def compile_other(resources, text):
    """A compiled catalogue that says something else than the source."""
    from io import BytesIO

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = resources / "translations" / "fr.mo"
    with compiled.open("wb") as file:
        write_mo(file, read_po(BytesIO(PO.replace("Membres", text).encode()), locale="fr"))
    return compiled


def test_english_is_the_source(resources):
    assert _("Members") == "Members"
    assert [ngettext("{n} card", "{n} cards", n) for n in (0, 1, 2)] == ["{n} cards", "{n} card", "{n} cards"]


def test_french(resources):
    speak("fr")
    assert language() == "fr"
    assert _("Members") == "Membres"
    assert _("unknown") == "unknown"
    assert [ngettext("{n} card", "{n} cards", n) for n in (0, 1, 2)] == [
        "{n} carte",
        "{n} carte",
        "{n} cartes",
    ]


def test_no_text_is_no_text(resources):
    with speaking("fr"):
        assert _("") == ""


def test_an_unknown_language_gives_english(resources):
    speak("fr")
    speak("xx")
    assert language() == "en"
    with speaking("xx"):
        assert language() == "en"


def test_a_receiver_s_language_for_a_while(resources):
    with speaking("fr"):
        assert _("Members") == "Membres"
        with speaking("en"):
            assert _("Members") == "Members"
        assert _("Members") == "Membres"
    assert _("Members") == "Members"


def test_the_language_comes_back_after_a_failure(resources):
    with pytest.raises(ZeroDivisionError), speaking("fr"):
        raise ZeroDivisionError
    assert language() == "en"


def test_a_receiver_s_language_is_one_thread_s_own(resources):
    heard = []
    with speaking("fr"):
        thread = threading.Thread(target=lambda: heard.append(language()))
        thread.start()
        thread.join()
    assert heard == ["en"]


def test_a_text_to_be_translated_later(resources):
    label = N_("Members")
    with speaking("fr"):
        assert _(label) == "Membres"


def test_the_compiled_catalogue_is_read_when_it_is_newer(resources):
    compiled = compile_other(resources, "Compilés")
    os.utime(compiled, (2**31, 2**31))
    with speaking("fr"):
        assert _("Members") == "Compilés"


def test_an_old_compiled_catalogue_is_passed_over(resources):
    os.utime(compile_other(resources, "Compilés"), (0, 0))
    with speaking("fr"):
        assert _("Members") == "Membres"


def test_a_packaged_program_has_only_the_compiled_one(resources):
    compile_other(resources, "Compilés")
    (resources / "translations" / "fr.po").unlink()
    with speaking("fr"):
        assert _("Members") == "Compilés"


def test_without_any_catalogue_english_is_spoken(resources):
    (resources / "translations" / "fr.po").unlink()
    with speaking("fr"):
        assert _("Members") == "Members"
        assert isinstance(translation._catalogue("fr"), gettext.NullTranslations)


def test_the_program_s_own_catalogue_is_there():
    with speaking("fr"):
        assert _("Undo") == "Annuler"
    assert list(LANGUAGES) == ["fr", "en"]


@pytest.mark.parametrize(
    ("variables", "own", "expected"),
    [
        ({"LANG": "fr_CM.UTF-8"}, None, "fr"), ({"LC_ALL": "C", "LANG": "fr_FR"}, None, "fr"),
        ({"LC_ALL": "en_GB", "LANG": "fr_FR"}, None, "en"), ({"LANG": "de_DE"}, None, "en"),
        ({"LANGUAGE": "FR:en"}, None, "fr"), ({}, "French_France", "fr"), ({}, "English_United States", "en"),
        ({}, "German_Germany", "en"), ({}, None, "en"),
    ],
)  # fmt: skip
def test_the_computer_s_language(monkeypatch, variables, own, expected):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(translation.locale, "getlocale", lambda: (own, None))
    assert system_language() == expected


@pytest.mark.parametrize(
    ("code", "told"), [("en", ["7", "-999", "15,602"]), ("fr", ["7", "-999", "15\u00a0602"])]
)
def test_counts_have_the_separators_of_the_language(code, told):
    with speaking(code):
        assert [whole_number(n) for n in (7, -999, 15602)] == told
