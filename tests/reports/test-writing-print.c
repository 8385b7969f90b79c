/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Plans and records from a real database to paper: which version is printed, with whose seals.
 */
#include "config.h"

#include <cairo.h>
#include <string.h>

#include "nursery/facility.h"
#include "people/staff.h"
#include "reports/writing-print.h"
#include "support/fixture.h"
#include "writing/approval.h"

typedef struct
{
  EnrTestNursery *nursery;
  EnrWritingKinds *kinds;
  const EnrWritingKind *diary;
  EnrUuid staff[3]; /* writer, chief, director */
  EnrUuid id;
} Fixture;

static cairo_status_t
collect_cb (void *data, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append (data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
seal_new (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 60, 60);
  GByteArray *bytes = g_byte_array_new ();

  cairo_surface_write_to_png_stream (surface, collect_cb, bytes);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "担任 一子", "主任 二子", "園長 三子" };
  g_autoptr (GError) error = NULL;
  EnrWritingNew new_writing = { .title = "", .writer = "担任 一子", .day = enr_test_day () };

  fixture->nursery = enr_test_nursery_new (6);
  fixture->kinds = enr_writing_kinds_load ();
  fixture->diary = enr_writing_kinds_find (fixture->kinds, "diary", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (EnrStaff) staff = enr_staff_new ();

      g_free (staff->name);
      staff->name = g_strdup (names[i]);
      staff->first = enr_test_day () - 100;
      g_assert_true (
          enr_staff_save (fixture->nursery->db, &fixture->nursery->actor, staff, &error));
      fixture->staff[i] = staff->id;
    }
  new_writing.kind = fixture->diary;
  new_writing.class_id = fixture->nursery->classes[2];
  g_assert_true (enr_writing_create (fixture->nursery->db, &fixture->nursery->actor, &new_writing,
                                     &fixture->id, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  enr_writing_kinds_unref (fixture->kinds);
  enr_test_nursery_free (fixture->nursery);
}

/* Writes all texts. */
static void
fill (Fixture *fixture, const char *text)
{
  g_autoptr (EnrWriting) writing = enr_writing_load (fixture->nursery->db, &fixture->id, NULL);

  for (guint i = 0; i < fixture->diary->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (fixture->diary->sections, i);
      const EnrWritingText *present = g_hash_table_lookup (writing->texts, section->key);
      EnrTextChange change
          = { .key = section->key, .text = text, .seen = present != NULL ? present->version : 0 };
      g_autoptr (GError) error = NULL;

      if (section->type != ENR_SECTION_TEXT)
        continue;
      enr_writing_save (fixture->nursery->db, &fixture->nursery->actor, fixture->diary,
                        &fixture->id, &change, 1, &error);
      g_assert_no_error (error);
    }
}

static void
do_step (Fixture *fixture, EnrStep step, guint who, int version)
{
  static const char *const names[] = { "担任 一子", "主任 二子", "園長 三子" };
  EnrActor actor = { ENR_ACTOR_STAFF, fixture->staff[who], names[who], "test" };
  const EnrStepOn on = { fixture->diary, fixture->id, version, "訂正" };
  g_autoptr (GError) error = NULL;

  enr_step_do (fixture->nursery->db, &actor, step, &on, &error);
  g_assert_no_error (error);
}

static char *
dump (Fixture *fixture, int version)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDocument) document
      = enr_writing_print (fixture->nursery->db, fixture->diary, &fixture->id, 1, version, &error);

  g_assert_no_error (error);
  return enr_document_dump (document);
}

static EnrWritingPrint *
load_print (Fixture *fixture, int version)
{
  g_autoptr (GError) error = NULL;
  EnrWritingPrint *print = enr_writing_print_load (
      fixture->nursery->db, fixture->kinds, fixture->diary, &fixture->id, 1, version, &error);

  g_assert_no_error (error);
  return print;
}

