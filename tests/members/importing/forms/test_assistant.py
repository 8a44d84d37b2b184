"""From a file to members by mouse and keyboard, and back again."""

import csv

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QApplication

from assoc_desktop.members.data import MemberData
from assoc_desktop.members.memberships import memberships_of
from assoc_desktop.members.records import Category, CustomValue, EmailAddress, Member
from assoc_desktop.members.rules import read_member
from assoc_desktop.storage.history import Operation

PERSONS = "Nom;Prénom;Ville;Courriel;Né le\nN'Diaye;Aïssatou;Thiès;aissatou@example.org;31/12/1985\nÉtoundi;Marie;Yaoundé;;03/02/1990\n"


def choose(box, value):
    """Choose an item as a click in the open list does."""
    place = box.findData(value)
    assert place >= 0, value
    box.setCurrentIndex(place)
    box.activated.emit(place)


def names():
    return sorted(member.full_name for member in Member.select())


def test_a_windows_list_goes_in_by_mouse(assistant, take, next_step, qtbot):
    take(PERSONS.encode("cp1252"))
    assert assistant.file_step.encoding.currentText() == "Windows, Western Europe (guessed)"
    assert assistant.file_step.delimiter.currentText() == "Semicolon ; (guessed)"
    columns = next_step()
    assert columns is assistant.columns_step
    assert columns.rows.row(0).use.currentText() == "Family name"
    assert columns.rows.row(0).chip.text() == "Guessed"
    choose(columns.category, "Individual")

    check = next_step()
    assert check is assistant.check_step
    assert check.filters.buttons["new"].text() == "New  2"
    assert assistant.next_button.text() == "&Import 2 rows"

    with qtbot.waitSignal(assistant.imported):
        done = next_step()
    assert done.title.text() == "2 members were imported"
    assert names() == ["Aïssatou N'Diaye", "Marie Étoundi"]
    member = Member.get(Member.given_name == "Aïssatou")
    assert member.birth_date.isoformat() == "1985-12-31"
    assert [each.category.name for each in memberships_of(member.id)] == ["Individual"]
    assert assistant.back_button.isHidden()

    qtbot.mouseClick(done.undo_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: done.title.text() == "The import was undone")
    assert names() == []
    assert done.undo_button.isHidden()


