-- SPDX-License-Identifier: GPL-3.0-or-later
-- What parents ask and what the nursery promised (連絡の受付, 約束), and what of it somebody has seen.

-- Something that a parent said, wrote or asked which is no notice of a day (連絡・問い合わせ).
CREATE TABLE inquiry (
  id           BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  child_id     BLOB NOT NULL REFERENCES child (id),
  at           INTEGER NOT NULL,
  channel      TEXT NOT NULL CHECK (channel IN ('phone', 'mail', 'paper', 'door', 'page')),
  by_name      TEXT NOT NULL,                                -- who said it
  taken_by     TEXT NOT NULL,                                -- who took it
  body         BLOB NOT NULL CHECK (length(body) > 0),      -- UTF-8; the journal has its sum
  wants_answer INTEGER NOT NULL CHECK (wants_answer IN (0, 1)),
  answer       TEXT NOT NULL,
  answered_at  INTEGER,
  answered_by  TEXT NOT NULL,
  removed_at   INTEGER,
  CHECK (answered_at IS NOT NULL OR (answer = '' AND answered_by = ''))
) STRICT, WITHOUT ROWID;
CREATE INDEX inquiry_child ON inquiry (child_id, at);
CREATE INDEX inquiry_at ON inquiry (at);
CREATE INDEX inquiry_open ON inquiry (at) WHERE wants_answer = 1 AND answered_at IS NULL AND removed_at IS NULL;

-- What was promised: by the nursery (call back) or by the family (bring the paper).
CREATE TABLE promise (
  id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  child_id   BLOB NOT NULL REFERENCES child (id),
  kind       TEXT NOT NULL CHECK (kind IN ('call-back', 'bring-paper', 'bring-thing', 'other')),
  is_ours    INTEGER NOT NULL CHECK (is_ours IN (0, 1)),     -- promised by the nursery
  words      TEXT NOT NULL,
  due_day    TEXT NOT NULL CHECK (date(due_day) IS due_day),
  due_at     INTEGER CHECK (due_at BETWEEN 0 AND 1620),      -- minutes of that day
  made_at    INTEGER NOT NULL,
  made_by    TEXT NOT NULL,
  kept_at    INTEGER,
  kept_by    TEXT NOT NULL,
  removed_at INTEGER,
  CHECK (kept_at IS NOT NULL OR kept_by = '')
) STRICT, WITHOUT ROWID;
CREATE INDEX promise_child ON promise (child_id, due_day);
CREATE INDEX promise_open ON promise (due_day) WHERE kept_at IS NULL AND removed_at IS NULL;

-- What came in and was seen by somebody: a notice, a page of the notebook from home, an answer to a letter.
-- The version is that of what was seen, so that what changes afterwards is new again.
CREATE TABLE contact_seen (
  kind     TEXT NOT NULL CHECK (kind IN ('notice', 'notebook', 'answer', 'inquiry')),
  child_id BLOB NOT NULL REFERENCES child (id),
  subject  BLOB NOT NULL CHECK (length(subject) = 16),       -- the notice, the recipient who answered, the inquiry; of the notebook the child
  day      TEXT NOT NULL CHECK (date(day) IS day),
  version  INTEGER NOT NULL CHECK (version > 0),             -- the page's; a sum of the notice; when it was answered; 1
  seen_at  INTEGER NOT NULL,
  seen_by  TEXT NOT NULL,
  PRIMARY KEY (kind, subject, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_seen_child ON contact_seen (child_id, day);
