"""Labels of operations stand in the history for good: of a single thing they speak in the singular."""

import ast
import re

import pytest

from tests.test_architecture import HOUSE, ROOT

_MANY = re.compile(r"\{n\} \w+s\b")


def blocks(tree):
    """Functions, and statements of a module outside them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield node
    yield from (node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign))


def marked(block):
    """The texts marked with `N_` in a block."""
    for node in ast.walk(block):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "N_":
            yield node.args[0].value


def without_singular(source):
    """Labels for many in blocks that have no label for one, and do not look whether it is one either."""
    if not _MANY.search(source):
        return
    for block in blocks(ast.parse(source)):
        texts = list(marked(block))
        one = [text for text in texts if "{n}" not in text]
        if not one and "== 1" not in ast.unparse(block):
            yield from filter(_MANY.search, texts)


def test_of_a_single_thing_labels_speak_in_the_singular():
    found = {
        (path.relative_to(ROOT).as_posix(), text)
        for path in sorted((ROOT / HOUSE).rglob("*.py"))
        for text in without_singular(path.read_text("utf-8"))
    }
    assert not found


@pytest.mark.parametrize(
    "source",
    [
        'def mark(sent):\n    return operation(N_("Mark {n} reminders"), n=len(sent))',
        'LABEL = N_("Archive {n} members")',
    ],
)
def test_what_the_test_finds(source):
    assert list(without_singular(source))
