/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A dose of the inbox: who gave it and who saw it, or why it is not given, in the same form as on
 * the page of the notebook.
 */
#include "config.h"

#include "app/contact/inbox-view-private.h"
#include "app/contact/medicine-dose.h"
#include "base/clock.h"
#include "people/staff.h"

typedef struct
{
  EnrInboxView *view; /* on the main thread only */
  EnrUuid id;
  gboolean is_given;
} Asked;

static void
asked_free (gpointer data)
{
  g_object_unref (((Asked *) data)->view);
  g_free (data);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

typedef struct
{
  GPtrArray *tasks; /* (element-type EnrMedicineTask) the child's of today */
  GPtrArray *staff; /* (element-type EnrStaff) who is there to give it */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->tasks, g_ptr_array_unref);
  g_clear_pointer (&reading->staff, g_ptr_array_unref);
  g_free (reading);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  const EnrUuid *child_id = data;
  g_autoptr (Reading) reading = g_new0 (Reading, 1);

  reading->tasks = enr_medicine_tasks (db, enr_clock_today (), NULL, child_id, error);
  if (reading->tasks != NULL)
    reading->staff = enr_staff_list (db, enr_clock_today (), error);
  return reading->staff != NULL ? g_steal_pointer (&reading) : NULL;
}

static const EnrMedicineTask *
find_open (const Reading *reading, const EnrUuid *id)
{
  for (guint i = 0; i < reading->tasks->len; i++)
    {
      const EnrMedicineTask *task = g_ptr_array_index (reading->tasks, i);

      if (task->state == ENR_DOSE_OPEN && enr_uuid_equal (&task->medicine->id, id))
        return task;
    }
  return NULL;
}

/* Where somebody else was faster, the row goes by itself. */
static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asked) asked = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Reading) reading = enr_store_finish (ENR_STORE (source), result, &error);
  EnrSession *session = asked->view->session;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const EnrMedicineTask *task;

  if (session == NULL)
    return;
  if (reading == NULL)
    {
      enr_session_fail (session, error);
      return;
    }
  task = find_open (reading, &asked->id);
  if (task == NULL)
    return;
  for (guint i = 0; i < reading->staff->len; i++)
    g_ptr_array_add (names, ((EnrStaff *) g_ptr_array_index (reading->staff, i))->name);
  g_ptr_array_add (names, NULL);
  enr_medicine_dose_show (GTK_WIDGET (asked->view), session, task,
                          (const char *const *) names->pdata, asked->is_given);
}

void
enr_inbox_view_dose (EnrInboxView *self, EnrInboxRow *row, gboolean is_given)
{
  const EnrInboxItem *item = enr_inbox_row_get_item (row);
  Asked *asked = g_new0 (Asked, 1);

  asked->view = g_object_ref (self);
  asked->id = item->id;
  asked->is_given = is_given;
  enr_store_read_async (enr_session_get_store (self->session), load,
                        g_memdup2 (&item->child_id, sizeof item->child_id), g_free, reading_free,
                        NULL, loaded_cb, asked);
}
