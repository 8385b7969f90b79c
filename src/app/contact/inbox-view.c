/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/inbox-view.h"

#include <glib/gi18n.h>

#include "app/contact/mistake.h"
#include "app/contact/inbox-view-private.h"
#include "app/contact/inquiry-dialog.h"
#include "app/contact/promise-dialog.h"
#include "base/clock.h"

#define MINUTE_SECONDS 60 /* calls and promises become due as time goes by */

G_DEFINE_FINAL_TYPE (EnrInboxView, enr_inbox_view, GTK_TYPE_BOX)

enum
{
  OPEN_LETTER,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  EnrDay *day;
  GPtrArray *items;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->day, enr_day_unref);
  g_clear_pointer (&reading->items, g_ptr_array_unref);
  g_free (reading);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->day = enr_day_load (db, GPOINTER_TO_INT (data), NULL, error);
  if (reading->day != NULL)
    reading->items = enr_inbox_load (db, reading->day, enr_clock_now (), error);
  if (reading->items != NULL)
    return reading;
  reading_free (reading);
  return NULL;
}

/*
 * The list
 */

static gboolean
is_same (const EnrInboxItem *a, const EnrInboxItem *b)
{
  return a->kind == b->kind && a->day == b->day && enr_uuid_equal (&a->id, &b->id);
}

static EnrInboxItem *
item_copy (const EnrInboxItem *item)
{
  EnrInboxItem *copy = g_memdup2 (item, sizeof *item);

  copy->child_name = g_strdup (item->child_name);
  copy->class_ids = g_array_ref (item->class_ids);
  copy->class_name = g_strdup (item->class_name);
  copy->text = g_strdup (item->text);
  return copy;
}

/* The class that is chosen; NULL for the office, which has all. */
static const EnrUuid *
get_class (EnrInboxView *self)
{
  guint index = gtk_drop_down_get_selected (self->classes);

  return index > 0 && index != GTK_INVALID_LIST_POSITION && index <= self->class_ids->len
             ? &g_array_index (self->class_ids, EnrUuid, index - 1)
             : NULL;
}

static guint
count_group (EnrInboxView *self, EnrInboxGroup group)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    n += enr_inbox_kind_group (enr_inbox_row_get_item (g_ptr_array_index (self->rows, i))->kind)
         == group;
  return n;
}

static GtkWidget *
make_header (EnrInboxView *self, EnrInboxGroup group)
{
  static const char *const labels[ENR_INBOX_N_GROUPS]
      = { N_ ("Medicine today"), N_ ("To answer"), N_ ("To call, and promised"), N_ ("Came in") };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (NULL);
  g_autofree char *text = g_strdup_printf ("%s  %u", _ (labels[group]), count_group (self, group));

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "title-4");
  gtk_box_append (GTK_BOX (box), label);
  if (group == ENR_INBOX_CAME_IN)
    {
      GtkWidget *button = gtk_button_new_with_label (_ ("All Seen"));

      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "inbox.all-seen");
      gtk_widget_add_css_class (button, "flat");
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_widget_add_css_class (box, "enroku-inbox-heading");
  return box;
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  EnrInboxGroup group = enr_inbox_kind_group (enr_inbox_row_get_item (ENR_INBOX_ROW (row))->kind);
  gboolean is_first
      = before == NULL
        || enr_inbox_kind_group (enr_inbox_row_get_item (ENR_INBOX_ROW (before))->kind) != group;

  gtk_list_box_row_set_header (row, is_first ? make_header (user_data, group) : NULL);
}

static EnrInboxRow *
find_row (EnrInboxView *self, const EnrInboxItem *item)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (is_same (enr_inbox_row_get_item (g_ptr_array_index (self->rows, i)), item))
      return g_ptr_array_index (self->rows, i);
  return NULL;
}

static void
done_cb (EnrInboxView *self, EnrInboxRow *row)
{
  enr_inbox_view_done (self, row);
}

static void
more_cb (EnrInboxView *self, EnrInboxRow *row)
{
  if (enr_inbox_row_get_item (row)->kind == ENR_INBOX_MEDICINE)
    enr_inbox_view_dose (self, row, FALSE);
  else
    enr_inbox_view_answer (self, row);
}

static void
remove_cb (EnrInboxView *self, EnrInboxRow *row)
{
  const EnrInboxItem *item = enr_inbox_row_get_item (row);

  enr_mistake_remove (self->session,
                      item->kind == ENR_INBOX_PROMISE ? ENR_MISTAKE_PROMISE : ENR_MISTAKE_INQUIRY,
                      &item->id, item->child_name);
}

