"""Somebody has the whole file, knows how the program is made, and wants to know who said what, or when.

Everything is read as another program reads it: rows, documents of the history, and where rows lie in the pages. The same
looks are taken at a survey with names, where they have to find something: so they can.
"""

import itertools
import json
import random
import sqlite3
import struct
import zlib
from collections import defaultdict

import apsw
import pytest

from assoc_desktop.members.records import Member
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import open_file
from assoc_desktop.surveys.answering import save_response, take_back
from assoc_desktop.surveys.asking import invite
from assoc_desktop.surveys.building import the_survey
from assoc_desktop.surveys.tokens import digest_of, draw_tokens
from tests.conftest import TODAY
from tests.surveys.samples import form, open_sample

FORMS = 30
TABLES = ("survey_response", "survey_answer", "survey_token", "survey_invitation")
#: Columns that name what all share: the survey, what it asks, who was asked and when. All else is somebody's own.
SHARED = {"survey_id", "question_id", "choice_id", "member_id", "given_on"}
TAKEN_BACK = "these words were taken back"


class Stolen:
    """The closed file, and in which order the forms were typed: only that the thief does not have."""

    def __init__(self, path, typed, codes, members):
        self.content, self.typed, self.codes, self.members = path.read_bytes(), typed, codes, members
        self.connection = sqlite3.connect(path)
        self.columns = {
            name: [row[1] for row in self.connection.execute(f'PRAGMA table_info("{name}")')]
            for (name,) in self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        self.rows = {
            name: self.connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in self.columns
        }
        self.documents = [json.loads(zlib.decompress(row[2])) for row in self.rows["history_part"]]

    def trees(self):
        """Name of each tree of pages of the answers → its leaves, as (place of a row on the page, its bytes)."""
        size = int.from_bytes(self.content[16:18], "big")
        places = "SELECT name, rootpage FROM sqlite_master WHERE rootpage AND tbl_name IN (?, ?, ?)"
        for name, root in self.connection.execute(places, TABLES[:3]):
            yield name, list(self._leaves(root, size))

    def _leaves(self, number, size):
        page = self.content[(number - 1) * size : number * size]
        kind, _free, cells = struct.unpack(">BHH", page[:5])
        start = 12 if kind in (2, 5) else 8
        pointers = struct.unpack(f">{cells}H", page[start : start + 2 * cells])
        if kind in (10, 13):
            yield [(place, page[place : place + 20]) for place in pointers]
            return
        for place in pointers:
            yield from self._leaves(int.from_bytes(page[place : place + 4], "big"), size)
        yield from self._leaves(int.from_bytes(page[8:12], "big"), size)

    def responses_as_they_lie(self):
        """Ids of the responses, those first that were put on their page first."""
        for leaf in dict(self.trees())["survey_response"]:
            for _place, cell in sorted(leaf, reverse=True):
                yield varint(cell[1:])

    def typed_order(self, ids):
        """The numbers of the forms, by their words, in the order of the responses given."""
        words = {row[1]: row[5] for row in self.rows["survey_answer"] if str(row[5]).startswith("form ")}
        return [self.typed.index(words[each]) for each in ids]


def varint(content):
    value = 0
    for position, byte in enumerate(content[:9]):
        if position == 8:
            return value << 8 | byte
        value = value << 7 | byte & 127
        if byte < 128:
            return value
    raise AssertionError("no number")


def ascends(series):
    """The share of neighbours of which the second is the larger: a half in a drawn order, all or none in a kept one."""
    pairs = list(itertools.pairwise(series))
    return sum(one < other for one, other in pairs) / len(pairs)


def at_random(series):
    return 0.2 < ascends(series) < 0.8


def fill(file, mode, make_members):
    """A survey given out and answered, in two sittings; then the file is closed."""
    members = make_members(FORMS + 1)
    survey = open_sample(mode)
    invite(survey, members, TODAY)
    codes = draw_tokens(survey, FORMS + 1) if mode == "token" else [""] * (FORMS + 1)
    chance = random.Random(7)
    typed = [f"form {chance.random()}" for _each in range(FORMS)]
    path = file.path
    for sitting in range(2):
        for number in range(sitting, FORMS, 2):
            save_response(
                survey, form(chance) | {"B3": typed[number]}, code=codes[number], today=TODAY,
                member=Member.get_by_id(members[number]), language="fr",
            )  # fmt: skip
        if mode != "named" and sitting == 0:
            back = save_response(survey, {"A1": "3", "B3": TAKEN_BACK}, code=codes[-1], today=TODAY)
            take_back(back, code=codes[-1])
        file.close()
        file = open_file(path, SCHEMA)
        survey = the_survey(survey.id)
    file.close()
    in_order = [typed[number] for number in (*range(0, FORMS, 2), *range(1, FORMS, 2))]
    return Stolen(path, in_order, codes, members)


@pytest.fixture(scope="module")
def stolen():
    """Mode → the file; made once, because nobody changes it."""
    return {}


@pytest.fixture(params=["token", "anonymous"])
def file_of(request, stolen, file, make_members):
    """A file with a survey without names."""
    if request.param not in stolen:
        stolen[request.param] = fill(file, request.param, make_members)
    return stolen[request.param]


@pytest.fixture
def with_names(stolen, file, make_members):
    """A file in which everything can be found."""
    if "named" not in stolen:
        stolen["named"] = fill(file, "named", make_members)
    return stolen["named"]


def joins(stolen):
    """Where a value of the answers, codes and invitations stands anywhere else: (table, column) and where it leads."""
    found = defaultdict(set)
    for name in TABLES:
        for column, values in zip(stolen.columns[name], zip(*stolen.rows[name], strict=True), strict=False):
            for value in values:
                if (isinstance(value, int) and value > 10**9) or (isinstance(value, str) and len(value) > 9):
                    found[value].add((name, column))
    led = set()
    for name, rows in stolen.rows.items():
        for row in rows:
            for column, value in zip(stolen.columns[name], row, strict=True):
                for start in found.get(value, ()) if isinstance(value, int | str) else ():
                    if start != (name, column):
                        led.add((start, (name, column)))
    return led


def test_no_join_leads_from_an_answer_to_a_code_a_member_or_an_operation(file_of):
    own = {(start, end) for start, end in joins(file_of) if start[1] not in SHARED}
    response, answer = ("survey_response", "id"), ("survey_answer", "response_id")
    assert own == {(response, answer), (answer, response)}
    columns = file_of.columns["survey_response"]
    for column in ("member_id", "answered_on", "language"):
        assert {row[columns.index(column)] for row in file_of.rows["survey_response"]} <= {None, ""}


def test_the_history_holds_nothing_of_the_answers(file_of):
    ids = {row[0] for name in ("survey_response", "survey_answer") for row in file_of.rows[name]}
    for document in file_of.documents:
        assert document.keys().isdisjoint({"survey_response", "survey_answer", "survey_token"})
    assert ids.isdisjoint(row[0] for row in file_of.rows["history_index"])
    told = [row for row in file_of.rows["operation"] if "form of" in str(row)]
    assert len(told) == FORMS + 2
    assert len({json.dumps(json.loads(row[4]).get("n", 1)) for row in told}) == 1


def test_neither_ids_nor_places_in_the_file_follow_the_order_of_the_forms(file_of):
    by_id = [row[0] for row in sorted(file_of.rows["survey_response"])]
    by_answer = list(dict.fromkeys(row[1] for row in sorted(file_of.rows["survey_answer"])))
    as_they_lie = list(file_of.responses_as_they_lie())
    assert sorted(as_they_lie) == by_id
    for ids in (by_id, by_answer, as_they_lie):
        assert at_random(file_of.typed_order(ids))
    newest = max(row[0] for row in file_of.rows["operation"])
    assert sum(each > newest for each in by_id) > 0.8 * FORMS


def test_where_a_row_lies_follows_from_its_key_alone(file_of, tmp_path):
    """Written anew by anybody else, in the order of the keys, each tree of pages comes out the same."""
    (tmp_path / "anew").write_bytes(file_of.content)
    connection = apsw.Connection(str(tmp_path / "anew"))
    connection.execute("VACUUM")
    connection.close()
    anew = Stolen(tmp_path / "anew", [], [], [])
    assert dict(file_of.trees()) == dict(anew.trees())
    assert len(dict(anew.trees())) >= 6


def test_codes_lie_in_no_order_and_nobody_else_has_them(file_of):
    tokens = {row[2]: row[0] for row in file_of.rows["survey_token"]}
    assert bool(tokens) == bool(file_of.codes[0])
    invited = {row[2]: row[0] for row in file_of.rows["survey_invitation"]}
    assert at_random([invited[each] for each in file_of.members])
    if tokens:
        assert at_random([tokens[digest_of(code)] for code in file_of.codes])
        for code in file_of.codes:
            assert code.encode() not in file_of.content
            assert code.replace("-", "").encode() not in file_of.content


def test_nothing_taken_back_is_left_in_the_bytes(file_of):
    assert TAKEN_BACK.encode() not in file_of.content
    assert file_of.connection.execute("PRAGMA freelist_count").fetchone() == (0,)
    assert "sqlite_sequence" not in file_of.columns


def test_the_same_looks_find_everything_where_answers_carry_names(with_names):
    """Ids that follow the clock, rows that lie as they came, joins to members: the looks above can fail."""
    by_id = [row[0] for row in sorted(with_names.rows["survey_response"])]
    assert ascends(with_names.typed_order(by_id)) == 1
    assert ascends(with_names.typed_order(with_names.responses_as_they_lie())) == 1
    led = joins(with_names)
    assert (("survey_response", "member_id"), ("member", "id")) in led
    assert any("survey_response" in document for document in with_names.documents)


def test_as_long_as_the_file_is_open_its_pages_tell_the_order_and_closing_ends_it(file, make_members):
    """Why the file is written anew when it is closed: this is what would be seen without."""
    survey = open_sample()
    typed = [f"form {n}" for n in range(20)]
    for words in typed:
        save_response(survey, {"A1": "3", "B3": words}, today=TODAY)
    orders = []
    for _look in range(2):
        seen = Stolen(file.path, typed, [""], [])
        orders.append(seen.typed_order(seen.responses_as_they_lie()))
        file.close()
    assert ascends(orders[0]) == 1
    assert at_random(orders[1])
