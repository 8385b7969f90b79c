/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/city/outbreak-start.h"

#include "app/city/outbreak-dialog.h"
#include "contact/disease.h"

typedef struct
{
  EnrSession *session;
  GtkWidget *parent;
  char *disease;
} Start;

static void
start_free (Start *start)
{
  g_object_unref (start->session);
  g_object_unref (start->parent);
  g_free (start->disease);
  g_free (start);
}

typedef struct
{
  GPtrArray *reports;
  GPtrArray *diseases;
} Loaded;

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  if (loaded == NULL)
    return;
  g_clear_pointer (&loaded->reports, g_ptr_array_unref);
  g_clear_pointer (&loaded->diseases, g_ptr_array_unref);
  g_free (loaded);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  Loaded *loaded = g_new0 (Loaded, 1);

  loaded->reports = enr_outbreak_report_list (db, error);
  if (loaded->reports != NULL)
    loaded->diseases = enr_disease_list (db, error);
  if (loaded->diseases == NULL)
    g_clear_pointer (&loaded, loaded_free);
  return loaded;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Start *start = user_data;
  g_autoptr (GError) error = NULL;
  Loaded *loaded = enr_store_finish (ENR_STORE (source), result, &error);

  if (loaded == NULL)
    enr_session_fail (start->session, error);
  /* Where the window was closed meanwhile, nobody waits for the form. */
  else if (gtk_widget_get_mapped (start->parent))
    enr_edit_dialog_show (ENR_EDIT_DIALOG (enr_outbreak_dialog_new (
                              start->session, loaded->diseases, start->disease,
                              enr_outbreak_report_find (loaded->reports, start->disease,
                                                        enr_session_get_date (start->session)))),
                          start->parent);
  loaded_free (loaded);
  start_free (start);
}

void
enr_outbreak_start (EnrSession *session, GtkWidget *parent, const char *disease)
{
  Start *start;

  g_return_if_fail (ENR_IS_SESSION (session));
  g_return_if_fail (GTK_IS_WIDGET (parent) && disease != NULL);

  start = g_new0 (Start, 1);
  start->session = g_object_ref (session);
  start->parent = g_object_ref (parent);
  start->disease = g_strdup (disease);
  enr_store_read_async (enr_session_get_store (session), load, NULL, NULL, loaded_free, NULL,
                        loaded_cb, start);
}
