-- SPDX-License-Identifier: GPL-3.0-or-later
-- The nursery's name in katakana (名称_カナ), which lists of a municipality ask for and which cannot be
-- derived from the name. '' where it was never given.

ALTER TABLE facility ADD COLUMN name_kana TEXT NOT NULL DEFAULT '';
