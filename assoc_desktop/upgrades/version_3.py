"""Version 3: the treasury.

The texts are those of that version for good: later records are no measure for them.
"""

from __future__ import annotations

import apsw

_NEW_TABLES = """
CREATE TABLE "account" ("id" INTEGER NOT NULL PRIMARY KEY, "code" VARCHAR(255) NOT NULL, "name" VARCHAR(255) NOT
    NULL, "kind" VARCHAR(255) NOT NULL, "iban" VARCHAR(255) NOT NULL, "holder" VARCHAR(255) NOT NULL, "number"
    VARCHAR(255) NOT NULL, "position" INTEGER NOT NULL, "archived" INTEGER NOT NULL);
CREATE UNIQUE INDEX "account_code" ON "account" ("code");
CREATE TABLE "financial_year" ("id" INTEGER NOT NULL PRIMARY KEY, "label" VARCHAR(255) NOT NULL, "starts_on"
    DATE NOT NULL, "ends_on" DATE NOT NULL, "closed_on" DATE);
CREATE UNIQUE INDEX "financial_year_label" ON "financial_year" ("label");
CREATE UNIQUE INDEX "financial_year_starts_on" ON "financial_year" ("starts_on");
CREATE TABLE "budget" ("id" INTEGER NOT NULL PRIMARY KEY, "year_id" INTEGER NOT NULL, "account_id" INTEGER NOT
    NULL, "amount" INTEGER NOT NULL, FOREIGN KEY ("year_id") REFERENCES "financial_year" ("id") ON DELETE
    RESTRICT, FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE RESTRICT);
CREATE INDEX "budget_account_id" ON "budget" ("account_id");
CREATE UNIQUE INDEX "budget_year_id_account_id" ON "budget" ("year_id", "account_id");
CREATE TABLE "entry" ("id" INTEGER NOT NULL PRIMARY KEY, "year_id" INTEGER NOT NULL, "number" INTEGER NOT NULL,
    "day" DATE NOT NULL, "kind" VARCHAR(255) NOT NULL, "method" VARCHAR(255) NOT NULL, "reference" VARCHAR(255)
    NOT NULL, "through" VARCHAR(255) NOT NULL, "text_digest" VARCHAR(255) NOT NULL, "reverses_id" INTEGER,
    "reason" VARCHAR(255) NOT NULL, "previous" VARCHAR(255) NOT NULL, "digest" VARCHAR(255) NOT NULL, FOREIGN
    KEY ("year_id") REFERENCES "financial_year" ("id") ON DELETE RESTRICT, FOREIGN KEY ("reverses_id")
    REFERENCES "entry" ("id") ON DELETE RESTRICT);
CREATE UNIQUE INDEX "entry_reverses_id" ON "entry" ("reverses_id");
CREATE UNIQUE INDEX "entry_digest" ON "entry" ("digest");
CREATE UNIQUE INDEX "entry_year_id_number" ON "entry" ("year_id", "number");
CREATE INDEX "entry_day" ON "entry" ("day");
CREATE TABLE "cash_count" ("id" INTEGER NOT NULL PRIMARY KEY, "account_id" INTEGER NOT NULL, "day" DATE NOT
    NULL, "pieces" TEXT NOT NULL, "counted" INTEGER NOT NULL, "expected" INTEGER NOT NULL, "entry_id" INTEGER,
    FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE RESTRICT, FOREIGN KEY ("entry_id")
    REFERENCES "entry" ("id") ON DELETE RESTRICT);
CREATE INDEX "cash_count_account_id" ON "cash_count" ("account_id");
CREATE TABLE "deposited_cheque" ("id" INTEGER NOT NULL PRIMARY KEY, "deposit_id" INTEGER NOT NULL, "cheque_id"
    INTEGER NOT NULL, FOREIGN KEY ("deposit_id") REFERENCES "entry" ("id") ON DELETE RESTRICT, FOREIGN KEY
    ("cheque_id") REFERENCES "entry" ("id") ON DELETE RESTRICT);
CREATE INDEX "deposited_cheque_deposit_id" ON "deposited_cheque" ("deposit_id");
CREATE INDEX "deposited_cheque_cheque_id" ON "deposited_cheque" ("cheque_id");
CREATE UNIQUE INDEX "deposited_cheque_deposit_id_cheque_id" ON "deposited_cheque" ("deposit_id", "cheque_id");
CREATE TABLE "entry_text" ("id" INTEGER NOT NULL PRIMARY KEY, "entry_id" INTEGER NOT NULL, "text" VARCHAR(255)
    NOT NULL, "party" VARCHAR(255) NOT NULL, "salt" VARCHAR(255) NOT NULL, FOREIGN KEY ("entry_id") REFERENCES
    "entry" ("id") ON DELETE RESTRICT);
CREATE UNIQUE INDEX "entry_text_entry_id" ON "entry_text" ("entry_id");
CREATE TABLE "instalment" ("id" INTEGER NOT NULL PRIMARY KEY, "membership_id" INTEGER NOT NULL, "due_on" DATE
    NOT NULL, "amount" INTEGER NOT NULL, FOREIGN KEY ("membership_id") REFERENCES "membership" ("id") ON DELETE
    RESTRICT);
CREATE INDEX "instalment_membership_id" ON "instalment" ("membership_id");
CREATE TABLE "levy" ("id" INTEGER NOT NULL PRIMARY KEY, "member_id" INTEGER NOT NULL, "kind" VARCHAR(255) NOT
    NULL, "text" VARCHAR(255) NOT NULL, "season_id" INTEGER, "account_id" INTEGER NOT NULL, "amount" INTEGER NOT
    NULL, "due_on" DATE NOT NULL, "cancelled_on" DATE, "cancelled_because" VARCHAR(255) NOT NULL, FOREIGN KEY
    ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT, FOREIGN KEY ("season_id") REFERENCES "season"
    ("id") ON DELETE RESTRICT, FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE RESTRICT);
CREATE INDEX "levy_member_id" ON "levy" ("member_id");
CREATE INDEX "levy_season_id" ON "levy" ("season_id");
CREATE TABLE "posting" ("id" INTEGER NOT NULL PRIMARY KEY, "entry_id" INTEGER NOT NULL, "account_id" INTEGER NOT
    NULL, "amount" INTEGER NOT NULL, "member_id" INTEGER, "membership_id" INTEGER, "levy_id" INTEGER, FOREIGN
    KEY ("entry_id") REFERENCES "entry" ("id") ON DELETE RESTRICT, FOREIGN KEY ("account_id") REFERENCES
    "account" ("id") ON DELETE RESTRICT, FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE
    RESTRICT, FOREIGN KEY ("membership_id") REFERENCES "membership" ("id") ON DELETE RESTRICT, FOREIGN KEY
    ("levy_id") REFERENCES "levy" ("id") ON DELETE RESTRICT);
CREATE INDEX "posting_entry_id" ON "posting" ("entry_id");
CREATE INDEX "posting_account_id_amount" ON "posting" ("account_id", "amount");
CREATE INDEX "posting_membership_id_amount" ON "posting" ("membership_id", "amount");
CREATE INDEX "posting_levy_id_amount" ON "posting" ("levy_id", "amount");
CREATE INDEX "posting_member_id_account_id_amount" ON "posting" ("member_id", "account_id", "amount");
CREATE TABLE "receipt" ("id" INTEGER NOT NULL PRIMARY KEY, "year_id" INTEGER NOT NULL, "number" INTEGER NOT
    NULL, "entry_id" INTEGER NOT NULL, "kind" VARCHAR(255) NOT NULL, "member_id" INTEGER, "amount" INTEGER NOT
    NULL, "issued_on" DATE NOT NULL, FOREIGN KEY ("year_id") REFERENCES "financial_year" ("id") ON DELETE
    RESTRICT, FOREIGN KEY ("entry_id") REFERENCES "entry" ("id") ON DELETE RESTRICT, FOREIGN KEY ("member_id")
    REFERENCES "member" ("id") ON DELETE RESTRICT);
CREATE UNIQUE INDEX "receipt_entry_id" ON "receipt" ("entry_id");
CREATE INDEX "receipt_member_id" ON "receipt" ("member_id");
CREATE UNIQUE INDEX "receipt_year_id_number" ON "receipt" ("year_id", "number");
CREATE TABLE "receipt_print" ("id" INTEGER NOT NULL PRIMARY KEY, "receipt_id" INTEGER NOT NULL, "at"
    VARCHAR(255) NOT NULL, FOREIGN KEY ("receipt_id") REFERENCES "receipt" ("id") ON DELETE RESTRICT);
CREATE INDEX "receipt_print_receipt_id" ON "receipt_print" ("receipt_id");
CREATE TABLE "reminder_level" ("id" INTEGER NOT NULL PRIMARY KEY, "level" INTEGER NOT NULL, "name" VARCHAR(255)
    NOT NULL, "days" INTEGER NOT NULL, "to_payer" INTEGER NOT NULL, "subject" VARCHAR(255) NOT NULL, "text" TEXT
    NOT NULL, "short_text" VARCHAR(255) NOT NULL);
CREATE UNIQUE INDEX "reminder_level_level" ON "reminder_level" ("level");
CREATE TABLE "reminder" ("id" INTEGER NOT NULL PRIMARY KEY, "member_id" INTEGER NOT NULL, "level_id" INTEGER NOT
    NULL, "round" VARCHAR(255) NOT NULL, "prepared_on" DATE NOT NULL, "sent_on" DATE, "channel" VARCHAR(255) NOT
    NULL, "amount" INTEGER NOT NULL, FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("level_id") REFERENCES "reminder_level" ("id") ON DELETE RESTRICT);
CREATE INDEX "reminder_member_id" ON "reminder" ("member_id");
CREATE TABLE "statement_line" ("id" INTEGER NOT NULL PRIMARY KEY, "account_id" INTEGER NOT NULL, "mark"
    VARCHAR(255) NOT NULL, "day" DATE NOT NULL, "amount" INTEGER NOT NULL, "text" TEXT NOT NULL, "party"
    VARCHAR(255) NOT NULL, "reference" VARCHAR(255) NOT NULL, "source" VARCHAR(255) NOT NULL, "entry_id"
    INTEGER, "reconciled" INTEGER NOT NULL, "ignored_because" VARCHAR(255) NOT NULL, FOREIGN KEY ("account_id")
    REFERENCES "account" ("id") ON DELETE RESTRICT, FOREIGN KEY ("entry_id") REFERENCES "entry" ("id") ON DELETE
    RESTRICT);
CREATE INDEX "statement_line_entry_id" ON "statement_line" ("entry_id");
CREATE UNIQUE INDEX "statement_line_account_id_mark" ON "statement_line" ("account_id", "mark");
CREATE INDEX "statement_line_account_id_day" ON "statement_line" ("account_id", "day");
CREATE TABLE "statement_profile" ("id" INTEGER NOT NULL PRIMARY KEY, "name" VARCHAR(255) NOT NULL, "account_id"
    INTEGER, "mapping" TEXT NOT NULL, FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE
    RESTRICT);
CREATE UNIQUE INDEX "statement_profile_name" ON "statement_profile" ("name");
CREATE TABLE "statement_rule" ("id" INTEGER NOT NULL PRIMARY KEY, "words" VARCHAR(255) NOT NULL, "account_id"
    INTEGER NOT NULL, FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE RESTRICT);
CREATE UNIQUE INDEX "statement_rule_words" ON "statement_rule" ("words");
CREATE TABLE "subsidy" ("id" INTEGER NOT NULL PRIMARY KEY, "membership_id" INTEGER NOT NULL, "kind" VARCHAR(255)
    NOT NULL, "account_id" INTEGER, "entry_id" INTEGER, FOREIGN KEY ("membership_id") REFERENCES "membership"
    ("id") ON DELETE RESTRICT, FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("entry_id") REFERENCES "entry" ("id") ON DELETE RESTRICT);
CREATE UNIQUE INDEX "subsidy_membership_id" ON "subsidy" ("membership_id");
CREATE TABLE "voucher" ("id" INTEGER NOT NULL PRIMARY KEY, "entry_id" INTEGER NOT NULL, "scan_id" VARCHAR(255)
    NOT NULL, "name" VARCHAR(255) NOT NULL, FOREIGN KEY ("entry_id") REFERENCES "entry" ("id") ON DELETE
    RESTRICT, FOREIGN KEY ("scan_id") REFERENCES "attachment" ("sha256") ON DELETE RESTRICT);
CREATE INDEX "voucher_entry_id" ON "voucher" ("entry_id");
"""


def apply(connection: apsw.Connection) -> None:
    """Bring an open file of version 2 to version 3, inside the transaction of the upgrade."""
    connection.execute(_NEW_TABLES)
