/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/promise-dialog.h"

#include <glib/gi18n.h>

#include "app/children/date-row.h"
#include "base/clock.h"
#include "base/text.h"
#include "contact/promise.h"

struct _EnrPromiseDialog
{
  EnrEditDialog parent_instance;

  /* template */
  AdwComboRow *kind;
  AdwComboRow *side;
  EnrDateRow *due_day;
  GtkEditable *due_at;
  GtkEditable *words;

  EnrUuid child_id;
};

G_DEFINE_FINAL_TYPE (EnrPromiseDialog, enr_promise_dialog, ENR_TYPE_EDIT_DIALOG)

typedef struct
{
  const EnrActor *actor; /* lives as long as the program */
  EnrPromise *promise;
} Write;

static void
write_free (gpointer data)
{
  enr_promise_free (((Write *) data)->promise);
  g_free (data);
}

static gpointer
add (EnrDb *db, gpointer data, GError **error)
{
  const Write *write = data;

  return GINT_TO_POINTER (enr_promise_add (db, write->actor, write->promise, NULL, error));
}

/* The nursery calls back, the family brings things; it can be set otherwise. */
static void
kind_cb (EnrPromiseDialog *self)
{
  guint kind = adw_combo_row_get_selected (self->kind);

  adw_combo_row_set_selected (
      self->side, kind == ENR_PROMISE_BRING_PAPER || kind == ENR_PROMISE_BRING_THING ? 1 : 0);
}

static void
enr_promise_dialog_save (EnrEditDialog *dialog)
{
  EnrPromiseDialog *self = ENR_PROMISE_DIALOG (dialog);
  const char *time = gtk_editable_get_text (self->due_at);
  g_autoptr (EnrPromise) promise = enr_promise_new ();
  Write *write;

  promise->child_id = self->child_id;
  promise->kind = (EnrPromiseKind) adw_combo_row_get_selected (self->kind);
  promise->is_ours = adw_combo_row_get_selected (self->side) == 0;
  promise->due_day = enr_date_row_get_date (self->due_day);
  if (promise->due_day == ENR_DATE_NONE)
    {
      enr_edit_dialog_refuse (dialog, GTK_WIDGET (self->due_day), _ ("This is not a date."));
      return;
    }
  promise->due_at = enr_minutes_parse (time);
  if (promise->due_at == ENR_MINUTES_NONE && !enr_text_is_blank (time))
    {
      enr_edit_dialog_refuse (dialog, GTK_WIDGET (self->due_at), _ ("This is not a time."));
      return;
    }
  g_free (promise->words);
  promise->words = g_strdup (gtk_editable_get_text (self->words));
  write = g_new0 (Write, 1);
  write->actor = enr_session_get_actor (enr_edit_dialog_get_session (dialog));
  write->promise = g_steal_pointer (&promise);
  enr_edit_dialog_write (dialog, add, write, write_free, NULL, _ ("The promise is noted."));
}

static void
enr_promise_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_PROMISE_DIALOG);

  G_OBJECT_CLASS (enr_promise_dialog_parent_class)->dispose (object);
}

static void
enr_promise_dialog_class_init (EnrPromiseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_promise_dialog_dispose;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_promise_dialog_save;

  g_type_ensure (ENR_TYPE_DATE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/contact/promise-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrPromiseDialog, kind);
  gtk_widget_class_bind_template_child (widget_class, EnrPromiseDialog, side);
  gtk_widget_class_bind_template_child (widget_class, EnrPromiseDialog, due_day);
  gtk_widget_class_bind_template_child (widget_class, EnrPromiseDialog, due_at);
  gtk_widget_class_bind_template_child (widget_class, EnrPromiseDialog, words);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
}

static void
enr_promise_dialog_init (EnrPromiseDialog *self)
{
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < ENR_N_PROMISES; i++)
    gtk_string_list_append (kinds, enr_promise_kind_label ((EnrPromiseKind) i));
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (kinds));
  enr_date_row_set_date (self->due_day, enr_clock_today ());
}

EnrPromiseDialog *
enr_promise_dialog_new (EnrSession *session, const EnrUuid *child_id, const char *child_name)
{
  EnrPromiseDialog *self = g_object_new (ENR_TYPE_PROMISE_DIALOG, NULL);
  g_autofree char *title = NULL;

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  self->child_id = *child_id;
  /* Translators: %s is a child's name */
  title = g_strdup_printf (_ ("Promise about %s"), child_name);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->due_at));
  return self;
}
