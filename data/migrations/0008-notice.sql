-- SPDX-License-Identifier: GPL-3.0-or-later
-- What parents tell the nursery about days: absences, lateness, early collection; the illnesses named in
-- it and when a child may come again; and whom the nursery called.

-- Infectious diseases (感染症, FACTS 8): the guideline's table, which the nursery may edit, because
-- municipalities ask for other papers. A child may come from the later of "anchor + days" on, counted from
-- day 0; no anchor is a judgement by the criteria's words alone.
CREATE TABLE disease (
  key         TEXT NOT NULL PRIMARY KEY CHECK (length(key) > 0),
  name        TEXT NOT NULL CHECK (length(name) > 0),
  paper       TEXT NOT NULL CHECK (paper IN ('', 'opinion', 'return-form')), -- 意見書, 登園届
  criteria    TEXT NOT NULL,                                                 -- 登園のめやす
  anchor      TEXT NOT NULL CHECK (anchor IN ('', 'onset', 'fever', 'relief', 'swelling', 'medicine')),
  days        INTEGER CHECK (days BETWEEN 0 AND 60),        -- first day: the anchor's day + days
  anchor2     TEXT NOT NULL CHECK (anchor2 IN ('', 'onset', 'fever', 'relief', 'swelling', 'medicine')),
  days2       INTEGER CHECK (days2 BETWEEN 0 AND 60),
  note        TEXT NOT NULL,
  position    INTEGER NOT NULL CHECK (position BETWEEN 0 AND 999),
  is_active   INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  CHECK ((anchor = '') = (days IS NULL)),
  CHECK ((anchor2 = '') = (days2 IS NULL)),
  CHECK (anchor <> '' OR anchor2 = '')
) STRICT, WITHOUT ROWID;

-- A notice (欠席・遅刻等の連絡) as it came in. What it means for each day is in "attendance", written in the
-- same transaction; withdrawing it takes back what of that still stands as the notice wrote it.
CREATE TABLE notice (
  id             BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  child_id       BLOB NOT NULL REFERENCES child (id),
  first_day      TEXT NOT NULL CHECK (date(first_day) IS first_day),
  last_day       TEXT NOT NULL CHECK (date(last_day) IS last_day),
  kind           TEXT NOT NULL CHECK (kind IN ('absent', 'late', 'early')),
  absence_kind   TEXT REFERENCES absence_kind (key),        -- of an absence
  arrive         INTEGER CHECK (arrive BETWEEN 0 AND 1620), -- of a lateness, where it was said
  leave          INTEGER CHECK (leave BETWEEN 0 AND 1620),  -- of an early collection
  channel        TEXT NOT NULL CHECK (channel IN ('phone', 'mail', 'paper', 'door', 'page')),
  by_name        TEXT NOT NULL,                             -- who told it
  received_at    INTEGER NOT NULL,
  symptoms       TEXT NOT NULL,
  temperature    INTEGER CHECK (temperature BETWEEN 300 AND 450), -- tenths of a degree
  disease        TEXT REFERENCES disease (key),
  diagnosis      TEXT NOT NULL,                             -- as it was said
  return_day     TEXT CHECK (date(return_day) IS return_day), -- when the child is expected again
  note           TEXT NOT NULL,
  withdrawn_at   INTEGER,
  CHECK (last_day >= first_day),
  CHECK ((kind = 'absent') = (absence_kind IS NOT NULL)),
  CHECK (kind = 'absent' OR first_day = last_day)
) STRICT, WITHOUT ROWID;
CREATE INDEX notice_child ON notice (child_id, first_day);
CREATE INDEX notice_day ON notice (first_day, last_day);

-- An infectious disease of a child, watched until it is back with the paper that is asked for.
CREATE TABLE illness (
  id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  child_id    BLOB NOT NULL REFERENCES child (id),
  disease     TEXT NOT NULL REFERENCES disease (key),
  notice_id   BLOB REFERENCES notice (id),                   -- where it was first told
  known_day   TEXT NOT NULL CHECK (date(known_day) IS known_day),
  onset       TEXT CHECK (date(onset) IS onset),             -- 発症日, day 0
  fever       TEXT CHECK (date(fever) IS fever),             -- 解熱日
  relief      TEXT CHECK (date(relief) IS relief),           -- 症状が軽快・消失した日
  swelling    TEXT CHECK (date(swelling) IS swelling),       -- 腫脹の発現日
  medicine    TEXT CHECK (date(medicine) IS medicine),       -- 抗菌薬の内服を始めた日
  paper_day   TEXT CHECK (date(paper_day) IS paper_day),     -- the paper came in
  back_day    TEXT CHECK (date(back_day) IS back_day),       -- and the child
  note        TEXT NOT NULL,
  removed_at  INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX illness_child ON illness (child_id, known_day);
CREATE INDEX illness_day ON illness (known_day);

-- Calls that the nursery made about a child's day (架電記録).
CREATE TABLE call_log (
  id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  child_id   BLOB NOT NULL REFERENCES child (id),
  day        TEXT NOT NULL CHECK (date(day) IS day),
  contact_id BLOB REFERENCES contact (id),
  called     TEXT NOT NULL CHECK (length(called) > 0),        -- name and number, as they were then
  at         INTEGER NOT NULL,
  outcome    TEXT NOT NULL CHECK (outcome IN ('no-answer', 'message', 'reached')),
  note       TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX call_log_day ON call_log (day, child_id);
CREATE INDEX call_log_child ON call_log (child_id, at);
CREATE TRIGGER call_log_no_update BEFORE UPDATE ON call_log
BEGIN
  SELECT RAISE (ABORT, 'calls are appended, never changed');
END;
