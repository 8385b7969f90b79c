/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Random sequences of writing and approving beside a model of it: what was frozen stays as it is.
 */
#include "config.h"

#include "approval-fixture.h"

#include "store/raw.h"

/* What a writing should be after what was done to it: written down apart from the program's own
 * tables. */
typedef struct
{
  EnrUuid id;
  const EnrWritingKind *kind;
  gboolean has_chief;
  gboolean has_after; /* the review is written afterwards */
  gboolean is_evaluating;
  const char *state;
  int revision;
  int version;
  int approved;
  Person submitter;
  char *texts[2];    /* aims, review */
  GPtrArray *frozen; /* (element-type utf8) the hash and bytes of each version, as hexadecimals */
} Model;

static const char *const keys[] = { "aims", "review" };

static gboolean
model_save (Model *model, guint key, const char *text)
{
  if (strcmp (model->state, "draft") != 0 && strcmp (model->state, "returned") != 0)
    return FALSE;
  /* An approved plan that is evaluated is open for its review alone. */
  if (model->is_evaluating && key == 0)
    return FALSE;
  g_free (model->texts[key]);
  model->texts[key] = g_strdup (text);
  return TRUE;
}

static gboolean
model_approve (Model *model, Person who, int seen, gboolean own_allowed)
{
  return seen == model->version && (own_allowed || who != model->submitter);
}

static gboolean
model_step (Model *model,
            Person who,
            EnrStep step,
            int seen,
            const char *reason,
            gboolean own_allowed)
{
  gboolean is_submitted = strcmp (model->state, "submitted") == 0;
  gboolean is_chief = strcmp (model->state, "chief") == 0;
  gboolean is_approved = strcmp (model->state, "approved") == 0;

  switch (step)
    {
    case ENR_STEP_SUBMIT:
      if (is_submitted || is_chief || is_approved || strcmp (model->state, "archived") == 0
          || *model->texts[0] == '\0')
        return FALSE;
      model->state = "submitted";
      model->version++;
      model->submitter = who;
      return TRUE;
    case ENR_STEP_WITHDRAW:
      if (!is_submitted)
        return FALSE;
      model->state = "draft";
      return TRUE;
    case ENR_STEP_CHIEF:
      if (!is_submitted || !model->has_chief || !model_approve (model, who, seen, own_allowed))
        return FALSE;
      model->state = "chief";
      return TRUE;
    case ENR_STEP_DIRECTOR:
      if (!(model->has_chief ? is_chief : is_submitted)
          || !model_approve (model, who, seen, own_allowed))
        return FALSE;
      model->state = "approved";
      model->approved = model->version;
      model->is_evaluating = FALSE;
      return TRUE;
    case ENR_STEP_RETURN:
      if ((!is_submitted && !is_chief) || seen != model->version || *reason == '\0')
        return FALSE;
      model->state = "returned";
      return TRUE;
    case ENR_STEP_REVISE:
      if (!is_approved || *reason == '\0')
        return FALSE;
      model->state = "draft";
      model->revision++;
      return TRUE;
    case ENR_STEP_ARCHIVE:
      if (!is_approved)
        return FALSE;
      model->state = "archived";
      return TRUE;
    case ENR_STEP_EVALUATE:
      if (!is_approved || !model->has_after)
        return FALSE;
      model->state = "draft";
      model->is_evaluating = TRUE;
      return TRUE;
    case ENR_STEP_UNARCHIVE:
      if (strcmp (model->state, "archived") != 0)
        return FALSE;
      model->state = "approved";
      return TRUE;
    case ENR_N_STEPS:
    default:
      g_assert_not_reached ();
    }
}

/* The versions as the file has them, read past the program, are those that were seen before. */
static void
check_frozen (Approval *fixture, sqlite3_stmt *stmt, Model *model)
{
  int n = 0;
  int rc;

  sqlite3_bind_blob (stmt, 1, model->id.bytes, sizeof model->id.bytes, SQLITE_STATIC);
  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      const char *bytes = (const char *) sqlite3_column_text (stmt, 0);

      if (n == (int) model->frozen->len)
        {
          g_autoptr (EnrContent) content
              = enr_writing_load_version (fixture->base.db, &model->id, n + 1, NULL);

          g_assert_nonnull (content);
          for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
            g_assert_cmpstr (enr_content_get_text (content, keys[i]), ==, model->texts[i]);
          g_assert_cmpint (content->revision, ==, model->revision);
          g_ptr_array_add (model->frozen, g_strdup (bytes));
        }
      g_assert_cmpstr (g_ptr_array_index (model->frozen, n), ==, bytes);
      n++;
    }
  g_assert_cmpint (rc, ==, SQLITE_DONE);
  sqlite3_reset (stmt);
  g_assert_cmpint (n, ==, model->version);
}

