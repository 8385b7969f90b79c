-- SPDX-License-Identifier: GPL-3.0-or-later
-- The first schema: the store's own tables, the nursery, and attendance.
--
-- Ids are UUIDv7, 16 bytes. Instants are seconds since the epoch, UTC. Civil dates and nursery days are
-- 'YYYY-MM-DD'; times of day are minutes from midnight of the nursery day, to 1620 (27:00).
-- A period's last day is part of it; NULL is open. removed_at marks a row that no longer counts
-- (a tombstone); the journal has who and why.

-- The store's own table: 'site' is the id of this copy of the database.
CREATE TABLE meta (
  key   TEXT NOT NULL PRIMARY KEY,
  value ANY NOT NULL
) STRICT, WITHOUT ROWID;

-- Who changed what. Written by the connection itself (src/store/journal.c).
CREATE TABLE journal (
  seq        INTEGER NOT NULL PRIMARY KEY CHECK (seq > 0), -- contiguous from 1
  site       BLOB NOT NULL CHECK (length(site) = 16),      -- the copy of the database that wrote it
  txn        INTEGER NOT NULL,                             -- seq of the transaction's first row
  at         INTEGER NOT NULL,                             -- milliseconds since the epoch, UTC
  actor_kind TEXT NOT NULL,                                -- program, office, staff, door, import, command
  actor_id   BLOB CHECK (length(actor_id) = 16),           -- the member of staff
  actor_name TEXT NOT NULL,
  device     TEXT NOT NULL,                                -- the PC's name
  tbl        TEXT NOT NULL,
  row        TEXT NOT NULL,                                -- the primary key: ids in hexadecimal
  op         TEXT NOT NULL CHECK (op IN ('I', 'U', 'D', 'M')),
  changes    TEXT NOT NULL,                                -- JSON: column to [old, new]
  reason     TEXT NOT NULL,
  subject    BLOB CHECK (length(subject) = 16),            -- the child or family concerned
  hash       BLOB NOT NULL CHECK (length(hash) = 32)       -- SHA-256 of the row before and this one
) STRICT;
CREATE INDEX journal_subject ON journal (subject, seq) WHERE subject IS NOT NULL;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN
  SELECT RAISE (ABORT, 'the journal is append-only');
END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN
  SELECT RAISE (ABORT, 'the journal is append-only');
END;

-- The facility (施設): one row.
CREATE TABLE facility (
  id                 INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  name               TEXT NOT NULL CHECK (length(name) > 0),
  number             TEXT NOT NULL,     -- 施設番号
  kind               TEXT NOT NULL,     -- 施設の種類
  postal_code        TEXT NOT NULL,
  address            TEXT NOT NULL,
  phone              TEXT NOT NULL,
  director           TEXT NOT NULL,     -- 施設長
  capacity           INTEGER NOT NULL CHECK (capacity BETWEEN 0 AND 9999), -- 利用定員, 0 not set
  open               INTEGER CHECK (open BETWEEN 0 AND 1620),              -- 開所
  close              INTEGER CHECK (close BETWEEN 0 AND 1620),             -- 閉所
  standard_start     INTEGER CHECK (standard_start BETWEEN 0 AND 1620),    -- 保育標準時間
  standard_end       INTEGER CHECK (standard_end BETWEEN 0 AND 1620),
  short_start        INTEGER CHECK (short_start BETWEEN 0 AND 1620),       -- 保育短時間
  short_end          INTEGER CHECK (short_end BETWEEN 0 AND 1620),
  sat_open           INTEGER CHECK (sat_open BETWEEN 0 AND 1620),          -- the same on Saturdays
  sat_close          INTEGER CHECK (sat_close BETWEEN 0 AND 1620),
  sat_standard_start INTEGER CHECK (sat_standard_start BETWEEN 0 AND 1620),
  sat_standard_end   INTEGER CHECK (sat_standard_end BETWEEN 0 AND 1620),
  sat_short_start    INTEGER CHECK (sat_short_start BETWEEN 0 AND 1620),
  sat_short_end      INTEGER CHECK (sat_short_end BETWEEN 0 AND 1620),
  open_weekdays      INTEGER NOT NULL CHECK (open_weekdays BETWEEN 0 AND 127), -- bit 0 is Sunday
  closed_on_holidays INTEGER NOT NULL CHECK (closed_on_holidays IN (0, 1)),
  year_end_first     INTEGER NOT NULL CHECK (year_end_first BETWEEN 0 AND 1231), -- 年末年始, 1229; 0 none
  year_end_last      INTEGER NOT NULL CHECK (year_end_last BETWEEN 0 AND 1231),  -- 103
  lock_minutes       INTEGER NOT NULL CHECK (lock_minutes BETWEEN 5 AND 60),     -- second punch
  no_news_at         INTEGER NOT NULL CHECK (no_news_at BETWEEN 0 AND 1620),     -- 9:30
  late_minutes       INTEGER NOT NULL CHECK (late_minutes BETWEEN 0 AND 600),    -- 遅刻
  early_minutes      INTEGER NOT NULL CHECK (early_minutes BETWEEN 0 AND 600),   -- 早退
  is_sample          INTEGER NOT NULL CHECK (is_sample IN (0, 1)),
  first_fiscal_year  INTEGER CHECK (first_fiscal_year BETWEEN 1900 AND 9999) -- in which the records begin
) STRICT;