def test_the_keyboard_alone_leads_through(assistant, take, qtbot):
    take(PERSONS)
    assert assistant.focusWidget() is not None
    qtbot.keyClick(assistant, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert assistant.step is assistant.columns_step
    choose(assistant.columns_step.season, "")
    qtbot.keyClick(assistant, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: assistant.check_step.plan is not None)
    assert assistant.step is assistant.check_step
    qtbot.keyClick(assistant, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert assistant.step is assistant.columns_step
    qtbot.keyClick(assistant, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: assistant.step is assistant.check_step and not assistant.step.is_busy())
    qtbot.keyClick(assistant, Qt.Key.Key_I, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: assistant.step is assistant.done_step and not assistant.step.is_busy())
    assert assistant.next_button.hasFocus()
    assert len(names()) == 2
    assert assistant.trail.accessibleName() == "Step 5 of 5: Done"


def test_without_a_file_or_a_name_column_nothing_goes_on(assistant, take, next_step):
    assert next_step() is assistant.file_step
    assert assistant._sentence.text() == "Choose the file that holds the list."
    take("Colour,Size\nred,1\nblue,2\n")
    columns = next_step()
    assert next_step() is columns
    assert "names" in assistant._sentence.text()
    choose(columns.rows.row(0).use, "family_name")
    assert (
        assistant._sentence.text()
        == columns.problem()
        == "Choose the category in which the members are enrolled."
    )
    choose(columns.season, "")
    assert assistant._sentence.text() == ""


def test_a_file_that_is_no_list_is_refused_and_the_old_one_stays(assistant, take, answer, tmp_path, qtbot):
    take(PERSONS)
    other = tmp_path / "minutes.csv"
    other.write_bytes(b"%PDF-1.7 ...")
    shown = answer("Close")
    assistant.file_step.take_file(other)
    qtbot.waitUntil(lambda: bool(shown))
    assert "is a PDF" in shown[1]
    assert assistant.file_step.path.name == "list.csv"
    assert len(assistant.file_step.table.rows) == 2


def test_reading_it_otherwise_shows_it_otherwise(assistant, take, qtbot):
    take("Nom,Prénom;Ville\nA,B;C\nD,E;F\n")
    step = assistant.file_step
    before = step.table
    other = ";" if before.delimiter == "," else ","
    choose(step.delimiter, other)
    qtbot.waitUntil(lambda: step.table is not before)
    assert step.table.delimiter == other
    assert step.delimiter.itemText(step.delimiter.findData(before.delimiter)).endswith("(guessed)")


def test_a_dropped_file_is_read(assistant, tmp_path, qtbot):
    path = tmp_path / "dropped.csv"
    path.write_text(PERSONS)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    # Qt hands a drop only to what a real drag entered before, so the widget gets it straight.
    assistant.file_step.zone.dropEvent(event)
    assert event.isAccepted()
    qtbot.waitUntil(lambda: assistant.file_step.table is not None)
    assert assistant.file_step.path == path


def test_a_spreadsheet_offers_its_sheets(assistant, tmp_path, qtbot):
    import xlsxwriter

    path = tmp_path / "two.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("2024").write_row(0, 0, ["Nom", "Prénom"])
        sheet = book.add_worksheet("2025")
        sheet.write_row(0, 0, ["Nom", "Prénom"])
        sheet.write_row(1, 0, ["Bâ", "Awa"])
    step = assistant.file_step
    step.take_file(path)
    qtbot.waitUntil(lambda: step.table is not None, timeout=15_000)
    assert not step.sheet.isHidden() and step.encoding.isHidden()
    other = "2024" if step.table.sheet == "2025" else "2025"
    before = step.table
    choose(step.sheet, other)
    qtbot.waitUntil(lambda: step.table is not before, timeout=15_000)
    assert step.table.sheet == other


def test_the_kind_of_the_rows_changes_what_columns_can_be(assistant, take, next_step):
    take("Nom,Ville\nCentre de documentation,Thiès\nMédiathèque,Dakar\n")
    columns = next_step()
    choose(columns.kind, "person")
    assert columns.mapping.kind == "person"
    assert columns.rows.row(0).use.findData("name") < 0
    choose(columns.kind, "institution")
    assert columns.mapping.column_for("name").heading == "Nom"
    assert columns.rows.row(0).use.findData("birth_date") < 0


def test_a_list_of_another_program_is_read_as_the_person_says(assistant, take, next_step):
    take("id_adh,nom_adh,prenom_adh,mdp_adh\n7,Bâ,Awa,secret\n8,Sow,Ali,secret\n")
    columns = next_step()
    assert columns.read_as.currentText() == "Galette"
    assert columns.rows.row(3).chip.text() == "Left out"
    choose(columns.read_as, "OpenJVerein")
    assert columns.mapping.columns[0].use != "number" and columns.read_as.currentText() == "OpenJVerein"
    choose(columns.read_as, "Galette")
    assert columns.mapping.columns[0].use == "number"


def test_a_column_becomes_a_new_field_or_is_left_out(assistant, take, next_step):
    rows = "".join(f"N{n},P{n},{'oui' if n % 2 else 'non'},x{n}\n" for n in range(1, 13))
    take("Nom,Prénom,Bénévole,Divers\n" + rows)
    columns = next_step()
    row = columns.rows.row(2)
    assert row.use.currentText() == "New field" and row.kind.currentText() == "Yes or no"
    left_out = columns.rows.row(3)
    choose(left_out.use, "")
    assert left_out.chip.text() == "Left out" and left_out.kind.isHidden()
    choose(left_out.use, "custom")
    assert left_out.kind.currentText() == "Text" and left_out.chip.text() == "Chosen"
    choose(left_out.kind, "number")
    assert columns.mapping.columns[3].custom_kind == "number"
    choose(left_out.use, "")
    choose(columns.season, "")
    next_step()
    next_step()
    assert {each.value for each in CustomValue.select()} == {"1", "0"}


def test_the_same_value_for_every_row(assistant, take, next_step, qtbot):
    take("Nom,Prénom\nBâ,Awa\nSow,Ali\n")
    columns = next_step()
    choose(columns.season, "")
    qtbot.mouseClick(columns.constants.add_button, Qt.MouseButton.LeftButton)
    box, line, _button = columns.constants._pairs[0]
    choose(box, "town")
    for sign in "Thiès":
        QApplication.sendEvent(
            line, QKeyEvent(QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign)
        )
    assert columns.mapping.constants == {"town": "Thiès"}
    qtbot.mouseClick(columns.constants.add_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(columns.constants._pairs[1][2], Qt.MouseButton.LeftButton)
    assert len(columns.constants._pairs) == 1
    next_step()
    next_step()
    assert {member.town for member in Member.select()} == {"Thiès"}


def test_unknown_categories_are_asked_about(assistant, take, next_step, qtbot):
    take("Nom,Prénom,Catégorie\nBâ,Awa,Individual\nSow,Ali,Amis\nFall,Léa,Amis\nKa,Bo,Jeunes\n")
    next_step()
    values = next_step()
    assert values is assistant.values_step
    (question,) = values.open
    assert question.values == [("Amis", 2), ("Jeunes", 1)]
    question.answer("Amis", "Student")
    values._add_categories(question)
    assert Category.get_or_none(Category.name == "Jeunes") is not None
    assert Category.get_or_none(Category.name == "Amis") is None
    next_step()
    next_step()
    found = {m.given_name: memberships_of(m.id)[0].category.name for m in Member.select()}
    assert found == {"Awa": "Individual", "Ali": "Student", "Léa": "Student", "Bo": "Jeunes"}


@pytest.mark.parametrize(("order", "expected"), [("dmy", "1990-02-03"), ("mdy", "1990-03-02")])
def test_dates_that_can_be_read_twice_are_confirmed(assistant, take, next_step, qtbot, order, expected):
    take("Nom,Prénom,Date de naissance\nBâ,Awa,03/02/1990\nSow,Ali,05/06/1980\n")
    choose(next_step().season, "")
    values = next_step()
    assert values is assistant.values_step
    if order == "mdy":
        from PySide6.QtWidgets import QRadioButton

        month_first = next(each for each in values.findChildren(QRadioButton) if "Month" in each.text())
        qtbot.mouseClick(month_first, Qt.MouseButton.LeftButton, pos=month_first.rect().center() / 8)
        month_first.click()
    next_step()
    next_step()
    assert Member.get(Member.given_name == "Awa").birth_date.isoformat() == expected


def test_the_check_filters_and_lets_the_person_decide(assistant, take, next_step, qtbot, save):
    save(
        MemberData(
            kind="person", family_name="Bâ", given_name="Awa", town="Thiès", emails=["awa@example.org"]
        )
    )
    take(
        "Nom,Prénom,Ville,Courriel\nBâ,Awa,Dakar,awa@example.org\nSow,Ali,Mbour,\nNdour,Awa,Kaolack,awa@example.org\n,,Pikine,\n"
    )
    choose(next_step().season, "")
    check = next_step()
    assert check.plan.counts == {"new": 1, "changed": 1, "same": 0, "duplicate": 1, "wrong": 1}
    assert check.filters.buttons["same"].isHidden()

    qtbot.mouseClick(check.filters.buttons["changed"], Qt.MouseButton.LeftButton)
    assert len(check.table.shown_ids()) == 1
    texts = [label.text() for label in check.details.findChildren(type(assistant._sentence))]
    assert "Thiès" in texts and "Dakar" in texts

    qtbot.mouseClick(check.filters.buttons["duplicate"], Qt.MouseButton.LeftButton)
    buttons = check.details._decision.buttons
    assert buttons["update"].accessibleName() == "It is Awa Bâ: change that member"
    assert buttons["skip"].isChecked()
    buttons["add"].click()
    assert check.plan.to_add == 2
    assert assistant.next_button.text() == "&Import 3 rows"

    qtbot.mouseClick(check.filters.buttons["wrong"], Qt.MouseButton.LeftButton)
    assert check.details._decision.isHidden()
    next_step()
    assert names() == ["Ali Sow", "Awa Bâ", "Awa Ndour"]


def test_rows_are_searched_by_name(assistant, take, next_step, qtbot):
    take("Nom,Prénom\nN'Diaye,Awa\nÉtoundi,Marie\nSow,Ali\n")
    choose(next_step().season, "")
    check = next_step()
    qtbot.keyClicks(check.table.view, "nd")
    assert check.search.hasFocus()
    qtbot.keyClicks(check.search, "iaye awa")
    qtbot.waitUntil(lambda: check.table.shown_ids() == [0])
    check.search.setText("nobody")
    qtbot.waitUntil(lambda: check.table.shown_ids() == [])
    check.search.clear()
    qtbot.waitUntil(lambda: len(check.table.shown_ids()) == 3)


def test_the_same_decision_for_all_alike(assistant, take, next_step):
    take("Nom,Prénom\n" + "".join(f"N{n},P{n}\n" for n in range(30)))
    choose(next_step().season, "")
    check = next_step()
    check.details._decision.all_alike.click()
    check.details._decision.buttons["skip"].click()
    assert check.plan.to_add == 0
    assert next_step() is check
    assert assistant._sentence.text().startswith("There is nothing to import")


def test_rejected_rows_are_saved_with_their_reason(assistant, take, next_step, tmp_path, qtbot):
    take("Nom,Prénom,Ville\nBâ,Awa,Thiès\n,,=cmd|' /C calc'!A0\n")
    choose(next_step().season, "")
    next_step()
    done = next_step()
    assert not done.rejected_button.isHidden()
    path = tmp_path / "rejected.csv"
    done.save_rejected_to(path)
    qtbot.waitUntil(lambda: "rejected.csv" in done.sentence.text())
    with path.open(encoding="utf-8-sig", newline="") as file:
        heading, row = list(csv.reader(file))
    assert heading[:2] == ["Line", "Reason"]
    assert "name" in row[1] and row[-1].startswith("'=")


def test_the_same_list_again_is_the_same_and_read_as_last_time(assistant, take, next_step):
    path = take(PERSONS)
    columns = next_step()
    choose(columns.season, "")
    choose(columns.rows.row(2).use, "region")
    next_step()
    next_step()
    assistant._show(0)
    take(path.read_bytes(), "again.csv")
    columns = next_step()
    assert columns.read_as.currentText() == "As last time"
    assert columns.rows.row(2).use.currentText() == "Region"
    choose(columns.read_as, "anew")
    assert columns.rows.row(2).use.currentText() == "Town"
    choose(columns.read_as, "as last time")
    assert columns.rows.row(2).use.currentText() == "Region"
    check = next_step()
    assert check.plan.counts["same"] == 2
    assert "nothing to import" in check.problem()


def test_leaving_in_the_middle_asks(assistant, take, next_step, answer, qtbot):
    take(PERSONS)
    next_step()
    closed = []
    assistant.closed.connect(lambda: closed.append(True))
    answer("Cancel")
    qtbot.mouseClick(assistant.back, Qt.MouseButton.LeftButton)
    assert not closed
    answer("Leave")
    qtbot.mouseClick(assistant.back, Qt.MouseButton.LeftButton)
    assert closed


def test_an_import_that_the_file_refuses_leads_back_to_the_check(
    assistant, take, next_step, answer, desk, qtbot
):
    take(PERSONS)
    choose(next_step().season, "")
    next_step()
    # The folder of the backups is a file: no backup can be made, so nothing is imported.
    (desk.path.parent / f"{desk.path.stem} backups").write_text("in the way")
    shown = answer("Close")
    qtbot.mouseClick(assistant.next_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(shown), timeout=10_000)
    qtbot.waitUntil(lambda: assistant.step is assistant.check_step and not assistant.step.is_busy())
    assert names() == []


def test_an_import_is_one_operation_with_its_name(assistant, take, next_step):
    take(PERSONS, "adhérents 2026.csv")
    choose(next_step().season, "")
    next_step()
    next_step()
    labels = [str(operation) for operation in Operation.select()]
    assert "Import 2 members from adhérents 2026.csv" in labels
    assert read_member(Member.get(Member.given_name == "Marie").id).town == "Yaoundé"
    assert EmailAddress.select().count() == 1


def test_cancelling_in_the_middle_writes_nothing(assistant, take, next_step, qtbot):
    from PySide6.QtWidgets import QPushButton

    rows = "".join(f"Nom{n},Prénom{n},Ville{n % 90},p{n}@example.org\n" for n in range(15_000))
    take("Nom,Prénom,Ville,Courriel\n" + rows)
    choose(next_step().season, "")
    next_step()
    qtbot.mouseClick(assistant.next_button, Qt.MouseButton.LeftButton)
    assert assistant.step is assistant.done_step and not assistant.back_button.isEnabled()
    assert assistant.may_leave() is False
    dialog = QApplication.activeModalWidget()
    qtbot.mouseClick(dialog.findChild(QPushButton), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: assistant.step is assistant.check_step and not assistant.step.is_busy(), timeout=20_000
    )
    assert Member.select().count() == 0
    assert assistant.check_step.plan.to_add == 15_000
