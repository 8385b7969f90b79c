/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Who it was is remembered for each step and database, in this PC's preferences: "SITE STEP" is
 * "UUID DAY NAME", where SITE is the id that a database has got when it was made.
 */
#include "config.h"

#include "app/writing/approver.h"

#include "app/preferences.h"
#include "app/writing/approver-dialog.h"
#include "base/clock.h"
#include "people/staff.h"
#include "store/journal.h"

#define KEY "approvers"
/* On a window: a question is on its way to it. */
#define ASKING "enr-approver-asking"

typedef struct
{
  EnrUuid id;  /* none where the name was typed */
  EnrDate day; /* on which it was said */
  char *name;
} Remembered;

typedef struct
{
  GtkWidget *parent;
  GtkRoot *root;
  EnrSession *session;
  EnrStep step;
  gboolean is_always;
  char *what;
  char *key; /* of what is remembered; NULL until the database was read */
  EnrApproverFunc func;
  gpointer user_data;
  GDestroyNotify free_data;
} Question;

/* What the reader brings. */
typedef struct
{
  EnrUuid site;
  GPtrArray *staff; /* (element-type EnrStaff) of today */
} Known;

static void
remembered_free (gpointer data)
{
  Remembered *self = data;

  g_free (self->name);
  g_free (self);
}

static Remembered *
parse (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", 3);
  Remembered *self;
  EnrUuid id;

  if (g_strv_length (parts) < 3 || !enr_uuid_parse (parts[0], &id))
    return NULL;
  self = g_new0 (Remembered, 1);
  self->id = id;
  self->day = enr_date_parse_iso (parts[1]);
  self->name = g_strdup (parts[2]);
  return self;
}

/* Before there were ids of databases in it, what was remembered is nobody's. */
static gboolean
is_key (const char *key)
{
  g_auto (GStrv) parts = g_strsplit (key, " ", 2);
  EnrUuid site;

  return g_strv_length (parts) == 2 && enr_uuid_parse (parts[0], &site);
}

static GHashTable *
get_all (void)
{
  static GHashTable *all;
  GSettings *settings = enr_preferences_get ();
  g_autoptr (GVariant) stored = NULL;
  GVariantIter iter;
  const char *key, *text;

  if (all != NULL)
    return all;
  all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, remembered_free);
  if (settings == NULL)
    return all;
  stored = g_settings_get_value (settings, KEY);
  g_variant_iter_init (&iter, stored);
  while (g_variant_iter_next (&iter, "{&s&s}", &key, &text))
    {
      Remembered *one = is_key (key) ? parse (text) : NULL;

      if (one != NULL)
        g_hash_table_insert (all, g_strdup (key), one);
    }
  return all;
}

static void
store_all (void)
{
  GSettings *settings = enr_preferences_get ();
  GVariantBuilder builder;
  GHashTableIter iter;
  gpointer key, value;

  if (settings == NULL)
    return;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_hash_table_iter_init (&iter, get_all ());
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Remembered *one = value;
      char id[ENR_UUID_STRING_LENGTH], day[ENR_DATE_ISO_LENGTH];
      g_autofree char *text = g_strdup_printf ("%s %s %s", enr_uuid_format (&one->id, id),
                                               enr_date_iso (one->day, day), one->name);

      g_variant_builder_add (&builder, "{ss}", (const char *) key, text);
    }
  g_settings_set_value (settings, KEY, g_variant_builder_end (&builder));
}

static void
question_free (gpointer data)
{
  Question *question = data;

  if (question->free_data != NULL)
    question->free_data (question->user_data);
  g_object_unref (question->parent);
  g_clear_object (&question->root);
  g_object_unref (question->session);
  g_free (question->what);
  g_free (question->key);
  g_free (question);
}

/* Whoever submits is whoever withdraws. */
static char *
dup_key (const EnrUuid *site, EnrStep step)
{
  char id[ENR_UUID_STRING_LENGTH];

  return g_strdup_printf ("%s %s", enr_uuid_format (site, id),
                          enr_step_key (step == ENR_STEP_WITHDRAW ? ENR_STEP_SUBMIT : step));
}

static void
answered_cb (const EnrUuid *staff_id, const char *name, gpointer user_data)
{
  Question *question = user_data;
  Remembered *one = g_new0 (Remembered, 1);

  one->id = *staff_id;
  one->day = enr_clock_today ();
  one->name = g_strdup (name);
  g_hash_table_insert (get_all (), g_strdup (question->key), one);
  store_all ();
  question->func (staff_id, name, question->user_data);
}