-- Days on which the weekly rule does not hold: closed (休園日), or open all the same.
CREATE TABLE closure (
  id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  first_day  TEXT NOT NULL CHECK (date(first_day) IS first_day),
  last_day   TEXT NOT NULL CHECK (date(last_day) IS last_day),
  name       TEXT NOT NULL CHECK (length(name) > 0),
  is_open    INTEGER NOT NULL CHECK (is_open IN (0, 1)),
  removed_at INTEGER,
  CHECK (last_day >= first_day)
) STRICT, WITHOUT ROWID;

-- A class (クラス) of one fiscal year (April to March).
CREATE TABLE class (
  id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  fiscal_year INTEGER NOT NULL CHECK (fiscal_year BETWEEN 1900 AND 9999),
  name        TEXT NOT NULL CHECK (length(name) > 0),
  age         INTEGER CHECK (age BETWEEN 0 AND 5),            -- class age; NULL is mixed (異年齢)
  colour      TEXT NOT NULL CHECK (colour GLOB '#[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]'),
  position    INTEGER NOT NULL CHECK (position BETWEEN 0 AND 9999),
  capacity    INTEGER NOT NULL CHECK (capacity BETWEEN 0 AND 9999), -- 0 not set
  UNIQUE (fiscal_year, name)
) STRICT, WITHOUT ROWID;

