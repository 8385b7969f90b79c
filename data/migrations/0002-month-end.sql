-- SPDX-License-Identifier: GPL-3.0-or-later
-- The month's end: extended care and its charges, the month's closing, bills and bank transfer, and
-- the staff whom staffing is counted with.
--
-- Amounts are whole yen. Months are 'YYYY-MM'.

-- A rule for extended care (延長保育), FACTS 2.3: for whom, from when to when, and how minutes become
-- money. Two rules that stand for the same child on the same day are refused by the program.
CREATE TABLE care_rule (
  id             BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  name           TEXT NOT NULL CHECK (length(name) > 0),
  first_day      TEXT NOT NULL CHECK (date(first_day) IS first_day),
  last_day       TEXT CHECK (date(last_day) IS last_day),
  certifications INTEGER NOT NULL CHECK (certifications BETWEEN 1 AND 15), -- bit n: n号; bit 0: none
  care_hours     TEXT NOT NULL CHECK (care_hours IN ('', 'standard', 'short', 'education')), -- '' all
  weekdays       INTEGER NOT NULL CHECK (weekdays BETWEEN 1 AND 127),      -- bit 0 is Sunday
  contract       TEXT NOT NULL CHECK (contract IN ('', 'spot', 'monthly')), -- '' both
  basis          TEXT NOT NULL CHECK (basis IN ('actual', 'planned', 'later')),
  rounding       TEXT NOT NULL CHECK (rounding IN ('up', 'down')),
  is_summed      INTEGER NOT NULL CHECK (is_summed IN (0, 1)),             -- morning and evening added
  daily_cap      INTEGER CHECK (daily_cap BETWEEN 0 AND 9999999),
  monthly_cap    INTEGER CHECK (monthly_cap BETWEEN 0 AND 9999999),
  monthly_price  INTEGER NOT NULL CHECK (monthly_price BETWEEN 0 AND 9999999), -- 月極
  second_percent INTEGER NOT NULL CHECK (second_percent BETWEEN 0 AND 100), -- 第2子 pays
  third_percent  INTEGER NOT NULL CHECK (third_percent BETWEEN 0 AND 100),  -- 第3子以降 pays
  exempt_percent INTEGER NOT NULL CHECK (exempt_percent BETWEEN 0 AND 100), -- 減免 pays
  removed_at     INTEGER,
  CHECK (last_day IS NULL OR last_day >= first_day)
) STRICT, WITHOUT ROWID;