static EnrInboxRow *
new_row (EnrInboxView *self)
{
  EnrInboxRow *row = enr_inbox_row_new ();

  g_signal_connect_object (row, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "more", G_CALLBACK (more_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  return row;
}

/* Where the keyboard was in a row that went, it goes to the one that took its place. */
static void
keep_focus (EnrInboxView *self, int index, gboolean had_focus)
{
  GtkListBoxRow *row;

  if (index < 0 || self->rows->len == 0)
    return;
  row = gtk_list_box_get_row_at_index (self->list, MIN (index, (int) self->rows->len - 1));
  gtk_list_box_select_row (self->list, row);
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static gboolean
is_listed (EnrInboxView *self, const EnrInboxItem *item)
{
  return enr_inbox_item_is_of_class (item, get_class (self));
}

/* Takes off what is no longer so. The place of the selected row where that one went, or -1. */
static int
remove_rows (EnrInboxView *self, gboolean *had_focus)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);
  GtkWidget *focus = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  int gone = -1;

  focus = focus != NULL ? gtk_window_get_focus (GTK_WINDOW (focus)) : NULL;
  for (guint i = self->rows->len; i > 0; i--)
    {
      EnrInboxRow *row = g_ptr_array_index (self->rows, i - 1);
      gboolean is_there = FALSE;

      for (guint j = 0; j < self->items->len && !is_there; j++)
        {
          const EnrInboxItem *item = g_ptr_array_index (self->items, j);

          is_there = is_listed (self, item) && is_same (enr_inbox_row_get_item (row), item);
        }
      if (is_there)
        continue;
      if (GTK_LIST_BOX_ROW (row) == selected)
        gone = gtk_list_box_row_get_index (selected);
      if (focus != NULL
          && (focus == GTK_WIDGET (row) || gtk_widget_is_ancestor (focus, GTK_WIDGET (row))))
        *had_focus = TRUE;
      g_ptr_array_remove_index (self->rows, i - 1);
      gtk_list_box_remove (self->list, GTK_WIDGET (row));
    }
  return gone;
}

static void
show_items (EnrInboxView *self)
{
  gboolean had_focus = FALSE;
  int gone;
  guint position = 0;

  if (self->items == NULL)
    return;
  gone = remove_rows (self, &had_focus);
  for (guint i = 0; i < self->items->len; i++)
    {
      const EnrInboxItem *item = g_ptr_array_index (self->items, i);
      EnrInboxRow *row;

      if (!is_listed (self, item))
        continue;
      row = find_row (self, item);
      if (row == NULL)
        {
          row = new_row (self);
          enr_inbox_row_take (row, item_copy (item));
          gtk_list_box_insert (self->list, GTK_WIDGET (row), (int) position);
          g_ptr_array_insert (self->rows, (int) MIN (position, self->rows->len), row);
        }
      else
        enr_inbox_row_take (row, item_copy (item));
      position++;
    }
  gtk_list_box_invalidate_headers (self->list);
  gtk_stack_set_visible_child_name (self->lists, self->rows->len > 0 ? "list" : "nothing");
  keep_focus (self, gone, had_focus);
}

static gboolean
has_same_classes (EnrInboxView *self, const EnrDay *day)
{
  if (self->class_ids->len != day->classes->len)
    return FALSE;
  for (guint i = 0; i < day->classes->len; i++)
    if (!enr_uuid_equal (&g_array_index (self->class_ids, EnrUuid, i),
                         &g_array_index (day->classes, EnrDayClass, i).id))
      return FALSE;
  return TRUE;
}

static void
show_classes (EnrInboxView *self, const EnrDay *day)
{
  if (has_same_classes (self, day)
      && g_list_model_get_n_items (G_LIST_MODEL (self->class_names)) > 0)
    return;
  self->is_showing = TRUE;
  gtk_string_list_splice (self->class_names, 0,
                          g_list_model_get_n_items (G_LIST_MODEL (self->class_names)), NULL);
  g_array_set_size (self->class_ids, 0);
  gtk_string_list_append (self->class_names, _ ("Office: all classes"));
  for (guint i = 0; i < day->classes->len; i++)
    {
      const EnrDayClass *class = &g_array_index (day->classes, EnrDayClass, i);

      gtk_string_list_append (self->class_names, class->name);
      g_array_append_val (self->class_ids, class->id);
    }
  gtk_drop_down_set_selected (self->classes, 0);
  self->is_showing = FALSE;
}

static void
class_cb (EnrInboxView *self)
{
  if (!self->is_showing)
    show_items (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrInboxView) self = user_data;
  g_autoptr (GError) error = NULL;
  Reading *reading = enr_store_finish (ENR_STORE (source), result, &error);

  if (reading == NULL)
    {
      if (self->session != NULL)
        enr_session_fail (self->session, error);
      return;
    }
  if (self->session != NULL)
    {
      g_clear_pointer (&self->day, enr_day_unref);
      g_clear_pointer (&self->items, g_ptr_array_unref);
      self->day = enr_day_ref (reading->day);
      self->items = g_ptr_array_ref (reading->items);
      show_classes (self, self->day);
      show_items (self);
    }
  reading_free (reading);
}

static void
reload (EnrInboxView *self)
{
  enr_store_read_async (enr_session_get_store (self->session), load,
                        GINT_TO_POINTER (enr_clock_today ()), NULL, reading_free, self->cancellable,
                        loaded_cb, g_object_ref (self));
}

static gboolean
minute_cb (gpointer data)
{
  reload (data);
  return G_SOURCE_CONTINUE;
}

/*
 * What the user does
 */

static void
row_selected_cb (EnrInboxView *self, GtkListBoxRow *row)
{
  const EnrInboxItem *item;

  if (row == NULL || self->session == NULL)
    return;
  item = enr_inbox_row_get_item (ENR_INBOX_ROW (row));
  if (!enr_uuid_is_none (&item->child_id))
    enr_inbox_view_show_child (self, &item->child_id);
}

static void
row_activated_cb (EnrInboxView *self, GtkListBoxRow *row)
{
  enr_inbox_view_done (self, ENR_INBOX_ROW (row));
}

static void
search_cb (EnrInboxView *self)
{
  enr_inbox_view_find (self);
}

static void
search_activate_cb (EnrInboxView *self)
{
  enr_inbox_view_take_found (self, gtk_list_box_get_row_at_index (self->found, 0));
}

static void
found_activated_cb (EnrInboxView *self, GtkListBoxRow *row)
{
  enr_inbox_view_take_found (self, row);
}

static void
all_seen_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_inbox_view_all_seen (ENR_INBOX_VIEW (widget));
}

