"""Leaflets: whom they tell of what, that nothing is cut off, and that window and command give the same paper."""

from __future__ import annotations

import datetime
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from assoc_desktop.association.records import the_association
from assoc_desktop.association.rules import add_season, identity_of, save_identity
from assoc_desktop.benefits.catalogue import BenefitData, archive_benefit, benefits, save_benefit
from assoc_desktop.benefits.documents import leaflet as drawing
from assoc_desktop.benefits.documents.leaflet import write_leaflet
from assoc_desktop.benefits.promotion import (
    LONGEST_TOLD,
    SIZES,
    Wish,
    coming_season,
    leaflet_benefits,
    make_leaflet,
    offered_sizes,
    short,
)
from assoc_desktop.benefits.tab import BenefitsTab
from assoc_desktop.cli.parser import run
from assoc_desktop.language import _, speaking
from assoc_desktop.listening.records import WAYS
from assoc_desktop.members.memberships import CategoryData, save_category
from assoc_desktop.refusals import Refused
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import create_file
from assoc_desktop.widgets.pdf_preview import PdfPreview
from tests.benefits.conftest import TODAY, Club
from tests.hostile import HOSTILE
from tests.screens import click, make_desk, retype, show_page

DAY = datetime.timedelta(days=1)


def told(wish=None):
    return [each.name for each in make_leaflet(wish or Wish(), TODAY).benefits]


def text_of(content):
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def written(wish=None):
    return text_of(write_leaflet(make_leaflet(wish or Wish(), TODAY)))


def test_those_meant_for_the_readers_come_first(club):
    save_benefit(BenefitData("Grant", audience="students"), categories={club.student.id: None})
    save_benefit(BenefitData("Stand", audience="corporate"))
    save_benefit(BenefitData("Over", valid_until=TODAY - DAY))
    assert told(Wish("students")) == ["Grant", "Loan"]
    assert told(Wish("all")) == ["Training", "Loan", "Grant", "Stand"]
    assert told(Wish("students", category_id=club.student.id)) == ["Grant", "Loan"]
    leaflet = make_leaflet(Wish("all"), TODAY)
    assert [(each.whose, each.is_own) for each in leaflet.benefits[1:3]] == [("", True), ("Étudiants", False)]
    assert [each.whose for each in make_leaflet(Wish("students"), TODAY).benefits] == ["", ""]


def test_nothing_is_promised_to_readers_who_cannot_have_it(club):
    corporate = save_category(CategoryData("Corporate", fee=50_000, applies_to="institution"))
    honorary = save_category(CategoryData("Honorary", exempt=True))
    save_benefit(BenefitData("Stand", audience="corporate"), categories={corporate.id: None})
    save_benefit(BenefitData("Dinner"), categories={honorary.id: None})
    save_benefit(BenefitData("Bulletin"), categories={corporate.id: None, club.person.id: None})
    save_benefit(BenefitData("Not given to anybody yet"))
    assert told(Wish("corporate")) == ["Stand", "Bulletin", "Not given to anybody yet"]
    assert told(Wish("all")) == ["Training", "Loan", "Bulletin", "Not given to anybody yet", "Stand"]
    assert [name for name, _cost in make_leaflet(Wish("all"), TODAY).dues] == [
        "Corporate",
        "Individual",
        "Student",
    ]
    assert told(Wish(category_id=honorary.id)) == ["Dinner"]


