"""The command on surveys: write the forms to fill in, or what was answered."""

from __future__ import annotations

import argparse
from pathlib import Path

from assoc_desktop.cli.files import open_association
from assoc_desktop.language import _
from assoc_desktop.refusals import Refused
from assoc_desktop.surveys.records import Survey


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `survey`."""
    parser.add_argument("name", metavar=_("NAME"), help=_("the survey; a wrong name lists those there are"))
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--form",
        action="store_true",
        help=_("the forms for all who are asked; before it is open, one to look at in each language"),
    )
    what.add_argument(
        "--results",
        action="store_true",
        help=_("what was answered: a report with charts, or with a name that ends in .xlsx all counts"),
    )
    parser.add_argument(
        "--anew",
        action="store_true",
        help=_("with codes: draw new ones; those on forms that did not come back hold no longer"),
    )
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar=_("OUT.pdf"), help=_("the PDF to write")
    )


def write_survey(options: argparse.Namespace) -> None:
    """`survey`: write the forms, or the results."""
    from assoc_desktop.exchange.files import replacing
    from assoc_desktop.surveys.building import survey_named

    if not options.output.parent.is_dir():
        raise Refused(_("The folder {folder} is not there.").format(folder=options.output.parent))
    with open_association(options):
        survey = survey_named(options.name)
        if options.results:
            _write_results(options.output, survey)
        else:
            with replacing(options.output) as unfinished:
                unfinished.write_bytes(_forms(survey, anew=options.anew))
    print(_("{file} was written.").format(file=options.output))


def _write_results(path: Path, survey: Survey) -> None:
    from assoc_desktop.exchange.files import replacing
    from assoc_desktop.surveys.documents.results import results_pdf, write_results

    ending = path.suffix.lower()
    if ending not in (".pdf", ".xlsx"):
        raise Refused(_("Results are written as PDF or XLSX: let the name end in .pdf or .xlsx."))
    if ending == ".xlsx":
        write_results(path, survey)
    else:
        with replacing(path) as unfinished:
            unfinished.write_bytes(results_pdf(survey))


def _forms(survey: Survey, *, anew: bool) -> bytes:
    from assoc_desktop.surveys.documents.forms import blank_form_pdf, forms_pdf
    from assoc_desktop.surveys.documents.receivers import forms_for, forms_with_codes

    if survey.state == "draft":
        return blank_form_pdf(survey)
    if survey.mode != "token":
        forms = forms_for(survey)
        return forms_pdf(survey, forms) if forms else blank_form_pdf(survey)
    forms = forms_with_codes(survey, anew=anew)
    if not forms:
        raise Refused(
            _(
                "All codes were printed, or nobody is asked yet. If forms were lost, add --anew to draw new codes."
            )
        )
    return forms_pdf(survey, forms)
