"""Every step of the import on the smallest screen, with texts of any kind, for eyes and ears."""

import csv

from assoc_desktop.members.records import Member
from tests.members.importing.forms.test_assistant import PERSONS, choose

HOSTILE = [
    "<b>Bold</b>",
    "=1+1",
    "عائشة",
    "a\u0000b",
    "x" * 5000,
    'N\'Diaye "quoted"',
    "\u202eevil",
    "🂡🧿",
    "&amp;&x",
]


def test_hostile_texts_are_shown_and_kept_as_they_are(assistant, take, next_step):
    import io

    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["Nom", "Prénom", "<script>alert(1)</script>", "&Heading"])
    for number, each in enumerate(HOSTILE):
        writer.writerow([each.replace("\u0000", "␀"), f"P{number}", each.replace("\u0000", "␀"), "%s %n {x}"])
    take(text.getvalue())
    choose(next_step().season, "")
    check = next_step()
    if check is assistant.values_step:
        check = next_step()
    assert assistant.width() == 1093
    for number in range(len(HOSTILE)):
        check.table.select_id(number)
        assert assistant.minimumSizeHint().width() <= 1093
    done = next_step()
    assert done.title.text() == f"{len(HOSTILE)} members were imported"
    assert Member.select().where(Member.family_name == "<b>Bold</b>").exists()
    assert Member.select().where(Member.family_name == "x" * 5000).exists()


def test_every_step_fits_the_smallest_window_with_large_letters(assistant, take, next_step, qapp):
    from assoc_desktop.language import speak
    from assoc_desktop.widgets.theme import apply_theme

    apply_theme(qapp, "light", 150)
    try:
        assert assistant.minimumSizeHint().width() <= 1093
        take(PERSONS)
        choose(next_step().season, "")
        check = next_step()
        for button in check.filters.buttons.values():
            button.setText("Possible duplicate  15,602")
            button.show()
        assert assistant.minimumSizeHint().width() <= 1093
        assert assistant.minimumSizeHint().height() <= 550
    finally:
        apply_theme(qapp, "light", 100)
        speak("en")


def test_every_choice_has_a_name_for_those_who_hear_the_screen(assistant, take, next_step):
    from PySide6.QtWidgets import QComboBox, QLineEdit

    take(PERSONS)
    next_step()
    assert all(box.accessibleName() for box in assistant.findChildren(QComboBox))
    lines = (line for line in assistant.findChildren(QLineEdit) if not line.parent().inherits("QComboBox"))
    assert all(line.accessibleName() or line.placeholderText() for line in lines)
