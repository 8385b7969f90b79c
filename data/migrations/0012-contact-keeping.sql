-- SPDX-License-Identifier: GPL-3.0-or-later
-- How long what parents and nursery told each other is kept, and the one way in which it is destroyed when
-- that is over (src/contact/keep.h).

-- No law that we know of says how long (FACTS 3.5): a kind without a row is kept as is usual for the records of
-- care, five years from the fiscal year's end, until the nursery says otherwise.
CREATE TABLE contact_keep (
  kind           TEXT NOT NULL PRIMARY KEY
                   CHECK (kind IN ('notice', 'notebook', 'letter', 'inquiry', 'call', 'medicine')),
  years          INTEGER CHECK (years BETWEEN 1 AND 99),  -- from the fiscal year's end; NULL: without end
  destroys_until TEXT CHECK (date(destroys_until) IS destroys_until) -- only within the action that destroys
) STRICT, WITHOUT ROWID;

-- What was released or called stands until its time is over.
DROP TRIGGER call_log_no_delete;
CREATE TRIGGER call_log_no_delete BEFORE DELETE ON call_log
WHEN NOT EXISTS (SELECT 1 FROM contact_keep WHERE kind = 'call' AND OLD.day <= destroys_until)
BEGIN
  SELECT RAISE (ABORT, 'a call is never removed');
END;
DROP TRIGGER announcement_stays;
CREATE TRIGGER announcement_stays BEFORE DELETE ON announcement WHEN OLD.sent_at IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM contact_keep WHERE kind = 'letter' AND OLD.day <= destroys_until)
BEGIN
  SELECT RAISE (ABORT, 'what was released is never removed');
END;
DROP TRIGGER announcement_to_delete;
CREATE TRIGGER announcement_to_delete BEFORE DELETE ON announcement_to
WHEN EXISTS (SELECT 1 FROM announcement WHERE id IN (OLD.announcement_id) AND sent_at IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM contact_keep WHERE kind = 'letter' AND day <= destroys_until))
BEGIN
  SELECT RAISE (ABORT, 'the choices of what was released stand');
END;
DROP TRIGGER announcement_file_delete;
CREATE TRIGGER announcement_file_delete BEFORE DELETE ON announcement_file
WHEN EXISTS (SELECT 1 FROM announcement WHERE id IN (OLD.announcement_id) AND sent_at IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM contact_keep WHERE kind = 'letter' AND day <= destroys_until))
BEGIN
  SELECT RAISE (ABORT, 'the files of what was released stand');
END;
DROP TRIGGER recipient_stays;
CREATE TRIGGER recipient_stays BEFORE DELETE ON recipient
WHEN NOT EXISTS (SELECT 1 FROM contact_keep
                 WHERE kind = CASE OLD.kind WHEN 'notebook' THEN 'notebook' ELSE 'letter' END
                   AND OLD.day <= destroys_until)
BEGIN
  SELECT RAISE (ABORT, 'a recipient is never removed');
END;
DROP TRIGGER recipient_child_stays;
CREATE TRIGGER recipient_child_stays BEFORE DELETE ON recipient_child
WHEN NOT EXISTS (SELECT 1 FROM recipient r JOIN contact_keep k
                   ON k.kind = CASE r.kind WHEN 'notebook' THEN 'notebook' ELSE 'letter' END
                     AND r.day <= k.destroys_until
                 WHERE r.id = OLD.recipient_id)
BEGIN
  SELECT RAISE (ABORT, 'a recipient is never changed');
END;
