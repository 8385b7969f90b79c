/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The keyboard's way: the digit of the kind, Enter. The list has the focus; the entries are
 * optional.
 */
#include "config.h"

#include "app/board/absence-dialog.h"

#include <string.h>
#include <glib/gi18n.h>

#include "app/board/board-write.h"
#include "app/board/notice-dialog.h"

struct _EnrAbsenceDialog
{
  AdwWindow parent_instance;

  /* Template */
  GtkLabel *error_label;
  GtkListBox *kinds;
  GtkEditable *reason_row;
  GtkEditable *by_row;
  GtkWidget *more_button;

  /* Owned */
  EnrSession *session;
  EnrDay *day;
  GArray *children; /* (element-type guint): indexes into the day's children */
  GArray
      *notice_ids; /* (element-type EnrUuid): those that were written last; empty where none were */
};

G_DEFINE_FINAL_TYPE (EnrAbsenceDialog, enr_absence_dialog, ADW_TYPE_WINDOW)

static const EnrDayChild *
child_at (EnrAbsenceDialog *self, guint index)
{
  return &g_array_index (self->day->children, EnrDayChild,
                         g_array_index (self->children, guint, index));
}

static void
activated_cb (EnrAbsenceDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "dialog.save", NULL);
}

/* What brings back what was there: the notices know it themselves; otherwise for one absence only.
 */
static EnrBoardWrite *
make_undo (EnrAbsenceDialog *self)
{
  const EnrDayChild *child = child_at (self, 0);
  const EnrAbsenceKind *kind = enr_day_absence (self->day, child);
  EnrBoardWrite *undo
      = enr_board_write_new (self->notice_ids->len > 0 ? ENR_BOARD_WITHDRAW : ENR_BOARD_ABSENCE,
                             enr_session_get_actor (self->session), self->day->date);

  if (self->notice_ids->len > 0)
    {
      g_array_append_vals (undo->ids, self->notice_ids->data, self->notice_ids->len);
      return undo;
    }
  for (guint i = 0; i < self->children->len; i++)
    enr_board_write_add (undo, &child_at (self, i)->child_id);
  if (kind != NULL)
    {
      undo->absence.kind = enr_board_write_keep (undo, kind->key);
      undo->absence.reason = enr_board_write_keep (undo, child->absence_reason);
      undo->absence.notified_by = enr_board_write_keep (undo, child->notified_by);
    }
  return undo;
}

static gboolean
had_same_absence (EnrAbsenceDialog *self)
{
  for (guint i = 1; i < self->children->len; i++)
    if (child_at (self, i)->absence_kind != child_at (self, 0)->absence_kind)
      return FALSE;
  return TRUE;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrAbsenceDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree gpointer done = enr_store_finish (ENR_STORE (source), result, &error);
  g_autofree char *text = NULL;

  if (self->session == NULL)
    return;
  if (done == NULL)
    {
      g_autofree char *message = enr_error_describe (error);

      gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.save", TRUE);
      gtk_label_set_text (self->error_label, message);
      gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
      return;
    }
  if (self->children->len == 1)
    /* Translators: %s is a child's name */
    text = g_strdup_printf (_ ("Absence of %s"), child_at (self, 0)->name);
  else
    text = g_strdup_printf (
        ngettext ("Absence of %u child", "Absence of %u children", self->children->len),
        self->children->len);
  if (self->notice_ids->len > 0 || had_same_absence (self))
    enr_session_offer_undo (self->session, text, enr_board_write_undo, make_undo (self),
                            (GDestroyNotify) enr_board_write_free);
  else
    enr_session_tell (self->session, text);
  gtk_window_close (GTK_WINDOW (self));
}

/* Of an absence without a word there is no notice. */
static gboolean
is_announced (const EnrDay *day, const char *key)
{
  for (guint i = 0; i < day->kinds->len; i++)
    {
      const EnrAbsenceKind *kind = &g_array_index (day->kinds, EnrAbsenceKind, i);

      if (strcmp (kind->key, key) == 0)
        return strcmp (kind->total, "unannounced") != 0;
    }
  return FALSE;
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrAbsenceDialog *self = ENR_ABSENCE_DIALOG (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->kinds);
  EnrBoardWrite *write;
  const char *key;

  if (row == NULL)
    return;
  key = gtk_widget_get_name (GTK_WIDGET (row));
  write = enr_board_write_new (is_announced (self->day, key) ? ENR_BOARD_NOTICE : ENR_BOARD_ABSENCE,
                               enr_session_get_actor (self->session), self->day->date);
  g_array_set_size (self->notice_ids, 0);
  for (guint i = 0; i < self->children->len; i++)
    {
      EnrUuid id = enr_uuid_new ();

      enr_board_write_add (write, &child_at (self, i)->child_id);
      if (write->op == ENR_BOARD_NOTICE)
        g_array_append_val (self->notice_ids, id);
    }
  g_array_append_vals (write->notice_ids, self->notice_ids->data, self->notice_ids->len);
  write->absence.kind = *key != '-' ? enr_board_write_keep (write, key) : NULL;
  write->absence.reason = enr_board_write_keep (write, gtk_editable_get_text (self->reason_row));
  write->absence.notified_by = enr_board_write_keep (write, gtk_editable_get_text (self->by_row));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.save", FALSE); /* Enter twice is once */
  enr_store_write_async (enr_session_get_store (self->session), enr_board_write_run, write,
                         (GDestroyNotify) enr_board_write_free, g_free, saved_cb,
                         g_object_ref (self));
}

