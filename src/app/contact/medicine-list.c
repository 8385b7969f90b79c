/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/medicine-list.h"

#include <glib/gi18n.h>

#include "app/board/reason-dialog.h"
#include "app/contact/medicine-dialog.h"
#include "app/contact/medicine-dose.h"
#include "app/contact/medicine-row.h"
#include "app/contact/notebook-events.h"

/* A finger's breadth. */
#define BUTTON_HEIGHT 44

struct _EnrMedicineList
{
  GtkBox parent_instance;

  /* Template */
  GtkListBox *asked;
  GtkListBox *list;
  GtkWidget *scroller;
  GtkWidget *nothing;

  EnrSession *session;     /* owned */
  EnrNotebookSheet *sheet; /* owned */
  GPtrArray *shown;        /* owned; the reading of the rows that are there */
};

G_DEFINE_FINAL_TYPE (EnrMedicineList, enr_medicine_list, GTK_TYPE_BOX)

static const EnrMedicineTask *
find_task (EnrMedicineList *self, GVariant *parameter)
{
  const GPtrArray *tasks = self->sheet != NULL ? enr_notebook_sheet_get_tasks (self->sheet) : NULL;
  EnrUuid id;

  if (tasks == NULL || !enr_uuid_parse (g_variant_get_string (parameter, NULL), &id))
    return NULL;
  for (guint i = 0; i < tasks->len; i++)
    if (enr_uuid_equal (&((EnrMedicineTask *) g_ptr_array_index (tasks, i))->medicine->id, &id))
      return g_ptr_array_index (tasks, i);
  return NULL;
}

static void
dose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrMedicineList *self = ENR_MEDICINE_LIST (widget);
  const EnrMedicineTask *task = find_task (self, parameter);

  if (task != NULL)
    enr_medicine_dose_show (widget, self->session, task, enr_notebook_sheet_get_staff (self->sheet),
                            g_str_equal (name, "medicine.give"));
}

static void
show_dialog (EnrMedicineList *self, const EnrMedicine *seen)
{
  guint n = enr_notebook_sheet_get_n_lines (self->sheet);
  g_autofree EnrMedicineChild *children = g_new0 (EnrMedicineChild, n + 1);
  guint n_children = 0;

  for (guint i = 0; i < n; i++)
    {
      const EnrNotebookLine *line = enr_notebook_sheet_get_line (self->sheet, i);

      if (!line->is_absent)
        children[n_children++] = (EnrMedicineChild){ line->child_id, line->name };
    }
  enr_medicine_dialog_show (GTK_WIDGET (self), self->session,
                            enr_notebook_sheet_get_day (self->sheet), children, n_children,
                            enr_notebook_sheet_get_staff (self->sheet), seen);
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (ENR_MEDICINE_LIST (widget)->sheet != NULL)
    show_dialog (ENR_MEDICINE_LIST (widget), NULL);
}

/* The request of a child whose home wrote of medicine in the notebook, with what is known of it. */
static void
ask_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrMedicineList *self = ENR_MEDICINE_LIST (widget);
  g_autoptr (EnrMedicine) model = enr_medicine_new ();
  EnrUuid id;

  if (self->sheet == NULL || !enr_uuid_parse (g_variant_get_string (parameter, NULL), &id))
    return;
  for (guint i = 0; i < enr_notebook_sheet_get_n_lines (self->sheet); i++)
    {
      const EnrNotebookLine *line = enr_notebook_sheet_get_line (self->sheet, i);
      const EnrNotebookEvent *event
          = enr_notebook_page_find_event (line->now[ENR_SIDE_HOME], ENR_EVENT_MEDICINE);

      if (!enr_uuid_equal (&line->child_id, &id) || event == NULL)
        continue;
      model->child_id = id;
      g_free (model->name);
      model->name = enr_notebook_event_dup_words (event);
      g_free (model->home_dose);
      model->home_dose = enr_notebook_time_dup_paper (event->at);
      show_dialog (self, model);
      return;
    }
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const EnrMedicineTask *task = find_task (ENR_MEDICINE_LIST (widget), parameter);

  if (task != NULL)
    show_dialog (ENR_MEDICINE_LIST (widget), task->medicine);
}

/*
 * Taking back what was recorded by mistake
 */

typedef struct
{
  const EnrActor *actor;
  EnrMedicineTask *seen;
  char *reason;
  EnrMedicineList *list; /* on the main thread only */
} Undo;

static EnrMedicineTask *
dup_task (const EnrMedicineTask *task)
{
  EnrMedicineTask *copy = g_memdup2 (task, sizeof *task);

  copy->medicine = enr_medicine_copy (task->medicine);
  copy->given_by = g_strdup (task->given_by);
  copy->checked_by = g_strdup (task->checked_by);
  copy->note = g_strdup (task->note);
  return copy;
}

static void
undo_free (gpointer data)
{
  Undo *undo = data;

  g_clear_pointer (&undo->seen, enr_medicine_task_free);
  g_clear_object (&undo->list);
  g_free (undo->reason);
  g_free (undo);
}

