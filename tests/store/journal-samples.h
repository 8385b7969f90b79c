/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A row of each domain table, for the tests of the journal.
 */
#pragma once

#define ID(n) "x'000000000000000000000000000000" n "'"
#define KEY(n) "000000000000000000000000000000" n
#define FAMILY ID ("01")
#define CHILD ID ("02")
#define CLASS ID ("03")
#define PROMOTION ID ("04")
#define STAMP ID ("05")
#define WRITING ID ("27")
#define NOTICE ID ("36")

/* A statement of each kind for each domain table. A table that is not here fails the test: whoever
 * adds one shows how it is journalled. In the order in which rows can be made. */
typedef struct
{
  const char *table;
  const char *row;     /* as the journal names it */
  const char *where;   /* the same row for SQL */
  const char *subject; /* the child's or family's id, "" for none */
  const char *insert;
  const char *update;
  const char *delete;
  gboolean is_fixed;   /* a trigger refuses the last two */
} Sample;

static const Sample samples[] = {
  { "family", KEY ("01"), "id = " FAMILY, KEY ("01"),
    "INSERT INTO family (id, postal_code, address) VALUES (" FAMILY ", '100-0001', '東京都')",
    "UPDATE family SET address = '大阪府'", "DELETE FROM family" },
  { "child", KEY ("02"), "id = " CHILD, KEY ("02"),
    "INSERT INTO child (id, external_id, family_id, family_name, given_name, family_kana, given_kana, "
    "sex, birth_date, has_allergy, allergy_note, note) VALUES (" CHILD ", 'A1', " FAMILY
    ", '𠮷野', '朝陽', 'よしの', 'あさひ', 'female', '2022-05-01', 1, '卵', '')",
    "UPDATE child SET external_id = NULL, given_name = 'あさひ', removed_at = 5", "DELETE FROM child" },
  { "child_photo", KEY ("02"), "child_id = " CHILD, KEY ("02"),
    "INSERT INTO child_photo (child_id, photo) VALUES (" CHILD ", zeroblob(65))",
    "UPDATE child_photo SET photo = zeroblob(64)", "DELETE FROM child_photo" },
  { "contact", KEY ("11"), "id = " ID ("11"), KEY ("01"),
    "INSERT INTO contact (id, family_id, position, name, kana, relation, phone, phone2, is_guardian, "
    "may_collect, note) VALUES (" ID ("11") ", " FAMILY
    ", 0, '母の名', '', '母', '090', '', 1, 1, '')",
    "UPDATE contact SET phone = '', position = 99", "DELETE FROM contact" },
  { "class", KEY ("03"), "id = " CLASS, "",
    "INSERT INTO class (id, fiscal_year, name, age, colour, position, capacity) VALUES (" CLASS
    ", 2026, 'ひよこ', NULL, '#a0b0c0', 0, 12)",
    "UPDATE class SET age = 0", "DELETE FROM class" },
  { "promotion", KEY ("04"), "id = " PROMOTION, "",
    "INSERT INTO promotion (id, fiscal_year, applied_at) VALUES (" PROMOTION ", 2026, 1)",
    "UPDATE promotion SET undone_at = 2", "DELETE FROM promotion" },
  { "enrolment", KEY ("12"), "id = " ID ("12"), KEY ("02"),
    "INSERT INTO enrolment (id, child_id, first_day, last_day, reason) VALUES (" ID ("12") ", " CHILD
    ", '2026-04-01', NULL, '')",
    "UPDATE enrolment SET last_day = '2027-03-31', reason = '転居', promotion_id = " PROMOTION,
    "DELETE FROM enrolment" },
  { "membership", KEY ("13"), "id = " ID ("13"), KEY ("02"),
    "INSERT INTO membership (id, child_id, class_id, first_day, last_day) VALUES (" ID ("13") ", " CHILD
    ", " CLASS ", '2026-04-01', '2027-03-31')",
    "UPDATE membership SET last_day = '2026-09-30'", "DELETE FROM membership" },
  { "certification", KEY ("14"), "id = " ID ("14"), KEY ("02"),
    "INSERT INTO certification (id, child_id, kind, care_hours, number, first_day) VALUES (" ID ("14")
    ", " CHILD ", 2, 'short', '', '2026-04-01')",
    "UPDATE certification SET care_hours = 'standard'", "DELETE FROM certification" },
  { "card", KEY ("15"), "id = " ID ("15"), KEY ("02"),
    "INSERT INTO card (id, child_id, token, issued_at) VALUES (" ID ("15") ", " CHILD ", 'E\"12\\', 3)",
    "UPDATE card SET revoked_at = 4", "DELETE FROM card" },
  { "absence_kind", "sick/1", "key = 'sick/1'", "",
    "INSERT INTO absence_kind (key, label, symbol, total, position, is_active) VALUES ('sick/1', "
    "'病欠', '病', 'sick', 0, 1)",
    "UPDATE absence_kind SET is_active = 0", "DELETE FROM absence_kind" },
  { "stamp", KEY ("05"), "id = " STAMP, KEY ("02"),
    "INSERT INTO stamp (id, child_id, day, kind, at, recorded_at, source, collected_by, reason) "
    "VALUES (" STAMP ", " CHILD ", '2026-06-10', 'arrive', 10, 11, 'door', '', '')",
    "UPDATE stamp SET at = 12", "DELETE FROM stamp", TRUE },
  { "attendance", "2026-06-10/" KEY ("02"), "child_id = " CHILD, KEY ("02"),
    "INSERT INTO attendance (child_id, day, planned_arrive, absence_kind) VALUES (" CHILD
    ", '2026-06-10', 480, 'sick/1')",
    "UPDATE attendance SET planned_arrive = NULL, planned_leave = 1020, note = 'メモ'",
    "DELETE FROM attendance" },
  { "day_closing", "2026-06-10", "day = '2026-06-10'", "",
    "INSERT INTO day_closing (day, closed_at, closed_by, unresolved, reopened_by, reopen_reason) "
    "VALUES ('2026-06-10', 1, '園長', 0, '', '')",
    "UPDATE day_closing SET closed_at = NULL, reopen_reason = '訂正'", "DELETE FROM day_closing" },
  { "closure", KEY ("16"), "id = " ID ("16"), "",
    "INSERT INTO closure (id, first_day, last_day, name, is_open) VALUES (" ID ("16")
    ", '2026-08-13', '2026-08-15', 'お盆', 0)",
    "UPDATE closure SET removed_at = 9", "DELETE FROM closure" },
  { "facility", "1", "id = 1", "",
    "INSERT INTO facility (id, name, number, kind, postal_code, address, phone, director, capacity, "
    "open_weekdays, closed_on_holidays, year_end_first, year_end_last, lock_minutes, no_news_at, "
    "late_minutes, early_minutes, is_sample) VALUES (1, 'こもれび', '', '', '', '', '', '', 0, 62, 1, "
    "1229, 103, 30, 570, 15, 30, 0)",
    "UPDATE facility SET name = 'こもれび保育園', open = 420, saturday_by_plan = 1, "
    "name_kana = 'コモレビホイクエン'",
    "DELETE FROM facility" },
  { "care_rule", KEY ("21"), "id = " ID ("21"), "",
    "INSERT INTO care_rule (id, name, first_day, certifications, care_hours, weekdays, contract, basis, "
    "rounding, is_summed, daily_cap, monthly_price, second_percent, third_percent, exempt_percent) "
    "VALUES (" ID ("21") ", '延長', '2026-04-01', 15, 'standard', 127, '', 'actual', 'up', 0, 500, 0, "
    "100, 100, 0)",
    "UPDATE care_rule SET last_day = '2027-03-31', monthly_cap = 3000", "DELETE FROM care_rule" },
  { "care_band", KEY ("21") "/0", "position = 0", "",
    "INSERT INTO care_band (rule_id, position, kind, first, last, grace, unit, price) VALUES (" ID ("21")
    ", 0, 'after', 1080, 1620, 5, 15, 100)",
    "UPDATE care_band SET price = 200", "DELETE FROM care_band" },
  { "care_terms", KEY ("22"), "id = " ID ("22"), KEY ("02"),
    "INSERT INTO care_terms (id, child_id, first_day, contract, is_exempt, note) VALUES (" ID ("22") ", "
    CHILD ", '2026-04-01', 'monthly', 0, '')",
    "UPDATE care_terms SET is_exempt = 1, birth_order = 2", "DELETE FROM care_terms" },
  { "care_decision", "2026-06-10/" KEY ("02") "/day", "child_id = " CHILD, KEY ("02"),
    "INSERT INTO care_decision (child_id, day, kind, state, minutes, units, computed, amount, parts, "
    "reason) VALUES (" CHILD ", '2026-06-10', 'day', 'confirmed', 16, 2, 200, 200, '', '')",
    "UPDATE care_decision SET state = 'adjusted', amount = 100, reason = '電車の遅れ'",
    "DELETE FROM care_decision" },
  { "month_closing", "2026-06/1", "revision = 1", "",
    "INSERT INTO month_closing (month, revision, closed_at, closed_by, reason, inputs, unresolved, total) "
    "VALUES ('2026-06', 1, 5, '園長', '', zeroblob(32), 0, 200)",
    "UPDATE month_closing SET total = 0", "DELETE FROM month_closing", TRUE },
  { "month_charge", "2026-06/1/" KEY ("02") "/2026-06-10/day", "revision = 1", KEY ("02"),
    "INSERT INTO month_charge (month, revision, child_id, day, kind, family_id, state, minutes, units, "
    "computed, amount, parts, reason) VALUES ('2026-06', 1, " CHILD ", '2026-06-10', 'day', " FAMILY
    ", 'confirmed', 16, 2, 200, 200, '', '')",
    "UPDATE month_charge SET amount = 0", "DELETE FROM month_charge", TRUE },
  { "month_figure", "2026-06/1/open_days", "revision = 1", "",
    "INSERT INTO month_figure (month, revision, name, value) VALUES ('2026-06', 1, 'open_days', 25)",
    "UPDATE month_figure SET value = 26", "DELETE FROM month_figure", TRUE },
  { "bank_account", KEY ("01"), "family_id = " FAMILY, KEY ("01"),
    "INSERT INTO bank_account (family_id, bank_code, bank_name, branch_code, branch_name, kind, number, "
    "holder, customer_code, is_new) VALUES (" FAMILY ", '0001', '', '001', '', 1, '1234567', 'ﾖｼﾉ', '1', 1)",
    "UPDATE bank_account SET is_new = 0", "DELETE FROM bank_account" },
  { "bank_client", "1", "id = 1", "",
    "INSERT INTO bank_client (id, code, name, bank_code, bank_name, branch_code, branch_name, kind, number) "
    "VALUES (1, '0000012345', 'ｺﾓﾚﾋﾞ', '0001', '', '001', '', 1, '7654321')",
    "UPDATE bank_client SET kind = 2", "DELETE FROM bank_client" },
  { "bill", KEY ("23"), "id = " ID ("23"), KEY ("01"),
    "INSERT INTO bill (id, month, revision, family_id, amount, asked, method, result, receipt_to) VALUES ("
    ID ("23") ", '2026-06', 1, " FAMILY ", 200, 200, 'transfer', '', '')",
    "UPDATE bill SET result = '0', paid_on = '2026-07-27', receipt_no = 1", "DELETE FROM bill" },
  { "staff", KEY ("24"), "id = " ID ("24"), "",
    "INSERT INTO staff (id, name, kana, job, is_counted, is_full_time, week_minutes, first_day) VALUES ("
    ID ("24") ", '保育者', '', 'teacher', 1, 1, 2400, '2026-04-01')",
    "UPDATE staff SET is_full_time = 0", "DELETE FROM staff" },
  { "staff_seal", KEY ("24"), "staff_id = " ID ("24"), "",
    "INSERT INTO staff_seal (staff_id, picture) VALUES (" ID ("24") ", zeroblob(80))",
    "UPDATE staff_seal SET picture = zeroblob(70)", "DELETE FROM staff_seal" },
  { "duty", KEY ("25"), "id = " ID ("25"), "",
    "INSERT INTO duty (id, staff_id, day, first, last) VALUES (" ID ("25") ", " ID ("24")
    ", '2026-06-10', 480, 1020)",
    "UPDATE duty SET last = 1080", "DELETE FROM duty" },
  { "staffing_setting", "1", "id = 1", "",
    "INSERT INTO staffing_setting (id, ratios, one_to_five, second_digit, extra, full_week) VALUES (1, "
    "'date', 0, 'drop', 0, 2400)",
    "UPDATE staffing_setting SET one_to_five = 1", "DELETE FROM staffing_setting" },
  { "meal", KEY ("26"), "id = " ID ("26"), "",
    "INSERT INTO meal (id, name, at, position) VALUES (" ID ("26") ", '給食', 690, 0)",
    "UPDATE meal SET at = 700", "DELETE FROM meal" },
  { "writing", KEY ("27"), "id = " WRITING, KEY ("02"),
    "INSERT INTO writing (id, kind, class_id, child_id, first_day, last_day, title, writer, state, "
    "revision, version, approved, search_row) VALUES (" WRITING ", 'child-month-plan', NULL, " CHILD
    ", '2026-06-01', '2026-06-30', '', '担任', 'draft', 1, 0, 0, 5)",
    "UPDATE writing SET state = 'submitted', version = 1, class_id = NULL, writer = ''",
    "DELETE FROM writing" },
  { "writing_text", KEY ("27") "/notes", "key = 'notes'", KEY ("02"),
    "INSERT INTO writing_text (writing_id, key, body, version, child_id) VALUES (" WRITING
    ", 'notes', CAST ('砂場で遊んだ' AS BLOB), 1, " CHILD ")",
    "UPDATE writing_text SET body = CAST ('園庭で遊んだ' AS BLOB), version = 2, origin_id = " WRITING
    ", origin_key = 'aims'",
    "DELETE FROM writing_text" },
  { "writing_version", KEY ("27") "/1", "version = 1", "",
    "INSERT INTO writing_version (writing_id, version, revision, body, hash) VALUES (" WRITING
    ", 1, 1, CAST ('砂場で遊んだ' AS BLOB), zeroblob(32))",
    "UPDATE writing_version SET revision = 2", "DELETE FROM writing_version", TRUE },
  { "writing_step", KEY ("28"), "id = " ID ("28"), "",
    "INSERT INTO writing_step (id, writing_id, version, step, at, staff_id, name, reason) VALUES ("
    ID ("28") ", " WRITING ", 1, 'submit', 5, NULL, '担任', '')",
    "UPDATE writing_step SET name = ''", "DELETE FROM writing_step", TRUE },
  { "writing_note", KEY ("29"), "id = " ID ("29"), "",
    "INSERT INTO writing_note (id, writing_id, day, body, name) VALUES (" ID ("29") ", " WRITING
    ", '2026-06-10', CAST ('雨' AS BLOB), '担任')",
    "UPDATE writing_note SET removed_at = 5, body = CAST ('' AS BLOB)", "DELETE FROM writing_note" },
  { "approval_setting", "1", "id = 1", "",
    "INSERT INTO approval_setting (id, own_allowed) VALUES (1, 0)",
    "UPDATE approval_setting SET own_allowed = 1", "DELETE FROM approval_setting" },
  { "phrase", KEY ("30"), "id = " ID ("30"), "",
    "INSERT INTO phrase (id, text, section, domain, age_first, age_last, months, is_own, uses) VALUES ("
    ID ("30") ", '水の感触を楽しむ', 'aims', '環境', 0, 2, 4095, 1, 0)",
    "UPDATE phrase SET uses = 1, age_first = NULL, age_last = NULL", "DELETE FROM phrase" },
  { "style_word", "子供", "word = '子供'", "",
    "INSERT INTO style_word (word, better, is_label) VALUES ('子供', '子ども', 0)",
    "UPDATE style_word SET better = ''", "DELETE FROM style_word" },
  { "writing_sent", KEY ("33"), "id = " ID ("33"), "",
    "INSERT INTO writing_sent (id, writing_id, version, sent_on, sent_to, how, name) VALUES (" ID ("33")
    ", " WRITING ", 1, '2027-03-20', 'みどり小学校', '持参', '園長')",
    "UPDATE writing_sent SET removed_at = 5", "DELETE FROM writing_sent" },
  { "destruction", KEY ("34"), "id = " ID ("34"), "",
    "INSERT INTO destruction (id, at, name, reason) VALUES (" ID ("34") ", 5, '園長', '保存期間の満了')",
    "UPDATE destruction SET name = 'x'", "DELETE FROM destruction", TRUE },
  { "destruction_line", KEY ("34") "/0", "position = 0", "",
    "INSERT INTO destruction_line (destruction_id, position, label, fiscal_year, kept_until, count) VALUES ("
    ID ("34") ", 0, '保育日誌', 2020, '2026-03-31', 240)",
    "UPDATE destruction_line SET count = 1", "DELETE FROM destruction_line", TRUE },
  { "development_item", KEY ("35"), "id = " ID ("35"), "",
    "INSERT INTO development_item (id, domain, age, position, text) VALUES (" ID ("35")
    ", '健康', 1, 0, 'ひとりで歩く')",
    "UPDATE development_item SET position = 1", "DELETE FROM development_item" },
  { "development_seen", KEY ("02") "/" KEY ("35"), "child_id = " CHILD, KEY ("02"),
    "INSERT INTO development_seen (child_id, item_id, day, note) VALUES (" CHILD ", " ID ("35")
    ", '2026-06-10', '')",
    "UPDATE development_seen SET day = '2026-06-11'", "DELETE FROM development_seen" },
  { "disease", "cold", "key = 'cold'", "",
    "INSERT INTO disease (key, name, paper, criteria, infectious, anchor, days, anchor2, days2, note, "
    "position, is_active) VALUES ('cold', 'かぜ', '', '', '', '', NULL, '', NULL, '', 22, 1)",
    "UPDATE disease SET anchor = 'fever', days = 1, is_active = 0 WHERE key = 'cold'",
    "DELETE FROM disease WHERE key = 'cold'" },
  { "notice", KEY ("36"), "id = " NOTICE, KEY ("02"),
    "INSERT INTO notice (id, child_id, first_day, last_day, kind, absence_kind, arrive, leave, channel, "
    "by_name, received_at, symptoms, temperature, disease, diagnosis, return_day, note) VALUES (" NOTICE
    ", " CHILD ", '2026-06-10', '2026-06-12', 'absent', 'sick/1', NULL, NULL, 'phone', '母', 5, '発熱', 382, "
    "'cold', '', NULL, '')",
    "UPDATE notice SET withdrawn_at = 6, disease = NULL", "DELETE FROM notice" },
  { "notice_day", KEY ("36") "/2026-06-10/absence", "part = 'absence'", KEY ("02"),
    "INSERT INTO notice_day (notice_id, day, part, child_id, turn, wrote_kind, wrote_reason, wrote_by, "
    "wrote_at, wrote_minutes, was_kind, was_reason, was_by, was_at, was_minutes) VALUES (" NOTICE
    ", '2026-06-10', 'absence', " CHILD ", 1, 'sick/1', '発熱', '母', 5, NULL, NULL, '', '', NULL, NULL)",
    "UPDATE notice_day SET was_kind = 'sick/1', was_by = '父'", "DELETE FROM notice_day" },
  { "illness", KEY ("37"), "id = " ID ("37"), KEY ("02"),
    "INSERT INTO illness (id, child_id, disease, notice_id, known_day, note) VALUES (" ID ("37") ", " CHILD
    ", 'influenza', " NOTICE ", '2026-06-10', '')",
    "UPDATE illness SET onset = '2026-06-09', notice_id = NULL", "DELETE FROM illness" },
  { "call_log", KEY ("38"), "id = " ID ("38"), KEY ("02"),
    "INSERT INTO call_log (id, child_id, day, contact_id, called, at, by_name, outcome, note) VALUES ("
    ID ("38") ", " CHILD ", '2026-06-10', NULL, '母 090', 5, '佐藤', 'no-answer', '')",
    "UPDATE call_log SET outcome = 'reached'", "DELETE FROM call_log", TRUE },
  { "outbreak_setting", "1", "id = 1", "",
    "INSERT INTO outbreak_setting (id, children, percent) VALUES (1, 10, 50)",
    "UPDATE outbreak_setting SET children = 5", "DELETE FROM outbreak_setting" },
  { "contact_way", KEY ("11"), "contact_id = " ID ("11"), "",
    "INSERT INTO contact_way (contact_id, mail, code, is_blocked, is_apart) VALUES (" ID ("11")
    ", 'haha@example.com', '', 0, 0)",
    "UPDATE contact_way SET code = '123456', code_at = 5, is_apart = 1", "DELETE FROM contact_way" },
  { "contact_except", KEY ("11") "/" KEY ("02"), "contact_id = " ID ("11"), KEY ("02"),
    "INSERT INTO contact_except (contact_id, child_id, since) VALUES (" ID ("11") ", " CHILD ", 5)",
    "UPDATE contact_except SET since = 6", "DELETE FROM contact_except" },
  { "letter_template", KEY ("60"), "id = " ID ("60"), "",
    "INSERT INTO letter_template (id, name, title, body, question, answer_kind, choices, position) VALUES ("
    ID ("60") ", '遠足', '遠足のお知らせ', CAST ('春の遠足です。' AS BLOB), '', '', '', 9)",
    "UPDATE letter_template SET position = 8, removed_at = 5 WHERE id = " ID ("60"),
    "DELETE FROM letter_template WHERE id = " ID ("60") },
  { "announcement", KEY ("61"), "id = " ID ("61"), "",
    "INSERT INTO announcement (id, day, title, body, is_urgent, about_child, question, answer_kind, choices, "
    "written_by, created_at, version, sent_by) VALUES (" ID ("61") ", '2026-06-10', '遠足', "
    "CAST ('水筒を持たせてください。' AS BLOB), 0, NULL, '', '', '', '園長', 5, 1, '')",
    "UPDATE announcement SET body = x'', version = 2", "DELETE FROM announcement" },
  { "announcement_to", KEY ("61") "/0", "position = 0", "",
    "INSERT INTO announcement_to (announcement_id, position, kind, class_id, age, child_id) VALUES ("
    ID ("61") ", 0, 'age', NULL, 3, NULL)",
    "UPDATE announcement_to SET age = 4", "DELETE FROM announcement_to" },
  { "announcement_file", KEY ("61") "/0", "position = 0", "",
    "INSERT INTO announcement_file (announcement_id, position, name, type, content) VALUES (" ID ("61")
    ", 0, 'chizu.pdf', 'application/pdf', zeroblob(65))",
    "UPDATE announcement_file SET content = zeroblob(64)", "DELETE FROM announcement_file" },
  { "recipient", KEY ("62"), "id = " ID ("62"), KEY ("02"),
    "INSERT INTO recipient (id, kind, child_id, day, family_id, addressee, children, subject, body, "
    "created_at, read_how, answer, answered_by) VALUES (" ID ("62") ", 'notebook', " CHILD
    ", '2026-06-10', " FAMILY ", '𠮷野 花', '𠮷野 朝陽', '連絡帳', CAST ('完食しました。' AS BLOB), 5, '', '', '')",
    "UPDATE recipient SET addressee = ''", "DELETE FROM recipient", TRUE },
  { "recipient_child", KEY ("62") "/" KEY ("02"), "recipient_id = " ID ("62"), KEY ("02"),
    "INSERT INTO recipient_child (recipient_id, child_id) VALUES (" ID ("62") ", " CHILD ")",
    "UPDATE recipient_child SET child_id = x''", "DELETE FROM recipient_child", TRUE },
  { "delivery", KEY ("63"), "id = " ID ("63"), "",
    "INSERT INTO delivery (id, recipient_id, channel, address, state, created_at, tries, answer) VALUES ("
    ID ("63") ", " ID ("62") ", 'paper', '', 'waiting', 5, 0, '')",
    "UPDATE delivery SET state = 'printed', done_at = 6", "DELETE FROM delivery" },
  { "mail_setting", "1", "id = 1", "",
    "INSERT INTO mail_setting (id, is_on, host, port, security, user, from_name, from_address, "
    "bounce_address, reply_to) VALUES (1, 1, 'mail.example.com', 587, 'starttls', '', '園', "
    "'en@example.com', '', '')",
    "UPDATE mail_setting SET is_on = 0", "DELETE FROM mail_setting" },
  { "notebook", "2026-06-10/" KEY ("02") "/home", "side = 'home'", KEY ("02"),
    "INSERT INTO notebook (child_id, day, side, temperature, taken_at, mood, cough, nose, bath, leave, "
    "collector, did, body, written_by, is_blank, version) VALUES (" CHILD
    ", '2026-06-10', 'home', 365, 420, 'good', '', '', 'yes', 1020, '祖母', '', "
    "CAST ('よく眠りました' AS BLOB), '母', 0, 1)",
    "UPDATE notebook SET mood = 'usual', version = 2", "DELETE FROM notebook" },
  { "notebook_event", "2026-06-10/" KEY ("02") "/home/0", "position = 0", KEY ("02"),
    "INSERT INTO notebook_event (child_id, day, side, position, kind, at, until, amount, quality, note) "
    "VALUES (" CHILD ", '2026-06-10', 'home', 0, 'sleep', -180, 390, NULL, '', '')",
    "UPDATE notebook_event SET until = 400", "DELETE FROM notebook_event" },
  { "notebook_plan", "2026-06-10/" KEY ("02") "/leave", "part = 'leave'", KEY ("02"),
    "INSERT INTO notebook_plan (child_id, day, part, wrote_minutes, wrote_text, was_minutes, was_text, "
    "notice_id, below_minutes) VALUES (" CHILD ", '2026-06-10', 'leave', 1020, '', 1080, '', " NOTICE
    ", NULL)",
    "UPDATE notebook_plan SET wrote_minutes = 1000", "DELETE FROM notebook_plan" },
  { "medicine", KEY ("3a"), "id = " ID ("3a"), KEY ("02"),
    "INSERT INTO medicine (id, child_id, asked_day, first_day, last_day, asked_by, clinic, illness, name, "
    "form, amount, storage, at, when_words, prescribed, home_dose, note, received_by) VALUES (" ID ("3a")
    ", " CHILD ", '2026-06-10', '2026-06-10', '2026-06-12', '母', '小児科', 'かぜ', 'シロップ', 'liquid', "
    "'5ml', 'cold', NULL, '昼食後', '2026-06-09', '7:00', '', '佐藤')",
    "UPDATE medicine SET last_day = '2026-06-11', removed_at = 6", "DELETE FROM medicine" },
  { "medicine_given", KEY ("3a") "/2026-06-10", "day = '2026-06-10'", KEY ("02"),
    "INSERT INTO medicine_given (medicine_id, day, child_id, given_at, given_by, checked_by, note) VALUES ("
    ID ("3a") ", '2026-06-10', " CHILD ", 5, '佐藤', '鈴木', '')",
    "UPDATE medicine_given SET note = '全部飲んだ'", "DELETE FROM medicine_given" },
  { "inquiry", KEY ("48"), "id = " ID ("48"), KEY ("02"),
    "INSERT INTO inquiry (id, child_id, at, channel, by_name, taken_by, body, wants_answer, answer, "
    "answered_at, answered_by) VALUES (" ID ("48") ", " CHILD
    ", 5, 'phone', '母', '佐藤', CAST ('持ち物は？' AS BLOB), 1, '', NULL, '')",
    "UPDATE inquiry SET answer = '水筒です', answered_at = 6, answered_by = '佐藤'", "DELETE FROM inquiry" },
  { "promise", KEY ("49"), "id = " ID ("49"), KEY ("02"),
    "INSERT INTO promise (id, child_id, kind, is_ours, words, due_day, due_at, made_at, made_by, kept_by) "
    "VALUES (" ID ("49") ", " CHILD ", 'call-back', 1, '', '2026-06-10', 960, 5, '佐藤', '')",
    "UPDATE promise SET kept_at = 7, kept_by = '鈴木'", "DELETE FROM promise" },
  { "contact_seen", "notice/" KEY ("36") "/2026-06-10", "kind = 'notice'", KEY ("02"),
    "INSERT INTO contact_seen (kind, child_id, subject, day, version, seen_at, seen_by) VALUES ('notice', "
    CHILD ", " NOTICE ", '2026-06-10', 1, 5, '佐藤')",
    "UPDATE contact_seen SET version = 2", "DELETE FROM contact_seen" },
  { "contact_keep", "call", "kind = 'call'", "",
    "INSERT INTO contact_keep (kind, years) VALUES ('call', 6)",
    "UPDATE contact_keep SET years = 7", "DELETE FROM contact_keep" },
  { "submission_kind", "attendance", "key = 'attendance'", "",
    "INSERT INTO submission_kind (key, mode) VALUES ('attendance', 'confirm')",
    "UPDATE submission_kind SET mode = 'auto'", "DELETE FROM submission_kind" },
  { "submission_decision", KEY ("4a"), "id = " ID ("4a"), "",
    "INSERT INTO submission_decision (id, event_id, what, reason, at) VALUES (" ID ("4a")
    ", '019b0000-0000-7000-8000-000000000001', 'withdraw', '誤り', 5)",
    "UPDATE submission_decision SET reason = ''", "DELETE FROM submission_decision" },
  { "vacancy", "3", "age = 3", "",
    "INSERT INTO vacancy (age, as_of, places, waiting) VALUES (3, '2026-06-10', 2, NULL)",
    "UPDATE vacancy SET places = 1, waiting = 0", "DELETE FROM vacancy" },
  { "outbreak_report", KEY ("4b"), "id = " ID ("4b"), "",
    "INSERT INTO outbreak_report (id, disease, first_day, as_of, children, staff, users, severe, centre, "
    "is_over, body) VALUES (" ID ("4b")
    ", 'influenza', '2026-06-08', '2026-06-10', 11, 1, 60, 0, 1, 0, CAST ('消毒した' AS BLOB))",
    "UPDATE outbreak_report SET children = 12, removed_at = 6", "DELETE FROM outbreak_report" },
  { "document_submission", KEY ("4c"), "id = " ID ("4c"), KEY ("02"),
    "INSERT INTO document_submission (id, kind, first_day, last_day, age, child_id, title, sha256, size, "
    "media_type, submitted_at, submitted_by) VALUES (" ID ("4c") ", 'child-record', NULL, NULL, 5, " CHILD
    ", '要録', zeroblob(32), 900, 'application/pdf', 5, '園長')",
    "UPDATE document_submission SET removed_at = 6", "DELETE FROM document_submission" },
};
