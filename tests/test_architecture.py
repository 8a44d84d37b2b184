"""Imports go one way, every room has the same files, and nothing grows past what a person reads at one sitting.

Every import counts: inside functions, under TYPE_CHECKING, and through other modules. A way around through a third
module is still a way.
"""

from __future__ import annotations

import ast
import fnmatch
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_archon import archrule
from pytest_archon.failure import pop_failures

ROOT = Path(__file__).resolve().parent.parent
HOUSE = "assoc_desktop"

#: From the ground up: a feature may read those before it, never those after it.
FEATURES = (
    "association", "members", "treasury", "surveys", "actions", "benefits", "listening",
    "visits", "committees", "workshops", "letters", "home",
)  # fmt: skip
#: The files of a feature, from the ground up. Each may be a folder.
LAYERS = ("records", "rules", "documents", "forms", "tab")
#: What a feature has besides: topics that would make `rules` too long. They stand where rules stand, and a topic that
#: is a folder may have layers of its own (`members.cards.documents`).
TOPICS = {
    "members": {
        "admission", "bulk", "cards", "changing", "checking", "consents", "custom_fields", "data", "duplicates", "erasing",
        "exporting", "fees", "fields", "filters", "finding", "holding", "households", "importing", "leaving", "limits", "listing",
        "memberships",
        "numbers", "proofs", "references", "statistics", "status", "tags", "telling", "timeline",
    },
    "home": {"duties"},
    "treasury": {
        "accounts", "balances", "budgets", "cashbook", "checking", "counts", "deposits", "desk", "donations", "dues",
        "journal", "ledger", "levies", "plans", "receipts", "reminders", "reports", "statements", "subsidies", "vouchers",
        "words", "years",
    },
    "benefits": {
        "catalogue", "checking", "entitlement", "figures", "fund", "listing", "matrix", "promotion", "reviews", "statement", "uses",
    },
    "actions": {"checking", "following", "listing"},
    "listening": {"checking", "conversations", "lapsed", "listing", "prospects", "reasons", "retention", "timeline"},
    "surveys": {
        "answering", "asking", "building", "checking", "entry", "groups", "importing", "listing", "ready_made", "results", "tokens",
        "wording",
    },
}  # fmt: skip
#: Topics that stand on the ground beside the records: pure functions that a query may need.
GROUND = ("members.status",)
#: The only modules that know the window system, besides the forms and tabs of the features.
SCREENS = ("app", "window", "widgets")
#: Tools without knowledge of associations, and what each may know of the house.
TOOLS = {
    "language": {"language", "paths", "refusals"},
    "storage": {"storage", "language", "paths", "refusals"},
    "pdf": {"pdf", "language", "paths", "refusals"},
    "exchange": {"exchange", "language", "paths", "refusals"},
    "reports": {"reports", "pdf", "exchange", "language", "paths", "refusals"},
    # Work in the background owns a connection of its own, so widgets know the storage, but no record in it.
    "widgets": {"widgets", "storage", "pdf", "language", "paths", "refusals", "preferences"},
}
QT = ("PySide6*", "shiboken6*", "qtpy*", "qtawesome*")

PRESENT = [name for name in FEATURES if (ROOT / HOUSE / name / "__init__.py").exists()]
LONGEST_FILE = 450
LONGEST_FUNCTION = 60
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def _is_below(name: str, room: str) -> bool:
    return name == room or name.startswith(room + ".")


def _names(package: str, rooms: list[str] | tuple[str, ...] | set[str]) -> list[str]:
    """Patterns for the rooms and everything in them."""
    return [pattern for room in sorted(rooms) for pattern in (f"{package}.{room}", f"{package}.{room}.*")]


def _rooms(folder: Path) -> set[str]:
    """The modules of a package, by their names below it."""
    modules = {".".join(path.relative_to(folder).with_suffix("").parts) for path in folder.rglob("*.py")}
    return {name.removesuffix(".__init__") for name in modules} - {"__init__"}


def _check(name: str, package: str, matches: list[str], forbidden: list[str]) -> None:
    if matches and forbidden:
        rule = archrule(name, use_regex=True).match(_any_of(matches))
        rule.should_not_import(_any_of(forbidden)).check(package)


def _any_of(patterns: list[str]) -> str:
    """One expression for all patterns: the imports of a module are walked once, and not for each of hundreds."""
    return r"\A(?:" + "|".join(fnmatch.translate(pattern) for pattern in patterns) + ")"