static gpointer
take_back (EnrDb *db, gpointer data, GError **error)
{
  const Undo *undo = data;

  return GINT_TO_POINTER (enr_medicine_undo (db, undo->actor, undo->seen, undo->reason, error));
}

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrSession) session = user_data;
  g_autoptr (GError) error = NULL;

  if (enr_store_finish (ENR_STORE (source), result, &error) == NULL)
    enr_session_fail (session, error);
}

static void
reason_cb (const char *reason, gpointer user_data)
{
  Undo *asked = user_data;
  EnrSession *session = asked->list->session;
  Undo *undo;

  if (session == NULL)
    return;
  undo = g_new0 (Undo, 1);
  undo->actor = asked->actor;
  undo->seen = g_steal_pointer (&asked->seen);
  undo->reason = g_strdup (reason);
  enr_store_write_async (enr_session_get_store (session), take_back, undo, undo_free, NULL,
                         taken_cb, g_object_ref (session));
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrMedicineList *self = ENR_MEDICINE_LIST (widget);
  const EnrMedicineTask *task = find_task (self, parameter);
  Undo *undo;

  if (task == NULL)
    return;
  undo = g_new0 (Undo, 1);
  undo->actor = enr_session_get_actor (self->session);
  undo->seen = dup_task (task);
  undo->list = g_object_ref (self);
  enr_reason_dialog_show (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Take the Record Back"),
                          _ ("Why is what was recorded about this medicine wrong?"), reason_cb,
                          undo, undo_free);
}

/*
 * The class
 */

static void
enr_medicine_list_dispose (GObject *object)
{
  EnrMedicineList *self = ENR_MEDICINE_LIST (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_MEDICINE_LIST);
  g_clear_object (&self->sheet);
  g_clear_object (&self->session);
  g_clear_pointer (&self->shown, g_ptr_array_unref);

  G_OBJECT_CLASS (enr_medicine_list_parent_class)->dispose (object);
}

static void
enr_medicine_list_class_init (EnrMedicineListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_medicine_list_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/contact/medicine-list.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineList, asked);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineList, list);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineList, scroller);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineList, nothing);
  gtk_widget_class_install_action (widget_class, "medicine.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "medicine.ask", "s", ask_action);
  gtk_widget_class_install_action (widget_class, "medicine.give", "s", dose_action);
  gtk_widget_class_install_action (widget_class, "medicine.withhold", "s", dose_action);
  gtk_widget_class_install_action (widget_class, "medicine.undo", "s", undo_action);
  gtk_widget_class_install_action (widget_class, "medicine.edit", "s", edit_action);
}

static void
enr_medicine_list_init (EnrMedicineList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_medicine_list_set_session (EnrMedicineList *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_MEDICINE_LIST (self));

  g_set_object (&self->session, session);
}

static GtkWidget *
new_asked_row (const EnrNotebookLine *line)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("Enter the _Request…"));
  g_autofree char *what
      = enr_notebook_events_dup_text (line->now[ENR_SIDE_HOME], ENR_EVENT_MEDICINE);
  /* Translators: what home wrote of medicine in the notebook */
  g_autofree char *words = g_strdup_printf (_ ("Written in the notebook: %s"), what);
  g_autofree char *title = g_markup_escape_text (line->name, -1);
  g_autofree char *subtitle = g_markup_escape_text (words, -1);
  char id[ENR_UUID_STRING_LENGTH];

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s",
                                    enr_uuid_format (&line->child_id, id));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "medicine.ask");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (button, -1, BUTTON_HEIGHT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

/* What home wrote of medicine and nobody has taken a request for. */
static void
show_asked (EnrMedicineList *self)
{
  GtkWidget *child;
  gboolean is_any = FALSE;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->asked))) != NULL)
    gtk_list_box_remove (self->asked, child);
  for (guint i = 0; i < enr_notebook_sheet_get_n_lines (self->sheet); i++)
    if (enr_notebook_sheet_asks_medicine (self->sheet, i))
      {
        gtk_list_box_append (self->asked,
                             new_asked_row (enr_notebook_sheet_get_line (self->sheet, i)));
        is_any = TRUE;
      }
  gtk_widget_set_visible (GTK_WIDGET (self->asked), is_any);
}

void
enr_medicine_list_show (EnrMedicineList *self, EnrNotebookSheet *sheet)
{
  const GPtrArray *tasks;
  GtkWidget *child;

  g_return_if_fail (ENR_IS_MEDICINE_LIST (self));

  g_set_object (&self->sheet, sheet);
  show_asked (self);
  tasks = enr_notebook_sheet_get_tasks (sheet);
  /* the keyboard stays on its button */
  if (tasks != NULL && tasks == self->shown)
    return;
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  if (tasks != NULL)
    self->shown = g_ptr_array_ref ((GPtrArray *) tasks);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; tasks != NULL && i < tasks->len; i++)
    gtk_list_box_append (self->list,
                         GTK_WIDGET (enr_medicine_row_new (g_ptr_array_index (tasks, i))));
  gtk_widget_set_visible (self->scroller, tasks != NULL && tasks->len > 0);
  gtk_widget_set_visible (self->nothing, tasks == NULL || tasks->len == 0);
}
