"""What is kept for the next statements: rules, and how the files of each bank or operator are read."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from assoc_desktop.exchange.statements.columns import FIELDS, Columns
from assoc_desktop.language import _, ngettext
from assoc_desktop.treasury.accounts import money_accounts
from assoc_desktop.treasury.records import StatementRule
from assoc_desktop.treasury.statements.forms.asking import every_account
from assoc_desktop.treasury.statements.posting import change_rule, remove_rule, rules
from assoc_desktop.treasury.statements.profiles import ProfileFacts, change_profile, profiles, remove_profile
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.fields import ChoiceField, LineField
from assoc_desktop.widgets.form_dialog import show_form
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.list_pane import Action, ListPane
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.record_table import Column, Row


class ChangeRuleForm(FormPage):
    """Other words, or another account, for a rule."""

    def __init__(self, rule_id: int, parent: QWidget | None = None) -> None:
        super().__init__(_("Change the rule"), parent=parent)
        self._rule_id = rule_id
        self.add_field(
            "words", _("The line &contains"), LineField(), _("Keep only the words that all such lines have.")
        )
        self.add_field("account", _("Then it is proposed &as"), ChoiceField(every_account()))
        self.start()

    def load(self) -> dict[str, Any]:
        rule = StatementRule.get_by_id(self._rule_id)
        return {"words": rule.words, "account": rule.account_id}

    def save(self, values: dict[str, Any]) -> object:
        change_rule(self._rule_id, values["words"], values["account"])
        return self._rule_id


class ProfileForm(FormPage):
    """Name and account of a profile; of a list also what its columns are and how days and amounts are written."""

    dialog_signs = 90

    def __init__(self, facts: ProfileFacts, parent: QWidget | None = None) -> None:
        super().__init__(_("How statements are read"), parent=parent)
        self._facts = facts
        self.add_field("name", _("&Name"), LineField())
        self.add_field(
            "account", _("&Account"), ChoiceField([(each.id, str(each.name)) for each in money_accounts()])
        )
        if facts.headings:
            self._add_columns()
        self.start()

    def _add_columns(self) -> None:
        orders = [
            ("dmy", _("Day, month, year")),
            ("mdy", _("Month, day, year")),
            ("ymd", _("Year, month, day")),
        ]
        signs = [(",", _("Comma: 12,50")), (".", _("Point: 12.50"))]
        self.add_field("order", _("&Dates are written"), ChoiceField(orders))
        self.add_field("decimal", _("Decimal &sign"), ChoiceField(signs))
        self.add_section(_("What each column is"))
        offered = [("", _("Nothing")), *((key, _(words)) for key, words in FIELDS.items())]
        for place, heading in enumerate(self._facts.headings):
            self.add_field(f"column{place}", heading, ChoiceField(offered))

    def load(self) -> dict[str, Any]:
        facts = self._facts
        kinds = {
            f"column{place}": facts.columns.fields.get(each, "") for place, each in enumerate(facts.headings)
        }
        return {
            "name": facts.name, "account": facts.account_id, "order": facts.columns.order,
            "decimal": facts.columns.decimal, **kinds,
        }  # fmt: skip

    def save(self, values: dict[str, Any]) -> object:
        kinds = {each: values[f"column{place}"] for place, each in enumerate(self._facts.headings)}
        named = {heading: kind for heading, kind in kinds.items() if kind}
        columns = Columns(named, values.get("order", "dmy"), values.get("decimal", ","))
        change_profile(self._facts.id, values["name"], values["account"], columns)
        return self._facts.id


class RulesPane(ListPane):
    """All rules, to see, change and remove them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        super().__init__(
            "statement_rules",
            [
                Column("words", _("The line contains"), 300, stretch=True, sortable=False),
                Column("account", _("Then it is proposed as"), 260, sortable=False),
            ],
            lambda: {
                each.id: Row({"words": each.words, "account": str(each.account.name)}) for each in rules()
            },
            [Action("edit", _("Change…"), self.change), Action("delete", _("&Remove"), self.remove)],
            empty=EmptyState(
                "filter",
                _("No rules yet"),
                _(
                    "Choose a line of a statement and press “Rule…”: lines with the same words are then proposed for an account."
                ),
            ),
        )
        desk.changed.connect(self.show_again)
        self.show_again()

    def change(self) -> None:
        """Ask for other words or another account."""
        chosen = self.chosen()
        if chosen is not None:
            show_form(
                ChangeRuleForm(chosen), self, lambda _id: self._desk.tell_change(self, _("The rule is kept."))
            )

    def remove(self) -> None:
        """Forget the chosen rule."""
        chosen = self.chosen()
        if chosen is not None:
            remove_rule(chosen)
            self._desk.tell_change(self, _("The rule was removed. What was posted stays."))


class ProfilesPane(ListPane):
    """How each kind of statement is read, to see, rename, change and forget it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._profiles: dict[int, ProfileFacts] = {}
        super().__init__(
            "statement_profiles",
            [
                Column("name", _("Name"), 220, sortable=False),
                Column("account", _("Account"), 200, sortable=False),
                Column("about", _("What it is known by"), 380, stretch=True, sortable=False),
            ],
            self._read_profiles,
            [Action("edit", _("Change…"), self.change), Action("delete", _("Forget"), self.forget)],
            empty=EmptyState(
                "import",
                _("Nothing kept yet"),
                _(
                    "Once a statement was read in, its account and the meaning of its columns stand here, and the next one like it is read without a question."
                ),
            ),
        )
        desk.changed.connect(self.show_again)
        self.show_again()

    def change(self) -> None:
        """Ask for another name, account or meaning of the columns."""
        chosen = self.chosen()
        if chosen is not None:
            told = _("The next statement like this is read so.")
            form = ProfileForm(self._profiles[chosen])
            show_form(form, self, lambda _id: self._desk.tell_change(self, told))

    def forget(self) -> None:
        """Forget how the chosen kind of statement is read."""
        chosen = self.chosen()
        if chosen is not None:
            remove_profile(chosen)
            told = _(
                "Forgotten. The next statement like this is read as if it were the first; its lines stay."
            )
            self._desk.tell_change(self, told)

    def _read_profiles(self) -> dict[int, Row]:
        self._profiles = {each.id: each for each in profiles()}
        return {each.id: self._row_of(each) for each in self._profiles.values()}

    def _row_of(self, facts: ProfileFacts) -> Row:
        parts = [_("Account number {number}").format(number=facts.number)] if facts.number else []
        if facts.headings:
            words = ngettext(
                "List of {n} column: {names}", "List of {n} columns: {names}", len(facts.headings)
            )
            parts.append(words.format(n=len(facts.headings), names=", ".join(facts.headings)))
        return Row({"name": facts.name, "account": facts.account, "about": " · ".join(parts)})


class RulesPage(Page):
    """All rules."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Rules for statements"), parent)
        self.pane = RulesPane(desk)
        self.body.addWidget(self.pane, 1)

    def take_keyboard(self) -> None:
        self.pane.table.setFocus()


class ProfilesPage(Page):
    """How the statements of each bank and operator are read."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("How statements are read"), parent)
        self.pane = ProfilesPane(desk)
        self.body.addWidget(self.pane, 1)

    def take_keyboard(self) -> None:
        self.pane.table.setFocus()