static void
pick_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrAbsenceDialog *self = ENR_ABSENCE_DIALOG (widget);
  GtkListBoxRow *row
      = gtk_list_box_get_row_at_index (self->kinds, g_variant_get_int32 (parameter) - 1);

  if (row == NULL)
    return;
  gtk_list_box_select_row (self->kinds, row);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* The wider form, with what was typed here. */
static void
more_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrAbsenceDialog *self = ENR_ABSENCE_DIALOG (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->kinds);
  EnrNoticeDialog *dialog
      = enr_notice_dialog_new (self->session, self->day, g_array_index (self->children, guint, 0));

  enr_notice_dialog_take (dialog, row != NULL ? gtk_widget_get_name (GTK_WIDGET (row)) : NULL,
                          gtk_editable_get_text (self->reason_row),
                          gtk_editable_get_text (self->by_row));
  enr_edit_dialog_show (ENR_EDIT_DIALOG (dialog),
                        GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self))));
  gtk_window_close (GTK_WINDOW (self));
}

static void
enr_absence_dialog_dispose (GObject *object)
{
  EnrAbsenceDialog *self = ENR_ABSENCE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_ABSENCE_DIALOG);
  g_clear_object (&self->session);
  g_clear_pointer (&self->day, enr_day_unref);
  g_clear_pointer (&self->children, g_array_unref);
  g_clear_pointer (&self->notice_ids, g_array_unref);

  G_OBJECT_CLASS (enr_absence_dialog_parent_class)->dispose (object);
}

static void
enr_absence_dialog_class_init (EnrAbsenceDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_absence_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/board/absence-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrAbsenceDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, EnrAbsenceDialog, kinds);
  gtk_widget_class_bind_template_child (widget_class, EnrAbsenceDialog, reason_row);
  gtk_widget_class_bind_template_child (widget_class, EnrAbsenceDialog, by_row);
  gtk_widget_class_bind_template_child (widget_class, EnrAbsenceDialog, more_button);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_install_action (widget_class, "dialog.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "dialog.pick", "i", pick_action);
  gtk_widget_class_install_action (widget_class, "dialog.more", NULL, more_action);
}

static void
enr_absence_dialog_init (EnrAbsenceDialog *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  for (int digit = 1; digit <= 9; digit++)
    {
      GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_0 + digit, 0),
                                                gtk_named_action_new ("dialog.pick"));

      gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (digit));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
    }
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_n, 0),
                                                          gtk_named_action_new ("dialog.more")));
  gtk_widget_add_controller (GTK_WIDGET (self->kinds), controller);
}

static void
add_kind (EnrAbsenceDialog *self,
          const char *key,
          const char *label,
          const char *symbol,
          gboolean is_current)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *sign = gtk_label_new (symbol);
  GtkListBoxRow *last;
  g_autofree char *escaped = g_markup_escape_text (label, -1);
  g_autofree char *title = NULL;
  int index;

  gtk_widget_set_name (row, key);
  gtk_list_box_append (self->kinds, row);
  index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  title = index < 9 ? g_strdup_printf ("%d  %s", index + 1, escaped) : g_strdup (escaped);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), sign);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  last = gtk_list_box_get_row_at_index (self->kinds, index);
  if (is_current || index == 0)
    gtk_list_box_select_row (self->kinds, last);
}

void
enr_absence_dialog_show (GtkWindow *parent,
                         EnrSession *session,
                         EnrDay *day,
                         const guint *children,
                         guint n_children)
{
  EnrAbsenceDialog *self = g_object_new (ENR_TYPE_ABSENCE_DIALOG, "transient-for", parent, NULL);
  const EnrDayChild *first;
  g_autofree char *title = NULL;

  self->session = g_object_ref (session);
  self->day = enr_day_ref (day);
  self->children = g_array_new (FALSE, FALSE, sizeof (guint));
  self->notice_ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  g_array_append_vals (self->children, children, n_children);
  first = child_at (self, 0);
  for (guint i = 0; i < day->kinds->len; i++)
    {
      const EnrAbsenceKind *kind = &g_array_index (day->kinds, EnrAbsenceKind, i);

      if (kind->is_active || first->absence_kind == (int) i)
        add_kind (self, kind->key, kind->label, kind->symbol, first->absence_kind == (int) i);
    }
  /* A dash cannot be a kind's key: keys are words. */
  add_kind (self, "-", _ ("Not absent"), "", FALSE);
  if (first->absence_kind >= 0)
    {
      gtk_editable_set_text (self->reason_row, first->absence_reason);
      gtk_editable_set_text (self->by_row, first->notified_by);
    }
  gtk_widget_set_visible (self->more_button, n_children == 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.more", n_children == 1);
  if (n_children == 1)
    /* Translators: %s is a child's name */
    title = g_strdup_printf (_ ("Absence of %s"), first->name);
  else
    title = g_strdup_printf (ngettext ("Absence of %u child", "Absence of %u children", n_children),
                             n_children);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->kinds)));
}