def test_dues_are_those_of_the_coming_season_and_of_the_readers(club):
    corporate = save_category(CategoryData("Corporate", fee=50_000, applies_to="institution"))
    save_benefit(BenefitData("Grant", audience="students"), categories={club.student.id: None})
    save_benefit(BenefitData("Stand", audience="corporate"), categories={corporate.id: None})
    dues = [name for name, _cost in make_leaflet(Wish("all"), TODAY).dues]
    assert dues == ["Corporate", "Individual", "Student"]
    assert make_leaflet(Wish("students"), TODAY).dues == (("Student", "gratuit"),)
    assert [name for name, _cost in make_leaflet(Wish("corporate"), TODAY).dues] == ["Corporate"]
    assert len(make_leaflet(Wish("remote"), TODAY).dues) == 3
    ((name, cost),) = make_leaflet(Wish(category_id=club.person.id), TODAY).dues
    assert (name, cost) == ("Individual", "gratuit")
    assert coming_season(TODAY) == club.season
    after = add_season("2027", datetime.date(2027, 1, 1), datetime.date(2027, 12, 31))
    assert coming_season(TODAY) == after
    assert make_leaflet(Wish(), TODAY).season == "2027"
    assert make_leaflet(Wish(season_id=club.season.id), TODAY).season == club.season.label


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (Wish("cats"), "is no audience"),
        (Wish(size="a9"), "is no size"),
        (Wish(colour="red"), "is no colour"),
        (Wish(category_id=1), "category is no longer there"),
        (Wish(season_id=1), "season is no longer there"),
    ],
)
def test_what_cannot_be_is_refused(club, wish, words):
    with pytest.raises(Refused, match=words):
        make_leaflet(wish, TODAY)
    assert club


def test_nothing_to_tell_is_refused(club):
    for each in benefits():
        archive_benefit(each.id)
    with pytest.raises(Refused, match="No benefit is offered"):
        make_leaflet(Wish(), TODAY)
    assert leaflet_benefits(Wish(), TODAY) == [] and club


def change_identity(**values):
    own = the_association()
    identity = identity_of(own)
    for name, value in values.items():
        setattr(identity, name, value)
    save_identity(identity, logo=None)


@pytest.mark.parametrize(
    ("website", "code"),
    [
        ("", ""),
        ("www.club.org", "https://www.club.org"),
        ("http://club.org/join", "http://club.org/join"),
        ("ask the secretary", ""),
        ("clüb.org", ""),
        ("x" * 300 + ".org", ""),
    ],
)
def test_a_code_only_for_a_known_website(club, website, code):
    change_identity(website=website)
    assert make_leaflet(Wish(), TODAY).code == code and club


def test_each_country_has_its_papers(club):
    assert offered_sizes() == ["a4", "a5", "a3"]
    change_identity(country="US")
    assert offered_sizes() == ["letter", "half-letter", "tabloid"]
    assert make_leaflet(Wish(), TODAY).size == "letter" and club


def test_paper_and_post_are_two_words():
    with speaking("fr"):
        assert _(SIZES["letter"]) == "Letter, une page"
        assert _(WAYS["letter"]) == "Courrier"


def test_what_is_long_is_told_short():
    assert short("  One\n two ", 20) == "One two"
    assert short("First one. Second one. " + "word " * 60, 40) == "First one. Second one."
    assert short("word " * 60, 20) == "word word word…"
    assert short("x" * 60, 20) == "x" * 19 + "…"


@given(st.text(max_size=400), st.integers(3, 300))
def test_told_short_is_never_longer_than_asked(text, most):
    assert len(short(text, most)) <= most


@pytest.mark.parametrize("size", SIZES)
def test_every_size_in_both_languages(club, size):
    change_identity(website="club.org", email="us@club.org")
    save_benefit(BenefitData("Grant", value=60_000, partner="City"), categories={})
    for language, words in (("fr", "Comment adhérer"), ("en", "How to join")):
        content = write_leaflet(make_leaflet(Wish(size=size, language=language), TODAY))
        text = text_of(content)
        for part in ("Training", "Loan", "Grant", "us@club.org", words):
            assert part in text
        page = PdfReader(io.BytesIO(content)).pages[0].mediabox
        lying = size in ("a5", "half-letter")
        assert (page.width > page.height) == lying
    assert club


def test_words_of_ones_own(club):
    text = written(Wish(language="en", headline="Come to us", closing="Call Awa."))
    assert "Come to us" in text and "Call Awa." in text and "Membership that pays" not in text
    assert club


def layouts(wish):
    leaflet = make_leaflet(wish, TODAY)
    return leaflet, drawing._sides(leaflet, *(drawing._FORMATS[leaflet.size][at] for at in (0, 1, 3)))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
