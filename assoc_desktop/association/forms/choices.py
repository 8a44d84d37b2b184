"""What a person chooses from, and what a country brings with it, in the language of the screen."""

from __future__ import annotations

import datetime

from assoc_desktop.language import _, language
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.language.names import currency_names, month_names


def month_choices() -> list[tuple[int, str]]:
    """The months in which a season may start; January is the calendar year."""
    months = month_names()
    return [(1, _("{month} (calendar year)").format(month=months[1])), *list(months.items())[1:]]


def currency_choices() -> dict[str, str]:
    """Code → code and name of the currencies in use: `XAF · franc CFA`."""
    return {code: f"{code} · {name}" for code, name in currency_names().items()}


def habits(country: str, currency: str, today: datetime.date) -> str:
    """How the country writes, by examples: amounts, dates, phones and paper."""
    say = Conventions(language(), country, currency)
    amount = say.money(15000 * 10**say.decimals)
    paper = {"A4": _("A4 paper"), "Letter": _("Letter paper")}[say.paper()]
    phone = _example_phone(say)
    if not phone:
        return _("Amounts like {amount}, dates like {date}, {paper}.").format(
            amount=amount, date=say.date(today), paper=paper
        )
    return _("Amounts like {amount}, dates like {date}, phones like {phone}, {paper}.").format(
        amount=amount, date=say.date(today), phone=phone, paper=paper
    )


def _example_phone(say: Conventions) -> str:
    import phonenumbers

    number = phonenumbers.example_number(say.country)
    if number is None:
        return ""
    return say.phone(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
