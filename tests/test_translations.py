"""Every text a person sees is translated, in step with the source, and set as French is set."""

from __future__ import annotations

import argparse
import ast
import importlib.util
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from assoc_desktop.language import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
MARKERS = {"_", "N_", "ngettext"}


def _load_tool():
    # The folder's name is also the name of a library, so it is loaded by its path.
    spec = importlib.util.spec_from_file_location("translation_tool", ROOT / "packaging" / "translations.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tool = _load_tool()
SOURCE = tool.read_sources()
CATALOGUES = tool.languages()


def _ids(catalog: Catalog) -> set:
    return {message.id for message in catalog if message.id}


def _modules() -> list[Path]:
    return [
        ROOT / "main.py",
        ROOT / "packaging" / "show_example.py",
        *sorted((ROOT / "assoc_desktop").rglob("*.py")),
    ]


def test_every_language_offered_has_a_catalogue():
    assert {path.stem for path in CATALOGUES} == set(LANGUAGES) - {"en"}


def test_the_template_is_in_step_with_the_source():
    assert _ids(tool.read_template()) == _ids(SOURCE), "run: make translations"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_the_catalogue_is_in_step_with_the_source(path):
    catalog = tool.read_catalogue(path)
    assert _ids(catalog) == _ids(SOURCE), "run: make translations"
    assert not catalog.obsolete


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_nothing_is_missing_or_wrong(path):
    assert list(tool.faults(tool.read_catalogue(path))) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_compiled_catalogue_says_what_the_source_says(path):
    import gettext
    import io

    from babel.messages.mofile import write_mo

    compiled = io.BytesIO()
    catalog = tool.read_catalogue(path)
    write_mo(compiled, catalog)
    compiled.seek(0)
    spoken = gettext.GNUTranslations(compiled)
    for message in catalog:
        if message.id and not message.pluralizable and message.string:
            assert spoken.gettext(message.id) == message.string


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Nom :", "no-break space"),
        ("Nom:", "missing before"),
        ("Vraiment\u202f?", "no-break space"),
        ("Arrêter? Oui.", "missing before"),
        ("{n} % des cartes", "no-break space"),
        ("Ouvrir «{name}»", "inside"),
        ("Ouvrir “{name}”", "quotation"),
        ("L'association", "apostrophe"),
        ("Patience...", "three dots"),
    ],
)
def test_french_faults_are_found(text, fault):
    assert any(fault in found for found in tool.french_faults(text))


@pytest.mark.parametrize(
    "text",
    [
        "Nom\u00a0:",
        "Vraiment\u00a0?",
        "à 12:30, voir https://example.org",
        "«\u00a0{name}\u00a0» n’existe pas\u00a0: {why}.",
        "Attendez…",
        "{when:%H:%M} (oui\u00a0!)",
    ],
)
def test_good_french_passes(text):
    assert list(tool.french_faults(text)) == []


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (Message("Name"), "not translated"),
        (Message("Name", "Nom", flags=["fuzzy"]), "doubtful"),
        (Message("{n} names", "{m} noms"), "placeholders"),
        (Message(("{n} card", "{n} cards"), ("Une carte", "{n} cartes")), "placeholders"),
        (Message(("{n} card", "{n} cards"), ("{n} carte", "")), "not translated"),
        (Message("required: %s", "obligatoires\u00a0: %d"), "placeholders"),
        (Message("Name ", "Nom"), "ends"),
        (Message("&File", "Fichier"), "underlined"),
    ],
)
def test_faults_of_a_message_are_found(message, fault):
    assert any(fault in found for found in tool.message_faults(message, "fr"))


def test_a_good_message_passes():
    message = Message(("{n} card", "{n} cards"), ("{n} carte", "{n} cartes"))
    assert list(tool.message_faults(message, "fr")) == []


def test_merging_keeps_translations_and_drops_what_is_gone(tmp_path, monkeypatch):
    (tmp_path / "fr.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Old"\nmsgstr "Vieux"\n\nmsgid "Kept"\nmsgstr "Gardé"\n',
        encoding="utf-8",
    )
    source = Catalog()
    source.add("Kept")
    source.add("Kept well")
    monkeypatch.setattr(tool, "FOLDER", tmp_path)
    monkeypatch.setattr(tool, "TEMPLATE", tmp_path / "messages.pot")
    monkeypatch.setattr(tool, "read_sources", lambda: source)

    tool.extract()
    first = (tmp_path / "fr.po").read_bytes()
    tool.extract()

    merged = tool.read_catalogue(tmp_path / "fr.po")
    assert {message.id: message.string for message in merged if message.id} == {
        "Kept": "Gardé",
        "Kept well": "",
    }
    assert (tmp_path / "fr.po").read_bytes() == first, "a second run changes nothing"


def _marked_calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS:
            yield node


def _early_calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Calls that translate while the module is imported, before anybody has chosen a language."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            for outside in (*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)):
                yield from _early_calls(ast.Module([ast.Expr(outside)], []))
        elif not isinstance(node, ast.Lambda):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "ngettext"}:
                yield node
            yield from _early_calls(node)


def _is_built(argument: ast.expr) -> bool:
    """Whether a text is put together before it is looked up, so that no catalogue can hold it."""
    if isinstance(argument, (ast.JoinedStr, ast.BinOp)):
        return True
    is_method = isinstance(argument, ast.Call) and isinstance(argument.func, ast.Attribute)
    return is_method and argument.func.attr in {"format", "join"}


def _call_faults(text: str) -> list[str]:
    tree = ast.parse(text)
    built = [
        f"line {call.lineno}: built text"
        for call in _marked_calls(tree)
        if any(map(_is_built, call.args[:2]))
    ]
    return built + [f"line {call.lineno}: translated at import" for call in _early_calls(tree)]


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_texts_are_whole_and_translated_when_shown(path):
    assert _call_faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "bad",
    [
        '_(f"{n} cards")',
        'def f():\n    return _("a" + b)',
        'def f():\n    return _("{n} cards".format(n=3))',
        'TITLE = _("Cards")',
        'class A:\n    title = ngettext("a", "b", 2)',
        'def f(title=_("Cards")):\n    pass',
    ],
)
def test_bad_calls_are_found(bad):
    assert _call_faults(bad)


@pytest.mark.parametrize(
    "good",
    [
        'TITLE = N_("Cards")',
        "def f():\n    return _(TITLE)",
        'def f():\n    return _("{n} cards").format(n=3)',
        'LATER = lambda: _("Cards")',
    ],
)
def test_good_calls_pass(good):
    assert _call_faults(good) == []


def test_every_placeholder_of_the_source_has_a_name():
    """A translator cannot reorder nameless placeholders. Those of argparse are its own."""
    nameless = re.compile(r"\{(\d*)\}|%[sd]")
    ours = [message for message in SOURCE if message.id and not _is_of_argparse(message)]
    assert [text for message in ours for text in _forms(message) if nameless.search(text)] == []


def _is_of_argparse(message: Message) -> bool:
    return all(text in inspect.getsource(argparse) for text in _forms(message))


def _forms(message: Message) -> tuple[str, ...]:
    return tuple(message.id) if message.pluralizable else (message.id,)
