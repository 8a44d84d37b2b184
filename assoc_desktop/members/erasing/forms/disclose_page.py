"""Everything held on one member, looked at, printed, or saved as PDF and as JSON."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from assoc_desktop.language import _
from assoc_desktop.members.erasing.rules.disclosing import Held, as_json
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.messages import show_refusal
from assoc_desktop.widgets.pdf_preview import PreviewPage
from assoc_desktop.widgets.pdf_preview.printing import write_file
from assoc_desktop.widgets.saving import ask_where_to_save, tell_saved


class DisclosePage(PreviewPage):
    """The paper with everything held on a member; the same as JSON for other programs.

    Args:
        content: the PDF.
        held: what it was made of.
    """

    def __init__(self, desk: Desk, content: bytes, held: Held, parent: QWidget | None = None) -> None:
        title = _("What is kept on {name}").format(name=held.name)
        name = title.replace("/", "-")
        super().__init__(title, content, f"{name}.pdf", folder=desk.path.parent, parent=parent)
        self._held, self._proposed = held, desk.path.with_name(f"{name}.json")
        self.save_json = QPushButton(icons.icon("save"), _("Save as &JSON…"))
        self.save_json.setToolTip(_("For another program, with the photo in it"))
        self.save_json.clicked.connect(self._save_json)
        self.heading.addWidget(self.save_json)

    def _save_json(self) -> None:
        path = ask_where_to_save(self, _("Save as JSON"), self._proposed, _("JSON (*.json)"))
        if path is None:
            return
        try:
            write_file(path, as_json(self._held).encode())
        except Refused as refusal:
            show_refusal(self, str(refusal), _("The document was not saved"))
            return
        tell_saved(self, _("{name} was saved.").format(name=path.name), path)