/*
 * Reading whose database it is, and who works there
 */

static void
known_free (gpointer data)
{
  Known *known = data;

  g_clear_pointer (&known->staff, g_ptr_array_unref);
  g_free (known);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  Known *known = g_new0 (Known, 1);

  known->site = enr_journal_get_site (db);
  known->staff = enr_staff_list (db, enr_clock_today (), error);
  if (known->staff != NULL)
    return known;
  known_free (known);
  return NULL;
}

/* The name by which somebody is known today; NULL where she is not of the staff (any more). */
static const char *
find_name (const Known *known, const Remembered *one)
{
  if (enr_uuid_is_none (&one->id))
    return one->name;
  for (guint i = 0; i < known->staff->len; i++)
    {
      const EnrStaff *staff = g_ptr_array_index (known->staff, i);

      if (enr_uuid_equal (&staff->id, &one->id))
        return staff->name;
    }
  return NULL;
}

/* Approving is said each time: the PC may be anybody's. */
static gboolean
is_asked_once (EnrStep step)
{
  return step == ENR_STEP_SUBMIT || step == ENR_STEP_WITHDRAW;
}

static void
go_on (Question *question, const Known *known)
{
  const Remembered *last = g_hash_table_lookup (get_all (), question->key);
  const char *name = last != NULL ? find_name (known, last) : NULL;

  if (name != NULL && !question->is_always && is_asked_once (question->step)
      && last->day == enr_clock_today ())
    {
      question->func (&last->id, name, question->user_data);
      question_free (question);
      return;
    }
  enr_approver_dialog_show (question->root, question->step, question->what, known->staff,
                            name != NULL ? &last->id : &enr_uuid_none, answered_cb, question,
                            question_free);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (GError) error = NULL;
  Known *known = enr_store_finish (ENR_STORE (source), result, &error);

  if (question->root != NULL)
    g_object_set_data (G_OBJECT (question->root), ASKING, NULL);
  if (known == NULL)
    enr_session_fail (question->session, error);
  /* Where it was asked from may have been closed meanwhile. */
  if (known == NULL || gtk_widget_get_root (question->parent) != question->root)
    {
      question_free (question);
      g_clear_pointer (&known, known_free);
      return;
    }
  question->key = dup_key (&known->site, question->step);
  go_on (question, known);
  known_free (known);
}

static void
ask (GtkWidget *parent,
     EnrSession *session,
     EnrStep step,
     gboolean is_always,
     const char *what,
     EnrApproverFunc func,
     gpointer user_data,
     GDestroyNotify free_data)
{
  Question *question = g_new0 (Question, 1);
  GtkRoot *root = gtk_widget_get_root (parent);

  question->parent = g_object_ref (parent);
  question->root = root != NULL ? g_object_ref (root) : NULL;
  question->session = g_object_ref (session);
  question->step = step;
  question->is_always = is_always;
  question->what = g_strdup (what);
  question->func = func;
  question->user_data = user_data;
  question->free_data = free_data;
  if (root != NULL && g_object_get_data (G_OBJECT (root), ASKING) != NULL)
    {
      question_free (question);
      return;
    }
  if (root != NULL)
    g_object_set_data (G_OBJECT (root), ASKING, GINT_TO_POINTER (TRUE));
  enr_store_read_async (enr_session_get_store (session), load, NULL, NULL, known_free, NULL,
                        loaded_cb, question);
}

void
enr_approver_choose (GtkWidget *parent,
                     EnrSession *session,
                     EnrStep step,
                     const char *what,
                     EnrApproverFunc func,
                     gpointer user_data,
                     GDestroyNotify free_data)
{
  g_return_if_fail (GTK_IS_WIDGET (parent) && ENR_IS_SESSION (session));

  ask (parent, session, step, TRUE, what, func, user_data, free_data);
}

void
enr_approver_ask (GtkWidget *parent,
                  EnrSession *session,
                  EnrStep step,
                  const char *what,
                  EnrApproverFunc func,
                  gpointer user_data,
                  GDestroyNotify free_data)
{
  g_return_if_fail (GTK_IS_WIDGET (parent) && ENR_IS_SESSION (session));

  ask (parent, session, step, FALSE, what, func, user_data, free_data);
}
