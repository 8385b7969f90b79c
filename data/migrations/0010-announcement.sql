-- SPDX-License-Identifier: GPL-3.0-or-later
-- Announcements and letters (お知らせ・お便り), whom they go to, and the queue of what is to be delivered.

-- How a person of a family is reached in writing. Nobody is written to by mail whose address was never
-- verified, and a blocked person (連絡しない) never at all. Columns named body are blobs (UTF-8), so that the
-- journal has only their sum.
CREATE TABLE contact_way (
  contact_id  BLOB NOT NULL PRIMARY KEY REFERENCES contact (id),
  mail        TEXT NOT NULL,                        -- the address, '' for none
  code        TEXT NOT NULL,                        -- what was sent to it, to be told back; '' before
  code_at     INTEGER,
  verified_at INTEGER,                              -- the address was verified, once
  is_blocked  INTEGER NOT NULL CHECK (is_blocked IN (0, 1)),
  is_apart    INTEGER NOT NULL CHECK (is_apart IN (0, 1)) -- lives apart (別居): a copy of its own
) STRICT, WITHOUT ROWID;

-- A person of the family who is told nothing about one of its children (the father of another child).
CREATE TABLE contact_except (
  contact_id BLOB NOT NULL REFERENCES contact (id),
  child_id   BLOB NOT NULL REFERENCES child (id),
  since      INTEGER NOT NULL,
  PRIMARY KEY (contact_id, child_id)
) STRICT, WITHOUT ROWID;

-- A child that comes into another family (兄弟姉妹) brings along who was told nothing about it, where that person is
-- in the new family too.
CREATE TRIGGER child_brings_except AFTER UPDATE OF family_id ON child WHEN NEW.family_id <> OLD.family_id
BEGIN
  INSERT OR IGNORE INTO contact_except (contact_id, child_id, since)
    SELECT n.id, NEW.id, CAST (strftime ('%s', 'now') AS INTEGER)
    FROM contact o JOIN contact n ON n.family_id = NEW.family_id AND n.name = o.name AND n.removed_at IS NULL
    WHERE o.family_id = OLD.family_id
      AND (EXISTS (SELECT 1 FROM contact_way w WHERE w.contact_id = o.id AND w.is_blocked = 1)
           OR EXISTS (SELECT 1 FROM contact_except e WHERE e.contact_id = o.id AND e.child_id = NEW.id));
END;

