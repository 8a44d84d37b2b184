"""Keeps the translation catalogues in step with the program.

    python packaging/translations.py extract    source → messages.pot and every .po; translations stay
    python packaging/translations.py compile    every .po → .mo
    python packaging/translations.py check      lists what is missing or wrong; exit 1 when something is

A message that is only similar to an old one is left empty instead of being guessed: a wrong sentence on a
receipt is worse than one that a test reports as missing.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
TEMPLATE = FOLDER / "messages.pot"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
_HEADER = "# Texts of Assoc Desktop. Distributed under the licence of the program (MIT)."
_WIDTH = 110
_PLACEHOLDER = re.compile(r"\{[^{}]*\}|%\(\w+\)[a-z]|%[sd]")
_MNEMONIC = re.compile(r"&\w")
_FRENCH = [
    (re.compile("[ \u202f\u2009][:;!?»%]"), "a no-break space (U+00A0) belongs before this sign"),
    (re.compile(r"[^\s:;!?…(][:;!?](?=\s|$)"), "a no-break space (U+00A0) is missing before this sign"),
    (re.compile("«(?!\u00a0)|(?<!\u00a0)»"), "a no-break space (U+00A0) belongs inside « »"),
    (re.compile('["“”]'), "French quotation marks are « »"),
    (re.compile(r"\w'[\w&«]"), "the apostrophe is ’"),
    (re.compile(r"\.\.\."), "the three dots are one sign, …"),
]


def read_sources(root: Path = ROOT) -> Catalog:
    """Every text marked for translation below `root`; no line numbers: moving code is no change."""
    catalog = Catalog(project="Assoc Desktop", charset="utf-8", fuzzy=False, header_comment=_HEADER)
    found = extract_from_dir(
        root,
        method_map=[
            ("main.py", "python"),
            ("packaging/show_example.py", "python"),
            ("assoc_desktop/**.py", "python"),
        ],
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
        directory_filter=lambda folder: Path(folder).name not in {".venv", ".git", "tests", "build", "dist"},
    )
    for filename, _line, text, comments, context in found:
        catalog.add(text, locations=[(filename, 0)], auto_comments=comments, context=context)
    return catalog


def read_catalogue(path: Path) -> Catalog:
    """The catalogue in a .po file, named after its language; an empty file starts a new language."""
    with path.open("rb") as file:
        catalog = read_po(file, locale=path.stem)
    catalog.header_comment = _HEADER
    catalog.fuzzy = False
    return catalog


def read_template() -> Catalog:
    """The source texts as messages.pot holds them."""
    with TEMPLATE.open("rb") as file:
        return read_po(file)


def languages() -> list[Path]:
    """Every .po file, one per language."""
    return sorted(FOLDER.glob("*.po"))


def extract() -> None:
    """Write messages.pot and bring every .po up to date with the source, keeping what is translated."""
    source = read_sources()
    FOLDER.mkdir(parents=True, exist_ok=True)
    _write(TEMPLATE, source)
    for path in languages():
        translated = read_catalogue(path)
        translated.update(source, no_fuzzy_matching=True, update_creation_date=False)
        _write(path, translated)


def compile_all() -> None:
    """Write the .mo beside every .po; an interrupted run never leaves half a file."""
    for path in languages():
        compiled = io.BytesIO()
        write_mo(compiled, read_catalogue(path))
        new = path.with_suffix(".mo.new")
        new.write_bytes(compiled.getvalue())
        new.replace(path.with_suffix(".mo"))


def faults(catalog: Catalog) -> Iterator[str]:
    """What is missing or wrong in a catalogue, one sentence for each, with the message it is about."""
    for message in catalog:
        if message.id:
            for fault in message_faults(message, str(catalog.locale)):
                yield f"{message.id!r}: {fault}"


def message_faults(message: Message, language: str) -> Iterator[str]:
    """What is missing or wrong in the translation of one message."""
    sources = list(message.id) if message.pluralizable else [message.id]
    forms = list(message.string) if message.pluralizable else [message.string]
    if not all(forms):
        yield "not translated"
        return
    if message.fuzzy:
        yield "marked as doubtful (fuzzy)"
    for position, form in enumerate(forms):
        # French counts 0 as singular: “One card” without its number would be wrong when there are none, so a form may
        # leave out {n} only where the English singular does.
        wanted = [_placeholders(sources[-1])] + [_placeholders(text) for text in sources[:1] if position == 0]
        if _placeholders(form) not in wanted:
            yield f"other placeholders than the source in {form!r}"
        if _edges(form) != _edges(sources[-1]):
            yield f"other spaces or lines at its ends than the source in {form!r}"
        if bool(_MNEMONIC.search(form)) != bool(_MNEMONIC.search(sources[-1])):
            yield f"an underlined letter (&) in only one of source and translation in {form!r}"
        if language == "fr":
            yield from french_faults(form)


def french_faults(text: str) -> Iterator[str]:
    """What the French rules of typesetting do not allow; U+00A0 is the one no-break space used."""
    bare = _PLACEHOLDER.sub("X", text)
    for pattern, fault in _FRENCH:
        found = pattern.search(bare)
        if found:
            near = bare[max(0, found.start() - 12) : found.end() + 12]
            yield f"{fault}, near {near!r}"


def check() -> int:
    """Print everything missing or wrong in the catalogues; 1 if there is something."""
    found = [f"{path.name}: {fault}" for path in languages() for fault in faults(read_catalogue(path))]
    print("\n".join(found) or "All texts are translated.")
    return 1 if found else 0


def _placeholders(text: str) -> list[str]:
    return sorted(set(_PLACEHOLDER.findall(text)))


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _write(path: Path, catalog: Catalog) -> None:
    text = io.BytesIO()
    write_po(
        text,
        catalog,
        width=_WIDTH,
        omit_header=path == TEMPLATE,  # its dates would make every run a change
        sort_output=True,
        ignore_obsolete=True,
        include_lineno=False,
    )
    if not path.exists() or path.read_bytes() != text.getvalue():
        path.write_bytes(text.getvalue())


def main() -> int:
    """Do what the command line says; the process' exit code."""
    parser = argparse.ArgumentParser(description="Keeps the translation catalogues in step with the program.")
    parser.add_argument("work", choices=("extract", "compile", "check"))
    work = parser.parse_args().work
    if work == "check":
        return check()
    extract() if work == "extract" else compile_all()
    return 0


if __name__ == "__main__":
    sys.exit(main())
