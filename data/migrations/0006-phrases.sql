-- SPDX-License-Identifier: GPL-3.0-or-later
-- Phrases (文例) that teachers write with, and words that a nursery's own style asks to look at again.

CREATE TABLE phrase (
  id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  text       TEXT NOT NULL CHECK (length(text) > 0),
  section    TEXT NOT NULL,                   -- a section's key, '' for all
  domain     TEXT NOT NULL,                   -- 領域, as the nursery names it; '' for none
  age_first  INTEGER CHECK (age_first BETWEEN 0 AND 5), -- class age; NULL for all
  age_last   INTEGER CHECK (age_last BETWEEN 0 AND 5),
  months     INTEGER NOT NULL CHECK (months BETWEEN 1 AND 4095), -- bit 0 is January
  is_own     INTEGER NOT NULL CHECK (is_own IN (0, 1)), -- the nursery's, not of the starting set
  uses       INTEGER NOT NULL CHECK (uses >= 0),
  removed_at INTEGER,
  CHECK ((age_first IS NULL) = (age_last IS NULL) AND age_first <= age_last)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX phrase_text ON phrase (text, section) WHERE removed_at IS NULL;

-- A word that is marked where it is written: another spelling, or a word that labels a child.
CREATE TABLE style_word (
  word       TEXT NOT NULL PRIMARY KEY CHECK (length(word) > 0),
  better     TEXT NOT NULL,                   -- what to write instead, '' where it depends
  is_label   INTEGER NOT NULL CHECK (is_label IN (0, 1)) -- says what a child is, not what it did
) STRICT, WITHOUT ROWID;