-- What a rule charges for: the time before a bound, the time after one, or a stay longer than so many
-- minutes inside the window.
CREATE TABLE care_band (
  rule_id  BLOB NOT NULL REFERENCES care_rule (id),
  position INTEGER NOT NULL CHECK (position BETWEEN 0 AND 9),
  kind     TEXT NOT NULL CHECK (kind IN ('before', 'after', 'stay')),
  first    INTEGER NOT NULL CHECK (first BETWEEN 0 AND 1620), -- the window of the clock it looks at
  last     INTEGER NOT NULL CHECK (last BETWEEN 0 AND 1620),
  stay     INTEGER CHECK (stay BETWEEN 0 AND 1620),           -- minutes that are free
  grace    INTEGER NOT NULL CHECK (grace BETWEEN 0 AND 240),
  unit     INTEGER NOT NULL CHECK (unit BETWEEN 0 AND 1620),  -- minutes; 0 once for the whole band
  price    INTEGER NOT NULL CHECK (price BETWEEN 0 AND 999999), -- for a unit
  PRIMARY KEY (rule_id, position),
  CHECK (first < last),
  CHECK ((kind = 'stay') = (stay IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- How a child is charged: spot or by the month (月極), and reductions. A child without a row is spot.
CREATE TABLE care_terms (
  id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  child_id    BLOB NOT NULL REFERENCES child (id),
  first_day   TEXT NOT NULL CHECK (date(first_day) IS first_day),
  last_day    TEXT CHECK (date(last_day) IS last_day),
  contract    TEXT NOT NULL CHECK (contract IN ('spot', 'monthly')),
  birth_order INTEGER CHECK (birth_order BETWEEN 1 AND 9),    -- 第何子; NULL counted from the family
  is_exempt   INTEGER NOT NULL CHECK (is_exempt IN (0, 1)),   -- 減免 (生活保護, 非課税)
  note        TEXT NOT NULL,
  removed_at  INTEGER,
  CHECK (last_day IS NULL OR last_day >= first_day)
) STRICT, WITHOUT ROWID;
CREATE INDEX care_terms_child ON care_terms (child_id, first_day);

-- What a person decided about a computed charge. Without a row, or with 'computed', what the rules
-- say now is charged. The figures are those of the moment of the decision, and stay.
CREATE TABLE care_decision (
  child_id BLOB NOT NULL REFERENCES child (id),
  day      TEXT NOT NULL CHECK (date(day) IS day),            -- the month's first day for the monthly fee
  kind     TEXT NOT NULL CHECK (kind IN ('day', 'month')),
  state    TEXT NOT NULL CHECK (state IN ('computed', 'confirmed', 'adjusted', 'excluded')),
  minutes  INTEGER NOT NULL CHECK (minutes >= 0),
  units    INTEGER NOT NULL CHECK (units >= 0),
  computed INTEGER NOT NULL CHECK (computed >= 0),            -- what the rules said
  amount   INTEGER NOT NULL CHECK (amount >= 0),              -- what is charged
  parts    TEXT NOT NULL,                                     -- the working (src/fees/working.h)
  reason   TEXT NOT NULL,
  PRIMARY KEY (day, child_id, kind),
  CHECK (state <> 'adjusted' OR length(reason) > 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX care_decision_child ON care_decision (child_id, day);

-- Closings of a month (月締め): each is a revision, and none is ever changed.
CREATE TABLE month_closing (
  month      TEXT NOT NULL CHECK (date(month || '-01') IS month || '-01'),
  revision   INTEGER NOT NULL CHECK (revision >= 1),
  closed_at  INTEGER NOT NULL,
  closed_by  TEXT NOT NULL,
  reason     TEXT NOT NULL,                                   -- why a later revision was made
  inputs     BLOB NOT NULL CHECK (length(inputs) = 32),       -- SHA-256 of everything it was made from
  unresolved INTEGER NOT NULL CHECK (unresolved >= 0),        -- what the checklist still had
  total      INTEGER NOT NULL CHECK (total >= 0),
  PRIMARY KEY (month, revision),
  CHECK (revision = 1 OR length(reason) > 0)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER month_closing_no_update BEFORE UPDATE ON month_closing
BEGIN
  SELECT RAISE (ABORT, 'a closing is never changed, only followed by another');
END;
CREATE TRIGGER month_closing_no_delete BEFORE DELETE ON month_closing
BEGIN
  SELECT RAISE (ABORT, 'a closing is never removed');
END;

-- The charges of a closing.
CREATE TABLE month_charge (
  month     TEXT NOT NULL,
  revision  INTEGER NOT NULL,
  child_id  BLOB NOT NULL REFERENCES child (id),
  day       TEXT NOT NULL CHECK (date(day) IS day),
  kind      TEXT NOT NULL CHECK (kind IN ('day', 'month')),
  family_id BLOB NOT NULL REFERENCES family (id),             -- whose bill it is on
  state     TEXT NOT NULL CHECK (state IN ('computed', 'confirmed', 'adjusted', 'excluded')),
  minutes   INTEGER NOT NULL CHECK (minutes >= 0),
  units     INTEGER NOT NULL CHECK (units >= 0),
  computed  INTEGER NOT NULL CHECK (computed >= 0),
  amount    INTEGER NOT NULL CHECK (amount >= 0),
  parts     TEXT NOT NULL,
  reason    TEXT NOT NULL,
  PRIMARY KEY (month, revision, child_id, day, kind),
  FOREIGN KEY (month, revision) REFERENCES month_closing (month, revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX month_charge_child ON month_charge (child_id);
CREATE INDEX month_charge_family ON month_charge (family_id);
CREATE TRIGGER month_charge_no_update BEFORE UPDATE ON month_charge
BEGIN
  SELECT RAISE (ABORT, 'a charge of a closing is never changed');
END;
CREATE TRIGGER month_charge_no_delete BEFORE DELETE ON month_charge
BEGIN
  SELECT RAISE (ABORT, 'a charge of a closing is never removed');
END;

-- The other figures of a closing (statistics), by name.
CREATE TABLE month_figure (
  month    TEXT NOT NULL,
  revision INTEGER NOT NULL,
  name     TEXT NOT NULL CHECK (length(name) > 0),
  value    INTEGER NOT NULL,
  PRIMARY KEY (month, revision, name),
  FOREIGN KEY (month, revision) REFERENCES month_closing (month, revision)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER month_figure_no_update BEFORE UPDATE ON month_figure
BEGIN
  SELECT RAISE (ABORT, 'a figure of a closing is never changed');
END;
CREATE TRIGGER month_figure_no_delete BEFORE DELETE ON month_figure
BEGIN
  SELECT RAISE (ABORT, 'a figure of a closing is never removed');
END;

-- The account that a family's bills are drawn from (口座振替), as the bank's file wants it.
CREATE TABLE bank_account (
  family_id     BLOB NOT NULL PRIMARY KEY REFERENCES family (id),
  bank_code     TEXT NOT NULL CHECK (bank_code GLOB '[0-9][0-9][0-9][0-9]'),
  bank_name     TEXT NOT NULL,                                -- half-width kana
  branch_code   TEXT NOT NULL CHECK (branch_code GLOB '[0-9][0-9][0-9]'),
  branch_name   TEXT NOT NULL,
  kind          INTEGER NOT NULL CHECK (kind IN (1, 2, 9)),   -- 普通, 当座, その他
  number        TEXT NOT NULL CHECK (number GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9]'),
  holder        TEXT NOT NULL CHECK (length(holder) BETWEEN 1 AND 30), -- half-width kana
  customer_code TEXT NOT NULL CHECK (length(customer_code) BETWEEN 1 AND 20), -- 顧客番号
  is_new        INTEGER NOT NULL CHECK (is_new IN (0, 1)),    -- the first transfer is still to come
  removed_at    INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX bank_account_customer ON bank_account (customer_code) WHERE removed_at IS NULL;

-- Who draws: the nursery as the bank knows it (委託者). One row.
CREATE TABLE bank_client (
  id          INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  code        TEXT NOT NULL CHECK (length(code) = 10 AND code NOT GLOB '*[^0-9]*'),
  name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
  bank_code   TEXT NOT NULL CHECK (bank_code GLOB '[0-9][0-9][0-9][0-9]'),
  bank_name   TEXT NOT NULL,
  branch_code TEXT NOT NULL CHECK (branch_code GLOB '[0-9][0-9][0-9]'),
  branch_name TEXT NOT NULL,
  kind        INTEGER NOT NULL CHECK (kind IN (1, 2, 9)),
  number      TEXT NOT NULL CHECK (number GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9]')
) STRICT;

-- What a family was asked to pay for a closed month, and what came of it. No payment is taken here.
CREATE TABLE bill (
  id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  month       TEXT NOT NULL,
  revision    INTEGER NOT NULL,
  family_id   BLOB NOT NULL REFERENCES family (id),
  amount      INTEGER NOT NULL CHECK (amount >= 0),            -- the family's charges in that revision
  asked       INTEGER NOT NULL CHECK (asked >= 0),             -- less what was paid for earlier revisions
  method      TEXT NOT NULL CHECK (method IN ('transfer', 'cash', 'other')),
  drawn_on    TEXT CHECK (date(drawn_on) IS drawn_on),         -- 引落日 of the file it went out in
  result      TEXT NOT NULL CHECK (result IN ('', '0', '1', '2', '3', '4', '8', '9')), -- 振替結果
  paid_on     TEXT CHECK (date(paid_on) IS paid_on),
  receipt_no  INTEGER CHECK (receipt_no >= 1),
  receipt_to  TEXT NOT NULL,                                   -- whom the receipt is made out to
  UNIQUE (month, revision, family_id),
  FOREIGN KEY (month, revision) REFERENCES month_closing (month, revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX bill_family ON bill (family_id);
CREATE UNIQUE INDEX bill_receipt ON bill (receipt_no) WHERE receipt_no IS NOT NULL;

-- Staff (職員): who works here, in what, and when they began and left.
CREATE TABLE staff (
  id            BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  name          TEXT NOT NULL CHECK (length(name) > 0),
  kana          TEXT NOT NULL,
  job           TEXT NOT NULL CHECK (length(job) > 0),         -- 職種, a key of src/people/staff.c
  is_counted    INTEGER NOT NULL CHECK (is_counted IN (0, 1)), -- counts as 保育士 for the ratio
  is_full_time  INTEGER NOT NULL CHECK (is_full_time IN (0, 1)), -- 常勤
  week_minutes  INTEGER NOT NULL CHECK (week_minutes BETWEEN 0 AND 10080), -- for 常勤換算
  first_day     TEXT NOT NULL CHECK (date(first_day) IS first_day),
  last_day      TEXT CHECK (date(last_day) IS last_day),
  removed_at    INTEGER,
  CHECK (last_day IS NULL OR last_day >= first_day)
) STRICT, WITHOUT ROWID;

-- Who is on duty when (勤務), entered per day.
CREATE TABLE duty (
  id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  staff_id   BLOB NOT NULL REFERENCES staff (id),
  day        TEXT NOT NULL CHECK (date(day) IS day),
  first      INTEGER NOT NULL CHECK (first BETWEEN 0 AND 1620),
  last       INTEGER NOT NULL CHECK (last BETWEEN 0 AND 1620),
  removed_at INTEGER,
  CHECK (first < last)
) STRICT, WITHOUT ROWID;
CREATE INDEX duty_day ON duty (day, staff_id);
CREATE INDEX duty_staff ON duty (staff_id);

-- How staffing is counted here (FACTS 1.1, 1.2). One row.
CREATE TABLE staffing_setting (
  id             INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  ratios         TEXT NOT NULL CHECK (ratios IN ('date', 'former', 'present')), -- 経過措置
  one_to_five    INTEGER NOT NULL CHECK (one_to_five IN (0, 1)),  -- 1歳児 5:1
  second_digit   TEXT NOT NULL CHECK (second_digit IN ('drop', 'round')),
  extra          INTEGER NOT NULL CHECK (extra BETWEEN 0 AND 99), -- 加配
  full_week      INTEGER NOT NULL CHECK (full_week BETWEEN 1 AND 10080) -- minutes of a full-time week
) STRICT;

-- Meals and snacks: how many children are there at that time.
CREATE TABLE meal (
  id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  name       TEXT NOT NULL CHECK (length(name) > 0),            -- 給食, おやつ
  at         INTEGER NOT NULL CHECK (at BETWEEN 0 AND 1620),
  position   INTEGER NOT NULL CHECK (position BETWEEN 0 AND 99),
  removed_at INTEGER
) STRICT, WITHOUT ROWID;
