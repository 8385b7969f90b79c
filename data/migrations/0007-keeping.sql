-- SPDX-License-Identifier: GPL-3.0-or-later
-- What becomes of records: whom a 保育要録 was sent to, what was destroyed when its time was over, and what
-- was observed of a child's development.

-- A record that was sent (保育要録 to the primary school).
CREATE TABLE writing_sent (
  id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  writing_id BLOB NOT NULL REFERENCES writing (id),
  version    INTEGER NOT NULL CHECK (version >= 1),
  sent_on    TEXT NOT NULL CHECK (date(sent_on) IS sent_on),
  sent_to    TEXT NOT NULL CHECK (length(sent_to) > 0),
  how        TEXT NOT NULL,                   -- 持参, 郵送, …
  name       TEXT NOT NULL,                   -- who sent it
  removed_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX writing_sent_of ON writing_sent (writing_id);

-- Records that were destroyed (廃棄): the certificate.
CREATE TABLE destruction (
  id     BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  at     INTEGER NOT NULL,
  name   TEXT NOT NULL CHECK (length(name) > 0), -- who destroyed them
  reason TEXT NOT NULL CHECK (length(reason) > 0)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER destruction_no_update BEFORE UPDATE ON destruction
BEGIN
  SELECT RAISE (ABORT, 'a certificate is never changed');
END;
CREATE TRIGGER destruction_no_delete BEFORE DELETE ON destruction
BEGIN
  SELECT RAISE (ABORT, 'a certificate is never removed');
END;

-- What a certificate lists: no names of children.
CREATE TABLE destruction_line (
  destruction_id BLOB NOT NULL REFERENCES destruction (id),
  position       INTEGER NOT NULL CHECK (position >= 0),
  label          TEXT NOT NULL,               -- the kind's, 保育日誌
  fiscal_year    INTEGER NOT NULL,
  kept_until     TEXT NOT NULL CHECK (date(kept_until) IS kept_until), -- the latest of them
  count          INTEGER NOT NULL CHECK (count >= 1),
  PRIMARY KEY (destruction_id, position)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER destruction_line_no_update BEFORE UPDATE ON destruction_line
BEGIN
  SELECT RAISE (ABORT, 'a certificate is never changed');
END;
CREATE TRIGGER destruction_line_no_delete BEFORE DELETE ON destruction_line
BEGIN
  SELECT RAISE (ABORT, 'a certificate is never removed');
END;

-- Things that children come to do (発達のめやすではなく、見られた姿): the nursery's own list.
CREATE TABLE development_item (
  id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  domain     TEXT NOT NULL,
  age        INTEGER NOT NULL CHECK (age BETWEEN 0 AND 5),  -- under which class age it is listed
  position   INTEGER NOT NULL CHECK (position BETWEEN 0 AND 9999),
  text       TEXT NOT NULL CHECK (length(text) > 0),
  removed_at INTEGER
) STRICT, WITHOUT ROWID;

-- When it was first seen. Never a score.
CREATE TABLE development_seen (
  child_id BLOB NOT NULL REFERENCES child (id),
  item_id  BLOB NOT NULL REFERENCES development_item (id),
  day      TEXT NOT NULL CHECK (date(day) IS day),
  note     TEXT NOT NULL,
  PRIMARY KEY (child_id, item_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX development_seen_item ON development_seen (item_id);

-- A member of staff's seal (印影), as a picture (PNG) for the boxes of approval.
CREATE TABLE staff_seal (
  staff_id BLOB NOT NULL PRIMARY KEY REFERENCES staff (id),
  picture  BLOB NOT NULL CHECK (length(picture) BETWEEN 1 AND 1048576)
) STRICT, WITHOUT ROWID;
