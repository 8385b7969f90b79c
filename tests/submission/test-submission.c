/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What is told of a nursery's facts, and when; what is not; and how it reads.
 */
#include "config.h"

#include "city-fixture.h"

#include "month/closing.h"
#include "nursery/child.h"
#include "nursery/facility.h"
#include "outbox/blob.h"
#include "submission/outbreak-report.h"
#include "nursery/error.h"
#include "submission/submitted-file.h"
#include "submission/vacancy.h"

static const json_t *
find_child (const json_t *data, const char *number)
{
  const json_t *children = json_object_get (data, "children");

  for (gsize i = 0; i < json_array_size (children); i++)
    if (g_strcmp0 (enr_json_get_text (json_array_get (children, i), "number", NULL), number) == 0)
      return json_array_get (children, i);
  g_error ("no child %s", number);
}

static gboolean
contains (GBytes *bytes, const char *word)
{
  return g_strstr_len (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), word) != NULL;
}

/* No name of any child is anywhere in it. */
static void
assert_no_names (City *city, GBytes *bytes)
{
  for (guint i = 0; i < city->box.nursery->n_children; i++)
    {
      g_autoptr (EnrChild) child = enr_child_load (city->db, &city->children[i], NULL);

      g_assert_false (contains (bytes, child->family_name));
      g_assert_false (*child->given_name != '\0' && contains (bytes, child->given_name));
      g_assert_false (*child->family_kana != '\0' && contains (bytes, child->family_kana));
    }
}

static void
fill_day (City *city)
{
  const EnrEntryAbsence absence = { "sick", "", "母", 0 };
  g_autoptr (GError) error = NULL;

  city_stamp (city, 0, TRUE, 8, 30);
  city_stamp (city, 0, FALSE, 9, 50);
  city_stamp (city, 1, TRUE, 9, 0);
  enr_entry_set_absence (city->db, city->actor, &city->children[2], enr_test_day (), &absence,
                         &error);
  g_assert_no_error (error);
}

static void
test_day (City *city, gconstpointer data)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (EnrOutboxRow) row = NULL;
  g_auto (EnrEvent) event = { 0 };
  g_autofree char *words = NULL;
  g_autoptr (GError) error = NULL;

  fill_day (city);
  g_assert_cmpuint (city_count (city, DAY_SUBJECT), ==, 0);
  city_close (city);
  row = city_newest (city, DAY_SUBJECT, &bytes, &event);
  g_assert_cmpint (row->sending, ==, ENR_SENDING_OWED);
  g_assert_cmpint (row->lane, ==, ENR_LANE_DAILY);
  g_assert_cmpstr (event.type, ==, "jp.enroku.attendance.day-closed.v1");
  g_assert_cmpint (enr_json_get_int (event.data, "enrolled", 0), ==, 6);
  g_assert_cmpint (enr_json_get_int (event.data, "present", 0), ==, 2);
  g_assert_cmpint (enr_json_get_int (event.data, "absent", 0), ==, 1);
  g_assert_cmpint (enr_json_get_int (find_child (event.data, "1000"), "arrive", 0), ==,
                   8 * 60 + 30);
  g_assert_cmpint (enr_json_get_int (find_child (event.data, "1000"), "leave", 0), ==, 9 * 60 + 50);
  g_assert_cmpstr (enr_json_get_text (find_child (event.data, "1002"), "absence", ""), ==, "sick");
  g_assert_cmpuint (json_array_size (json_object_get (event.data, "children")), ==, 6);
  assert_no_names (city, bytes);

  words = enr_submission_describe (bytes, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (words, "Attendance, 令和8年6月10日(水)\n"));
  g_assert_nonnull (strstr (words, "Enrolled 6, present 2, absent 1\n"));
  g_assert_nonnull (strstr (words, "No. 1000 (class age 0): 8:30–9:50\n"));
  g_assert_nonnull (strstr (words, "No. 1002 (class age 2): absent for illness\n"));
}