-- The library of letters that come again (ひな形).
CREATE TABLE letter_template (
  id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  name        TEXT NOT NULL CHECK (length(name) > 0),
  title       TEXT NOT NULL,
  body        BLOB NOT NULL,
  question    TEXT NOT NULL,
  answer_kind TEXT NOT NULL CHECK (answer_kind IN ('', 'yes-no', 'choice', 'text', 'date')),
  choices     TEXT NOT NULL,
  position    INTEGER NOT NULL CHECK (position BETWEEN 0 AND 9999),
  removed_at  INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE announcement (
  id           BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  day          TEXT NOT NULL CHECK (date(day) IS day),  -- the date on the letter
  title        TEXT NOT NULL CHECK (length(title) > 0),
  body         BLOB NOT NULL,
  is_urgent    INTEGER NOT NULL CHECK (is_urgent IN (0, 1)),
  about_child  BLOB REFERENCES child (id),          -- about this child alone: goes to its guardians only
  question     TEXT NOT NULL,                       -- what is to be answered, '' for nothing
  answer_kind  TEXT NOT NULL CHECK (answer_kind IN ('', 'yes-no', 'choice', 'text', 'date')),
  choices      TEXT NOT NULL,                       -- one a line
  answer_until TEXT CHECK (date(answer_until) IS answer_until),
  written_by   TEXT NOT NULL,
  created_at   INTEGER NOT NULL,
  version      INTEGER NOT NULL CHECK (version > 0), -- grows with every save of a draft
  sent_at      INTEGER,                             -- confirmed: text and recipients stand and never change
  sent_by      TEXT NOT NULL,
  removed_at   INTEGER,
  CHECK ((question = '') = (answer_kind = '')),
  CHECK (removed_at IS NULL OR sent_at IS NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX announcement_sent ON announcement (sent_at);
CREATE INDEX announcement_day ON announcement (day);

-- Whom it is for, as it was chosen.
CREATE TABLE announcement_to (
  announcement_id BLOB NOT NULL REFERENCES announcement (id),
  position        INTEGER NOT NULL CHECK (position BETWEEN 0 AND 9999),
  kind            TEXT NOT NULL CHECK (kind IN ('all', 'class', 'age', 'child')),
  class_id        BLOB REFERENCES class (id),
  age             INTEGER CHECK (age BETWEEN 0 AND 5),
  child_id        BLOB REFERENCES child (id),
  PRIMARY KEY (announcement_id, position),
  CHECK ((kind = 'class') = (class_id IS NOT NULL)),
  CHECK ((kind = 'age') = (age IS NOT NULL)),
  CHECK ((kind = 'child') = (child_id IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE announcement_file (
  announcement_id BLOB NOT NULL REFERENCES announcement (id),
  position        INTEGER NOT NULL CHECK (position BETWEEN 0 AND 99),
  name            TEXT NOT NULL CHECK (length(name) > 0),
  type            TEXT NOT NULL,
  content         BLOB NOT NULL,
  PRIMARY KEY (announcement_id, position)
) STRICT, WITHOUT ROWID;

-- One household that something goes to, fixed when it was released: an announcement, a child's page of the
-- notebook, or the check of a mail address.
CREATE TABLE recipient (
  id              BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  kind            TEXT NOT NULL CHECK (kind IN ('announcement', 'notebook', 'check')),
  announcement_id BLOB REFERENCES announcement (id),
  child_id        BLOB REFERENCES child (id),       -- of a page of the notebook
  day             TEXT NOT NULL CHECK (date(day) IS day),
  family_id       BLOB NOT NULL REFERENCES family (id),
  contact_id      BLOB REFERENCES contact (id),     -- who it is addressed to; NULL: the family, on paper
  addressee       TEXT NOT NULL,                    -- as it was then
  children        TEXT NOT NULL,                    -- names and classes, as they were then
  subject         TEXT NOT NULL,                    -- of what is no announcement, as it was released
  body            BLOB NOT NULL,
  created_at      INTEGER NOT NULL,
  read_at         INTEGER,                          -- known to have been read, or ticked for paper
  read_how        TEXT NOT NULL CHECK (read_how IN ('', 'ticked', 'answered')),
  answer          TEXT NOT NULL,
  answered_at     INTEGER,
  answered_by     TEXT NOT NULL,                    -- who of the nursery wrote it down
  CHECK ((kind = 'announcement') = (announcement_id IS NOT NULL)),
  CHECK ((kind = 'notebook') = (child_id IS NOT NULL)),
  CHECK ((read_at IS NULL) = (read_how = ''))
) STRICT, WITHOUT ROWID;
CREATE INDEX recipient_announcement ON recipient (announcement_id) WHERE announcement_id IS NOT NULL;
CREATE INDEX recipient_notebook ON recipient (child_id, day) WHERE child_id IS NOT NULL;
CREATE INDEX recipient_family ON recipient (family_id, day);

-- Which children it was to that household, so that a child's history finds it.
CREATE TABLE recipient_child (
  recipient_id BLOB NOT NULL REFERENCES recipient (id),
  child_id     BLOB NOT NULL REFERENCES child (id),
  PRIMARY KEY (recipient_id, child_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX recipient_child_child ON recipient_child (child_id);

-- What was released stands.
CREATE TRIGGER announcement_stands BEFORE UPDATE ON announcement WHEN OLD.sent_at IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'what was released is never changed');
END;
CREATE TRIGGER announcement_stays BEFORE DELETE ON announcement WHEN OLD.sent_at IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'what was released is never removed');
END;
CREATE TRIGGER announcement_released BEFORE UPDATE OF sent_at ON announcement
WHEN NEW.sent_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM recipient WHERE announcement_id = NEW.id)
BEGIN
  SELECT RAISE (ABORT, 'nothing is released to nobody');
END;
CREATE TRIGGER announcement_to_insert BEFORE INSERT ON announcement_to
WHEN EXISTS (SELECT 1 FROM announcement WHERE id IN (NEW.announcement_id) AND sent_at IS NOT NULL)
BEGIN
  SELECT RAISE (ABORT, 'the choices of what was released stand');
END;
CREATE TRIGGER announcement_to_update BEFORE UPDATE ON announcement_to
WHEN EXISTS (SELECT 1 FROM announcement WHERE id IN (OLD.announcement_id, NEW.announcement_id) AND sent_at IS NOT NULL)
BEGIN
  SELECT RAISE (ABORT, 'the choices of what was released stand');
END;
CREATE TRIGGER announcement_to_delete BEFORE DELETE ON announcement_to
WHEN EXISTS (SELECT 1 FROM announcement WHERE id IN (OLD.announcement_id) AND sent_at IS NOT NULL)
BEGIN
  SELECT RAISE (ABORT, 'the choices of what was released stand');
END;
CREATE TRIGGER announcement_file_insert BEFORE INSERT ON announcement_file
WHEN EXISTS (SELECT 1 FROM announcement WHERE id IN (NEW.announcement_id) AND sent_at IS NOT NULL)
BEGIN
  SELECT RAISE (ABORT, 'the files of what was released stand');
END;
CREATE TRIGGER announcement_file_update BEFORE UPDATE ON announcement_file
WHEN EXISTS (SELECT 1 FROM announcement WHERE id IN (OLD.announcement_id, NEW.announcement_id) AND sent_at IS NOT NULL)
BEGIN
  SELECT RAISE (ABORT, 'the files of what was released stand');
END;
CREATE TRIGGER announcement_file_delete BEFORE DELETE ON announcement_file
WHEN EXISTS (SELECT 1 FROM announcement WHERE id IN (OLD.announcement_id) AND sent_at IS NOT NULL)
BEGIN
  SELECT RAISE (ABORT, 'the files of what was released stand');
END;

-- The rule of the one door (src/contact/recipient.h), for whatever writes here: a person who gets something is a
-- guardian of that family who may be written to, and what is about one child goes to that child's family.
CREATE TRIGGER recipient_door BEFORE INSERT ON recipient
BEGIN
  SELECT RAISE (ABORT, 'the announcement was released already')
    WHERE EXISTS (SELECT 1 FROM announcement WHERE id = NEW.announcement_id AND sent_at IS NOT NULL);
  SELECT RAISE (ABORT, 'that is about a child of another family')
    WHERE EXISTS (SELECT 1 FROM announcement a JOIN child c ON c.id = a.about_child
                  WHERE a.id = NEW.announcement_id AND c.family_id <> NEW.family_id)
       OR EXISTS (SELECT 1 FROM child WHERE id = NEW.child_id AND family_id <> NEW.family_id);
  SELECT RAISE (ABORT, 'that person is not to be written to')
    WHERE NEW.contact_id IS NOT NULL
      AND (NOT EXISTS (SELECT 1 FROM contact WHERE id = NEW.contact_id AND family_id = NEW.family_id
                       AND is_guardian = 1 AND removed_at IS NULL)
           OR EXISTS (SELECT 1 FROM contact_way WHERE contact_id = NEW.contact_id AND is_blocked = 1)
           OR EXISTS (SELECT 1 FROM contact_except WHERE contact_id = NEW.contact_id
                      AND child_id = NEW.child_id));
END;
CREATE TRIGGER recipient_stands BEFORE UPDATE OF id, kind, announcement_id, child_id, day, family_id, contact_id,
  addressee, children, subject, body, created_at ON recipient
BEGIN
  SELECT RAISE (ABORT, 'a recipient is never changed');
END;
CREATE TRIGGER recipient_stays BEFORE DELETE ON recipient
BEGIN
  SELECT RAISE (ABORT, 'a recipient is never removed');
END;
CREATE TRIGGER recipient_child_door BEFORE INSERT ON recipient_child
BEGIN
  SELECT RAISE (ABORT, 'the announcement was released already')
    WHERE EXISTS (SELECT 1 FROM recipient r JOIN announcement a ON a.id = r.announcement_id
                  WHERE r.id = NEW.recipient_id AND a.sent_at IS NOT NULL);
  SELECT RAISE (ABORT, 'that child is not one of this recipient''s')
    WHERE NOT EXISTS (SELECT 1 FROM recipient r JOIN child c ON c.family_id = r.family_id
                      LEFT JOIN announcement a ON a.id = r.announcement_id
                      WHERE r.id = NEW.recipient_id AND c.id = NEW.child_id
                        AND ifnull (r.child_id, c.id) = c.id AND ifnull (a.about_child, c.id) = c.id)
       OR EXISTS (SELECT 1 FROM recipient r JOIN contact_except e ON e.contact_id = r.contact_id
                  WHERE r.id = NEW.recipient_id AND e.child_id = NEW.child_id);
END;
CREATE TRIGGER recipient_child_stands BEFORE UPDATE ON recipient_child
BEGIN
  SELECT RAISE (ABORT, 'a recipient is never changed');
END;
CREATE TRIGGER recipient_child_stays BEFORE DELETE ON recipient_child
BEGIN
  SELECT RAISE (ABORT, 'a recipient is never changed');
END;

-- The queue: one item a recipient and channel. 'handing' is durable before a mail is handed over, so that
-- one whose answer was lost is known as such, and not simply sent again.
CREATE TABLE delivery (
  id           BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  recipient_id BLOB NOT NULL REFERENCES recipient (id),
  channel      TEXT NOT NULL CHECK (channel IN ('mail', 'paper')),
  address      TEXT NOT NULL,
  state        TEXT NOT NULL CHECK (state IN
                 ('waiting', 'handing', 'accepted', 'uncertain', 'refused', 'printed', 'cancelled')),
  created_at   INTEGER NOT NULL,
  tries        INTEGER NOT NULL CHECK (tries >= 0),
  next_at      INTEGER,                             -- not before
  last_at      INTEGER,
  done_at      INTEGER,                             -- accepted, printed
  answer       TEXT NOT NULL,                       -- what was said last, in words
  message_id   TEXT NOT NULL DEFAULT '',            -- under which a server knows it; '' before the first try
  UNIQUE (recipient_id, channel)
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_due ON delivery (channel, next_at) WHERE state IN ('waiting', 'handing');
CREATE INDEX delivery_open ON delivery (state) WHERE state IN ('waiting', 'handing', 'uncertain', 'refused');

-- A mail goes to the verified address of the person it was released to, and to no other; only the check of an
-- address goes to one that is not verified.
CREATE TRIGGER delivery_door BEFORE INSERT ON delivery
WHEN NEW.channel = 'mail'
  AND NOT EXISTS (SELECT 1 FROM recipient r JOIN contact_way w ON w.contact_id = r.contact_id
                  WHERE r.id = NEW.recipient_id AND w.mail = NEW.address AND w.mail <> ''
                    AND w.is_blocked = 0 AND (w.verified_at IS NOT NULL OR r.kind = 'check'))
BEGIN
  SELECT RAISE (ABORT, 'that is not the address of this recipient');
END;
CREATE TRIGGER delivery_address BEFORE UPDATE OF address ON delivery
WHEN NEW.channel = 'mail' AND NEW.address <> OLD.address
  AND NOT EXISTS (SELECT 1 FROM recipient r JOIN contact_way w ON w.contact_id = r.contact_id
                  WHERE r.id = NEW.recipient_id AND w.mail = NEW.address AND w.mail <> ''
                    AND w.is_blocked = 0 AND (w.verified_at IS NOT NULL OR r.kind = 'check'))
BEGIN
  SELECT RAISE (ABORT, 'that is not the address of this recipient');
END;
CREATE TRIGGER delivery_stands BEFORE UPDATE OF recipient_id, channel ON delivery
BEGIN
  SELECT RAISE (ABORT, 'a delivery is never another''s');
END;

-- The server that mails are handed to. Its password is in the desktop's safe for passwords, not here.
CREATE TABLE mail_setting (
  id             INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  is_on          INTEGER NOT NULL CHECK (is_on IN (0, 1)),
  host           TEXT NOT NULL,
  port           INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),
  security       TEXT NOT NULL CHECK (security IN ('starttls', 'tls', 'none')),
  user           TEXT NOT NULL,
  from_name      TEXT NOT NULL,
  from_address   TEXT NOT NULL,
  bounce_address TEXT NOT NULL,
  reply_to       TEXT NOT NULL,
  -- Why nothing can be handed over at all ('' while it can), how often in a row, and not before when: one
  -- back-off for all mails.
  trouble        TEXT NOT NULL DEFAULT '',
  tries          INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
  next_at        INTEGER
) STRICT;

-- Letters to begin with; the nursery changes them. The library replaces {園名}, {電話} and {日付}; what is
-- different each time is ○.
INSERT INTO letter_template (id, name, title, body, question, answer_kind, choices, position) VALUES
  (x'01890000000070008000000000000001', '運動会のお知らせ', '運動会のお知らせ',
    CAST ('保護者の皆さま

日ごろより園の保育にご理解とご協力をいただき、ありがとうございます。
今年の運動会を次のとおり行います。子どもたちが毎日楽しみに取り組んできた姿を、どうぞご覧ください。

日時　　○月○日（○）　午前○時から○時まで（雨の場合は○月○日（○））
場所　　○○
持ち物　水筒、汗ふきタオル、帽子、敷物
服装　　動きやすい服と、はき慣れた靴

当日は○時○分までに登園してください。駐車場はありませんので、徒歩か公共の交通機関でお越しください。

{園名}' AS BLOB),
    '運動会に参加しますか。', 'yes-no', '', 0),
  (x'01890000000070008000000000000002', '感染症のお知らせ', '感染症の発生についてのお知らせ',
    CAST ('保護者の皆さま

園で○○にかかったお子さんがいます（○月○日現在○名）。

おもな症状　○○
潜伏期間　　○○

登園の前に体温と体調を確かめ、いつもと違う様子があるときは、登園を控えて早めに受診してください。診断を受けたときは、園までご連絡ください。登園のめやすと、登園のときに必要な書類をお伝えします。
園では、手洗い、換気、おもちゃの消毒をいつもよりていねいに行っています。

{日付}
{園名}　電話 {電話}' AS BLOB),
    '', '', '', 1),
  (x'01890000000070008000000000000003', '持ち物のお願い', '持ち物のお願い',
    CAST ('保護者の皆さま

○○のため、次の物をご用意ください。

・○○
・○○

○月○日（○）までに、お子さんの名前を書いて、袋に入れてお持ちください。ご用意が難しい場合は、担任までお知らせください。

{園名}' AS BLOB),
    '', '', '', 2),
  (x'01890000000070008000000000000004', '行事の出欠', '○○の出欠について',
    CAST ('保護者の皆さま

○○を次のとおり行います。出欠をお知らせください。

日時　　○月○日（○）　○時から○時まで
場所　　○○
内容　　○○

{園名}' AS BLOB),
    '参加しますか。', 'choice', '参加します
欠席します
まだ決まっていません', 3),
  (x'01890000000070008000000000000005', '個人面談の希望日', '個人面談の希望日について',
    CAST ('保護者の皆さま

お子さんの園での様子とご家庭での様子を話し合う、個人面談を行います。一回の時間は○分ほどです。

期間　○月○日（○）から○月○日（○）まで

ご希望の日を一つお知らせください。ご希望が重なったときは、あらためてご相談します。

{園名}' AS BLOB),
    'ご希望の日はいつですか。', 'date', '', 4),
  (x'01890000000070008000000000000006', '休園・時間変更のお知らせ', '○月○日の保育についてのお知らせ',
    CAST ('保護者の皆さま

○○のため、○月○日（○）の保育を次のとおり変更します。

・○○

急なお知らせとなり申しわけありません。お困りのことがありましたら、園までご連絡ください。

{日付}
{園名}　電話 {電話}' AS BLOB),
    '', '', '', 5);
