-- SPDX-License-Identifier: GPL-3.0-or-later
-- The contact notebook (連絡帳, FACTS 5.4) and medicine given on a parent's request (与薬依頼, FACTS 6.6).

-- One side of a child's day: what home writes to the nursery, and the nursery to home.
CREATE TABLE notebook (
  child_id    BLOB NOT NULL REFERENCES child (id),
  day         TEXT NOT NULL CHECK (date(day) IS day),
  side        TEXT NOT NULL CHECK (side IN ('home', 'nursery')),
  temperature INTEGER CHECK (temperature BETWEEN 300 AND 450),       -- tenths of a degree
  taken_at    INTEGER CHECK (taken_at BETWEEN 0 AND 1620),
  mood        TEXT NOT NULL CHECK (mood IN ('', 'good', 'usual', 'bad')),  -- 機嫌
  cough       TEXT NOT NULL CHECK (cough IN ('', 'none', 'little', 'much')), -- 咳
  nose        TEXT NOT NULL CHECK (nose IN ('', 'none', 'little', 'much')),  -- 鼻水
  bath        TEXT NOT NULL CHECK (bath IN ('', 'yes', 'no', 'shower')),     -- 入浴
  leave       INTEGER CHECK (leave BETWEEN 0 AND 1620),              -- お迎えの時刻, of home
  collector   TEXT NOT NULL,                                         -- and who comes
  did         TEXT NOT NULL,                                         -- 今日したこと, of the nursery
  body        BLOB NOT NULL,                                         -- the note, UTF-8; the journal has its sum
  written_by  TEXT NOT NULL,
  is_blank    INTEGER NOT NULL CHECK (is_blank IN (0, 1)),           -- emptied again: nothing is written on it
  version     INTEGER NOT NULL CHECK (version > 0),                  -- grows with every save, and is never gone
  PRIMARY KEY (day, child_id, side)
) STRICT, WITHOUT ROWID;
CREATE INDEX notebook_child ON notebook (child_id, side, day);

-- What has a time of its own: the day's strip of 24 hours. Minutes from midnight of the day; the evening
-- before is negative.
CREATE TABLE notebook_event (
  child_id BLOB NOT NULL REFERENCES child (id),
  day      TEXT NOT NULL CHECK (date(day) IS day),
  side     TEXT NOT NULL CHECK (side IN ('home', 'nursery')),
  position INTEGER NOT NULL CHECK (position BETWEEN 0 AND 99),
  kind     TEXT NOT NULL CHECK (kind IN ('sleep', 'meal', 'milk', 'bowel', 'temperature', 'medicine')),
  at       INTEGER CHECK (at BETWEEN -1440 AND 1620),       -- NULL where only that it was is known
  until    INTEGER CHECK (until BETWEEN -1440 AND 1620),    -- of sleep
  amount   INTEGER CHECK (amount BETWEEN 0 AND 2000),       -- milk in ml, a temperature in tenths, times of bowel
  quality  TEXT NOT NULL,                                   -- 完食, 半分; 普通便, 軟便, …: the nursery's words
  note     TEXT NOT NULL,
  PRIMARY KEY (day, child_id, side, position),
  CHECK (until IS NULL OR (at IS NOT NULL AND until >= at))
) STRICT, WITHOUT ROWID;
CREATE INDEX notebook_event_child ON notebook_event (child_id, day);

-- What home's page has written of collection into attendance, and what it found there: it comes back when the
-- page has it no more. Found from a notice (notice_day), it has also what that one had found.
CREATE TABLE notebook_plan (
  child_id      BLOB NOT NULL REFERENCES child (id),
  day           TEXT NOT NULL CHECK (date(day) IS day),
  part          TEXT NOT NULL CHECK (part IN ('leave', 'collector')),
  wrote_minutes INTEGER CHECK (wrote_minutes BETWEEN 0 AND 1620),
  wrote_text    TEXT NOT NULL,
  was_minutes   INTEGER CHECK (was_minutes BETWEEN 0 AND 1620),
  was_text      TEXT NOT NULL,
  notice_id     BLOB REFERENCES notice (id),                         -- whose time was found; NULL: none's
  below_minutes INTEGER CHECK (below_minutes BETWEEN 0 AND 1620),    -- what that notice had found
  PRIMARY KEY (day, child_id, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX notebook_plan_child ON notebook_plan (child_id);
CREATE INDEX notebook_plan_notice ON notebook_plan (notice_id) WHERE notice_id IS NOT NULL;

-- A parent's request to give medicine that a doctor prescribed, and each time that it was given.
CREATE TABLE medicine (
  id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  child_id    BLOB NOT NULL REFERENCES child (id),
  asked_day   TEXT NOT NULL CHECK (date(asked_day) IS asked_day), -- 依頼日
  first_day   TEXT NOT NULL CHECK (date(first_day) IS first_day),
  last_day    TEXT NOT NULL CHECK (date(last_day) IS last_day),
  asked_by    TEXT NOT NULL,                                -- the guardian
  clinic      TEXT NOT NULL,                                -- 医療機関・医師
  illness     TEXT NOT NULL,                                -- 病名
  name        TEXT NOT NULL CHECK (length(name) > 0),       -- 薬名
  form        TEXT NOT NULL CHECK (form IN ('', 'powder', 'liquid', 'outer', 'tape', 'tablet', 'other')),
  amount      TEXT NOT NULL,
  storage     TEXT NOT NULL CHECK (storage IN ('', 'room', 'cold')),
  at          INTEGER CHECK (at BETWEEN 0 AND 1620),        -- 与薬時刻; NULL: by the words
  when_words  TEXT NOT NULL,                                -- 食前, 食後
  prescribed  TEXT CHECK (date(prescribed) IS prescribed),
  home_dose   TEXT NOT NULL,                                -- 家庭での最終服用時刻
  note        TEXT NOT NULL,
  received_by TEXT NOT NULL,                                -- 受領者
  removed_at  INTEGER,
  CHECK (last_day >= first_day)
) STRICT, WITHOUT ROWID;
CREATE INDEX medicine_child ON medicine (child_id, first_day);
CREATE INDEX medicine_day ON medicine (first_day, last_day);

-- Given, by one person and checked by another; or not given, and why.
CREATE TABLE medicine_given (
  medicine_id BLOB NOT NULL REFERENCES medicine (id),
  day         TEXT NOT NULL CHECK (date(day) IS day),
  child_id    BLOB NOT NULL REFERENCES child (id),          -- the medicine's
  given_at    INTEGER,                                      -- the instant; NULL: it was not given
  given_by    TEXT NOT NULL CHECK (length(given_by) > 0),
  checked_by  TEXT NOT NULL,
  note        TEXT NOT NULL,                                -- 様子, or why not
  PRIMARY KEY (medicine_id, day),
  CHECK (given_at IS NULL OR (length(checked_by) > 0 AND checked_by <> given_by)),
  CHECK (given_at IS NOT NULL OR length(note) > 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX medicine_given_child ON medicine_given (child_id, day);
