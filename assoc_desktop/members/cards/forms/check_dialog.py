"""Check a card: a field for a scanner or for typing, and what the card in hand is worth."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QImage, QPalette, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.language import N_, _
from assoc_desktop.members.cards.rules import CardCheck, check_card
from assoc_desktop.members.status import BELONGING
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.chips import Chip
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.elided import breakable
from assoc_desktop.widgets.facts import FactsGrid
from assoc_desktop.widgets.theme import GRID, look, tone_colours

#: Verdict → (a word or two, tone, icon).
_VERDICTS = {
    "valid": (N_("Valid"), "good", "check"),
    "number": (N_("Found by number"), "info", "information"),
    "early": (N_("Not valid yet"), "warn", "clock"),
    "expired": (N_("Expired"), "bad", "clock"),
    "lost": (N_("Reported lost"), "bad", "warning"),
    "spoiled": (N_("Put aside as spoiled"), "bad", "warning"),
    "replaced": (N_("Replaced by a newer card"), "bad", "warning"),
    "left": (N_("No longer a member"), "bad", "warning"),
    "lapsed": (N_("Membership lapsed"), "bad", "warning"),
    "forged": (N_("Not genuine"), "bad", "close"),
    "unknown": (N_("Not known"), "bad", "help"),
}
_STATUS_TONES = {"grace": "warn", "pending": "warn"}
_PHOTO = (132, 165)
_SIGN = 40
_LONGEST = 2000
_WIDTH_IN_SIGNS, _HEIGHT_IN_LINES = 76, 20


class CheckCardDialog(QDialog):
    """A window that stays open at the door: scan, look, scan the next one. Works without any network."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.check: CardCheck | None = None
        self.setWindowTitle(_("Check a card"))
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _WIDTH_IN_SIGNS)
        self._build()
        self._show_waiting()
        self.field.setFocus()

    def check_now(self) -> None:
        """Check what stands in the field, and clear it for the next card."""
        text = self.field.text().strip()
        if not text:
            return
        self.check = check_card(text[:_LONGEST], today=self._desk.today())
        self.field.clear()
        self.field.setFocus()
        self._show_check(self.check)

    # Building

    def _build(self) -> None:
        caption = QLabel(_("&Scan the card, or type its code or the member number"), wordWrap=True)
        self.field = QLineEdit(placeholderText=_("Ready for the next card"))
        self.field.setAccessibleName(_("Code of the card or member number"))
        font = self.field.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        self.field.setFont(font)
        self.field.addAction(
            icons.icon("scan", QPalette.ColorRole.PlaceholderText), QLineEdit.ActionPosition.LeadingPosition
        )
        self.field.returnPressed.connect(self.check_now)
        caption.setBuddy(self.field)
        self.button = QPushButton(_("&Check"))
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.check_now)
        look(self.button, "main")
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        close = QPushButton(_("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(caption)
        column.addLayout(row)
        column.addWidget(self._build_result(), 1)
        column.addLayout(foot)

    def _build_result(self) -> QFrame:
        self.verdict = _Verdict()
        self.photo = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.photo.setFixedSize(*_PHOTO)
        self.name = QLabel(wordWrap=True)
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        look(self.name, "title")
        self.status = Chip()
        self.reason = QLabel(wordWrap=True)
        self.reason.setTextFormat(Qt.TextFormat.PlainText)
        look(self.reason, "quiet")
        self._facts = FactsGrid()
        words = QVBoxLayout()
        words.setSpacing(GRID)
        words.addWidget(self.name)
        words.addWidget(self.status, 0, Qt.AlignmentFlag.AlignLeft)
        words.addWidget(self.reason)
        words.addLayout(self._facts)
        words.addStretch(1)
        across = QHBoxLayout()
        across.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        across.setSpacing(2 * GRID)
        across.addWidget(self.photo, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)
        frame = QFrame()
        look(frame, "card")
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(GRID)
        column.addWidget(self.verdict)
        column.addLayout(across, 1)
        frame.setMinimumHeight(self.fontMetrics().lineSpacing() * _HEIGHT_IN_LINES)
        return frame

    # Showing

    def _show_waiting(self) -> None:
        self.verdict.say(
            "scan",
            "neutral",
            _("Ready"),
            _("Nothing is sent anywhere: a card is checked with the association's own key."),
        )
        self._show_member(None)

    def _show_check(self, check: CardCheck) -> None:
        word, tone, sign = _VERDICTS[check.verdict]
        if check.verdict == "number" and not check.good:
            tone, sign = "bad", "warning"
        self.verdict.say(sign, tone, _(word), check.sentence)
        self._show_member(check)
        QAccessible.updateAccessibility(QAccessibleEvent(self.verdict.sentence, QAccessible.Event.Alert))

    def _show_member(self, check: CardCheck | None) -> None:
        known = check is not None and check.member_id is not None
        self.photo.setVisible(known)
        self.name.setText(breakable(check.name) if check else "")
        status = check.status if check else None
        self.status.setVisible(status is not None)
        self.reason.setText(status.reason if status else "")
        if status is not None:
            tone = "good" if status.code in BELONGING else "bad"
            self.status.show_state(status.label, _STATUS_TONES.get(status.code, tone), status.reason)
        if known and check is not None:
            self._show_photo(check.photo)
        self._show_facts(check)

    def _show_photo(self, content: bytes | None) -> None:
        image = QImage.fromData(content) if content else QImage()
        if image.isNull():
            colour = self.palette().color(QPalette.ColorRole.PlaceholderText)
            self.photo.setPixmap(icons.pixmap("person", 72, colour, self.devicePixelRatioF()))
            self.photo.setAccessibleName(_("No photo"))
            return
        ratio = self.devicePixelRatioF()
        size = self.photo.size() * ratio
        kept = image.scaled(
            size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        picture = QPixmap.fromImage(kept)
        picture.setDevicePixelRatio(ratio)
        self.photo.setPixmap(picture)
        self.photo.setAccessibleName(_("Photo"))

    def _show_facts(self, check: CardCheck | None) -> None:
        if check is None:
            self._facts.show_facts([])
            return
        say = self._desk.conventions
        dues = ""
        if check.to_pay is not None:
            dues = say.money(check.to_pay) if check.to_pay else _("Nothing due")
        facts = [
            (_("Number"), check.number),
            (_("Card"), check.serial),
            (_("Season"), check.season),
            (_("Valid until"), say.date(check.valid_until)),
            (_("Dues"), dues),
        ]
        self._facts.show_facts(facts)


class _Verdict(QWidget):
    """The band above: icon, word and sentence in the colour of the verdict."""

    def __init__(self) -> None:
        super().__init__()
        self._tone = "neutral"
        self._sign = "scan"
        self._picture = QLabel()
        self.word = QLabel()
        look(self.word, "title")
        self.sentence = QLabel(wordWrap=True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.word)
        words.addWidget(self.sentence)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        row.setSpacing(2 * GRID)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        self.setAutoFillBackground(True)

    def say(self, sign: str, tone: str, word: str, sentence: str) -> None:
        """Show a verdict."""
        self._tone, self._sign = tone, sign
        self.word.setText(word)
        self.sentence.setText(breakable(sentence))
        back, front, _border = tone_colours(tone, self.palette())
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, back)
        palette.setColor(QPalette.ColorRole.WindowText, front)
        self.setPalette(palette)
        self._picture.setPixmap(icons.pixmap(sign, _SIGN, front, self.devicePixelRatioF()))