/* About the child whose history is shown. */
static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrInboxView *self = ENR_INBOX_VIEW (widget);
  const EnrUuid *child_id = enr_history_view_get_child (self->history);
  const EnrDayChild *child
      = child_id != NULL && self->day != NULL ? enr_day_find (self->day, child_id) : NULL;
  const char *child_name = child != NULL ? child->name : enr_history_view_get_name (self->history);
  EnrEditDialog *dialog;

  if (child_id == NULL || child_name == NULL)
    return;
  if (g_str_equal (name, "inbox.inquiry"))
    dialog = ENR_EDIT_DIALOG (enr_inquiry_dialog_new (self->session, child_id, child_name));
  else
    dialog = ENR_EDIT_DIALOG (enr_promise_dialog_new (self->session, child_id, child_name));
  enr_edit_dialog_show (dialog, widget);
}

static void
enr_inbox_view_dispose (GObject *object)
{
  EnrInboxView *self = ENR_INBOX_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->minute_source, g_source_remove);
  self->is_showing = TRUE; /* the choice of class goes with the template */
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_INBOX_VIEW);
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->day, enr_day_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (enr_inbox_view_parent_class)->dispose (object);
}

static void
enr_inbox_view_finalize (GObject *object)
{
  EnrInboxView *self = ENR_INBOX_VIEW (object);

  g_ptr_array_unref (self->rows);
  g_array_unref (self->class_ids);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (enr_inbox_view_parent_class)->finalize (object);
}

static void
enr_inbox_view_class_init (EnrInboxViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_inbox_view_dispose;
  object_class->finalize = enr_inbox_view_finalize;

  signals[OPEN_LETTER] = g_signal_new ("open-letter", ENR_TYPE_INBOX_VIEW, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  g_type_ensure (ENR_TYPE_HISTORY_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/contact/inbox-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrInboxView, classes);
  gtk_widget_class_bind_template_child (widget_class, EnrInboxView, class_names);
  gtk_widget_class_bind_template_child (widget_class, EnrInboxView, lists);
  gtk_widget_class_bind_template_child (widget_class, EnrInboxView, list);
  gtk_widget_class_bind_template_child (widget_class, EnrInboxView, search);
  gtk_widget_class_bind_template_child (widget_class, EnrInboxView, sides);
  gtk_widget_class_bind_template_child (widget_class, EnrInboxView, found);
  gtk_widget_class_bind_template_child (widget_class, EnrInboxView, history);
  gtk_widget_class_bind_template_callback (widget_class, class_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, found_activated_cb);
  gtk_widget_class_install_action (widget_class, "inbox.all-seen", NULL, all_seen_action);
  gtk_widget_class_install_action (widget_class, "inbox.inquiry", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "inbox.promise", NULL, new_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_i, GDK_CONTROL_MASK, "inbox.inquiry",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_k, GDK_CONTROL_MASK, "inbox.promise",
                                       NULL);
}

static void
enr_inbox_view_init (EnrInboxView *self)
{
  self->class_ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, header_cb, self, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "inbox.inquiry", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "inbox.promise", FALSE);
}

void
enr_inbox_view_set_session (EnrInboxView *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_INBOX_VIEW (self));

  g_set_object (&self->session, session);
  enr_history_view_set_session (self->history, session);
  g_signal_connect_object (enr_session_get_store (session), "changed", G_CALLBACK (reload), self,
                           G_CONNECT_SWAPPED);
  self->minute_source = g_timeout_add_seconds (MINUTE_SECONDS, minute_cb, self);
  reload (self);
}

void
enr_inbox_view_focus_search (EnrInboxView *self)
{
  g_return_if_fail (ENR_IS_INBOX_VIEW (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

void
enr_inbox_view_show_child (EnrInboxView *self, const EnrUuid *child_id)
{
  g_return_if_fail (ENR_IS_INBOX_VIEW (self));

  enr_history_view_show (self->history, child_id);
  gtk_stack_set_visible_child_name (self->sides, "history");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "inbox.inquiry", TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "inbox.promise", TRUE);
}
