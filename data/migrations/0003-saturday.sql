-- SPDX-License-Identifier: GPL-3.0-or-later
-- Saturdays on application (土曜保育の申込み): a nursery may ask only after the children who are planned
-- for a Saturday, by a time or a person to collect in attendance. As before, 0 asks after everybody.

ALTER TABLE facility ADD COLUMN saturday_by_plan INTEGER NOT NULL DEFAULT 0
  CHECK (saturday_by_plan IN (0, 1));