static guint
count_pictures (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDocument) document
      = enr_writing_print (fixture->nursery->db, fixture->diary, &fixture->id, 1, 0, &error);

  g_assert_no_error (error);
  return enr_drawn_page_count_pictures (enr_document_get_page (document, 0));
}

/* A draft is printed as it stands; what was submitted as it was submitted; an open revision beside
 * it. */
static void
test_versions (Fixture *fixture, gconstpointer data)
{
  g_autofree char *draft = NULL;
  g_autofree char *waiting = NULL;
  g_autofree char *approved = NULL;
  g_autofree char *revised = NULL;
  g_autofree char *first = NULL;

  fill (fixture, "初版の文");
  draft = dump (fixture, 0);
  g_assert_nonnull (strstr (draft, "初版の文"));
  g_assert_nonnull (strstr (draft, "\t下書き\n"));
  do_step (fixture, ENR_STEP_SUBMIT, 0, 0);
  waiting = dump (fixture, 0);
  g_assert_null (strstr (waiting, "\t下書き\n"));
  g_assert_nonnull (strstr (waiting, "\t未承認\n"));
  do_step (fixture, ENR_STEP_CHIEF, 1, 1);
  do_step (fixture, ENR_STEP_DIRECTOR, 2, 1);
  approved = dump (fixture, 0);
  g_assert_null (strstr (approved, "\t未承認\n"));
  g_assert_null (strstr (approved, "\t下書き\n"));
  g_assert_nonnull (strstr (approved, "園長 三子"));
  do_step (fixture, ENR_STEP_REVISE, 0, 1);
  fill (fixture, "二版の文");
  revised = dump (fixture, 0);
  g_assert_nonnull (strstr (revised, "二版の文"));
  g_assert_null (strstr (revised, "初版の文"));
  first = dump (fixture, 1);
  g_assert_nonnull (strstr (first, "初版の文"));
  g_assert_null (strstr (first, "二版の文"));
  g_assert_nonnull (strstr (first, "園長 三子"));
}

/* While a revision is written the one in force is what an audit gets, and what is new is counted.
 */
