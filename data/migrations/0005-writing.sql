-- SPDX-License-Identifier: GPL-3.0-or-later
-- Care plans and records (保育に関する計画・記録): what teachers write, how it is approved, and what is
-- found in it.
--
-- What people wrote is in columns named body. The journal keeps only its sum, so that a record can be
-- destroyed when its time is over; what was approved is kept whole in writing_version until then.

-- A plan or record. Its kind is described in data/forms (KIND.writing.xml); the kind's sections are
-- rows of writing_text.
CREATE TABLE writing (
  id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  kind       TEXT NOT NULL CHECK (length(kind) > 0),
  class_id   BLOB REFERENCES class (id),      -- NULL: the whole facility's, or a child's
  child_id   BLOB REFERENCES child (id),      -- NULL: a class's or the facility's
  first_day  TEXT NOT NULL CHECK (date(first_day) IS first_day),
  last_day   TEXT NOT NULL CHECK (date(last_day) IS last_day),
  title      TEXT NOT NULL,                   -- of an event; '' where kind and period say all
  above_id   BLOB REFERENCES writing (id),    -- the plan that this one carries out
  writer     TEXT NOT NULL,                   -- 記入者
  state      TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'chief', 'approved', 'returned',
                                            'archived')),
  revision   INTEGER NOT NULL CHECK (revision >= 1),   -- grows when an approved text is taken up again
  version    INTEGER NOT NULL CHECK (version >= 0),    -- the newest row of writing_version
  approved   INTEGER NOT NULL CHECK (approved >= 0),   -- the one that is in force; 0 none
  search_row INTEGER NOT NULL UNIQUE,                  -- its row in search_writing
  removed_at INTEGER,
  CHECK (last_day >= first_day),
  CHECK (approved <= version)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX writing_one ON writing (kind, coalesce(class_id, x''), coalesce(child_id, x''),
                                            first_day, title) WHERE removed_at IS NULL;
CREATE INDEX writing_day ON writing (first_day, kind);
CREATE INDEX writing_class ON writing (class_id, first_day);
CREATE INDEX writing_child ON writing (child_id, first_day);
CREATE INDEX writing_above ON writing (above_id);
CREATE INDEX writing_waiting ON writing (state) WHERE state IN ('submitted', 'chief', 'returned');

-- The text of a section: 'aims', a cell of a grid ('days/mon/activity'), or what was noted about a child
-- ('notes/ID').
CREATE TABLE writing_text (
  writing_id  BLOB NOT NULL REFERENCES writing (id),
  key         TEXT NOT NULL CHECK (length(key) > 0),
  body        BLOB NOT NULL,                  -- UTF-8
  version     INTEGER NOT NULL CHECK (version >= 1),   -- counts the savings of this text
  child_id    BLOB REFERENCES child (id),     -- whom it is about, in a class's record
  origin_id   BLOB REFERENCES writing (id),   -- where it was taken from, and which section there
  origin_key  TEXT,
  PRIMARY KEY (writing_id, key),
  CHECK ((origin_id IS NULL) = (origin_key IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX writing_text_child ON writing_text (child_id) WHERE child_id IS NOT NULL;
CREATE INDEX writing_text_origin ON writing_text (origin_id) WHERE origin_id IS NOT NULL;

-- What was submitted, as it was: frozen, with its hash. Never changed; emptied only when it is destroyed.
CREATE TABLE writing_version (
  writing_id BLOB NOT NULL REFERENCES writing (id),
  version    INTEGER NOT NULL CHECK (version >= 1),
  revision   INTEGER NOT NULL CHECK (revision >= 1),
  body       BLOB,                            -- src/writing/content.h; NULL once destroyed
  hash       BLOB NOT NULL CHECK (length(hash) = 32),  -- SHA-256 of body
  PRIMARY KEY (writing_id, version)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER writing_version_no_update BEFORE UPDATE ON writing_version
WHEN NEW.body IS NOT NULL OR NEW.hash IS NOT OLD.hash OR NEW.revision IS NOT OLD.revision
     OR NEW.version IS NOT OLD.version OR NEW.writing_id IS NOT OLD.writing_id
BEGIN
  SELECT RAISE (ABORT, 'a submitted text is never changed');
END;
CREATE TRIGGER writing_version_no_delete BEFORE DELETE ON writing_version
BEGIN
  SELECT RAISE (ABORT, 'a submitted text is never removed');
END;

-- The way of approval (決裁): who did what when.
CREATE TABLE writing_step (
  id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  writing_id BLOB NOT NULL REFERENCES writing (id),
  version    INTEGER NOT NULL CHECK (version >= 0),
  step       TEXT NOT NULL CHECK (step IN ('submit', 'withdraw', 'chief', 'director', 'return', 'revise',
                                           'archive', 'evaluate')),
  at         INTEGER NOT NULL,
  staff_id   BLOB REFERENCES staff (id),
  name       TEXT NOT NULL,
  reason     TEXT NOT NULL,
  CHECK (step NOT IN ('return', 'revise') OR length(reason) > 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX writing_step_of ON writing_step (writing_id, at);
CREATE INDEX writing_step_staff ON writing_step (staff_id) WHERE staff_id IS NOT NULL;
CREATE TRIGGER writing_step_no_update BEFORE UPDATE ON writing_step
BEGIN
  SELECT RAISE (ABORT, 'a step of approval is never changed');
END;
CREATE TRIGGER writing_step_no_delete BEFORE DELETE ON writing_step
BEGIN
  SELECT RAISE (ABORT, 'a step of approval is never removed');
END;

-- What was done otherwise than an approved plan says, noted beside it.
CREATE TABLE writing_note (
  id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  writing_id BLOB NOT NULL REFERENCES writing (id),
  day        TEXT NOT NULL CHECK (date(day) IS day),
  body       BLOB NOT NULL,
  name       TEXT NOT NULL,                   -- who noted it
  removed_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX writing_note_of ON writing_note (writing_id);

-- How the nursery approves. One row.
CREATE TABLE approval_setting (
  id          INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  own_allowed INTEGER NOT NULL CHECK (own_allowed IN (0, 1)) -- whoever submits may approve too
) STRICT;

-- Words in what was written, two signs each (src/writing/search.h). Made anew from writing_text at any time;
-- its tables are not journalled.
CREATE VIRTUAL TABLE search_writing USING fts5 (pairs, content = '', tokenize = 'ascii', prefix = '1');