static void
check_model (Approval *fixture, sqlite3_stmt *stmt, Model *model)
{
  g_autoptr (EnrWriting) writing = load (&fixture->base, &model->id);

  g_assert_cmpstr (enr_writing_state_key (writing->state), ==, model->state);
  g_assert_cmpint (writing->revision, ==, model->revision);
  g_assert_cmpint (writing->version, ==, model->version);
  g_assert_cmpint (writing->approved, ==, model->approved);
  g_assert_cmpint (writing->is_evaluating, ==, model->is_evaluating);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_cmpstr (enr_writing_get_text (writing, keys[i]), ==, model->texts[i]);
  check_frozen (fixture, stmt, model);
}

/* Mostly what leads on, so that many sequences come to an approval and a revision. */
static EnrStep
choose_step (const Model *model)
{
  if (g_test_rand_int_range (0, 3) == 0)
    return (EnrStep) g_test_rand_int_range (0, ENR_N_STEPS);
  if (strcmp (model->state, "submitted") == 0)
    return model->has_chief ? ENR_STEP_CHIEF : ENR_STEP_DIRECTOR;
  if (strcmp (model->state, "chief") == 0)
    return ENR_STEP_DIRECTOR;
  if (strcmp (model->state, "approved") == 0)
    return g_test_rand_bit () ? ENR_STEP_REVISE : ENR_STEP_EVALUATE;
  if (strcmp (model->state, "archived") == 0)
    return ENR_STEP_UNARCHIVE;
  return ENR_STEP_SUBMIT;
}

static void
do_random (Approval *fixture, Model *model, gboolean own_allowed)
{
  g_autoptr (GError) error = NULL;
  gboolean is_done, is_expected;

  if (g_test_rand_int_range (0, 3) == 0)
    {
      guint key = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (keys));
      g_autofree char *text = g_test_rand_int_range (0, 6) == 0
                                  ? g_strdup ("")
                                  : g_strdup_printf ("文%d", g_test_rand_int_range (0, 1000));

      is_done = try_write (fixture, model->kind, &model->id, keys[key], text, &error);
      is_expected = model_save (model, key, text);
    }
  else
    {
      EnrStep step = choose_step (model);
      Person who = (Person) g_test_rand_int_range (0, N_PEOPLE);
      int seen = model->version - (g_test_rand_int_range (0, 8) == 0);
      const char *reason = g_test_rand_int_range (0, 5) == 0 ? "" : "理由";

      is_done = try_step (fixture, who, step, model->kind, &model->id, seen, reason, &error);
      is_expected = model_step (model, who, step, seen, reason, own_allowed);
    }
  g_assert_cmpint (is_done, ==, is_expected);
  g_assert_cmpint (error == NULL, ==, is_done);
  if (error != NULL)
    g_assert_true (error->domain == ENR_NURSERY_ERROR);
}

/* What is looked at is what the file says, not how soon the disk has it. */
static void
wait_for_no_disk (EnrDb *db)
{
  g_auto (EnrStmt) st = enr_stmt (db, "PRAGMA synchronous = OFF");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (enr_stmt_step (&st, &error), ==, 0);
  g_assert_no_error (error);
}

static void
test_random (Approval *fixture, gconstpointer data)
{
  sqlite3 *handle = raw_open (fixture->base.nursery->path);
  sqlite3_stmt *stmt = NULL;
  guint n_approved = 0;
  guint n_revised = 0;

  wait_for_no_disk (fixture->base.db);
  g_assert_cmpint (sqlite3_prepare_v2 (handle,
                                       "SELECT hex (hash) || hex (body) FROM writing_version "
                                       "WHERE writing_id = ? ORDER BY version",
                                       -1, &stmt, NULL),
                   ==, SQLITE_OK);
  for (guint sequence = 0; sequence < 2000; sequence++)
    {
      g_autofree char *title = g_strdup_printf ("行事%u", sequence);
      gboolean has_chief = sequence % 2;
      Model model = { .kind = fixture->kinds[has_chief],
                      .has_chief = has_chief,
                      .has_after = has_chief,
                      .state = "draft",
                      .revision = 1,
                      .texts = { g_strdup (""), g_strdup ("") },
                      .frozen = g_ptr_array_new_with_free_func (g_free) };
      guint n_steps = (guint) g_test_rand_int_range (4, 16);

      if (sequence % 500 == 0)
        allow_own (fixture, sequence % 1000 == 500);
      model.id = make_plan (fixture, model.kind, title);
      for (guint i = 0; i < n_steps; i++)
        {
          do_random (fixture, &model, sequence / 500 % 2);
          check_model (fixture, stmt, &model);
        }
      n_approved += model.approved > 0;
      n_revised += model.revision > 1 && model.approved > 1;
      g_free (model.texts[0]);
      g_free (model.texts[1]);
      g_ptr_array_unref (model.frozen);
    }
  sqlite3_finalize (stmt);
  sqlite3_close (handle);
  g_test_message ("%u approved, %u of them anew", n_approved, n_revised);
  g_assert_cmpuint (n_approved, >, 200);
  g_assert_cmpuint (n_revised, >, 20);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/writing/approval/random", Approval, NULL, set_up_people, test_random,
              tear_down_people);

  return g_test_run ();
}
