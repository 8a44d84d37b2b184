"""Version 2: categories in full, households, proofs, consents, former numbers, saved filters.

The texts are those of that version for good: later records are no measure for them.
"""

from __future__ import annotations

import apsw

_ASSOCIATION = """
CREATE TABLE "association" ("id" INTEGER NOT NULL PRIMARY KEY, "name" VARCHAR(255) NOT NULL, "language"
    VARCHAR(255) NOT NULL, "country" VARCHAR(255) NOT NULL, "currency" VARCHAR(255) NOT NULL, "address" TEXT NOT
    NULL, "postcode" VARCHAR(255) NOT NULL, "town" VARCHAR(255) NOT NULL, "region" VARCHAR(255) NOT NULL,
    "phone" VARCHAR(255) NOT NULL, "email" VARCHAR(255) NOT NULL, "website" VARCHAR(255) NOT NULL,
    "registration" VARCHAR(255) NOT NULL, "logo_id" VARCHAR(255), "signature_id" VARCHAR(255), "number_pattern"
    VARCHAR(255) NOT NULL, "season_start_month" INTEGER NOT NULL, "season_start_day" INTEGER NOT NULL,
    "card_key" VARCHAR(255) NOT NULL, "backup_folder" VARCHAR(255) NOT NULL, "retention_years" INTEGER NOT NULL,
    FOREIGN KEY ("logo_id") REFERENCES "attachment" ("sha256") ON DELETE RESTRICT, FOREIGN KEY ("signature_id")
    REFERENCES "attachment" ("sha256") ON DELETE RESTRICT)
"""
_CATEGORY = """
CREATE TABLE "category" ("id" INTEGER NOT NULL PRIMARY KEY, "name" VARCHAR(255) NOT NULL, "applies_to"
    VARCHAR(255) NOT NULL, "fee" INTEGER NOT NULL, "grace_days" INTEGER NOT NULL, "exempt" INTEGER NOT NULL,
    "for_life" INTEGER NOT NULL, "rolling" INTEGER NOT NULL, "pro_rata" VARCHAR(255) NOT NULL,
    "next_season_from" INTEGER, "proof" VARCHAR(255) NOT NULL, "min_age" INTEGER, "max_age" INTEGER, "min_years"
    INTEGER, "max_years" INTEGER, "moves_to_id" INTEGER, "votes" INTEGER NOT NULL, "colour" VARCHAR(255) NOT
    NULL, "position" INTEGER NOT NULL, "archived" INTEGER NOT NULL, FOREIGN KEY ("moves_to_id") REFERENCES
    "category" ("id") ON DELETE RESTRICT)
"""
_MEMBER = """
CREATE TABLE "member" ("id" INTEGER NOT NULL PRIMARY KEY, "kind" VARCHAR(255) NOT NULL, "number" VARCHAR(255),
    "title" VARCHAR(255) NOT NULL, "family_name" VARCHAR(255) NOT NULL, "given_name" VARCHAR(255) NOT NULL,
    "birth_date" DATE, "profession" VARCHAR(255) NOT NULL, "employer_id" INTEGER, "name" VARCHAR(255) NOT NULL,
    "library_kind" VARCHAR(255) NOT NULL, "isil" VARCHAR(255) NOT NULL, "registration_number" VARCHAR(255) NOT
    NULL, "photo_id" VARCHAR(255), "address" TEXT NOT NULL, "postcode" VARCHAR(255) NOT NULL, "town"
    VARCHAR(255) NOT NULL, "region" VARCHAR(255) NOT NULL, "country" VARCHAR(255) NOT NULL, "website"
    VARCHAR(255) NOT NULL, "languages" VARCHAR(255) NOT NULL, "notes" TEXT NOT NULL, "prospect_since" DATE,
    "joined_on" DATE, "resigned_on" DATE, "struck_off_on" DATE, "struck_off_reason" VARCHAR(255) NOT NULL,
    "deceased_on" DATE, "archived_on" DATE, "erased_on" DATE, "sort_name" VARCHAR(255) NOT NULL, "search_text"
    TEXT NOT NULL, FOREIGN KEY ("employer_id") REFERENCES "member" ("id") ON DELETE RESTRICT, FOREIGN KEY
    ("photo_id") REFERENCES "attachment" ("sha256") ON DELETE RESTRICT)
"""
# Indexes go with the tables that are rebuilt.
_INDEXES = """
CREATE INDEX "association_logo_id" ON "association" ("logo_id");
CREATE UNIQUE INDEX "member_number" ON "member" ("number");
CREATE INDEX "member_employer_id" ON "member" ("employer_id");
CREATE INDEX "member_archived_on_sort_name" ON "member" ("archived_on", "sort_name");
CREATE UNIQUE INDEX "category_name" ON "category" ("name");
CREATE INDEX "category_moves_to_id" ON "category" ("moves_to_id");
"""
_NEW_TABLES = """
CREATE TABLE "category_fee" ("id" INTEGER NOT NULL PRIMARY KEY, "category_id" INTEGER NOT NULL, "season_id"
    INTEGER NOT NULL, "fee" INTEGER NOT NULL, FOREIGN KEY ("category_id") REFERENCES "category" ("id") ON DELETE
    RESTRICT, FOREIGN KEY ("season_id") REFERENCES "season" ("id") ON DELETE RESTRICT);
CREATE TABLE "consent" ("id" INTEGER NOT NULL PRIMARY KEY, "member_id" INTEGER NOT NULL, "purpose" VARCHAR(255)
    NOT NULL, "given" INTEGER NOT NULL, "said_on" DATE NOT NULL, "source" VARCHAR(255) NOT NULL, FOREIGN KEY
    ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT);
CREATE TABLE "former_number" ("id" INTEGER NOT NULL PRIMARY KEY, "number" VARCHAR(255) NOT NULL, "member_id"
    INTEGER NOT NULL, FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT);
CREATE TABLE "household" ("id" INTEGER NOT NULL PRIMARY KEY, "name" VARCHAR(255) NOT NULL, "payer_id" INTEGER
    NOT NULL, FOREIGN KEY ("payer_id") REFERENCES "member" ("id") ON DELETE RESTRICT);
CREATE TABLE "household_member" ("id" INTEGER NOT NULL PRIMARY KEY, "member_id" INTEGER NOT NULL, "household_id"
    INTEGER NOT NULL, FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT, FOREIGN KEY
    ("household_id") REFERENCES "household" ("id") ON DELETE RESTRICT);
CREATE TABLE "not_same" ("id" INTEGER NOT NULL PRIMARY KEY, "member_id" INTEGER NOT NULL, "other_id" INTEGER NOT
    NULL, FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT, FOREIGN KEY ("other_id")
    REFERENCES "member" ("id") ON DELETE RESTRICT);
CREATE TABLE "proof" ("id" INTEGER NOT NULL PRIMARY KEY, "member_id" INTEGER NOT NULL, "name" VARCHAR(255) NOT
    NULL, "seen_on" DATE NOT NULL, "valid_until" DATE NOT NULL, FOREIGN KEY ("member_id") REFERENCES "member"
    ("id") ON DELETE RESTRICT);
CREATE TABLE "saved_filter" ("id" INTEGER NOT NULL PRIMARY KEY, "name" VARCHAR(255) NOT NULL, "rule" TEXT NOT
    NULL);
CREATE INDEX "category_fee_season_id" ON "category_fee" ("season_id");
CREATE UNIQUE INDEX "category_fee_category_id_season_id" ON "category_fee" ("category_id", "season_id");
CREATE UNIQUE INDEX "consent_member_id_purpose" ON "consent" ("member_id", "purpose");
CREATE UNIQUE INDEX "former_number_number" ON "former_number" ("number");
CREATE INDEX "former_number_member_id" ON "former_number" ("member_id");
CREATE INDEX "household_payer_id" ON "household" ("payer_id");
CREATE UNIQUE INDEX "household_member_member_id" ON "household_member" ("member_id");
CREATE INDEX "household_member_household_id" ON "household_member" ("household_id");
CREATE INDEX "not_same_other_id" ON "not_same" ("other_id");
CREATE UNIQUE INDEX "not_same_member_id_other_id" ON "not_same" ("member_id", "other_id");
CREATE INDEX "proof_member_id" ON "proof" ("member_id");
CREATE UNIQUE INDEX "saved_filter_name" ON "saved_filter" ("name");
"""
#: Table → its text, and what the columns that it did not have yet begin with.
_REBUILT: dict[str, tuple[str, dict[str, str]]] = {
    "association": (_ASSOCIATION, {"retention_years": "10"}),
    "category": (
        _CATEGORY,
        {
            "rolling": "0", "pro_rata": "''", "next_season_from": "NULL", "proof": "''", "min_age": "NULL",
            "max_age": "NULL", "min_years": "NULL", "max_years": "NULL", "moves_to_id": "NULL",
        },
    ),
    "member": (_MEMBER, {"erased_on": "NULL"}),
}  # fmt: skip


def apply(connection: apsw.Connection) -> None:
    """Bring an open file of version 1 to version 2, inside the transaction of the upgrade."""
    # Renaming must not touch what other tables say of the table whose place is taken.
    connection.execute("PRAGMA legacy_alter_table = 1")
    for table, (sql, fresh) in _REBUILT.items():
        _rebuild(connection, table, sql, fresh)
    connection.execute(_INDEXES + _NEW_TABLES)
    connection.execute("PRAGMA legacy_alter_table = 0")


def _rebuild(connection: apsw.Connection, table: str, sql: str, fresh: dict[str, str]) -> None:
    """Put a new table with all rows in the place of the old one."""
    kept = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    connection.execute(sql.replace(f'CREATE TABLE "{table}"', 'CREATE TABLE "rebuilt"'))
    connection.execute(
        f'INSERT INTO "rebuilt" ({", ".join((*kept, *fresh))})'
        f' SELECT {", ".join((*kept, *fresh.values()))} FROM "{table}"'
    )
    connection.execute(f'DROP TABLE "{table}"')
    connection.execute(f'ALTER TABLE "rebuilt" RENAME TO "{table}"')
