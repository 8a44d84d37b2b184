"""What the buttons of a survey do. Pages are loaded when they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from assoc_desktop.language import _, ngettext
from assoc_desktop.refusals import Refused
from assoc_desktop.surveys.building import close_survey, open_survey, remove_survey, the_survey
from assoc_desktop.surveys.documents.receivers import Form, forms_for, forms_with_codes
from assoc_desktop.surveys.listing import SurveyRow
from assoc_desktop.surveys.wording import file_name_of
from assoc_desktop.widgets.background import run_in_background
from assoc_desktop.widgets.messages import confirm, show_refusal

if TYPE_CHECKING:
    from assoc_desktop.surveys.forms.entry import EntryPage
    from assoc_desktop.surveys.forms.results import ResultsPage
    from assoc_desktop.surveys.tab.surveys import SurveysPlace


def begin(place: SurveysPlace) -> None:
    """A new survey."""
    from assoc_desktop.surveys.forms.beginning import NewSurveyForm
    from assoc_desktop.widgets.form_dialog import show_form as show_dialog

    show_dialog(NewSurveyForm(), place, place.made, _("Begin"))


def next_step(place: SurveysPlace) -> None:
    """Enter or a double click: what comes next for the chosen survey."""
    survey = place.chosen()
    if survey is not None:
        {"draft": edit, "open": type_in, "closed": show_results}[survey.state](place)


def edit(place: SurveysPlace) -> None:
    """The page with its questions."""
    from assoc_desktop.surveys.forms.builder import BuilderPage

    _with(place, lambda survey: place.lay(BuilderPage(place.desk, survey.id)))


def type_in(place: SurveysPlace) -> None:
    """The page on which forms are typed in."""
    from assoc_desktop.surveys.forms.entry import EntryPage

    _lay_page(place, EntryPage)


def show_results(place: SurveysPlace) -> None:
    """What was answered."""
    from assoc_desktop.surveys.forms.results import ResultsPage

    _lay_page(place, ResultsPage)


def _lay_page(place: SurveysPlace, make: type[EntryPage | ResultsPage]) -> None:
    def do(survey: SurveyRow) -> None:
        page = make(place.desk, survey.id)
        page.preview_made.connect(place.preview_wanted.emit)
        place.lay(page)

    _with(place, do)


def show_asked(place: SurveysPlace) -> None:
    """Who is asked: the list of them, or while there is nobody yet, the question who."""
    from assoc_desktop.surveys.forms.asked import AskedPage

    def do(survey: SurveyRow) -> None:
        if survey.asked:
            page = AskedPage(place.desk, survey.id, lambda: ask(place))
            page.preview_made.connect(place.preview_wanted.emit)
            place.lay(page)
        else:
            ask(place)

    _with(place, do)


def ask(place: SurveysPlace) -> None:
    """Ask members, or more of them."""
    from assoc_desktop.surveys.forms.beginning import AskForm
    from assoc_desktop.widgets.form_dialog import show_form as show_dialog

    _with(
        place,
        lambda survey: show_dialog(
            AskForm(place.desk, survey.id, place.to_ask), place, lambda _asked: place.asked(), _("Ask them")
        ),
    )


def ask_chosen(place: SurveysPlace) -> None:
    """Ask those who were chosen in the members' list, in the survey that is meant."""
    from assoc_desktop.surveys.forms.beginning import AskForm
    from assoc_desktop.widgets.form_dialog import show_form as show_dialog

    among = [(row.id, row.name) for row in place.surveys.values() if row.state != "closed"]
    if not among:
        show_refusal(
            place,
            _("There is no survey yet to ask them in. Begin one: they are offered under “Who is asked…”."),
        )
        return
    current = place.table.current_id()
    first = current if current in dict(among) else among[0][0]

    def asked(_asked: object) -> None:
        place.table.select_id(form.survey.value())
        place.asked()

    form = AskForm(place.desk, first, place.to_ask, among)
    show_dialog(form, place, asked, _("Ask them"))


def open_now(place: SurveysPlace) -> None:
    """From now on it is answered."""

    def do(survey: SurveyRow) -> None:
        sentence = _("From now on its questions stand, because forms are printed and answers belong to them.")
        title = _("Open “{name}”?").format(name=survey.name)
        if survey.state == "closed" or confirm(place, title, sentence, _("Open the survey")):
            open_survey(survey.id, place.desk.today())
            place.done()

    _with(place, do)


