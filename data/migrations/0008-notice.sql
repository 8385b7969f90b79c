-- SPDX-License-Identifier: GPL-3.0-or-later
-- What parents tell the nursery about days: absences, lateness, early collection; the illnesses named in
-- it and when a child may come again; and whom the nursery called.

-- Infectious diseases (感染症, FACTS 8): the guideline's table, which the nursery may edit, because
-- municipalities ask for other papers. A child may come from the later of "anchor + days" on, counted from
-- day 0; no anchor is a judgement by the criteria's words alone.
CREATE TABLE disease (
  key         TEXT NOT NULL PRIMARY KEY CHECK (length(key) > 0),
  name        TEXT NOT NULL CHECK (length(name) > 0),
  paper       TEXT NOT NULL CHECK (paper IN ('', 'opinion', 'return-form')), -- 意見書, 登園届
  criteria    TEXT NOT NULL,                                                 -- 登園のめやす
  infectious  TEXT NOT NULL,                                                 -- 感染しやすい期間
  anchor      TEXT NOT NULL CHECK (anchor IN ('', 'onset', 'fever', 'relief', 'swelling', 'medicine')),
  days        INTEGER CHECK (days BETWEEN 0 AND 60),        -- first day: the anchor's day + days
  anchor2     TEXT NOT NULL CHECK (anchor2 IN ('', 'onset', 'fever', 'relief', 'swelling', 'medicine')),
  days2       INTEGER CHECK (days2 BETWEEN 0 AND 60),
  note        TEXT NOT NULL,
  position    INTEGER NOT NULL CHECK (position BETWEEN 0 AND 999),
  is_active   INTEGER NOT NULL CHECK (is_active IN (0, 1)), -- offered for new entries
  CHECK ((anchor = '') = (days IS NULL)),
  CHECK ((anchor2 = '') = (days2 IS NULL)),
  CHECK (anchor <> '' OR anchor2 = ''),
  CHECK (anchor = '' OR anchor <> anchor2)
) STRICT, WITHOUT ROWID;

-- A notice (欠席・遅刻等の連絡) as it came in. What it means for each day is in "attendance", written in the
-- same transaction (notice_day); withdrawing it takes back what of that still stands as the notice wrote it.
CREATE TABLE notice (
  id             BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  child_id       BLOB NOT NULL REFERENCES child (id),
  first_day      TEXT NOT NULL CHECK (date(first_day) IS first_day),
  last_day       TEXT NOT NULL CHECK (date(last_day) IS last_day),
  kind           TEXT NOT NULL CHECK (kind IN ('absent', 'late', 'early')),
  absence_kind   TEXT REFERENCES absence_kind (key),        -- of an absence
  arrive         INTEGER CHECK (arrive BETWEEN 0 AND 1620), -- of a lateness, where it was said
  leave          INTEGER CHECK (leave BETWEEN 0 AND 1620),  -- of an early collection
  channel        TEXT NOT NULL CHECK (channel IN ('phone', 'mail', 'paper', 'door', 'page')),
  by_name        TEXT NOT NULL,                             -- who told it
  received_at    INTEGER NOT NULL,
  symptoms       TEXT NOT NULL,
  temperature    INTEGER CHECK (temperature BETWEEN 300 AND 450), -- tenths of a degree
  disease        TEXT REFERENCES disease (key),
  diagnosis      TEXT NOT NULL,                             -- as it was said
  return_day     TEXT CHECK (date(return_day) IS return_day), -- when the child is expected again
  note           TEXT NOT NULL,
  withdrawn_at   INTEGER,
  CHECK (last_day >= first_day),
  CHECK ((kind = 'absent') = (absence_kind IS NOT NULL)),
  CHECK (kind = 'absent' OR first_day = last_day)
) STRICT, WITHOUT ROWID;
CREATE INDEX notice_child ON notice (child_id, first_day);
CREATE INDEX notice_range ON notice (first_day, last_day);

