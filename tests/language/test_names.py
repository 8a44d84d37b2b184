"""Names to choose from, in the language spoken now."""

from assoc_desktop.language import speaking
from assoc_desktop.language.conventions import is_country, is_currency
from assoc_desktop.language.folding import fold
from assoc_desktop.language.names import country_names, currency_names, month_names


def test_countries_in_alphabetical_order():
    with speaking("fr"):
        names = country_names()
    assert names["SN"] == "Sénégal" and names["CM"] == "Cameroun"
    assert country_names()["SN"] == "Senegal"
    assert all(map(is_country, names)) and len(names) > 240
    assert list(names.values()) == sorted(names.values(), key=fold)


def test_currencies_in_use():
    names = currency_names()
    assert names["XOF"] == "West African CFA Franc" and names["XAF"] and names["TND"]
    assert "FRF" not in names and "DEM" not in names
    assert all(map(is_currency, names)) and list(names) == sorted(names)


def test_months():
    with speaking("fr"):
        assert month_names()[8] == "août"
    assert list(month_names()) == list(range(1, 13))
