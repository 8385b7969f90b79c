/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/month/month-close-dialog.h"

#include <glib/gi18n.h>

#include "app/compat.h"
#include "app/month/month-words.h"
#include "nursery/error.h"

/* Of a kind of thing, how many are named; and of differences. */
#define NAMED 3
#define DIFFERENCES 12

struct _EnrMonthCloseDialog
{
  AdwWindow parent_instance;

  /* Template */
  GtkLabel *error_label;
  GtkLabel *body;
  GtkListBox *list;
  GtkLabel *changes;
  GtkWidget *reason_group;
  GtkEditable *reason_row;
  GtkButton *save_button;

  /* Owned */
  EnrSession *session;
  EnrDate first;
};

G_DEFINE_FINAL_TYPE (EnrMonthCloseDialog, enr_month_close_dialog, ADW_TYPE_WINDOW)

typedef struct
{
  const EnrActor *actor;
  EnrDate first;
  char *reason;
} Close;

static void
close_free (gpointer data)
{
  Close *close = data;

  g_free (close->reason);
  g_free (close);
}

/* The result is the number of the revision. */
static gpointer
close_month (EnrDb *db, gpointer data, GError **error)
{
  const Close *close = data;
  int revision = 0;

  if (!enr_month_close (db, close->actor, close->first, close->reason, &revision, error))
    return NULL;
  return GINT_TO_POINTER (revision);
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrMonthCloseDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  int revision = GPOINTER_TO_INT (enr_store_finish (ENR_STORE (source), result, &error));
  g_autofree char *month = enr_date_dup_era_month (self->first);
  g_autofree char *text = NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.save", TRUE);
  if (revision == 0)
    {
      text = enr_error_describe (error);
      gtk_label_set_text (self->error_label, text);
      gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
      if (g_error_matches (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_REASON))
        gtk_widget_grab_focus (GTK_WIDGET (self->reason_row));
      return;
    }
  /* Translators: a month, and the number of its closing */
  text = g_strdup_printf (_ ("%s is closed (revision %d)"), month, revision);
  enr_session_tell (self->session, text);
  gtk_window_close (GTK_WINDOW (self));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrMonthCloseDialog *self = ENR_MONTH_CLOSE_DIALOG (widget);
  Close *close = g_new0 (Close, 1);

  close->actor = enr_session_get_actor (self->session);
  close->first = self->first;
  close->reason = g_strdup (gtk_editable_get_text (self->reason_row));
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), FALSE);
  gtk_widget_action_set_enabled (widget, "dialog.save", FALSE);
  enr_store_write_async (enr_session_get_store (self->session), close_month, close, close_free,
                         NULL, closed_cb, g_object_ref (self));
}

static void
activated_cb (EnrMonthCloseDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "dialog.save", NULL);
}

static void
enr_month_close_dialog_dispose (GObject *object)
{
  EnrMonthCloseDialog *self = ENR_MONTH_CLOSE_DIALOG (object);

  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_MONTH_CLOSE_DIALOG);

  G_OBJECT_CLASS (enr_month_close_dialog_parent_class)->dispose (object);
}

static void
enr_month_close_dialog_class_init (EnrMonthCloseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_month_close_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/month/month-close-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrMonthCloseDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, EnrMonthCloseDialog, body);
  gtk_widget_class_bind_template_child (widget_class, EnrMonthCloseDialog, list);
  gtk_widget_class_bind_template_child (widget_class, EnrMonthCloseDialog, changes);
  gtk_widget_class_bind_template_child (widget_class, EnrMonthCloseDialog, reason_group);
  gtk_widget_class_bind_template_child (widget_class, EnrMonthCloseDialog, reason_row);
  gtk_widget_class_bind_template_child (widget_class, EnrMonthCloseDialog, save_button);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_install_action (widget_class, "dialog.save", NULL, save_action);
}

static void
enr_month_close_dialog_init (EnrMonthCloseDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  enr_compat_leave_parent (GTK_WINDOW (self));
}

/* The first few things of a kind: "3日(水) 青木 朝陽、…". */
static char *
dup_examples (const EnrMonthState *state, EnrMonthItemKind kind)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < state->items->len && n < NAMED; i++)
    {
      const EnrMonthItem *item = &g_array_index (state->items, EnrMonthItem, i);
      g_autofree char *day = NULL;

      if (item->kind != kind)
        continue;
      day = enr_month_words_dup_day (item->day);
      g_string_append_printf (text, "%s%s%s%s", n > 0 ? "、" : "", day,
                              *item->name != '\0' ? " " : "", item->name);
      n++;
    }
  if (state->counts[kind] > n)
    g_string_append (text, "、…");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_kind (EnrMonthCloseDialog *self, const EnrMonthState *state, EnrMonthItemKind kind)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title
      = g_strdup_printf ("%s: %u", enr_month_item_label (kind), state->counts[kind]);
  g_autofree char *examples = dup_examples (state, kind);
  g_autofree char *escaped = g_markup_escape_text (examples, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  gtk_list_box_append (self->list, row);
}

static char *
dup_body (const EnrMonthState *state, const char *month)
{
  if (state->items->len == 0)
    /* Translators: a month */
    return g_strdup_printf (_ ("%s: nothing is open. The figures and charges are kept as they are "
                               "now, and a bill is made for each family."),
                            month);
  /* Translators: a month and a number of things */
  return g_strdup_printf (
      ngettext ("%s: %u thing is open. Close the month all the same? The figures and charges are "
                "kept as they are now, and a bill is made for each family.",
                "%s: %u things are open. Close the month all the same? The figures and charges "
                "are kept as they are now, and a bill is made for each family.",
                state->items->len),
      month, state->items->len);
}

void
enr_month_close_dialog_show (GtkWindow *parent, EnrSession *session, EnrMonthReading *reading)
{
  EnrMonthCloseDialog *self
      = g_object_new (ENR_TYPE_MONTH_CLOSE_DIALOG, "transient-for", parent, NULL);
  const EnrMonthState *state = reading->state;
  gboolean is_again = state->closing.revision > 0;
  gboolean is_settled = state->items->len == 0;
  g_autofree char *month = enr_date_dup_era_month (reading->first);
  g_autofree char *body = dup_body (state, month);

  self->session = g_object_ref (session);
  self->first = reading->first;
  gtk_label_set_text (self->body, body);
  for (int kind = 0; kind < ENR_MONTH_N_ITEMS; kind++)
    if (state->counts[kind] > 0)
      add_kind (self, state, kind);
  gtk_widget_set_visible (GTK_WIDGET (self->list), !is_settled);
  gtk_widget_add_css_class (GTK_WIDGET (self->save_button),
                            is_settled ? "suggested-action" : "destructive-action");
  gtk_button_set_label (self->save_button,
                        is_settled ? _ ("Close the month") : _ ("Close all the same"));
  gtk_widget_set_visible (GTK_WIDGET (self->changes), is_again);
  gtk_widget_set_visible (self->reason_group, is_again);
  if (is_again)
    {
      g_autofree char *changes = enr_month_words_dup_differences (state, DIFFERENCES);

      gtk_label_set_text (self->changes, changes);
    }
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (is_again ? GTK_WIDGET (self->reason_row) : GTK_WIDGET (self->save_button));
}
