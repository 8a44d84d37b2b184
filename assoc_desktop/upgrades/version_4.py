"""Version 4: surveys, actions, benefits, listening.

The texts are those of that version for good: later records are no measure for them.
"""

from __future__ import annotations

import apsw

_NEW_TABLES = """
CREATE TABLE "action" ("id" INTEGER NOT NULL PRIMARY KEY, "text" VARCHAR(255) NOT NULL, "who" VARCHAR(255) NOT
    NULL, "due_on" DATE, "done_on" DATE, "dropped_on" DATE, "result" TEXT NOT NULL, "member_id" INTEGER,
    "about_table" VARCHAR(255) NOT NULL, "about_id" INTEGER, FOREIGN KEY ("member_id") REFERENCES "member"
    ("id") ON DELETE RESTRICT);
CREATE INDEX "action_member_id" ON "action" ("member_id");
CREATE INDEX "action_about_table_about_id" ON "action" ("about_table", "about_id");
CREATE TABLE "benefit" ("id" INTEGER NOT NULL PRIMARY KEY, "name" VARCHAR(255) NOT NULL, "description" TEXT NOT
    NULL, "kind" VARCHAR(255) NOT NULL, "partner" VARCHAR(255) NOT NULL, "agreed_from" DATE, "agreed_until"
    DATE, "audience" VARCHAR(255) NOT NULL, "only_for" TEXT NOT NULL, "valid_from" DATE, "valid_until" DATE,
    "quota" INTEGER, "cost" INTEGER NOT NULL, "value" INTEGER NOT NULL, "needs_dues" INTEGER NOT NULL,
    "position" INTEGER NOT NULL, "archived" INTEGER NOT NULL);
CREATE UNIQUE INDEX "benefit_name" ON "benefit" ("name");
CREATE TABLE "benefit_use" ("id" INTEGER NOT NULL PRIMARY KEY, "benefit_id" INTEGER NOT NULL, "member_id"
    INTEGER NOT NULL, "season_id" INTEGER NOT NULL, "used_on" DATE NOT NULL, "note" VARCHAR(255) NOT NULL,
    "cost" INTEGER NOT NULL, "value" INTEGER NOT NULL, "beyond" VARCHAR(255) NOT NULL, "reversed_on" DATE,
    "reversed_because" VARCHAR(255) NOT NULL, "place" VARCHAR(255), FOREIGN KEY ("benefit_id") REFERENCES
    "benefit" ("id") ON DELETE RESTRICT, FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE
    RESTRICT, FOREIGN KEY ("season_id") REFERENCES "season" ("id") ON DELETE RESTRICT);
CREATE INDEX "benefit_use_member_id" ON "benefit_use" ("member_id");
CREATE UNIQUE INDEX "benefit_use_place" ON "benefit_use" ("place");
CREATE INDEX "benefit_use_season_id_benefit_id_member_id" ON "benefit_use" ("season_id", "benefit_id",
    "member_id");
CREATE TABLE "conversation" ("id" INTEGER NOT NULL PRIMARY KEY, "member_id" INTEGER, "partner" VARCHAR(255) NOT
    NULL, "whom" VARCHAR(255) NOT NULL, "day" DATE NOT NULL, "by_whom" VARCHAR(255) NOT NULL, "way" VARCHAR(255)
    NOT NULL, "words" TEXT NOT NULL, "satisfaction" INTEGER, "season_id" INTEGER, "stated" VARCHAR(255) NOT
    NULL, "assessed" VARCHAR(255) NOT NULL, "assessed_on" DATE, "assessed_by" VARCHAR(255) NOT NULL,
    "assessment" TEXT NOT NULL, FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT, FOREIGN
    KEY ("season_id") REFERENCES "season" ("id") ON DELETE RESTRICT);
CREATE INDEX "conversation_member_id" ON "conversation" ("member_id");
CREATE INDEX "conversation_day" ON "conversation" ("day");
CREATE INDEX "conversation_season_id" ON "conversation" ("season_id");
CREATE TABLE "entitlement" ("id" INTEGER NOT NULL PRIMARY KEY, "benefit_id" INTEGER NOT NULL, "category_id"
    INTEGER NOT NULL, "quota" INTEGER, FOREIGN KEY ("benefit_id") REFERENCES "benefit" ("id") ON DELETE
    RESTRICT, FOREIGN KEY ("category_id") REFERENCES "category" ("id") ON DELETE RESTRICT);
CREATE INDEX "entitlement_category_id" ON "entitlement" ("category_id");
CREATE UNIQUE INDEX "entitlement_benefit_id_category_id" ON "entitlement" ("benefit_id", "category_id");
CREATE TABLE "prospect" ("id" INTEGER NOT NULL PRIMARY KEY, "member_id" INTEGER NOT NULL, "source" VARCHAR(255)
    NOT NULL, "brought_by_id" INTEGER, "stage" VARCHAR(255) NOT NULL, "stage_on" DATE NOT NULL, "next_step"
    VARCHAR(255) NOT NULL, "next_on" DATE, FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE
    RESTRICT, FOREIGN KEY ("brought_by_id") REFERENCES "member" ("id") ON DELETE RESTRICT);
CREATE UNIQUE INDEX "prospect_member_id" ON "prospect" ("member_id");
CREATE INDEX "prospect_brought_by_id" ON "prospect" ("brought_by_id");
CREATE TABLE "survey" ("id" INTEGER NOT NULL PRIMARY KEY, "name" VARCHAR(255) NOT NULL, "title_en" VARCHAR(255)
    NOT NULL, "title_fr" VARCHAR(255) NOT NULL, "intro_en" TEXT NOT NULL, "intro_fr" TEXT NOT NULL, "mode"
    VARCHAR(255) NOT NULL, "state" VARCHAR(255) NOT NULL, "opened_on" DATE, "closed_on" DATE, "made_from"
    VARCHAR(255) NOT NULL, "previous_id" INTEGER, FOREIGN KEY ("previous_id") REFERENCES "survey" ("id") ON
    DELETE RESTRICT);
CREATE UNIQUE INDEX "survey_name" ON "survey" ("name");
CREATE TABLE "review_round" ("id" INTEGER NOT NULL PRIMARY KEY, "name" VARCHAR(255) NOT NULL, "season_id"
    INTEGER NOT NULL, "survey_id" INTEGER, "previous_id" INTEGER, "opened_on" DATE NOT NULL, "closed_on" DATE,
    FOREIGN KEY ("season_id") REFERENCES "season" ("id") ON DELETE RESTRICT, FOREIGN KEY ("survey_id")
    REFERENCES "survey" ("id") ON DELETE RESTRICT, FOREIGN KEY ("previous_id") REFERENCES "review_round" ("id")
    ON DELETE RESTRICT);
CREATE UNIQUE INDEX "review_round_name" ON "review_round" ("name");
CREATE TABLE "review_item" ("id" INTEGER NOT NULL PRIMARY KEY, "round_id" INTEGER NOT NULL, "benefit_id"
    INTEGER, "category_id" INTEGER, "idea" VARCHAR(255) NOT NULL, "code" VARCHAR(255) NOT NULL, "decision"
    VARCHAR(255) NOT NULL, "reason" TEXT NOT NULL, "decided_on" DATE, FOREIGN KEY ("round_id") REFERENCES
    "review_round" ("id") ON DELETE RESTRICT, FOREIGN KEY ("benefit_id") REFERENCES "benefit" ("id") ON DELETE
    RESTRICT, FOREIGN KEY ("category_id") REFERENCES "category" ("id") ON DELETE RESTRICT);
CREATE UNIQUE INDEX "review_item_round_id_benefit_id" ON "review_item" ("round_id", "benefit_id");
CREATE UNIQUE INDEX "review_item_round_id_category_id" ON "review_item" ("round_id", "category_id");
CREATE TABLE "solidarity_criterion" ("id" INTEGER NOT NULL PRIMARY KEY, "text" VARCHAR(255) NOT NULL, "position"
    INTEGER NOT NULL, "archived" INTEGER NOT NULL);
CREATE UNIQUE INDEX "solidarity_criterion_text" ON "solidarity_criterion" ("text");
CREATE TABLE "solidarity_request" ("id" INTEGER NOT NULL PRIMARY KEY, "member_id" INTEGER NOT NULL, "season_id"
    INTEGER NOT NULL, "kind" VARCHAR(255) NOT NULL, "words" TEXT NOT NULL, "asked_on" DATE NOT NULL, "asked"
    INTEGER NOT NULL, "granted" INTEGER, "decided_on" DATE, "decided_by" VARCHAR(255) NOT NULL, "reason" TEXT
    NOT NULL, "account_id" INTEGER, "membership_id" INTEGER, FOREIGN KEY ("member_id") REFERENCES "member"
    ("id") ON DELETE RESTRICT, FOREIGN KEY ("season_id") REFERENCES "season" ("id") ON DELETE RESTRICT, FOREIGN
    KEY ("account_id") REFERENCES "account" ("id") ON DELETE RESTRICT, FOREIGN KEY ("membership_id") REFERENCES
    "membership" ("id") ON DELETE RESTRICT);
CREATE INDEX "solidarity_request_member_id" ON "solidarity_request" ("member_id");
CREATE INDEX "solidarity_request_season_id" ON "solidarity_request" ("season_id");
CREATE INDEX "solidarity_request_membership_id" ON "solidarity_request" ("membership_id");
CREATE TABLE "solidarity_met" ("id" INTEGER NOT NULL PRIMARY KEY, "request_id" INTEGER NOT NULL, "criterion_id"
    INTEGER NOT NULL, FOREIGN KEY ("request_id") REFERENCES "solidarity_request" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("criterion_id") REFERENCES "solidarity_criterion" ("id") ON DELETE RESTRICT);
CREATE UNIQUE INDEX "solidarity_met_request_id_criterion_id" ON "solidarity_met" ("request_id", "criterion_id");
CREATE TABLE "survey_response" ("id" INTEGER NOT NULL PRIMARY KEY, "survey_id" INTEGER NOT NULL, "member_id"
    INTEGER, "answered_on" DATE, "language" VARCHAR(255) NOT NULL, FOREIGN KEY ("survey_id") REFERENCES "survey"
    ("id") ON DELETE RESTRICT, FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT);
CREATE INDEX "survey_response_member_id" ON "survey_response" ("member_id");
CREATE UNIQUE INDEX "survey_response_survey_id_member_id" ON "survey_response" ("survey_id", "member_id");
CREATE TABLE "survey_section" ("id" INTEGER NOT NULL PRIMARY KEY, "survey_id" INTEGER NOT NULL, "position"
    INTEGER NOT NULL, "title_en" VARCHAR(255) NOT NULL, "title_fr" VARCHAR(255) NOT NULL, FOREIGN KEY
    ("survey_id") REFERENCES "survey" ("id") ON DELETE RESTRICT);
CREATE INDEX "survey_section_survey_id" ON "survey_section" ("survey_id");
CREATE TABLE "survey_question" ("id" INTEGER NOT NULL PRIMARY KEY, "survey_id" INTEGER NOT NULL, "section_id"
    INTEGER NOT NULL, "position" INTEGER NOT NULL, "code" VARCHAR(255) NOT NULL, "kind" VARCHAR(255) NOT NULL,
    "text_en" VARCHAR(255) NOT NULL, "text_fr" VARCHAR(255) NOT NULL, "required" INTEGER NOT NULL, "asks"
    VARCHAR(255) NOT NULL, FOREIGN KEY ("survey_id") REFERENCES "survey" ("id") ON DELETE RESTRICT, FOREIGN KEY
    ("section_id") REFERENCES "survey_section" ("id") ON DELETE RESTRICT);
CREATE INDEX "survey_question_section_id" ON "survey_question" ("section_id");
CREATE UNIQUE INDEX "survey_question_survey_id_code" ON "survey_question" ("survey_id", "code");
CREATE TABLE "survey_choice" ("id" INTEGER NOT NULL PRIMARY KEY, "question_id" INTEGER NOT NULL, "position"
    INTEGER NOT NULL, "text_en" VARCHAR(255) NOT NULL, "text_fr" VARCHAR(255) NOT NULL, "means" VARCHAR(255) NOT
    NULL, FOREIGN KEY ("question_id") REFERENCES "survey_question" ("id") ON DELETE RESTRICT);
CREATE UNIQUE INDEX "survey_choice_question_id_position" ON "survey_choice" ("question_id", "position");
CREATE TABLE "survey_answer" ("id" INTEGER NOT NULL PRIMARY KEY, "response_id" INTEGER NOT NULL, "question_id"
    INTEGER NOT NULL, "choice_id" INTEGER, "value" INTEGER, "text" TEXT NOT NULL, FOREIGN KEY ("response_id")
    REFERENCES "survey_response" ("id") ON DELETE RESTRICT, FOREIGN KEY ("question_id") REFERENCES
    "survey_question" ("id") ON DELETE RESTRICT, FOREIGN KEY ("choice_id") REFERENCES "survey_choice" ("id") ON
    DELETE RESTRICT);
CREATE INDEX "survey_answer_question_id" ON "survey_answer" ("question_id");
CREATE UNIQUE INDEX "survey_answer_response_id_question_id_choice_id" ON "survey_answer" ("response_id",
    "question_id", "choice_id");
CREATE TABLE "survey_invitation" ("id" INTEGER NOT NULL PRIMARY KEY, "survey_id" INTEGER NOT NULL, "member_id"
    INTEGER NOT NULL, "given_on" DATE NOT NULL, FOREIGN KEY ("survey_id") REFERENCES "survey" ("id") ON DELETE
    RESTRICT, FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT);
CREATE INDEX "survey_invitation_member_id" ON "survey_invitation" ("member_id");
CREATE UNIQUE INDEX "survey_invitation_survey_id_member_id" ON "survey_invitation" ("survey_id", "member_id");
CREATE TABLE "survey_token" ("id" INTEGER NOT NULL PRIMARY KEY, "survey_id" INTEGER NOT NULL, "digest"
    VARCHAR(255) NOT NULL, "used" INTEGER NOT NULL, FOREIGN KEY ("survey_id") REFERENCES "survey" ("id") ON
    DELETE RESTRICT);
CREATE INDEX "survey_token_survey_id" ON "survey_token" ("survey_id");
CREATE UNIQUE INDEX "survey_token_digest" ON "survey_token" ("digest");
"""


def apply(connection: apsw.Connection) -> None:
    """Bring an open file of version 3 to version 4, inside the transaction of the upgrade."""
    connection.execute(_NEW_TABLES)