def close_now(place: SurveysPlace) -> None:
    """No more answers are taken."""

    def do(survey: SurveyRow) -> None:
        close_survey(survey.id, place.desk.today())
        place.done()

    _with(place, do)


def further_round(place: SurveysPlace) -> None:
    """The same questions once more."""
    from assoc_desktop.surveys.forms.beginning import NextRoundForm
    from assoc_desktop.widgets.form_dialog import show_form as show_dialog

    _with(
        place,
        lambda survey: show_dialog(NextRoundForm(the_survey(survey.id)), place, place.made, _("Begin")),
    )


def remove(place: SurveysPlace) -> None:
    """Take a survey away that nobody answered."""

    def do(survey: SurveyRow) -> None:
        title = _("Remove “{name}”?").format(name=survey.name)
        sentence = _("Its questions go, and who was asked. Undo brings them back.")
        if confirm(place, title, sentence, _("Remove"), danger=True):
            remove_survey(survey.id)
            place.done()

    _with(place, do)


def show_form(place: SurveysPlace) -> None:
    """The forms: one each for all who are asked; before it is open, or where nobody is, a form to look at."""

    def do(survey: SurveyRow) -> None:
        if (
            survey.state == "draft"
            or not survey.asked
            or (survey.state == "closed" and survey.mode == "token")
        ):
            _preview_blank(place, survey)
        elif survey.mode == "token":
            _print_codes(place, survey)
        else:
            record = the_survey(survey.id)
            _preview(place, survey, lambda: forms_for(record))

    _with(place, do)


def _print_codes(place: SurveysPlace, survey: SurveyRow) -> None:
    missing = survey.asked - survey.codes
    record = the_survey(survey.id)
    if missing > 0:
        n = missing
        title = ngettext("Print {n} form with a code?", "Print {n} forms with a code each?", n).format(n=n)
        sentence = _(
            "The codes are drawn now and stand on these forms alone: nobody can read them again. Print them at once, "
            "and hand them out at random."
        )
        if confirm(place, title, sentence, _("Draw the codes")):
            _preview(place, survey, lambda: forms_with_codes(record))
        return
    title = _("Print all forms anew?")
    sentence = _(
        "All codes were printed. If forms were lost or spoiled, new codes can be drawn: those on forms that did not come "
        "back yet then hold no longer."
    )
    if confirm(place, title, sentence, _("Draw new codes"), danger=True):
        _preview(place, survey, lambda: forms_with_codes(record, anew=True))


def _preview_blank(place: SurveysPlace, survey: SurveyRow) -> None:
    from assoc_desktop.surveys.documents.forms import blank_form_pdf

    record = the_survey(survey.id)
    run_in_background(
        lambda _progress: blank_form_pdf(record),
        title=_("Drawing the form…"),
        done=lambda content: _show(place, survey, content),
        parent=place,
        can_cancel=False,
    )


def _preview(place: SurveysPlace, survey: SurveyRow, forms: Callable[[], list[Form]]) -> None:
    from assoc_desktop.surveys.documents.forms import forms_pdf

    record = the_survey(survey.id)
    run_in_background(
        lambda progress: forms_pdf(record, forms(), progress=progress),
        title=_("Drawing the forms…"),
        done=lambda content: _show(place, survey, content),
        parent=place,
        # Codes that were drawn stand nowhere else.
        can_cancel=survey.mode != "token",
    )


def _show(place: SurveysPlace, survey: SurveyRow, content: bytes) -> None:
    from assoc_desktop.widgets.pdf_preview import PreviewPage

    title = _("Forms: {name}").format(name=survey.name)
    place.lay(PreviewPage(title, content, file_name_of(survey.name), folder=place.desk.path.parent))
    place.desk.changed.emit()


def _with(place: SurveysPlace, do: Callable[[SurveyRow], object]) -> None:
    """Do something with the chosen survey; what is refused is shown."""
    survey = place.chosen()
    if survey is None:
        return
    try:
        do(survey)
    except Refused as refusal:
        show_refusal(place, str(refusal))
        place.read_again()