static void
test_in_force (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (EnrWritingPrint) draft = NULL;
  g_autoptr (EnrWritingPrint) print = NULL;
  g_autoptr (EnrWritingPrint) present = NULL;
  g_autoptr (EnrDocument) document = NULL;
  g_autofree char *in_force = NULL;

  fill (fixture, "初版の文");
  draft = load_print (fixture, ENR_PRINT_APPROVED);
  g_assert_cmpuint (enr_writing_print_get_n (draft), ==, 1);
  g_assert_cmpuint (enr_writing_print_get_n_changing (draft), ==, 0);
  g_assert_cmpuint (enr_writing_print_get_n_unapproved (draft), ==, 1);
  do_step (fixture, ENR_STEP_SUBMIT, 0, 0);
  do_step (fixture, ENR_STEP_CHIEF, 1, 1);
  do_step (fixture, ENR_STEP_DIRECTOR, 2, 1);
  do_step (fixture, ENR_STEP_REVISE, 0, 1);
  fill (fixture, "二版の文");
  do_step (fixture, ENR_STEP_SUBMIT, 0, 1);
  in_force = dump (fixture, ENR_PRINT_APPROVED);
  g_assert_nonnull (strstr (in_force, "初版の文"));
  g_assert_null (strstr (in_force, "二版の文"));
  print = load_print (fixture, ENR_PRINT_APPROVED);
  g_assert_cmpuint (enr_writing_print_get_n_changing (print), ==, 1);
  g_assert_cmpuint (enr_writing_print_get_n_unapproved (print), ==, 0);
  present = load_print (fixture, ENR_PRINT_PRESENT);
  g_assert_cmpuint (enr_writing_print_get_n_changing (present), ==, 1);
  g_assert_cmpuint (enr_writing_print_get_n_unapproved (present), ==, 1);
  document = enr_writing_print_make (print, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (document);
  g_cancellable_cancel (cancellable);
  g_assert_null (enr_writing_print_make (print, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_seals (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) seal = seal_new ();
  g_autoptr (GError) error = NULL;

  fill (fixture, "文");
  do_step (fixture, ENR_STEP_SUBMIT, 0, 0);
  do_step (fixture, ENR_STEP_CHIEF, 1, 1);
  g_assert_cmpuint (count_pictures (fixture), ==, 0);
  g_assert_true (enr_staff_set_seal (fixture->nursery->db, &fixture->nursery->actor,
                                     &fixture->staff[1], seal, &error));
  g_assert_cmpuint (count_pictures (fixture), ==, 1);
  g_assert_true (enr_staff_set_seal (fixture->nursery->db, &fixture->nursery->actor,
                                     &fixture->staff[2], seal, &error));
  /* The director has not approved yet. */
  g_assert_cmpuint (count_pictures (fixture), ==, 1);
  do_step (fixture, ENR_STEP_DIRECTOR, 2, 1);
  g_assert_cmpuint (count_pictures (fixture), ==, 2);
}

static gboolean
has_text (EnrDocument *document, const char *text)
{
  for (guint p = 0; p < enr_document_get_n_pages (document); p++)
    {
      const EnrDrawnPage *page = enr_document_get_page (document, p);

      for (guint i = 0; i < enr_drawn_page_count_texts (page); i++)
        if (strcmp (enr_drawn_page_get_text (page, i, NULL, NULL, NULL), text) == 0)
          return TRUE;
    }
  return FALSE;
}

/* On a week's paper the days on which the nursery is closed say why, beside their row. */
static void
test_closed (Fixture *fixture, gconstpointer data)
{
  EnrDb *db = fixture->nursery->db;
  g_autoptr (GError) error = NULL;
  const EnrWritingKind *week = enr_writing_kinds_find (fixture->kinds, "week-plan", &error);
  EnrWritingNew new_writing = { .kind = week,
                                .class_id = fixture->nursery->classes[2],
                                .title = "",
                                .writer = "",
                                .day = enr_test_day () };
  EnrClosure closure = { .first = enr_test_day (),
                         .last = enr_test_day (),
                         .name = (char *) "職員研修のための休園" };
  g_autoptr (EnrDocument) open = NULL;
  g_autoptr (EnrDocument) closed = NULL;
  EnrUuid id;

  g_assert_true (enr_writing_create (db, &fixture->nursery->actor, &new_writing, &id, &error));
  g_assert_no_error (error);
  open = enr_writing_print (db, week, &id, 1, ENR_PRINT_PRESENT, &error);
  g_assert_no_error (error);
  g_assert_false (has_text (open, "職員研修の"));
  g_assert_true (enr_closure_add (db, &fixture->nursery->actor, &closure, NULL, &error));
  g_assert_no_error (error);
  closed = enr_writing_print (db, week, &id, 1, ENR_PRINT_PRESENT, &error);
  g_assert_no_error (error);
  g_assert_true (has_text (closed, "職員研修の"));
  g_assert_true (has_text (closed, "ための休園"));
  if (g_getenv ("ENROKU_PAPERS") != NULL)
    {
      g_autofree char *path = g_build_filename (g_getenv ("ENROKU_PAPERS"), "closed.pdf", NULL);

      g_assert_true (enr_document_write_pdf (closed, path, enr_document_creation_time (), &error));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/reports/writing-print/closed", Fixture, NULL, set_up, test_closed, tear_down);
  g_test_add ("/reports/writing-print/versions", Fixture, NULL, set_up, test_versions, tear_down);
  g_test_add ("/reports/writing-print/in-force", Fixture, NULL, set_up, test_in_force, tear_down);
  g_test_add ("/reports/writing-print/seals", Fixture, NULL, set_up, test_seals, tear_down);

  return g_test_run ();
}
