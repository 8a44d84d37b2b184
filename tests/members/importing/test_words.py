"""Words that stand for our codes."""

import pytest

from assoc_desktop.members.importing.rules.words import (
    contact_role,
    country_code,
    language_codes,
    library_kind,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [("Cameroun", "CM"), ("CAMEROON", "CM"), ("cm", "CM"), ("Côte d’Ivoire", "CI"), ("Côte d'Ivoire", "CI"), ("RDC", "CD"),
     ("Deutschland", "DE"), ("USA", "US"), ("États-Unis", "US"), ("Atlantis", ""), ("", ""), ("France ", "FR")],
)  # fmt: skip
def test_countries(text, code):
    assert country_code(text) == code


@pytest.mark.parametrize(
    ("text", "codes", "rest"),
    [("français", "fr", []), ("Français, anglais", "fr,en", []), ("fr_FR.utf8", "fr", []), ("en-US", "en", []),
     ("français et allemand / fr", "fr,de", []), ("klingonais; fr", "fr", ["klingonais"]), ("", "", []), ("FR", "fr", [])],
)  # fmt: skip
def test_languages(text, codes, rest):
    assert language_codes(text) == (codes, rest)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Bibliothèque universitaire", "academic"), ("publique", "public"), ("school", "school"), ("CDI", "school"),
     ("national", "national"), ("Bâtiment ouvert", ""), ("other", "other")],
)  # fmt: skip
def test_kinds_of_library(text, kind):
    assert library_kind(text) == kind


def test_roles_of_contact_people():
    assert contact_role("Directrice adjointe") == "director"
    assert contact_role("Trésorier") == "treasurer"
    assert contact_role("poète") == ""
