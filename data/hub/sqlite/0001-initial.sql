-- SPDX-License-Identifier: GPL-3.0-or-later
-- The hub's own database: what a municipality has received. data/hub/postgresql has the same tables, and one
-- test suite runs on both. Instants are milliseconds since the epoch, UTC.

CREATE TABLE meta (
  key   TEXT NOT NULL PRIMARY KEY, -- hub, name, open
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The last numbers given out. Whoever writes takes the write lock first and numbers under it, so that numbers
-- are in the order of commits: a reader that has seen n will never find one below n later.
CREATE TABLE sequencer (
  name TEXT NOT NULL PRIMARY KEY CHECK (name IN ('recv', 'change')),
  last INTEGER NOT NULL CHECK (last >= 0)
) STRICT, WITHOUT ROWID;
INSERT INTO sequencer VALUES ('recv', 0), ('change', 0);

CREATE TABLE nursery (
  nursery TEXT NOT NULL PRIMARY KEY CHECK (length(nursery) BETWEEN 1 AND 40), -- 施設番号
  name    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One-time codes by which a nursery's PC is enrolled. The code itself is on paper only.
CREATE TABLE code (
  sha256     BLOB NOT NULL PRIMARY KEY CHECK (length(sha256) = 32),
  nursery    TEXT NOT NULL REFERENCES nursery (nursery),
  made_ms    INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL,
  used_ms    INTEGER,
  used_by    TEXT -- the source
) STRICT, WITHOUT ROWID;

-- A nursery's PC, or one copy of its database.
CREATE TABLE site (
  no           INTEGER NOT NULL PRIMARY KEY,
  source       TEXT NOT NULL UNIQUE,
  nursery      TEXT NOT NULL REFERENCES nursery (nursery),
  open_key     BLOB NOT NULL CHECK (length(open_key) = 32),
  name         TEXT NOT NULL,     -- the PC's, as it called itself
  enrolled_ms  INTEGER NOT NULL,
  revoked_ms   INTEGER,           -- since when it is shut out
  heard_ms     INTEGER NOT NULL,  -- last heard of
  expect       INTEGER NOT NULL DEFAULT 1 CHECK (expect > 0),    -- all below are here
  highest      INTEGER NOT NULL DEFAULT 0 CHECK (highest >= 0),  -- the highest that is here
  heartbeat    TEXT,              -- JSON as sent
  heartbeat_ms INTEGER
) STRICT;
CREATE INDEX site_nursery ON site (nursery);

-- The batches as they came, with their signatures: evidence, kept 400 days.
CREATE TABLE raw_batch (
  no        INTEGER NOT NULL PRIMARY KEY,
  digest    BLOB NOT NULL UNIQUE CHECK (length(digest) = 32), -- of the bytes as sent
  site      INTEGER NOT NULL REFERENCES site (no),            -- who delivered
  via       TEXT NOT NULL CHECK (via IN ('http', 'file')),
  path      TEXT NOT NULL,                                    -- what the signature is over beside the bytes
  sent_ms   INTEGER NOT NULL,
  recv_ms   INTEGER NOT NULL,
  signature BLOB NOT NULL CHECK (length(signature) = 64),
  body      BLOB NOT NULL                                     -- packed, as sent
) STRICT;
CREATE INDEX raw_batch_time ON raw_batch (recv_ms);

-- Every event that was accepted, its bytes unchanged, for good.
CREATE TABLE inbox (
  recv_seq INTEGER NOT NULL PRIMARY KEY CHECK (recv_seq > 0),
  site     INTEGER NOT NULL REFERENCES site (no),             -- whose event it is
  id       BLOB NOT NULL CHECK (length(id) = 16),             -- the event's UUID
  seq      INTEGER NOT NULL CHECK (seq > 0),
  type     TEXT NOT NULL,
  subject  TEXT NOT NULL,
  rev      INTEGER NOT NULL CHECK (rev > 0),
  sha256   BLOB NOT NULL CHECK (length(sha256) = 32),
  prev     BLOB NOT NULL CHECK (length(prev) = 32),
  batch    BLOB NOT NULL CHECK (length(batch) = 32),          -- raw_batch.digest, which may be gone by then
  recv_ms  INTEGER NOT NULL,
  body     BLOB NOT NULL,
  UNIQUE (site, id),
  UNIQUE (site, seq)
) STRICT;
CREATE TRIGGER inbox_no_update BEFORE UPDATE ON inbox
BEGIN
  SELECT RAISE (ABORT, 'what was received is never changed');
END;
CREATE TRIGGER inbox_no_delete BEFORE DELETE ON inbox
BEGIN
  SELECT RAISE (ABORT, 'what was received is never removed');
END;

-- What holds: of each subject of a nursery the highest revision.
CREATE TABLE current (
  nursery  TEXT NOT NULL,
  subject  TEXT NOT NULL,
  rev      INTEGER NOT NULL CHECK (rev > 0),
  recv_seq INTEGER NOT NULL REFERENCES inbox (recv_seq),
  site     INTEGER NOT NULL REFERENCES site (no),
  type     TEXT NOT NULL,
  day      TEXT NOT NULL CHECK (length(day) = 10), -- what day it is about; of a month the first
  PRIMARY KEY (nursery, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX current_type ON current (type, day);

-- Taken, but somebody at the city should look.
CREATE TABLE review (
  no         INTEGER NOT NULL PRIMARY KEY,
  recv_seq   INTEGER NOT NULL REFERENCES inbox (recv_seq),
  nursery    TEXT NOT NULL,
  kind       TEXT NOT NULL, -- closed-day-attendance, month-differs, concurrent-rev
  title      TEXT NOT NULL,
  detail     TEXT NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('open', 'asked', 'closed')),
  changed_by TEXT,
  made_ms    INTEGER NOT NULL,
  changed_ms INTEGER NOT NULL,
  UNIQUE (recv_seq, kind)
) STRICT;
CREATE INDEX review_open ON review (state, no);

-- What should not happen: the same id with other bytes, a copied database, a nursery that speaks for another.
-- The same again only counts.
CREATE TABLE alert (
  no       INTEGER NOT NULL PRIMARY KEY,
  kind     TEXT NOT NULL, -- id-reused, source-forked, not-yours
  source   TEXT NOT NULL, -- who delivered
  detail   TEXT NOT NULL,
  n        INTEGER NOT NULL DEFAULT 1,
  made_ms  INTEGER NOT NULL,
  last_ms  INTEGER NOT NULL,
  UNIQUE (kind, source, detail)
) STRICT;

-- What nurseries are told; each reads on from its cursor.
CREATE TABLE change (
  cursor         INTEGER NOT NULL PRIMARY KEY CHECK (cursor > 0),
  nursery        TEXT NOT NULL REFERENCES nursery (nursery),
  source         TEXT, -- for this PC alone
  made_ms        INTEGER NOT NULL,
  kind           TEXT NOT NULL CHECK (kind IN ('question', 'notice', 'resend')),
  event_id       TEXT NOT NULL, -- '' none
  title          TEXT NOT NULL,
  text           TEXT NOT NULL,
  after_sequence INTEGER
) STRICT;
CREATE INDEX change_nursery ON change (nursery, cursor);

-- Files that events name by their sum, in the pieces they came in.
CREATE TABLE blob (
  nursery     TEXT NOT NULL REFERENCES nursery (nursery),
  sha256      BLOB NOT NULL CHECK (length(sha256) = 32),
  size        INTEGER NOT NULL CHECK (size >= 0), -- so far
  made_ms     INTEGER NOT NULL,
  complete_ms INTEGER,                            -- the sum was right
  PRIMARY KEY (nursery, sha256)
) STRICT, WITHOUT ROWID;
CREATE TABLE blob_part (
  nursery  TEXT NOT NULL,
  sha256   BLOB NOT NULL,
  position INTEGER NOT NULL CHECK (position >= 0),
  body     BLOB NOT NULL,
  PRIMARY KEY (nursery, sha256, position),
  FOREIGN KEY (nursery, sha256) REFERENCES blob (nursery, sha256) ON DELETE CASCADE
) STRICT;

-- Who at the city may sign in.
CREATE TABLE officer (
  name        TEXT NOT NULL PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 100),
  verifier    TEXT NOT NULL, -- Argon2id, as libsodium writes it
  made_ms     INTEGER NOT NULL,
  disabled_ms INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE session (
  sha256     BLOB NOT NULL PRIMARY KEY CHECK (length(sha256) = 32), -- of the cookie's secret
  officer    TEXT NOT NULL REFERENCES officer (name) ON DELETE CASCADE,
  made_ms    INTEGER NOT NULL,
  seen_ms    INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
