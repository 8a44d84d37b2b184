"""Hostile texts in every field of the pages: kept whole or refused in words, never read as markup, never a crash."""

from dataclasses import replace

import pytest

from assoc_desktop.members.custom_fields import save_custom_field
from assoc_desktop.members.forms.member_page import MemberPage
from assoc_desktop.members.records import Member
from assoc_desktop.members.rules import read_member
from assoc_desktop.members.telling import told_history
from tests.hostile import HOSTILE
from tests.screens import click, labels_that_read_markup, message_at, paste

_TEXT_FIELDS = (
    "title",
    "given_name",
    "family_name",
    "profession",
    "address",
    "postcode",
    "town",
    "region",
    "website",
    "notes",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_every_text_field_takes_every_text(desk, shown, text, conventions):
    field = save_custom_field("Own field", "text")
    page = shown(MemberPage(desk))
    for name in (*_TEXT_FIELDS, f"custom.{field.id}", "tags", "number"):
        paste(page.fields[name].target(), text)
    typed = page.values()
    click(page.save_button)
    if not (typed["family_name"] or typed["given_name"]):
        assert message_at(page, "family_name") == "A person needs a name."
        return
    member = Member.get()
    data = read_member(member.id)
    for name in _TEXT_FIELDS:
        assert getattr(data, name) == typed[name]
    assert data.custom.get(field.id, "") == typed[f"custom.{field.id}"]
    again = shown(MemberPage(desk, member.id))
    assert not again.is_changed()
    assert again.minimumSizeHint().width() <= 1093
    for place in range(again.tabs.count()):
        again.tabs.setCurrentIndex(place)
        assert labels_that_read_markup(again, "<") == []
    assert told_history(member.id, conventions)
    paste(again.fields["region"].target(), "more")
    click(again.save_button)
    assert read_member(member.id) == replace(data, region=again.values()["region"])


@pytest.mark.parametrize("text", HOSTILE)
def test_fields_that_are_looked_up_or_read_refuse_in_words(desk, shown, text):
    page = shown(MemberPage(desk))
    paste(page.fields["family_name"].target(), "Example")
    for name in ("birth_date", "employer_id", "country", "languages", "phones", "emails"):
        paste(page.fields[name].target(), text)
    click(page.save_button)
    wrong = {name: message_at(page, name) for name in page.fields if message_at(page, name)}
    assert bool(wrong) is not bool(Member.select().count())
    assert labels_that_read_markup(page, "<") == []