@given(
    st.lists(st.tuples(st.sampled_from(HOSTILE), st.integers(0, 3)), max_size=38),
    st.sampled_from(list(SIZES)),
    st.sampled_from(HOSTILE),
)
def test_nothing_is_cut_off(club, texts, size, words):
    """Every benefit stands on one side that has room for it; a poster counts those it does not tell."""
    from dataclasses import replace

    base = make_leaflet(Wish(size=size, headline=words, closing=words), TODAY)
    extra = [
        replace(
            base.benefits[0],
            name=short(text or "x", 120),
            told=short(text * times, LONGEST_TOLD),
            partner=text,
        )
        for text, times in texts
    ]
    leaflet = replace(base, benefits=(*base.benefits, *extra))
    width, height, _across, least = drawing._FORMATS[size]
    sides = drawing._sides(leaflet, width, height, least)
    shown = [each for side in sides for each in side.benefits]
    assert all(side.fits for side in sides)
    assert shown == list(leaflet.benefits[: len(shown)])
    assert len(shown) + sides[-1].more == len(leaflet.benefits)
    assert not sides[-1].more or (size in ("a3", "tabloid") and len(sides) == 1)
    assert len(PdfReader(io.BytesIO(write_leaflet(leaflet))).pages) == len(sides)


def test_type_is_rather_smaller_than_a_word_broken(club):
    save_benefit(BenefitData("Carte de lecteur de la bibliothèque-exemple"))
    save_benefit(BenefitData("Bulletin"))
    for size in SIZES:
        assert "bibliothèque-exemple" in written(Wish(size=size))
    save_benefit(BenefitData("b" * 90))
    assert written().replace(" ", "").count("b" * 90) == 1


def test_a_benefit_of_a_usual_size_needs_one_side(club):
    for at in range(10):
        save_benefit(
            BenefitData(f"Benefit {at}", description="Two lines of words that tell what it is. " * 2)
        )
    for size in SIZES:
        _leaflet, sides = layouts(Wish(size=size))
        assert len(sides) == 1 and not sides[0].more
    assert club


def test_from_the_command_line(tmp_path, monkeypatch, capsys):
    path = tmp_path / "club.assoc"
    with create_file(path, SCHEMA):
        Club()
    monkeypatch.setenv("LANG", "en")
    out = tmp_path / "leaflet.pdf"
    arguments = ["leaflet", str(path), "--audience", "students", "--size", "a5", "--category", "Student"]
    assert run([*arguments, "--language", "en", "-o", str(out)]) == 0
    text = text_of(out.read_bytes())
    assert "Still studying?" in text and "Loan" in text and "Training" not in text
    assert run(["leaflet", str(path), "--category", "Cats", "-o", str(out)]) == 1
    assert "Individual, Student" in capsys.readouterr().err


def test_the_picture_follows_what_is_typed(tmp_path, qtbot):
    with create_file(tmp_path / "club.assoc", SCHEMA) as file:
        Club()
        tab = BenefitsTab(make_desk(file, tmp_path, TODAY))
        show_page(qtbot, tab)
        tab.show_choice({"place": "leaflets"})
        place = tab.place()
        qtbot.waitUntil(lambda: bool(place.picture.drawn.images))
        first = place.picture.drawn.images[0]
        assert place.told.text() == "1 side"
        place.fields["audience"].set_value("students")
        place.fields["language"].set_value("en")
        place.fields["language"].changed.emit()
        assert place.fields["headline"].target().placeholderText() == "Still studying? Join us now"
        retype(place.fields["headline"].target(), "Come")
        qtbot.waitUntil(lambda: place.picture.drawn.images[0] != first)
        click(place.print_button)
        qtbot.waitUntil(lambda: bool(tab.findChildren(PdfPreview)))
        for each in benefits():
            archive_benefit(each.id)
        place.read_again()
        qtbot.waitUntil(lambda: not place.picture.drawn.images)
        assert "No benefit is offered" in place.picture.drawn.sentence
        assert not place.print_button.isEnabled()
        tab.go()
