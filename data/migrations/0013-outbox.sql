-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is owed to the municipality (市区町村への報告): events, their delivery, and the link to the hub.
--
-- Tables named sync_ are not journalled: events are a chain of their own, and what the machine does about them
-- is no fact of the nursery. What people decide about them is (submission_…).

-- Frozen when made, in the transaction of the fact; the bytes never change.
CREATE TABLE sync_event (
  no          INTEGER NOT NULL PRIMARY KEY CHECK (no > 0),   -- the order of making in this file
  event_id    TEXT NOT NULL CHECK (length(event_id) = 36),
  source      TEXT NOT NULL,                                 -- urn:enroku:施設番号:site
  sequence    INTEGER NOT NULL CHECK (sequence > 0),         -- contiguous within the source
  lane        INTEGER NOT NULL CHECK (lane BETWEEN 0 AND 3), -- 0 urgent, 1 daily, 2 documents, 3 bulk
  kind        TEXT NOT NULL,                                 -- the setting it falls under (submission_kind)
  type        TEXT NOT NULL,
  subject     TEXT NOT NULL,
  rev         INTEGER NOT NULL CHECK (rev > 0),              -- of the subject, the highest holds
  made_at     INTEGER NOT NULL,                              -- milliseconds since the epoch, UTC
  sha256      BLOB NOT NULL CHECK (length(sha256) = 32),
  prev_sha256 BLOB NOT NULL CHECK (length(prev_sha256) = 32),
  data_sha256 BLOB NOT NULL CHECK (length(data_sha256) = 32), -- of the data alone: has anything changed since?
  event       BLOB NOT NULL,                                 -- last, so that lists do not read it
  UNIQUE (source, sequence),
  UNIQUE (event_id, source)
) STRICT;
CREATE INDEX sync_event_subject ON sync_event (subject, rev);
CREATE TRIGGER sync_event_no_update BEFORE UPDATE ON sync_event
BEGIN
  SELECT RAISE (ABORT, 'events are never changed');
END;
CREATE TRIGGER sync_event_no_delete BEFORE DELETE ON sync_event
BEGIN
  SELECT RAISE (ABORT, 'events are never removed');
END;

-- What became of an event. There is no "being sent": what a crash interrupts is still owed, and the hub
-- knows what it has.
CREATE TABLE sync_delivery (
  no         INTEGER NOT NULL PRIMARY KEY REFERENCES sync_event (no),
  lane       INTEGER NOT NULL,
  state      INTEGER NOT NULL CHECK (state BETWEEN 0 AND 6),
             -- 0 owed, 1 accepted, 2 accepted but asked about, 3 set aside (quarantined), 4 superseded,
             -- 5 withdrawn, 6 waits for the director's word
  next_at    INTEGER NOT NULL,                    -- ms since the epoch; 0 at once
  evals      INTEGER NOT NULL CHECK (evals >= 0), -- how often the hub has judged it
  recv_seq   INTEGER,                             -- the hub's number
  problem    TEXT,                                -- RFC 9457, as the hub said it, or this program's own
  receipt    INTEGER REFERENCES sync_receipt (id),
  settled_at INTEGER
) STRICT;
-- What is put off comes after what never was, and is not walked over while it is not due.
CREATE INDEX sync_delivery_owed ON sync_delivery (lane, next_at, no) WHERE state = 0;
CREATE INDEX sync_delivery_state ON sync_delivery (state, no);
-- A hub that was put back to an older state asks for all after a number of its own.
CREATE INDEX sync_delivery_recv ON sync_delivery (recv_seq) WHERE recv_seq IS NOT NULL;

