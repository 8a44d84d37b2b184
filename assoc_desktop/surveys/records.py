"""Tables of the surveys: questions in two languages, who was asked, and what was answered.

Nothing in an anonymous survey leads from an answer to a person: invitations, tokens and responses know nothing of each
other, and their ids are drawn at random instead of following the clock.
"""

from __future__ import annotations

import peewee

from assoc_desktop.language import N_
from assoc_desktop.members.records import Member
from assoc_desktop.storage.database import DateField, Record

#: Whether answers carry a name.
MODES = {
    "named": N_("With names"),
    "anonymous": N_("Anonymous"),
    "token": N_("Anonymous, one answer each (with a code)"),
}
STATES = {"draft": N_("In preparation"), "open": N_("Open"), "closed": N_("Closed")}
#: Kind of question → its name.
QUESTION_KINDS = {
    "rating": N_("Rating 1 to 5"),
    "yes_no": N_("Yes or no"),
    "one": N_("One of several choices"),
    "several": N_("Several choices"),
    "recommend": N_("Recommendation 0 to 10"),
    "number": N_("Number"),
    "date": N_("Date"),
    "text": N_("Free text"),
}


class Survey(Record):
    """A round of questions. Once it is open its questions stand; a further round is a copy that names it."""

    name = peewee.CharField(unique=True)
    title_en = peewee.CharField(default="")
    title_fr = peewee.CharField(default="")
    intro_en = peewee.TextField(default="")
    intro_fr = peewee.TextField(default="")
    mode = peewee.CharField(help_text="a key of MODES")
    state = peewee.CharField(default="draft", help_text="a key of STATES")
    opened_on = DateField(null=True)
    closed_on = DateField(null=True)
    made_from = peewee.CharField(default="", help_text="key of the ready-made survey it began as")
    previous = peewee.ForeignKeyField("self", null=True, on_delete="RESTRICT", backref="later", index=False)

    def __str__(self) -> str:
        return str(self.name)


class SurveySection(Record):
    """A heading with the questions below it."""

    survey = peewee.ForeignKeyField(Survey, on_delete="RESTRICT", backref="sections")
    position = peewee.IntegerField()
    title_en = peewee.CharField(default="")
    title_fr = peewee.CharField(default="")


class SurveyQuestion(Record):
    """One question. Its code stands on paper and on the entry screen; rounds are compared by it."""

    survey = peewee.ForeignKeyField(Survey, on_delete="RESTRICT", backref="questions", index=False)
    section = peewee.ForeignKeyField(SurveySection, on_delete="RESTRICT", backref="questions")
    position = peewee.IntegerField()
    code = peewee.CharField(help_text="short, such as A1; unique in its survey")
    kind = peewee.CharField(help_text="a key of QUESTION_KINDS")
    text_en = peewee.CharField(default="")
    text_fr = peewee.CharField(default="")
    required = peewee.BooleanField(default=False)
    asks = peewee.CharField(
        default="", help_text="what it is about: group:category, group:region, benefit:ID, category:ID"
    )

    class Meta:
        indexes = ((("survey", "code"), True),)

    def __str__(self) -> str:
        return f"{self.code} {self.text_en or self.text_fr}"


class SurveyChoice(Record):
    """One of the choices of a question."""

    question = peewee.ForeignKeyField(SurveyQuestion, on_delete="RESTRICT", backref="choices", index=False)
    position = peewee.IntegerField(help_text="1, 2, 3 …: what is typed for it")
    text_en = peewee.CharField(default="")
    text_fr = peewee.CharField(default="")
    means = peewee.CharField(default="", help_text="key of the category, region or reason it stands for")

    class Meta:
        indexes = ((("question", "position"), True),)

    def __str__(self) -> str:
        return str(self.text_en or self.text_fr)


class SurveyInvitation(Record):
    """A member who was asked. It never says whether an anonymous survey was answered."""

    owner = "member_id"

    survey = peewee.ForeignKeyField(Survey, on_delete="RESTRICT", index=False)
    member = peewee.ForeignKeyField(Member, on_delete="RESTRICT")
    given_on = DateField()

    class Meta:
        indexes = ((("survey", "member"), True),)


class SurveyToken(Record):
    """A code that allows one anonymous answer. Who holds which is known to nobody."""

    survey = peewee.ForeignKeyField(Survey, on_delete="RESTRICT")
    digest = peewee.CharField(unique=True, help_text="SHA-256 of the code, in hexadecimal")
    used = peewee.BooleanField(default=False)


class SurveyResponse(Record):
    """One form that came back."""

    owner = "member_id"

    survey = peewee.ForeignKeyField(Survey, on_delete="RESTRICT", backref="responses", index=False)
    member = peewee.ForeignKeyField(Member, null=True, on_delete="RESTRICT", help_text="only with names")
    answered_on = DateField(null=True, help_text="only with names")
    language = peewee.CharField(default="")

    class Meta:
        indexes = ((("survey", "member"), True),)


class SurveyAnswer(Record):
    """The answer to one question; of several choices, one row for each."""

    owner = "response_id"

    response = peewee.ForeignKeyField(SurveyResponse, on_delete="RESTRICT", backref="answers", index=False)
    question = peewee.ForeignKeyField(SurveyQuestion, on_delete="RESTRICT")
    choice = peewee.ForeignKeyField(SurveyChoice, null=True, on_delete="RESTRICT", index=False)
    value = peewee.IntegerField(null=True, help_text="of a rating, a recommendation; 1 yes, 0 no")
    text = peewee.TextField(default="", help_text="free text, a decimal number, or a day (ISO 8601)")

    class Meta:
        indexes = ((("response", "question", "choice"), True),)