/* Opened, put right and closed again: another revision; closed as it was: nothing. */
static void
test_correction (City *city, gconstpointer data)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) unused = NULL;
  g_autoptr (EnrOutboxRow) row = NULL;
  g_autoptr (EnrOutboxRow) same = NULL;
  g_auto (EnrEvent) event = { 0 };
  g_auto (EnrEvent) other = { 0 };
  g_autoptr (GError) error = NULL;
  EnrUuid stamp;

  stamp = city_stamp (city, 0, TRUE, 8, 30);
  city_close (city);
  city_reopen (city);
  city_close (city);
  g_assert_cmpuint (city_count (city, DAY_SUBJECT), ==, 1);

  city_reopen (city);
  enr_stamp_retract (city->db, city->actor, &stamp, "まちがい", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (city_count (city, DAY_SUBJECT), ==, 1);
  city_close (city);
  row = city_newest (city, DAY_SUBJECT, &bytes, &event);
  g_assert_cmpstr (event.type, ==, "jp.enroku.attendance.day-corrected.v1");
  g_assert_cmpint (event.rev, ==, 2);
  g_assert_cmpint (enr_json_get_int (event.data, "present", -1), ==, 0);
  g_assert_cmpuint (city_count (city, DAY_SUBJECT), ==, 2);
  g_assert_cmpint (box_in (&city->box, ENR_SENDING_SUPERSEDED), ==, 1);

  /* What the municipality knows already is not told anew with a later certification. */
  city_certify (city, 1, "1001", enr_date_new (2026, 6, 1));
  same = city_newest (city, DAY_SUBJECT, &unused, &other);
  g_assert_cmpint (other.rev, ==, 2);
}

/* Off is off, and what happened then is not told afterwards. */
static void
test_off (City *city, gconstpointer data)
{
  box_mode (&city->box, "attendance", ENR_SENDING_MODE_OFF);
  city_close (city);
  g_assert_cmpuint (city_count (city, DAY_SUBJECT), ==, 0);
  box_mode (&city->box, "attendance", ENR_SENDING_MODE_AUTO);
  g_assert_cmpuint (city_count (city, DAY_SUBJECT), ==, 0);
  city_attach (city);
  g_assert_cmpuint (city_count (city, DAY_SUBJECT), ==, 0);

  city_modes (city, ENR_SENDING_MODE_OFF);
  city_reopen (city);
  city_stamp (city, 0, TRUE, 8, 0);
  city_close (city);
  city_modes (city, ENR_SENDING_MODE_AUTO);
  enr_test_nursery_reopen (city->box.nursery);
  city->db = city->box.db = city->box.nursery->db;
  city_attach (city);
  g_assert_cmpuint (city_count (city, DAY_SUBJECT), ==, 0);

  box_mode (&city->box, "attendance", ENR_SENDING_MODE_CONFIRM);
  city_reopen (city);
  city_close (city);
  g_assert_cmpint (box_in (&city->box, ENR_SENDING_HELD), ==, 1);
}

/* What was written without the hook is made up for when the database is opened next. */
static void
test_catch_up (City *city, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  enr_db_set_owed_func (city->db, NULL, NULL, NULL);
  city_close (city);
  city_certify (city, 0, "2000", enr_date_new (2026, 6, 1));
  g_assert_cmpuint (city_count (city, DAY_SUBJECT), ==, 0);
  city_attach (city);
  g_assert_cmpuint (city_count (city, DAY_SUBJECT), ==, 1);
  city_attach (city);
  g_assert_cmpuint (city_count (city, DAY_SUBJECT), ==, 1);

  /* Another program's gap in between is not passed over by what this one goes on writing. */
  enr_db_set_owed_func (city->db, NULL, NULL, NULL);
  city_reopen (city);
  city_stamp (city, 0, TRUE, 8, 0);
  city_close (city);
  {
    EnrDb *other = enr_db_open (city->box.nursery->path, ENR_DB_READ_WRITE, &error);
    EnrVacancy ages[ENR_VACANCY_AGES];

    g_assert_no_error (error);
    g_assert_true (enr_vacancy_load (other, enr_test_day (), ages, &error));
    enr_db_close (other);
  }
  g_assert_cmpuint (city_count (city, DAY_SUBJECT), ==, 1);
  city_attach (city);
  g_assert_cmpuint (city_count (city, DAY_SUBJECT), ==, 2);
}

/* What the receiver would refuse is found at once, in words and with the place; put right, it goes.
 */
