-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the nursery tells its municipality and has nowhere else: places that are free, outbreaks of an
-- illness that were reported, and papers that were handed in.

-- Free places (空き状況) by class age, as the director says they are.
CREATE TABLE vacancy (
  age     INTEGER NOT NULL PRIMARY KEY CHECK (age BETWEEN 0 AND 5),
  as_of   TEXT NOT NULL CHECK (date(as_of) IS as_of),
  places  INTEGER NOT NULL CHECK (places BETWEEN 0 AND 999),  -- how many more could be taken in
  waiting INTEGER CHECK (waiting BETWEEN 0 AND 9999)          -- who asked the nursery itself; NULL not counted
) STRICT, WITHOUT ROWID;

-- A report of an outbreak (社会福祉施設等における感染症等発生時に係る報告): counts, and no child.
CREATE TABLE outbreak_report (
  id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  disease    TEXT NOT NULL CHECK (length(disease) > 0),        -- the illness's key, or 'unknown'
  first_day  TEXT NOT NULL CHECK (date(first_day) IS first_day), -- of the first who fell ill
  as_of      TEXT NOT NULL CHECK (date(as_of) IS as_of),       -- the day of these counts
  children   INTEGER NOT NULL CHECK (children BETWEEN 0 AND 9999), -- with symptoms, so far
  staff      INTEGER NOT NULL CHECK (staff BETWEEN 0 AND 9999),
  users      INTEGER NOT NULL CHECK (users BETWEEN 0 AND 9999), -- enrolled on that day
  severe     INTEGER NOT NULL CHECK (severe BETWEEN 0 AND 9999), -- in hospital or worse
  centre     INTEGER NOT NULL CHECK (centre IN (0, 1)),        -- the public health centre (保健所) was told
  is_over    INTEGER NOT NULL CHECK (is_over IN (0, 1)),       -- 終息
  body       BLOB NOT NULL,                                    -- what was done about it
  removed_at INTEGER,
  CHECK (as_of >= first_day)
) STRICT, WITHOUT ROWID;

-- A paper that was handed in: the file itself is in sync_blob.
CREATE TABLE document_submission (
  id           BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  kind         TEXT NOT NULL CHECK (length(kind) > 0),         -- of the writing or form
  first_day    TEXT CHECK (date(first_day) IS first_day),      -- what it is about
  last_day     TEXT CHECK (date(last_day) IS last_day),
  age          INTEGER CHECK (age BETWEEN 0 AND 5),            -- of its class
  child_id     BLOB REFERENCES child (id),                     -- of a paper about one child
  title        TEXT NOT NULL,                                  -- for people here, never sent
  sha256       BLOB NOT NULL CHECK (length(sha256) = 32),
  size         INTEGER NOT NULL CHECK (size > 0),
  media_type   TEXT NOT NULL,
  submitted_at INTEGER NOT NULL,
  submitted_by TEXT NOT NULL,
  removed_at   INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX document_submission_child ON document_submission (child_id);
