-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who did what, and which revisions are no longer the ones that hold. data/hub/postgresql has the same.

-- What people at the city did, and who tried to sign in. Rows are only ever added.
CREATE TABLE audit (
  no      INTEGER NOT NULL PRIMARY KEY,
  at_ms   INTEGER NOT NULL,
  via     TEXT NOT NULL CHECK (via IN ('web', 'command', 'nursery')),
  officer TEXT NOT NULL, -- of the web the officer, of a command the machine's account; '' nobody that is known
  address TEXT NOT NULL, -- of the web where it came from
  action  TEXT NOT NULL CHECK (length(action) BETWEEN 1 AND 40), -- hub/audit.h
  about   TEXT NOT NULL, -- the nursery, source, officer or item
  detail  TEXT NOT NULL
) STRICT;
CREATE INDEX audit_time ON audit (at_ms);
CREATE INDEX audit_officer ON audit (officer, action, no);
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN
  SELECT RAISE (ABORT, 'the audit trail is never changed');
END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN
  SELECT RAISE (ABORT, 'the audit trail is never removed');
END;

-- Of each subject the events that came and do not hold: an earlier revision, or another PC's of the same one.
CREATE TABLE superseded (
  nursery   TEXT NOT NULL,
  subject   TEXT NOT NULL,
  recv_seq  INTEGER NOT NULL UNIQUE REFERENCES inbox (recv_seq),
  pruned_ms INTEGER, -- since when its contents are gone
  PRIMARY KEY (nursery, subject, recv_seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX superseded_whole ON superseded (recv_seq) WHERE pruned_ms IS NULL;
INSERT INTO superseded (nursery, subject, recv_seq)
  SELECT s.nursery, i.subject, i.recv_seq FROM inbox i JOIN site s ON s.no = i.site
  WHERE NOT EXISTS (SELECT 1 FROM current c
                    WHERE c.nursery = s.nursery AND c.subject = i.subject AND c.recv_seq = i.recv_seq);
CREATE TRIGGER current_supersedes AFTER UPDATE OF recv_seq ON current
BEGIN
  INSERT INTO superseded (nursery, subject, recv_seq) VALUES (old.nursery, old.subject, old.recv_seq);
END;

-- Of what was received only the contents of a superseded revision may go; its sums, numbers and names stay.
DROP TRIGGER inbox_no_update;
CREATE TRIGGER inbox_no_update BEFORE UPDATE ON inbox
WHEN NOT (new.body = x'' AND new.recv_seq = old.recv_seq AND new.site = old.site AND new.id = old.id
          AND new.seq = old.seq AND new.type = old.type AND new.subject = old.subject AND new.rev = old.rev
          AND new.sha256 = old.sha256 AND new.prev = old.prev AND new.batch = old.batch
          AND new.recv_ms = old.recv_ms
          AND EXISTS (SELECT 1 FROM superseded p WHERE p.recv_seq = old.recv_seq)
          AND NOT EXISTS (SELECT 1 FROM current c JOIN site s ON s.nursery = c.nursery
                          WHERE s.no = old.site AND c.subject = old.subject AND c.recv_seq = old.recv_seq))
BEGIN
  SELECT RAISE (ABORT, 'what was received is never changed');
END;