static void
test_wrong_number (City *city, gconstpointer data)
{
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) later_bytes = NULL;
  g_autoptr (EnrOutboxRow) row = NULL;
  g_autoptr (EnrOutboxRow) later = NULL;
  g_autoptr (EnrSubmissionFault) fault = NULL;
  g_auto (EnrEvent) event = { 0 };
  g_auto (EnrEvent) later_event = { 0 };
  g_autoptr (GError) error = NULL;
  const EnrSubmissionFault *first;

  city_certify (city, 2, "甲 １２", enr_date_new (2026, 4, 1));
  city_certify (city, 4, "1000", enr_date_new (2026, 4, 1));
  faults = enr_submission_check (city->db, DAY_SUBJECT, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (faults->len, ==, 2);
  first = faults->pdata[0];
  g_assert_cmpint (first->place, ==, ENR_PLACE_CHILD);
  g_assert_true (enr_uuid_equal (&first->id, &city->children[2]));
  g_assert_nonnull (strstr (first->words, "the certification number must be"));
  g_assert_cmpstr (((EnrSubmissionFault *) faults->pdata[1])->words, ==,
                   "Two children have the certification number 1000.");

  city_close (city);
  row = city_newest (city, DAY_SUBJECT, &bytes, &event);
  g_assert_cmpint (row->sending, ==, ENR_SENDING_QUARANTINED);
  g_assert_true (g_str_has_suffix (row->problem->pointer, "/number"));
  fault = enr_submission_explain (city->db, bytes, row->problem, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fault->words, ==, first->words);
  g_assert_true (enr_uuid_equal (&fault->id, &city->children[2]));
  g_assert_cmpstr (enr_place_key (fault->place), ==, "child");

  city_certify (city, 2, "1002", enr_date_new (2026, 4, 1));
  later = city_newest (city, DAY_SUBJECT, &later_bytes, &later_event);
  g_assert_cmpint (later->sending, ==, ENR_SENDING_OWED);
  g_assert_cmpint (later->rev, ==, 2);
  find_child (later_event.data, "1002");
  g_assert_cmpint (box_in (&city->box, ENR_SENDING_SUPERSEDED), >=, 1);
}

static void
test_month (City *city, gconstpointer data)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (EnrOutboxRow) row = NULL;
  g_auto (EnrEvent) event = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  const json_t *ages;

  enr_month_close (city->db, city->actor, enr_date_new (2026, 5, 1), "", NULL, &error);
  g_assert_no_error (error);
  row = city_newest (city, "month/2026-05", &bytes, &event);
  g_assert_cmpint (row->sending, ==, ENR_SENDING_OWED);
  ages = json_object_get (event.data, "ages");
  g_assert_cmpuint (json_array_size (ages), ==, 6);
  g_assert_cmpint (enr_json_get_int (json_array_get (ages, 0), "enrolled_first", 0), ==, 1);
  g_assert_cmpint (enr_json_get_int (event.data, "revision", 0), ==, 1);
  assert_no_names (city, bytes);
  words = enr_submission_describe (bytes, &error);
  g_assert_true (g_str_has_prefix (words, "Figures of the month, 令和8年5月"));
}

static void
test_enrolment (City *city, gconstpointer data)
{
  static const char *const types[]
      = { "jp.enroku.enrolment.changed.v1", "jp.enroku.enrolment.ended.v1" };
  g_autofree char *hex = g_strdup ("");
  g_autofree char *subject = NULL;
  g_autoptr (GError) error = NULL;
  EnrChild *child = enr_child_new ();
  GString *text = g_string_new ("enrolment/");

  g_free (child->family_name);
  g_free (child->given_name);
  child->family_name = g_strdup ("新田");
  child->given_name = g_strdup ("みどり");
  child->birth_date = enr_date_new (2024, 5, 5);
  enr_child_admit (city->db, city->actor, child, enr_test_day (), NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 16; i++)
    g_string_append_printf (text, "%02x", child->id.bytes[i]);
  subject = g_string_free (text, FALSE);
  {
    g_autoptr (GBytes) bytes = NULL;
    g_auto (EnrEvent) event = { 0 };
    g_autoptr (EnrOutboxRow) row = city_newest (city, subject, &bytes, &event);

    g_assert_cmpstr (event.type, ==, "jp.enroku.enrolment.started.v1");
    g_assert_cmpstr (enr_json_get_text (event.data, "first", ""), ==, "2026-06-10");
    g_assert_cmpint (enr_json_get_int (event.data, "age", -1), ==, 1);
    g_assert_false (contains (bytes, "新田"));
    g_assert_cmpint (row->sending, ==, ENR_SENDING_OWED);
  }
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GBytes) bytes = NULL;
      g_auto (EnrEvent) event = { 0 };
      g_autoptr (EnrOutboxRow) row = NULL;
      EnrCertification certification = { { { 0 } },       ENR_CERTIFICATION_3, ENR_CARE_SHORT,
                                         (char *) "3000", enr_test_day (),     ENR_DATE_NONE };

      if (i == 0)
        enr_child_certify (city->db, city->actor, &child->id, &certification, &error);
      else
        enr_child_leave (city->db, city->actor, &child->id, enr_test_day () + 20, "転居", &error);
      g_assert_no_error (error);
      row = city_newest (city, subject, &bytes, &event);
      g_assert_cmpstr (event.type, ==, types[i]);
      g_assert_cmpint (row->rev, ==, i + 2);
      g_assert_cmpstr (enr_json_get_text (json_object_get (event.data, "child"), "number", ""), ==,
                       "3000");
      g_assert_false (contains (bytes, "転居"));
    }
  /* A name is nothing that is told. */
  g_free (child->given_name);
  child->given_name = g_strdup ("あお");
  enr_child_save (city->db, city->actor, child, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (city_count (city, subject), ==, 3);
  enr_child_free (child);
}

