/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/phrases-read.h"

#include <glib/gi18n.h>

#include "app/compat.h"
#include "app/writing/phrases-change.h"
#include "app/writing/phrases-wrong-dialog.h"
#include "base/csv.h"
#include "writing/phrase.h"

/* From the question for a file to its answer. The parent may be closed meanwhile. */
typedef struct
{
  GtkWindow *parent; /* weak */
  EnrSession *session;
  EnrWritingKinds *kinds; /* NULL for the words */
  char *path;             /* NULL until it is chosen */
} Reading;

/* What goes to the writer. */
typedef struct
{
  const EnrActor *actor;
  EnrWritingKinds *kinds;
  char *path;
} Job;

/* What was put in. */
typedef struct
{
  GPtrArray *added;
  guint n_present;
} Taken;

static Reading *
reading_new (GtkWindow *parent, EnrSession *session, EnrWritingKinds *kinds)
{
  Reading *reading = g_new0 (Reading, 1);

  g_set_weak_pointer (&reading->parent, parent);
  reading->session = g_object_ref (session);
  reading->kinds = kinds != NULL ? enr_writing_kinds_ref (kinds) : NULL;
  return reading;
}

static void
reading_free (Reading *reading)
{
  g_clear_weak_pointer (&reading->parent);
  g_object_unref (reading->session);
  g_clear_pointer (&reading->kinds, enr_writing_kinds_unref);
  g_free (reading->path);
  g_free (reading);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->kinds, enr_writing_kinds_unref);
  g_free (job->path);
  g_free (job);
}

static void
taken_free (gpointer data)
{
  Taken *taken = data;

  g_clear_pointer (&taken->added, g_ptr_array_unref);
  g_free (taken);
}

static gpointer
take (EnrDb *db, gpointer data, GError **error)
{
  const Job *job = data;
  g_autoptr (EnrCsv) csv = enr_csv_read_file (job->path, ENR_ENCODING_AUTO, error);
  Taken *taken = g_new0 (Taken, 1);

  if (csv != NULL
      && (job->kinds != NULL ? enr_phrase_import (db, job->actor, job->kinds, csv, &taken->added,
                                                  &taken->n_present, error)
                             : enr_style_word_import (db, job->actor, csv, &taken->added,
                                                      &taken->n_present, error)))
    return taken;
  taken_free (taken);
  return NULL;
}

static void
again_cb (Reading *reading)
{
  if (reading->parent != NULL)
    enr_phrases_read_start (reading->parent, reading->session, reading->kinds);
}

static void
forget_cb (gpointer reading, GClosure *closure)
{
  reading_free (reading);
}

/* Whoever has mended the file chooses it again. */
static void
refuse (Reading *reading, const GError *error)
{
  g_autofree char *text = enr_error_describe (error);
  EnrPhrasesWrongDialog *dialog;

  if (reading->parent == NULL || !gtk_widget_get_mapped (GTK_WIDGET (reading->parent)))
    {
      enr_session_fail (reading->session, error);
      return;
    }
  dialog = enr_phrases_wrong_dialog_new (reading->session, reading->path, text);
  g_signal_connect_data (dialog, "again", G_CALLBACK (again_cb),
                         reading_new (reading->parent, reading->session, reading->kinds), forget_cb,
                         G_CONNECT_SWAPPED);
  enr_edit_dialog_show (ENR_EDIT_DIALOG (dialog), GTK_WIDGET (reading->parent));
}

static char *
dup_words (const Taken *taken, gboolean is_words)
{
  guint n = taken->added->len;
  g_autofree char *added
      = is_words
            ? g_strdup_printf (ngettext ("%u word was added.", "%u words were added.", n), n)
            : g_strdup_printf (ngettext ("%u phrase was added.", "%u phrases were added.", n), n);
  g_autofree char *present = NULL;

  if (taken->n_present == 0)
    return g_steal_pointer (&added);
  present = g_strdup_printf (
      ngettext ("%u was there already.", "%u were there already.", taken->n_present),
      taken->n_present);
  return g_strdup_printf ("%s %s", added, present);
}

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reading) reading = user_data;
  g_autoptr (GError) error = NULL;
  Taken *taken = enr_store_finish (ENR_STORE (source), result, &error);
  g_autofree char *text = NULL;

  if (taken == NULL)
    {
      refuse (reading, error);
      return;
    }
  text = dup_words (taken, reading->kinds == NULL);
  if (taken->added->len > 0)
    enr_phrases_change_offer_removal (reading->session, text, reading->kinds == NULL, taken->added);
  else
    enr_session_tell (reading->session, text);
  taken_free (taken);
}

static void
chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (Reading) reading = user_data;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  EnrStore *store = enr_session_get_store (reading->session);
  Job *job;

  if (file == NULL)
    return;
  if (path == NULL)
    {
      enr_session_tell (reading->session, _ ("Please choose a file on this PC."));
      return;
    }
  job = g_new0 (Job, 1);
  job->actor = enr_session_get_actor (reading->session);
  job->kinds = reading->kinds != NULL ? enr_writing_kinds_ref (reading->kinds) : NULL;
  job->path = g_strdup (path);
  reading->path = g_steal_pointer (&path);
  enr_store_write_async (store, take, job, job_free, taken_free, taken_cb,
                         g_steal_pointer (&reading));
}

void
enr_phrases_read_start (GtkWindow *parent, EnrSession *session, EnrWritingKinds *kinds)
{
  g_return_if_fail (ENR_IS_SESSION (session));

  enr_compat_open_file (parent, _ ("Choose the File"), _ ("CSV files"), "*.[cCtT][sSxX][vVtT]",
                        chosen_cb, reading_new (parent, session, kinds));
}
