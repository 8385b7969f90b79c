/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * How long records are kept, destroying them, and whom they were sent to.
 */
#include "config.h"

#include <string.h>

#include "base/clock.h"
#include "nursery/enrolment.h"
#include "writing-fixture.h"
#include "writing/keep.h"
#include "writing/search.h"

#define SECRET "砂場でけんかのあと二人で笑っていた"

static EnrDate
date (const char *text)
{
  return enr_date_parse_iso (text);
}

static void
test_until (void)
{
  EnrWritingKind kind = { .keep_years = 5 };
  const struct
  {
    EnrKeepFrom from;
    const char *last_day;
    gboolean has_child;
    const char *left;
    const char *expected; /* "" for no end */
  } vectors[] = {
    { ENR_KEEP_FROM_YEAR, "2026-06-10", FALSE, "", "2032-03-31" },
    { ENR_KEEP_FROM_YEAR, "2027-03-31", FALSE, "", "2032-03-31" },
    { ENR_KEEP_FROM_YEAR, "2027-04-01", TRUE, "2027-05-01", "2033-03-31" },
    { ENR_KEEP_FROM_LEAVING, "2026-06-10", TRUE, "", "" },
    { ENR_KEEP_FROM_LEAVING, "2026-06-10", TRUE, "2028-02-29", "2033-02-28" },
    { ENR_KEEP_FROM_LEAVING, "2026-06-10", FALSE, "", "2032-03-31" },
    /* The child enters in April 2027 (FACTS 5.3). */
    { ENR_KEEP_SCHOOL, "2027-03-31", TRUE, "2027-03-31", "2033-03-31" },
    { ENR_KEEP_SCHOOL, "2026-04-01", TRUE, "", "2033-03-31" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      EnrDate until;

      kind.keep_from = vectors[i].from;
      until = enr_keep_until (&kind, date (vectors[i].last_day), vectors[i].has_child,
                              date (vectors[i].left));
      g_assert_cmpint (until, ==, date (vectors[i].expected));
    }
}

static void
step (Fixture *fixture,
      const EnrUuid *id,
      const char *kind,
      EnrStep step,
      int version,
      const char *name)
{
  EnrActor actor = *fixture->actor;
  const EnrStepOn on = { kind_of (fixture, kind), *id, version, "" };
  g_autoptr (GError) error = NULL;

  actor.name = name;
  enr_step_do (fixture->db, &actor, step, &on, &error);
  g_assert_no_error (error);
}

/* Fills what must not be blank. */
static EnrUuid
make_approved (Fixture *fixture, const char *kind_key, const EnrUuid *whose, EnrDate day)
{
  const EnrWritingKind *kind = kind_of (fixture, kind_key);
  EnrUuid id = make (fixture, kind_key, whose, day, "");

  for (guint i = 0; i < kind->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (kind->sections, i);

      if (section->type == ENR_SECTION_TEXT)
        save (fixture, &id, section->key, SECRET);
    }
  step (fixture, &id, kind_key, ENR_STEP_SUBMIT, 0, "担任");
  if (enr_writing_kind_has_chief (kind))
    step (fixture, &id, kind_key, ENR_STEP_CHIEF, 1, "主任");
  step (fixture, &id, kind_key, ENR_STEP_DIRECTOR, 1, "園長");
  return id;
}

static gboolean
has_bytes (const char *haystack, gsize length, const char *needle)
{
  return memmem (haystack, length, needle, strlen (needle)) != NULL;
}

static void
test_destroy (Fixture *fixture, gconstpointer data)
{
  EnrUuid id = make_approved (fixture, "diary", &fixture->nursery->classes[2], enr_test_day ());
  EnrUuid other = make (fixture, "diary", &fixture->nursery->classes[3], date ("2027-03-31"), "");
  EnrDate last = date ("2032-03-31");
  EnrActor person = *fixture->actor;
  EnrActor nobody = *fixture->actor;
  EnrUuid both[2] = { id, other };
  g_autoptr (GPtrArray) over = NULL;
  g_autoptr (GPtrArray) certificates = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  EnrUuid certificate;
  gsize length;

  nobody.name = "";
  person.name = "園長 見本";
  save (fixture, &other, "activity", "翌年度の記録");
  over = enr_keep_list (fixture->db, fixture->kinds, last, &error);
  g_assert_cmpuint (over->len, ==, 0);
  g_clear_pointer (&over, g_ptr_array_unref);
  over = enr_keep_list (fixture->db, fixture->kinds, last + 1, &error);
  g_assert_cmpuint (over->len, ==, 2);
  g_assert_cmpint (((EnrKeepItem *) g_ptr_array_index (over, 0))->kept_until, ==, last);

  /* Too early, without a reason, without a person: nothing is touched. */
  g_assert_false (enr_keep_destroy (fixture->db, &person, fixture->kinds, both, 2, last,
                                    "保存期間満了", &certificate, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (enr_keep_destroy (fixture->db, &person, fixture->kinds, both, 2, last + 1, " ",
                                    &certificate, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_REASON);
  g_clear_error (&error);
  g_assert_false (enr_keep_destroy (fixture->db, &nobody, fixture->kinds, both, 2, last + 1,
                                    "保存期間満了", &certificate, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  assert_text (fixture, &id, "activity", SECRET);

  g_assert_true (enr_keep_destroy (fixture->db, &person, fixture->kinds, &id, 1, last + 1,
                                   "保存期間満了", &certificate, &error));
  g_assert_no_error (error);
  g_assert_null (enr_writing_load (fixture->db, &id, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
  g_clear_error (&error);
  g_assert_null (enr_writing_load_version (fixture->db, &id, 1, &error));
  g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  assert_text (fixture, &other, "activity", "翌年度の記録");
  {
    g_autoptr (GPtrArray) found = enr_search (fixture->db, "けんか", 10, &error);

    g_assert_cmpuint (found->len, ==, 0);
  }
  certificates = enr_destruction_list (fixture->db, &error);
  g_assert_cmpuint (certificates->len, ==, 1);
  {
    const EnrDestruction *paper = g_ptr_array_index (certificates, 0);
    const EnrDestroyedLine *line = g_ptr_array_index (paper->lines, 0);

    g_assert_cmpstr (paper->name, ==, "園長 見本");
    g_assert_cmpstr (paper->reason, ==, "保存期間満了");
    g_assert_cmpuint (paper->lines->len, ==, 1);
    g_assert_cmpstr (line->label, ==, "保育日誌");
    g_assert_cmpint (line->fiscal_year, ==, 2026);
    g_assert_cmpint (line->kept_until, ==, last);
    g_assert_cmpuint (line->count, ==, 1);
  }

  /* Not a byte of it is left in the file. */
  enr_db_close (fixture->db);
  fixture->nursery->db = NULL;
  g_assert_true (g_file_get_contents (fixture->nursery->path, &content, &length, &error));
  g_assert_false (has_bytes (content, length, SECRET));
  g_assert_true (has_bytes (content, length, "翌年度の記録"));
}

/* What was taken over from a destroyed one stays, without the way to it. */
static void
test_origin (Fixture *fixture, gconstpointer data)
{
  EnrUuid old = make (fixture, "diary", &fixture->nursery->classes[2], enr_test_day (), "");
  EnrUuid young = make (fixture, "diary", &fixture->nursery->classes[2], date ("2027-03-01"), "");
  EnrTextChange change = { "activity", "写した文", 0, enr_uuid_none, old, "activity" };
  EnrActor person = *fixture->actor;
  g_autoptr (EnrWriting) writing = NULL;
  g_autoptr (GError) error = NULL;
  const EnrWritingText *text;
  EnrUuid certificate;

  person.name = "園長";
  g_assert_true (enr_writing_save (fixture->db, fixture->actor, kind_of (fixture, "diary"), &young,
                                   &change, 1, &error));
  g_assert_true (enr_keep_destroy (fixture->db, &person, fixture->kinds, &old, 1,
                                   date ("2032-04-01"), "満了", &certificate, &error));
  g_assert_no_error (error);
  writing = load (fixture, &young);
  text = g_hash_table_lookup (writing->texts, "activity");
  g_assert_cmpstr (text->text, ==, "写した文");
  g_assert_true (enr_uuid_is_none (&text->origin_id));
}

static void
test_sent (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *child_id = &fixture->nursery->children[5];
  EnrUuid draft = make (fixture, "child-month-plan", child_id, enr_test_day (), "");
  EnrUuid id = make_approved (fixture, "nursery-record", child_id, enr_test_day ());
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  const EnrSent *sent;

  g_assert_false (enr_sent_add (fixture->db, fixture->actor, &draft, enr_test_day (), "第一小学校",
                                "", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (
      enr_sent_add (fixture->db, fixture->actor, &id, enr_test_day (), " ", "", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (enr_sent_add (fixture->db, fixture->actor, &id, enr_test_day (), "第一小学校",
                               "持参", &error));
  g_assert_no_error (error);
  list = enr_sent_list (fixture->db, 2026, &error);
  g_assert_cmpuint (list->len, ==, 1);
  sent = g_ptr_array_index (list, 0);
  g_assert_cmpstr (sent->sent_to, ==, "第一小学校");
  g_assert_cmpint (sent->version, ==, 1);
  g_assert_cmpint (sent->fiscal_year, ==, 2026);
  {
    g_autoptr (GPtrArray) other = enr_sent_list (fixture->db, 2025, &error);

    g_assert_cmpuint (other->len, ==, 0);
  }
  g_assert_true (enr_sent_remove (fixture->db, fixture->actor, &sent->id, &error));
  g_assert_false (enr_sent_remove (fixture->db, fixture->actor, &sent->id, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
}

int
main (int argc, char **argv)
{
  /* No forms of the user's. */
  g_setenv ("XDG_DATA_HOME", "/nowhere", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/writing/keep/until", test_until);
#define ADD(path, function)                                                                        \
  g_test_add ("/writing/keep/" path, Fixture, GUINT_TO_POINTER (6), set_up, function, tear_down)
  ADD ("destroy", test_destroy);
  ADD ("origin", test_origin);
  ADD ("sent", test_sent);

  return g_test_run ();
}