static void
test_facility (City *city, gconstpointer data)
{
  g_autoptr (EnrFacility) facility = NULL;
  g_autoptr (GError) error = NULL;
  EnrVacancy ages[ENR_VACANCY_AGES];
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (EnrOutboxRow) row = NULL;
  g_auto (EnrEvent) event = { 0 };
  g_autofree char *words = NULL;

  /* Its state at once where the kind was turned on. */
  g_assert_cmpuint (city_count (city, "facility"), ==, 1);
  facility = enr_facility_load (city->db, &error);
  g_free (facility->phone);
  facility->phone = g_strdup ("03-0000-0000");
  g_assert_true (enr_facility_save (city->db, city->actor, facility, &error));
  g_assert_cmpuint (city_count (city, "facility"), ==, 2);
  /* A setting that is nobody else's business. */
  facility->lock_minutes = 7;
  g_assert_true (enr_facility_save (city->db, city->actor, facility, &error));
  g_assert_cmpuint (city_count (city, "facility"), ==, 2);

  g_assert_cmpuint (city_count (city, "vacancy"), ==, 0);
  g_assert_true (enr_vacancy_load (city->db, enr_test_day (), ages, &error));
  g_assert_cmpint (ages[3].enrolled, ==, 1);
  g_assert_cmpint (ages[3].as_of, ==, ENR_DATE_NONE);
  ages[3].as_of = enr_test_day ();
  ages[3].places = 2;
  ages[3].waiting = 1;
  g_assert_true (enr_vacancy_save (city->db, city->actor, ages, &error));
  row = city_newest (city, "vacancy", &bytes, &event);
  words = enr_submission_describe (bytes, &error);
  g_assert_nonnull (strstr (words, "Class age 3: 1 enrolled, 2 more can come, 1 waiting\n"));
  ages[3].places = 1000;
  g_assert_false (enr_vacancy_save (city->db, city->actor, ages, &error));
  g_clear_error (&error);
  ages[3].places = 1;
  ages[3].as_of++;
  g_assert_false (enr_vacancy_save (city->db, city->actor, ages, &error));
}

static void
test_outbreak (City *city, gconstpointer data)
{
  g_autoptr (EnrOutbreakReport) report = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (EnrOutboxRow) row = NULL;
  g_auto (EnrEvent) event = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *subject = NULL;

  fill_day (city);
  report = enr_outbreak_report_prepare (city->db, "", enr_test_day (), &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->children, ==, 1);
  g_assert_cmpint (report->users, ==, 6);
  report->severe = 5;
  g_assert_false (enr_outbreak_report_save (city->db, city->actor, report, &error));
  g_clear_error (&error);
  report->severe = 0;
  g_free (report->measures);
  report->measures = g_strdup ("消毒した");
  g_assert_true (enr_outbreak_report_save (city->db, city->actor, report, &error));
  rows = box_list (&city->box, ENR_SENDING_OWED);
  subject = g_strdup (((EnrOutboxRow *) rows->pdata[0])->subject);
  row = city_newest (city, subject, &bytes, &event);
  g_assert_cmpint (row->lane, ==, ENR_LANE_URGENT);
  g_assert_cmpstr (enr_json_get_text (event.data, "measures", ""), ==, "消毒した");
  report->children = 3;
  g_assert_true (enr_outbreak_report_save (city->db, city->actor, report, &error));
  g_assert_cmpuint (city_count (city, subject), ==, 2);
  g_assert_true (enr_outbreak_report_remove (city->db, city->actor, &report->id, "誤り", &error));
  g_assert_cmpuint (city_count (city, subject), ==, 3);
  g_assert_false (enr_outbreak_report_save (city->db, city->actor, report, &error));
  list = enr_outbreak_report_list (city->db, NULL);
  g_assert_cmpuint (list->len, ==, 0);
}