def _layer(name: str) -> str:
    """The layer of a feature's module: `members.cards.documents` is of documents, a topic of rules."""
    if name in GROUND:
        return "records"
    return next((part for part in name.split(".")[1:] if part in LAYERS), "rules")


def _is_screen(name: str) -> bool:
    room = name.split(".")[0]
    return room in SCREENS or (room in FEATURES and _layer(name) in ("forms", "tab"))


def check_qt(package: str, rooms: set[str]) -> None:
    """Only screens know the window system."""
    without = sorted(name for name in rooms if not _is_screen(name))
    _check("no window system", package, [f"{package}.{name}" for name in without], list(QT))


def check_tools(package: str, rooms: set[str]) -> None:
    """A tool knows no feature, and no other tool than the few it is given."""
    everything = {name.split(".")[0] for name in rooms}
    for tool, known in TOOLS.items():
        if tool in everything:
            strangers = _names(package, everything - known)
            _check(f"{tool} knows no feature", package, _names(package, [tool]), strangers)


def check_order(package: str, rooms: set[str]) -> None:
    """A feature reads those above it, and of those no paper and no screen."""
    present = [feature for feature in FEATURES if feature in {name.split(".")[0] for name in rooms}]
    screens = ["window", "app", "cli"]
    for position, feature in enumerate(present):
        later = present[position + 1 :] + screens
        foreign = [
            name
            for name in rooms
            if name.split(".")[0] in present[:position] and _layer(name) in ("documents", "forms", "tab")
        ]
        # Home shows what needs doing everywhere, so it may read all.
        forbidden = _names(package, screens if feature == "home" else later + foreign)
        _check(f"{feature} reads only what is above it", package, _names(package, [feature]), forbidden)


def check_layers(package: str, rooms: set[str]) -> None:
    """tab, forms → documents, rules → records, within every feature."""
    for feature in FEATURES:
        modules = [name for name in sorted(rooms) if name.startswith(f"{feature}.")]
        for position, layer in enumerate(LAYERS):
            matches = [f"{package}.{name}" for name in modules if _layer(name) == layer]
            above = [f"{package}.{name}" for name in modules if _layer(name) in LAYERS[position + 1 :]]
            _check(f"{layer} of {feature} know nothing above them", package, matches, above)


RULES = (check_qt, check_tools, check_order, check_layers)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_imports(rule):
    rule(HOUSE, _rooms(ROOT / HOUSE))


def _make_house(folder: Path, files: dict[str, str]) -> set[str]:
    package = folder / folder.name
    for name, text in {"__init__.py": "", **files}.items():
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        for parent in path.relative_to(package).parents:
            (package / parent / "__init__.py").touch()
    return _rooms(package)