-- A household: what brothers and sisters share.
CREATE TABLE family (
  id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  postal_code TEXT NOT NULL,
  address     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE child (
  id           BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  external_id  TEXT CHECK (length(external_id) > 0),  -- another system's or the municipality's number
  family_id    BLOB NOT NULL REFERENCES family (id),
  family_name  TEXT NOT NULL CHECK (length(family_name) > 0),
  given_name   TEXT NOT NULL,
  family_kana  TEXT NOT NULL,                         -- hiragana
  given_kana   TEXT NOT NULL,
  sex          TEXT NOT NULL CHECK (sex IN ('male', 'female', 'unknown')),
  birth_date   TEXT NOT NULL CHECK (date(birth_date) IS birth_date),
  has_allergy  INTEGER NOT NULL CHECK (has_allergy IN (0, 1)),
  allergy_note TEXT NOT NULL,
  note         TEXT NOT NULL,
  removed_at   INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX child_external_id ON child (external_id) WHERE removed_at IS NULL;
CREATE INDEX child_family ON child (family_id);

CREATE TABLE child_photo (
  child_id BLOB NOT NULL PRIMARY KEY REFERENCES child (id),
  photo    BLOB NOT NULL CHECK (length(photo) BETWEEN 1 AND 1048576)  -- JPEG or PNG
) STRICT, WITHOUT ROWID;

-- People of a family: guardians (保護者), and whoever may collect (お迎え).
CREATE TABLE contact (
  id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  family_id   BLOB NOT NULL REFERENCES family (id),
  position    INTEGER NOT NULL CHECK (position BETWEEN 0 AND 99), -- order of calling
  name        TEXT NOT NULL CHECK (length(name) > 0),
  kana        TEXT NOT NULL,
  relation    TEXT NOT NULL,                                      -- 母, 父, 祖母
  phone       TEXT NOT NULL,
  phone2      TEXT NOT NULL,                                      -- 勤務先
  is_guardian INTEGER NOT NULL CHECK (is_guardian IN (0, 1)),
  may_collect INTEGER NOT NULL CHECK (may_collect IN (0, 1)),
  note        TEXT NOT NULL,
  removed_at  INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_family ON contact (family_id, position);

-- A move up in April, done as one action, so that it can be undone as one.
CREATE TABLE promotion (
  id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  fiscal_year INTEGER NOT NULL CHECK (fiscal_year BETWEEN 1900 AND 9999), -- the new one
  applied_at  INTEGER NOT NULL,
  undone_at   INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX promotion_year ON promotion (fiscal_year) WHERE undone_at IS NULL;

-- Enrolment (在籍). Periods of one child do not overlap (checked by the program).
CREATE TABLE enrolment (
  id           BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  child_id     BLOB NOT NULL REFERENCES child (id),
  first_day    TEXT NOT NULL CHECK (date(first_day) IS first_day),
  last_day     TEXT CHECK (date(last_day) IS last_day),
  reason       TEXT NOT NULL,                                     -- why it ended
  promotion_id BLOB REFERENCES promotion (id),                    -- the move up that ended it (卒園)
  removed_at   INTEGER,
  CHECK (last_day IS NULL OR last_day >= first_day)
) STRICT, WITHOUT ROWID;
CREATE INDEX enrolment_child ON enrolment (child_id, first_day);

-- Membership of a class, within its fiscal year.
CREATE TABLE membership (
  id           BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  child_id     BLOB NOT NULL REFERENCES child (id),
  class_id     BLOB NOT NULL REFERENCES class (id),
  first_day    TEXT NOT NULL CHECK (date(first_day) IS first_day),
  last_day     TEXT NOT NULL CHECK (date(last_day) IS last_day),
  promotion_id BLOB REFERENCES promotion (id),                    -- the move up that made it
  removed_at   INTEGER,
  CHECK (last_day >= first_day)
) STRICT, WITHOUT ROWID;
CREATE INDEX membership_child ON membership (child_id, first_day);
CREATE INDEX membership_class ON membership (class_id);

-- Certification (教育・保育給付認定), FACTS 2.1 and 2.2.
CREATE TABLE certification (
  id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  child_id   BLOB NOT NULL REFERENCES child (id),
  kind       INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 3),          -- 0 not known, 1号 to 3号
  care_hours TEXT NOT NULL CHECK (care_hours IN ('', 'standard', 'short', 'education')), -- 必要量
  number     TEXT NOT NULL,                                          -- 認定番号
  first_day  TEXT NOT NULL CHECK (date(first_day) IS first_day),
  last_day   TEXT CHECK (date(last_day) IS last_day),
  removed_at INTEGER,
  CHECK (last_day IS NULL OR last_day >= first_day)
) STRICT, WITHOUT ROWID;
CREATE INDEX certification_child ON certification (child_id, first_day);

-- Cards for the door: opaque tokens.
CREATE TABLE card (
  id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  child_id   BLOB NOT NULL REFERENCES child (id),
  token      TEXT NOT NULL CHECK (length(token) >= 4),
  issued_at  INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX card_token ON card (token) WHERE revoked_at IS NULL;
CREATE INDEX card_child ON card (child_id);

-- Kinds of absence (欠席区分): the nursery's own set.
CREATE TABLE absence_kind (
  key       TEXT NOT NULL PRIMARY KEY CHECK (length(key) > 0),
  label     TEXT NOT NULL CHECK (length(label) > 0),
  symbol    TEXT NOT NULL CHECK (length(symbol) > 0),
  total     TEXT NOT NULL CHECK (total IN ('sick', 'other', 'suspension', 'bereavement', 'unannounced')),
  position  INTEGER NOT NULL CHECK (position BETWEEN 0 AND 999),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1))
) STRICT, WITHOUT ROWID;

-- Arrivals and departures (登園, 降園): facts, appended and never changed. A wrong one is superseded by
-- another row, with a reason; a superseding row without a time says that there was no such punch.
CREATE TABLE stamp (
  id           BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  child_id     BLOB NOT NULL REFERENCES child (id),
  day          TEXT NOT NULL CHECK (date(day) IS day),        -- the nursery day
  kind         TEXT NOT NULL CHECK (kind IN ('arrive', 'leave')),
  at           INTEGER,                                       -- the instant; NULL retracts
  recorded_at  INTEGER NOT NULL,                              -- when it was entered
  source       TEXT NOT NULL CHECK (source IN ('door', 'card', 'office', 'import', 'command', 'sample')),
  collected_by TEXT NOT NULL,                                 -- who fetched the child
  supersedes   BLOB REFERENCES stamp (id),
  reason       TEXT NOT NULL,
  CHECK (at IS NOT NULL OR supersedes IS NOT NULL),
  CHECK (supersedes IS NULL OR length(reason) > 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX stamp_day ON stamp (day, child_id);
CREATE INDEX stamp_child ON stamp (child_id, day);
CREATE UNIQUE INDEX stamp_supersedes ON stamp (supersedes) WHERE supersedes IS NOT NULL;
CREATE TRIGGER stamp_no_update BEFORE UPDATE ON stamp
BEGIN
  SELECT RAISE (ABORT, 'stamps are never changed, only superseded');
END;
CREATE TRIGGER stamp_no_delete BEFORE DELETE ON stamp
BEGIN
  SELECT RAISE (ABORT, 'stamps are never removed, only superseded');
END;

-- What is known of a child's day beside the punches.
CREATE TABLE attendance (
  child_id          BLOB NOT NULL REFERENCES child (id),
  day               TEXT NOT NULL CHECK (date(day) IS day),
  planned_arrive    INTEGER CHECK (planned_arrive BETWEEN 0 AND 1620),
  planned_leave     INTEGER CHECK (planned_leave BETWEEN 0 AND 1620),
  planned_collector TEXT NOT NULL DEFAULT '',
  absence_kind      TEXT REFERENCES absence_kind (key),
  absence_reason    TEXT NOT NULL DEFAULT '',
  notified_by       TEXT NOT NULL DEFAULT '',                 -- who called in
  notified_at       INTEGER,
  sight             TEXT NOT NULL DEFAULT '' CHECK (sight IN ('', 'present', 'absent')), -- 目視
  temperature       INTEGER CHECK (temperature BETWEEN 300 AND 450), -- tenths of a degree
  note              TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (day, child_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX attendance_child ON attendance (child_id, day);

-- Closing (締め) of a day.
CREATE TABLE day_closing (
  day         TEXT NOT NULL PRIMARY KEY CHECK (date(day) IS day),
  closed_at   INTEGER,                                        -- NULL while open again
  closed_by   TEXT NOT NULL,
  unresolved  INTEGER NOT NULL CHECK (unresolved >= 0),       -- what was unresolved then
  reopened_at INTEGER,
  reopened_by TEXT NOT NULL,
  reopen_reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;