-- How many are in which state, kept by the triggers below, so that a million rows are counted at once.
CREATE TABLE sync_count (
  lane  INTEGER NOT NULL,
  state INTEGER NOT NULL,
  n     INTEGER NOT NULL,
  PRIMARY KEY (lane, state)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER sync_delivery_added AFTER INSERT ON sync_delivery
BEGIN
  INSERT INTO sync_count VALUES (NEW.lane, NEW.state, 1)
    ON CONFLICT (lane, state) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER sync_delivery_moved AFTER UPDATE OF state ON sync_delivery WHEN NEW.state <> OLD.state
BEGIN
  UPDATE sync_count SET n = n - 1 WHERE lane = OLD.lane AND state = OLD.state;
  INSERT INTO sync_count VALUES (NEW.lane, NEW.state, 1)
    ON CONFLICT (lane, state) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER sync_delivery_no_delete BEFORE DELETE ON sync_delivery
BEGIN
  SELECT RAISE (ABORT, 'deliveries are never removed');
END;

-- The hub's signed answers, whole.
CREATE TABLE sync_receipt (
  id       INTEGER NOT NULL PRIMARY KEY,
  at       INTEGER NOT NULL,      -- milliseconds since the epoch
  via      TEXT NOT NULL CHECK (via IN ('net', 'file')),
  reply    BLOB NOT NULL
) STRICT;

-- The link to the hub: one row.
CREATE TABLE sync_link (
  id           INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  url          TEXT NOT NULL,          -- '' where there is none
  hub          TEXT NOT NULL,          -- its id
  hub_key      BLOB NOT NULL,          -- its public key, empty before enrolment
  nursery      TEXT NOT NULL,          -- 施設番号 as the hub knows it
  source       TEXT NOT NULL,          -- this copy of the database
  known_source TEXT NOT NULL,          -- the last one that the hub knows; else to be registered
  rev_floor    INTEGER NOT NULL,       -- later revisions are at least this: those lost with a copy had numbers
  state        TEXT NOT NULL CHECK (state IN ('none', 'file', 'ok', 'revoked', 'gone', 'forked')),
  fails        INTEGER NOT NULL,       -- failures of the link in a row
  next_at      INTEGER NOT NULL,       -- ms since the epoch: not before
  batch_max    INTEGER NOT NULL,
  clock_off_ms INTEGER,                -- the hub's clock less ours
  last_ok      INTEGER,                -- ms: the last verdicts
  last_error   TEXT NOT NULL,          -- a word of sync/error.h, '' for none
  last_error_at INTEGER,
  min_client   TEXT NOT NULL,
  changes_after INTEGER NOT NULL,      -- cursor of what the hub tells
  ledger_at    INTEGER,                -- ms: the last comparison that agreed
  ledger_bad   INTEGER NOT NULL        -- events that the last comparison found missing and made owed again
) STRICT;

-- Large files that events name by their sum.
CREATE TABLE sync_blob (
  sha256   BLOB NOT NULL PRIMARY KEY CHECK (length(sha256) = 32),
  subject  TEXT NOT NULL,              -- of the events that name it; it waits as long as they are held
  name     TEXT NOT NULL,              -- 週案 ひよこ組.pdf: for people here, never sent
  content  BLOB NOT NULL,
  sent_at  INTEGER                     -- ms; NULL: owed
) STRICT;
CREATE INDEX sync_blob_owed ON sync_blob (sha256) WHERE sent_at IS NULL;

-- What the city asks or tells.
CREATE TABLE sync_question (
  cursor   INTEGER NOT NULL PRIMARY KEY,  -- the hub's
  at       TEXT NOT NULL,                 -- RFC 3339
  event_id TEXT NOT NULL,                 -- '' for a notice to the nursery as a whole
  title    TEXT NOT NULL,
  text     TEXT NOT NULL,
  seen_at  INTEGER                        -- ms
) STRICT;

-- What is sent, and whether by itself.
CREATE TABLE submission_kind (
  key  TEXT NOT NULL PRIMARY KEY CHECK (length(key) > 0),
  mode TEXT NOT NULL CHECK (mode IN ('off', 'confirm', 'auto'))
) STRICT, WITHOUT ROWID;

-- What a person did about an event.
CREATE TABLE submission_decision (
  id       BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  event_id TEXT NOT NULL CHECK (length(event_id) = 36),
  what     TEXT NOT NULL CHECK (what IN ('release', 'withdraw', 'resend')),
  reason   TEXT NOT NULL,
  at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX submission_decision_event ON submission_decision (event_id);