BROKEN = {
    "qt in rules": (check_qt, {"members/rules.py": "from PySide6.QtCore import QDate"}),
    "qt inside a function": (check_qt, {"pdf/text.py": "def f():\n    import PySide6.QtGui"}),
    "qt for types only": (
        check_qt,
        {
            "cli.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from PySide6.QtGui import QImage"
        },
    ),
    "qt through a third module": (
        check_qt,
        {"schema.py": "from HOUSE.widgets import icons", "widgets/icons.py": "import qtawesome"},
    ),
    "qt in a room nobody named": (check_qt, {"members/status.py": "import PySide6"}),
    "storage knows a feature": (
        check_tools,
        {"storage/file.py": "from HOUSE.members.records import Member", "members/records.py": "Member = 1"},
    ),
    "storage knows the schema": (
        check_tools,
        {"storage/file.py": "from HOUSE import schema", "schema.py": ""},
    ),
    "widgets know a feature": (
        check_tools,
        {"widgets/table.py": "from HOUSE.members import rules", "members/rules.py": ""},
    ),
    "a feature reads one below it": (
        check_order,
        {
            "members/rules.py": "from HOUSE.treasury.records import Payment",
            "treasury/records.py": "Payment = 1",
        },
    ),
    "a feature uses the screen of another": (
        check_order,
        {"treasury/tab.py": "from HOUSE.members.tab import Tab", "members/tab.py": "Tab = 1"},
    ),
    "a feature opens the window": (
        check_order,
        {"members/tab.py": "from HOUSE.window import Window", "window.py": "Window = 1"},
    ),
    "records know rules": (
        check_layers,
        {"members/records.py": "from HOUSE.members.rules import enrol", "members/rules.py": "enrol = 1"},
    ),
    "a topic knows a screen": (
        check_layers,
        {
            "members/numbers.py": "from HOUSE.members.cards.tab import Page",
            "members/cards/tab.py": "Page = 1",
        },
    ),
    "qt in a topic": (check_qt, {"members/cards/design.py": "import PySide6"}),
    "documents know a form": (
        check_layers,
        {
            "members/documents/cards.py": "from HOUSE.members.forms import Page",
            "members/documents/__init__.py": "",
            "members/forms.py": "Page = 1",
        },
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_house_is_found(name, tmp_path, monkeypatch):
    rule, files = BROKEN[name]
    package = tmp_path / f"house_{list(BROKEN).index(name)}"
    rooms = _make_house(package, {file: text.replace("HOUSE", package.name) for file, text in files.items()})
    monkeypatch.syspath_prepend(package)

    rule(package.name, rooms)

    assert any("FORBIDDEN" in failure.reason for failure in pop_failures())


def test_a_good_house_passes(tmp_path, monkeypatch):
    package = tmp_path / "good_house"
    rooms = _make_house(
        package,
        {
            "storage/file.py": "import sqlite3",
            "members/records.py": "from good_house.storage import file",
            "members/rules.py": "from good_house.members import records",
            "members/tab.py": "import PySide6\nfrom good_house.members import rules",
            "treasury/rules.py": "from good_house.members import rules",
            "treasury/tab.py": "import PySide6\nfrom good_house.treasury import rules",
            "window.py": "from good_house.members.tab import rules",
        },
    )
    monkeypatch.syspath_prepend(package)
    for rule in RULES:
        rule(package.name, rooms)
    assert pop_failures() == []


def _modules() -> list[Path]:
    return sorted((ROOT / HOUSE).rglob("*.py"))


def _label(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("feature", PRESENT)
def test_every_feature_has_the_same_files(feature):
    folder = ROOT / HOUSE / feature
    names = {path.stem for path in folder.iterdir() if not path.name.startswith("__")}
    assert names - set(LAYERS) - TOPICS.get(feature, set()) == set()


@pytest.mark.parametrize("feature", PRESENT)
def test_the_door_of_a_feature_is_empty(feature):
    """Importing a feature's records must not drag in its screens through `__init__`."""
    tree = ast.parse((ROOT / HOUSE / feature / "__init__.py").read_text(encoding="utf-8"))
    assert [node for node in tree.body if not _is_docstring(node)] == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / HOUSE).rglob("__init__.py")), ids=lambda path: path.parent.name
)
def test_no_door_but_a_screens_opens_on_a_screen(path):
    """Python runs every `__init__` above a module that is imported, which the import rules do not see."""
    name = ".".join(path.parent.relative_to(ROOT / HOUSE).parts)
    text = path.read_text(encoding="utf-8")
    imported = re.findall(rf"^(?:from|import) {HOUSE}\.([\w.]+)", text, flags=re.MULTILINE)
    assert _is_screen(name) or not any(_is_screen(module) for module in imported)


def _is_docstring(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


@pytest.mark.parametrize("path", _modules(), ids=_label)
def test_modules_say_what_they_are_for_and_stay_short(path):
    assert list(_module_faults(path.read_text(encoding="utf-8"))) == []


def _module_faults(text: str) -> Iterator[str]:
    tree = ast.parse(text)
    if not ast.get_docstring(tree):
        yield "no docstring"
    if text.count("\n") > LONGEST_FILE:
        yield f"more than {LONGEST_FILE} lines: make it a folder of the same name"
    for node in ast.walk(tree):
        if isinstance(node, _FUNCTIONS) and node.end_lineno - node.lineno >= LONGEST_FUNCTION:
            yield f"{node.name} has more than {LONGEST_FUNCTION} lines"
    for node in tree.body:
        is_public = isinstance(node, (*_FUNCTIONS, ast.ClassDef)) and not node.name.startswith("_")
        if is_public and not ast.get_docstring(node):
            yield f"{node.name} does not say what it promises"


@pytest.mark.parametrize(
    "text",
    [
        "x = 1\n",
        '"""Long."""\n' + "x = 1\n" * 450,
        '"""Long function."""\ndef _f():\n' + "    x = 1\n" * 60,
        '"""Silent."""\ndef f():\n    x = 1\n',
    ],
)
def test_faults_of_modules_are_found(text):
    assert len(list(_module_faults(text))) == 1