-- What a notice wrote into "attendance", by day and part, and what stood there before. The notices that
-- wrote the same part of a child's day stand in the order of "turn", each with what it found; one that is
-- taken back hands what it had found to the next.
CREATE TABLE notice_day (
  notice_id     BLOB NOT NULL REFERENCES notice (id),
  day           TEXT NOT NULL CHECK (date(day) IS day),
  part          TEXT NOT NULL CHECK (part IN ('absence', 'arrive', 'leave')),
  child_id      BLOB NOT NULL REFERENCES child (id),
  turn          INTEGER NOT NULL CHECK (turn >= 1),
  wrote_kind    TEXT REFERENCES absence_kind (key),
  wrote_reason  TEXT NOT NULL,
  wrote_by      TEXT NOT NULL,
  wrote_at      INTEGER,
  wrote_minutes INTEGER CHECK (wrote_minutes BETWEEN 0 AND 1620),
  was_kind      TEXT REFERENCES absence_kind (key),
  was_reason    TEXT NOT NULL,
  was_by        TEXT NOT NULL,
  was_at        INTEGER,
  was_minutes   INTEGER CHECK (was_minutes BETWEEN 0 AND 1620),
  PRIMARY KEY (notice_id, day, part)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX notice_day_turn ON notice_day (child_id, day, part, turn);

-- An infectious disease of a child, watched until it is back with the paper that is asked for.
CREATE TABLE illness (
  id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  child_id    BLOB NOT NULL REFERENCES child (id),
  disease     TEXT NOT NULL REFERENCES disease (key),
  notice_id   BLOB REFERENCES notice (id),                   -- where it was first told
  known_day   TEXT NOT NULL CHECK (date(known_day) IS known_day),
  onset       TEXT CHECK (date(onset) IS onset),             -- 発症日, day 0
  fever       TEXT CHECK (date(fever) IS fever),             -- 解熱日
  relief      TEXT CHECK (date(relief) IS relief),           -- 症状が軽快・消失した日
  swelling    TEXT CHECK (date(swelling) IS swelling),       -- 腫脹の発現日
  medicine    TEXT CHECK (date(medicine) IS medicine),       -- 抗菌薬の内服を始めた日
  paper_day   TEXT CHECK (date(paper_day) IS paper_day),     -- the paper came in
  back_day    TEXT CHECK (date(back_day) IS back_day),       -- and the child
  note        TEXT NOT NULL,
  removed_at  INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX illness_child ON illness (child_id, known_day);
CREATE INDEX illness_day ON illness (known_day);

-- Calls that the nursery made about a child's day (架電記録).
CREATE TABLE call_log (
  id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  child_id   BLOB NOT NULL REFERENCES child (id),
  day        TEXT NOT NULL CHECK (date(day) IS day),
  contact_id BLOB REFERENCES contact (id),
  called     TEXT NOT NULL CHECK (length(called) > 0),        -- name and number, as they were then
  at         INTEGER NOT NULL,
  by_name    TEXT NOT NULL,                                   -- who called
  outcome    TEXT NOT NULL CHECK (outcome IN ('no-answer', 'message', 'reached')),
  note       TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX call_log_day ON call_log (day, child_id);
CREATE INDEX call_log_child ON call_log (child_id, at);
CREATE TRIGGER call_log_no_update BEFORE UPDATE ON call_log
BEGIN
  SELECT RAISE (ABORT, 'a call is never changed');
END;
CREATE TRIGGER call_log_no_delete BEFORE DELETE ON call_log
BEGIN
  SELECT RAISE (ABORT, 'a call is never removed');
END;

-- From how many children with the same illness on a day the nursery is told that it has to report (FACTS 8:
-- ten, or half of those who use the facility, until the nursery sets it otherwise).
CREATE TABLE outbreak_setting (
  id       INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  children INTEGER NOT NULL CHECK (children BETWEEN 1 AND 999),
  percent  INTEGER NOT NULL CHECK (percent BETWEEN 1 AND 100)
) STRICT;

-- The 22 diseases of 保育所における感染症対策ガイドライン (こども家庭庁, 2018年改訂版・2023年一部改訂): 意見書 for the
-- first 13, 登園届 for the others, 登園のめやす and 感染しやすい期間 in its words. 「n日を経過」 is counted from the day
-- after the anchor, so that the child may come on the anchor's day + n + 1.
INSERT INTO disease (key, name, paper, criteria, infectious, anchor, days, anchor2, days2, note, position,
  is_active) VALUES
  ('measles', '麻しん(はしか)', 'opinion',
    '解熱後3日を経過していること',
    '発症1日前から発しん出現後の4日後まで',
    'fever', 4, '', NULL, '', 0, 1),
  ('influenza', 'インフルエンザ', 'opinion',
    '発症した後5日経過し、かつ解熱した後2日経過していること(乳幼児にあっては、3日経過していること)',
    '症状が有る期間(発症前24時間から発病後3日程度までが最も感染力が強い)',
    'onset', 6, 'fever', 4, '乳幼児の日数（解熱した後3日）です。', 1, 1),
  ('covid-19', '新型コロナウイルス感染症', 'opinion',
    '発症した後5日を経過し、かつ症状が軽快した後1日を経過すること(無症状の感染者の場合は、検体採取日を0日目として、5日を経過すること)',
    '発症後5日間',
    'onset', 6, 'relief', 2, '症状がない場合は、検体を採った日を発症日と症状が軽くなった日の両方に入れます。', 2, 1),
  ('rubella', '風しん', 'opinion',
    '発しんが消失していること',
    '発しん出現の7日前から7日後くらい',
    '', NULL, '', NULL, '', 3, 1),
  ('chickenpox', '水痘(水ぼうそう)', 'opinion',
    'すべての発しんが痂皮(かさぶた)化していること',
    '発しん出現1〜2日前から痂皮(かさぶた)形成まで',
    '', NULL, '', NULL, '', 4, 1),
  ('mumps', '流行性耳下腺炎(おたふくかぜ)', 'opinion',
    '耳下腺、顎下腺、舌下腺の腫脹が発現してから5日経過し、かつ全身状態が良好になっていること',
    '発症3日前から耳下腺腫脹後4日',
    'swelling', 6, '', NULL, '日数のほかに、全身の状態が良いことを確かめます。', 5, 1),
  ('tuberculosis', '結核', 'opinion',
    '医師により感染の恐れがないと認められていること',
    '',
    '', NULL, '', NULL, '', 6, 1),
  ('pool-fever', '咽頭結膜熱(プール熱)', 'opinion',
    '発熱、充血等の主な症状が消失した後2日経過していること',
    '発熱、充血等の症状が出現した数日間',
    'relief', 3, '', NULL, '', 7, 1),
  ('kerato-conjunctivitis', '流行性角結膜炎', 'opinion',
    '結膜炎の症状が消失していること',
    '充血、目やに等の症状が出現した数日間',
    '', NULL, '', NULL, '', 8, 1),
  ('pertussis', '百日咳', 'opinion',
    '特有の咳が消失していること又は適正な抗菌性物質製剤による5日間の治療が終了していること',
    '抗菌薬を服用しない場合、咳出現後3週間を経過するまで',
    '', NULL, '', NULL, '抗菌薬による5日間の治療が終わるか、特有のせきがなくなるか、どちらかです。', 9, 1),
  ('ehec', '腸管出血性大腸菌感染症(O157、O26、O111等)', 'opinion',
    '医師により感染のおそれがないと認められていること(無症状病原体保有者の場合、トイレでの排泄習慣が確立している5歳以上の小児については出席停止の必要はなく、5歳未満の子どもについては、2回以上連続で便から菌が検出されなければ登園可能)',
    '',
    '', NULL, '', NULL, '', 10, 1),
  ('hemorrhagic-conjunctivitis', '急性出血性結膜炎', 'opinion',
    '医師により感染の恐れがないと認められていること',
    '',
    '', NULL, '', NULL, '', 11, 1),
  ('meningococcus', '侵襲性髄膜炎菌感染症(髄膜炎菌性髄膜炎)', 'opinion',
    '医師により感染の恐れがないと認められていること',
    '',
    '', NULL, '', NULL, '', 12, 1),
  ('streptococcus', '溶連菌感染症', 'return-form',
    '抗菌薬内服後24〜48時間が経過していること',
    '適切な抗菌薬治療を開始する前と開始後1日間',
    'medicine', 1, '', NULL, '抗菌薬を飲み始めた日の翌日から。飲み始めてから24時間たっていることを確かめます。', 13, 1),
  ('mycoplasma', 'マイコプラズマ肺炎', 'return-form',
    '発熱や激しい咳が治まっていること',
    '適切な抗菌薬治療を開始する前と開始後数日間',
    '', NULL, '', NULL, '', 14, 1),
  ('hand-foot-mouth', '手足口病', 'return-form',
    '発熱や口腔内の水疱・潰瘍の影響がなく、普段の食事がとれること',
    '手足や口腔内に水疱・潰瘍が発症した数日間',
    '', NULL, '', NULL, '', 15, 1),
  ('erythema-infectiosum', '伝染性紅斑(りんご病)', 'return-form',
    '全身状態が良いこと',
    '発しん出現前の1週間',
    '', NULL, '', NULL, '', 16, 1),
  ('gastroenteritis', 'ウイルス性胃腸炎(ノロウイルス、ロタウイルス、アデノウイルス等)', 'return-form',
    '嘔吐、下痢等の症状が治まり、普段の食事がとれること',
    '症状のある間と、症状消失後1週間(量は減少していくが数週間ウイルスを排出しているので注意が必要)',
    '', NULL, '', NULL, '', 17, 1),
  ('herpangina', 'ヘルパンギーナ', 'return-form',
    '発熱や口腔内の水疱・潰瘍の影響がなく、普段の食事がとれること',
    '急性期の数日間(便の中に1か月程度ウイルスを排出しているので注意が必要)',
    '', NULL, '', NULL, '', 18, 1),
  ('rsv', 'RSウイルス感染症', 'return-form',
    '呼吸器症状が消失し、全身状態が良いこと',
    '呼吸器症状のある間',
    '', NULL, '', NULL, '', 19, 1),
  ('shingles', '帯状疱しん', 'return-form',
    'すべての発しんが痂皮(かさぶた)化していること',
    '水疱を形成している間',
    '', NULL, '', NULL, '', 20, 1),
  ('roseola', '突発性発しん', 'return-form',
    '解熱し機嫌が良く全身状態が良いこと',
    '',
    '', NULL, '', NULL, '', 21, 1);