static void
test_file (City *city, gconstpointer data)
{
  g_autoptr (GBytes) content = g_bytes_new_static ("%PDF-1.5 要録", 15);
  EnrSubmittedFile file = { { { 0 } }, "child-record",    ENR_DATE_NONE, ENR_DATE_NONE,
                            5,         city->children[0], "要録 青木",   "application/pdf" };
  g_autoptr (GPtrArray) list = NULL;
  const EnrSubmittedPaper *paper;
  g_autofree char *subject = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (EnrOutboxRow) row = NULL;
  g_auto (EnrEvent) event = { 0 };
  g_autoptr (GError) error = NULL;
  guint8 sum[ENR_SUM_LENGTH];
  char hex[2 * ENR_SUM_LENGTH + 1];

  enr_submitted_file_add (city->db, city->actor, &file, content, &error);
  g_assert_no_error (error);
  subject = enr_submitted_file_dup_subject (&file.id);
  row = city_newest (city, subject, &bytes, &event);
  g_assert_cmpint (row->sending, ==, ENR_SENDING_OWED);
  g_assert_false (contains (bytes, "青木"));
  g_assert_cmpint (enr_blob_next (city->db, NULL, sum, &error), ==, 1);
  enr_sum_format (sum, hex);
  g_assert_cmpstr (enr_json_get_text (event.data, "sha256", ""), ==, hex);
  g_assert_cmpstr (enr_json_get_text (json_object_get (event.data, "child"), "number", ""), ==,
                   "1000");
  g_assert_true (enr_submitted_file_withdraw (city->db, city->actor, &file.id, "差し替え", &error));
  g_assert_cmpuint (city_count (city, subject), ==, 2);
  list = enr_submitted_file_list (city->db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  paper = g_ptr_array_index (list, 0);
  g_assert_cmpstr (paper->title, ==, "要録 青木");
  g_assert_true (paper->is_removed);
  g_assert_cmpint (paper->sending, ==, ENR_SENDING_OWED);

  file.media_type = "text/html";
  g_assert_false (enr_submitted_file_add (city->db, city->actor, &file, content, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  file.media_type = enr_submitted_file_guess_type ("要録.PDF");
  file.title = " ";
  g_assert_false (enr_submitted_file_add (city->db, city->actor, &file, content, &error));
  g_clear_error (&error);
  g_assert_null (enr_submitted_file_guess_type ("要録.pdf.exe"));

  /* What would never leave is not kept as handed in. */
  file.title = "要録";
  box_mode (&city->box, "document", ENR_SENDING_MODE_OFF);
  g_assert_cmpint (enr_submitted_file_is_on (city->db, &error), ==, 0);
  g_assert_false (enr_submitted_file_add (city->db, city->actor, &file, content, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
}

/* Put back from a copy, the database speaks in a name of its own. */
static void
test_restored (City *city, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (city->box.nursery->folder, "copy.db", NULL);
  g_auto (EnrLink) before = { 0 };
  g_auto (EnrLink) after = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_auto (EnrEvent) event = { 0 };
  const EnrOutboxItem *item;

  city_modes (city, ENR_SENDING_MODE_OFF);
  box_mode (&city->box, "attendance", ENR_SENDING_MODE_AUTO);
  city_close (city);
  g_assert_true (enr_link_load (city->db, &before, &error));
  g_assert_true (enr_db_backup (city->db, copy, &error));
  enr_db_close (city->db);
  city->box.nursery->db = NULL;
  g_assert_true (enr_db_restore (copy, city->box.nursery->path, NULL, &error));
  enr_test_nursery_reopen (city->box.nursery);
  city->db = city->box.db = city->box.nursery->db;
  city_attach (city);
  g_assert_true (enr_link_load (city->db, &after, &error));
  g_assert_cmpstr (after.source, !=, before.source);
  g_assert_cmpint (after.rev_floor, >, 0);
  items = box_take (&city->box, T0, 100);
  for (guint i = 0; i < items->len; i++)
    {
      item = items->pdata[i];
      g_assert_true (enr_event_read (&event, g_bytes_get_data (item->bytes, NULL),
                                     g_bytes_get_size (item->bytes), &error));
      g_assert_cmpstr (event.source, ==, after.source);
      g_assert_cmpint (event.sequence, <=, items->len);
      enr_event_clear (&event);
    }
  g_assert_cmpuint (items->len, >, 0);
}

/* Whatever statement fails, there is the fact with its event, or neither. */
static void
test_faults (City *city, gconstpointer data)
{
  gboolean is_done = FALSE;
  guint n;

  for (n = 1; !is_done; n++)
    {
      g_autoptr (EnrDay) day = NULL;

      enr_db_set_fault (city->db, (int) n);
      is_done = enr_day_close (city->db, city->actor, enr_test_day (), NULL, NULL);
      enr_db_set_fault (city->db, 0);
      day = enr_day_load (city->db, enr_test_day (), NULL, NULL);
      g_assert_cmpint (day->closed_at != ENR_INSTANT_NONE, ==, is_done);
      g_assert_cmpuint (city_count (city, DAY_SUBJECT), ==, is_done ? 1 : 0);
    }
  g_assert_cmpuint (n, >, 20);
}

/* The table of published rules says no to what breaks each of them, and yes to what it allows. */
static void
test_published (void)
{
  static const struct
  {
    const char *json; /* put over a right envelope; a member of "-" goes */
    const char *fault;
  } cases[] = {
    { "{}", NULL },
    { "{'id':'-'}", "id" },
    { "{'id':''}", "id" },
    { "{'id':1}", "id" },
    { "{'id':null}", "id" },
    { "{'source':'-'}", "source" },
    { "{'source':''}", "source" },
    { "{'source':'a b'}", "source" },
    { "{'source':'/sensors/1'}", NULL },
    { "{'specversion':'-'}", "specversion" },
    { "{'specversion':''}", "specversion" },
    { "{'specversion':1}", "specversion" },
    { "{'type':'-'}", "type" },
    { "{'type':''}", "type" },
    { "{'type':[]}", "type" },
    { "{'subject':''}", "subject" },
    { "{'subject':7}", "subject" },
    { "{'subject':null}", NULL },
    { "{'dataschema':''}", "dataschema" },
    { "{'dataschema':'attendance-day/1.0'}", "dataschema" },
    { "{'dataschema':null}", NULL },
    { "{'datacontenttype':true}", "datacontenttype" },
    { "{'datacontenttype':'application/json'}", NULL },
    { "{'time':'2026-11-21 17:42:03+09:00'}", "time" },
    { "{'time':'2026-11-21'}", "time" },
    { "{'time':5}", "time" },
    { "{'time':null}", NULL },
    { "{'data':'-'}", NULL },
    { "{'data':'text'}", NULL },
    { "{'data_base64':'AAAA'}", "data_base64" },
    { "{'data':'-','data_base64':'AAAA'}", NULL },
    { "{'data':'-','data_base64':'A?'}", "data_base64" },
    { "{'Rev':1}", "extension's name" },
    { "{'my_rev':1}", "extension's name" },
    { "{'myrev':2147483648}", "extension's value" },
    { "{'myrev':{}}", "extension's value" },
    { "{'myrev':null}", "extension's value" },
    { "{'myrev':true}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdelimit (g_strdup (cases[i].json), "'", '"');
      json_t *change = enr_json_read (text, strlen (text), NULL);
      json_t *event
          = json_pack ("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:{}}", "id", "1", "source", "urn:enroku:1:2",
                       "specversion", "1.0", "type", "t", "subject", "s", "dataschema", "urn:a",
                       "time", "2026-11-21T17:42:03+09:00", "data");
      const char *key;
      json_t *value;
      void *iter = NULL;

      g_assert_nonnull (change);
      while ((iter = enr_json_next (change, iter, &key, &value)) != NULL)
        if (g_strcmp0 (json_string_value (value), "-") == 0)
          json_object_del (event, key);
        else
          json_object_set (event, key, value);
      g_test_message ("%s", cases[i].json);
      g_assert_cmpstr (cloud_event_fault (event), ==, cases[i].fault);
      json_decref (change);
      json_decref (event);
    }
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*func) (City *, gconstpointer);
  } tests[] = {
    { "/submission/day", test_day },
    { "/submission/correction", test_correction },
    { "/submission/off", test_off },
    { "/submission/catch-up", test_catch_up },
    { "/submission/wrong-number", test_wrong_number },
    { "/submission/month", test_month },
    { "/submission/enrolment", test_enrolment },
    { "/submission/facility", test_facility },
    { "/submission/outbreak", test_outbreak },
    { "/submission/file", test_file },
    { "/submission/restored", test_restored },
    { "/submission/faults", test_faults },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, City, NULL, city_set_up, tests[i].func, city_tear_down);

  g_test_add_func ("/submission/published", test_published);
  return g_test_run ();
}
