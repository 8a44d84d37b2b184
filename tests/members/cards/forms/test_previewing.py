"""The preview is drawn from the hardest cards, one drawing at a time."""

import threading

import pytest
from PySide6.QtGui import QImage

from assoc_desktop.members.cards.forms.previewing import (
    CardImage,
    Drawn,
    Previewer,
    draw_faces,
    hardest_members,
    sample_face,
)
from assoc_desktop.members.cards.rules import card_issuer, usual_design
from assoc_desktop.members.records import Member


@pytest.fixture
def previewer(qapp, desk):
    return Previewer(desk)


def drawn(text):
    return Drawn(sentence=text)


def test_the_longest_name_is_the_hardest(members, season):
    assert hardest_members(season, members, usual_design()) == [members[1]]
    assert hardest_members(season, [], usual_design()) == []


def test_members_without_a_number_or_with_one_name_are_told_apart(members, season):
    Member.update(number=None, family_name="Same", given_name="Name").execute()
    assert hardest_members(season, members, usual_design())[0] in members


def test_only_the_latest_drawing_is_told(previewer, qtbot):
    told = []
    previewer.drawn.connect(lambda each: told.append(each.sentence))
    first_runs, may_end = threading.Event(), threading.Event()

    def slow():
        first_runs.set()
        may_end.wait(5)
        return drawn("slow")

    previewer.draw(slow)
    qtbot.waitUntil(first_runs.is_set)
    for number in range(5):
        previewer.draw(lambda number=number: drawn(str(number)))
    may_end.set()
    qtbot.waitUntil(lambda: told == ["4"])


def test_one_drawing_at_a_time(previewer, qtbot):
    running, most = [0], [0]
    done = []
    previewer.drawn.connect(done.append)

    def work():
        running[0] += 1
        most[0] = max(most[0], running[0])
        threading.Event().wait(0.35)
        running[0] -= 1
        return drawn("x")

    for _turn in range(4):
        previewer.draw(work)
        qtbot.wait(270)
    qtbot.waitUntil(lambda: bool(done))
    assert most == [1]


def test_a_selection_is_looked_through_once(previewer, members, season, qtbot):
    design = usual_design()
    for _turn in range(2):
        with qtbot.waitSignal(previewer.drawn, timeout=10_000):
            previewer.draw_selection(season, members, design, card_issuer(design))
    assert list(previewer._hardest.values()) == [[members[1]]]
    previewer.forget()
    assert previewer._hardest == {}


def test_a_sample_is_drawn_while_there_is_no_member(file, qapp):
    design = usual_design()
    shown = draw_faces([sample_face("2026")], design, card_issuer(design))
    assert [type(side) for side in shown.images] == [CardImage]
    assert isinstance(shown.images[0].image, QImage) and not shown.images[0].image.isNull()


def test_what_cannot_be_drawn_is_told_in_words(file, qapp):
    design = usual_design()
    shown = draw_faces([], design, card_issuer(design))
    assert shown.images == () and shown.sentence
