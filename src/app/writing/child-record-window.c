/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/child-record-window-private.h"

#include <glib/gi18n.h>

#include "app/writing/child-seen-item.h"
#include "app/writing/child-seen-row.h"
#include "app/writing/child-story-item.h"
#include "app/writing/child-story-row.h"
#include "base/text.h"
#include "reports/development-chart.h"

#define CHART_WIDTH 420.0 /* points */

G_DEFINE_FINAL_TYPE (EnrChildRecordWindow, enr_child_record_window, ADW_TYPE_WINDOW)

enum
{
  OPEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  EnrChildStory *story;
  EnrDocument *chart; /* or NULL where there is no list */
} Loaded;

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  enr_child_story_free (loaded->story);
  g_clear_pointer (&loaded->chart, enr_document_unref);
  g_free (loaded);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  EnrChildStory *story = enr_child_story_load (db, data, FALSE, error);
  Loaded *loaded;

  if (story == NULL)
    return NULL;
  loaded = g_new0 (Loaded, 1);
  loaded->story = story;
  if (story->seen->len > 0)
    loaded->chart = enr_development_chart_document (
        story->seen, enr_class_age (enr_fiscal_year (story->printed), story->birth_date),
        CHART_WIDTH, error);
  if (story->seen->len == 0 || loaded->chart != NULL)
    return loaded;
  loaded_free (loaded);
  return NULL;
}

/* The newest first, each month under its name. */
static void
show_story (EnrChildRecordWindow *self)
{
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();
  g_autofree char *key = enr_text_search_key (gtk_editable_get_text (self->search));
  int from = self->first_year + (int) gtk_drop_down_get_selected (self->from);
  int until = self->last_year - (int) gtk_drop_down_get_selected (self->until);
  gboolean with_absences = gtk_check_button_get_active (self->absences);
  EnrDate before = ENR_DATE_NONE;

  if (self->items == NULL || self->is_filling)
    return;
  for (guint i = self->items->len; i > 0; i--)
    {
      EnrChildStoryItem *item = g_ptr_array_index (self->items, i - 1);
      EnrDate day = enr_child_story_item_get_day (item);
      EnrDate month = enr_date_month_start (day, 0);
      g_autofree char *heading = NULL;

      if (enr_fiscal_year (day) < from || enr_fiscal_year (day) > until
          || (!with_absences && enr_uuid_is_none (enr_child_story_item_get_id (item)))
          || !enr_child_story_item_has (item, key))
        continue;
      heading = month != before ? enr_date_dup_era_month (day) : g_strdup ("");
      before = month;
      enr_child_story_item_set_heading (item, heading);
      g_ptr_array_add (shown, item);
    }
  g_list_store_splice (self->story_items, 0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->story_items)), shown->pdata,
                       shown->len);
  gtk_stack_set_visible_child_name (self->story_state, shown->len > 0         ? "list"
                                                       : self->items->len > 0 ? "nothing"
                                                                              : "empty");
}

/* The fiscal years that there are; a choice stays as long as they do. */
static void
show_years (EnrChildRecordWindow *self)
{
  const GPtrArray *entries = self->story->entries;
  int first = enr_fiscal_year (self->story->printed);
  int last = first;

  for (guint i = 0; i < entries->len; i++)
    {
      int year = enr_fiscal_year (((const EnrStoryEntry *) g_ptr_array_index (entries, i))->first);

      first = MIN (first, year);
      last = MAX (last, year);
    }
  if (first == self->first_year && last == self->last_year)
    return;
  self->first_year = first;
  self->last_year = last;
  gtk_string_list_splice (self->from_names, 0,
                          g_list_model_get_n_items (G_LIST_MODEL (self->from_names)), NULL);
  gtk_string_list_splice (self->until_names, 0,
                          g_list_model_get_n_items (G_LIST_MODEL (self->until_names)), NULL);
  for (int i = 0; i <= last - first; i++)
    {
      g_autofree char *up = enr_fiscal_year_dup_era (first + i);
      g_autofree char *down = enr_fiscal_year_dup_era (last - i);
      /* Translators: a fiscal year */
      g_autofree char *from = g_strdup_printf (_ ("From %s"), up);
      /* Translators: a fiscal year */
      g_autofree char *until = g_strdup_printf (_ ("Until %s"), down);

      gtk_string_list_append (self->from_names, from);
      gtk_string_list_append (self->until_names, until);
    }
  gtk_drop_down_set_selected (self->from, 0);
  gtk_drop_down_set_selected (self->until, 0);
}

static void
take_items (EnrChildRecordWindow *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) open = g_hash_table_new (enr_uuid_hash, enr_uuid_equal);

  /* What was unfolded stays so. */
  for (guint i = 0; self->items != NULL && i < self->items->len; i++)
    {
      EnrChildStoryItem *item = g_ptr_array_index (self->items, i);

      if (enr_child_story_item_is_open (item) && enr_child_story_item_is_long (item))
        g_hash_table_add (open, (gpointer) enr_child_story_item_get_id (item));
    }
  for (guint i = 0; i < self->story->entries->len; i++)
    {
      EnrChildStoryItem *item
          = enr_child_story_item_new (g_ptr_array_index (self->story->entries, i));

      enr_child_story_item_set_open (
          item, g_hash_table_contains (open, enr_child_story_item_get_id (item)));
      g_ptr_array_add (items, item);
    }
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = items;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrChildRecordWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  Loaded *loaded = enr_store_finish (ENR_STORE (source), result, &error);
  g_autofree char *title = NULL;

  if (loaded == NULL)
    {
      g_autofree char *text = NULL;

      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      text = enr_error_describe (error);
      gtk_label_set_label (self->error_label, text);
      gtk_stack_set_visible_child_name (self->root, "failed");
      return;
    }
  g_clear_pointer (&self->story, enr_child_story_free);
  self->story = g_steal_pointer (&loaded->story);
  /* Translators: a child's name */
  title = g_strdup_printf (_ ("Records of %s"), self->story->name);
  gtk_window_set_title (GTK_WINDOW (self), title);
  self->is_filling = TRUE;
  take_items (self);
  show_years (self);
  enr_child_record_show_development (self, loaded->chart);
  self->is_filling = FALSE;
  show_story (self);
  gtk_stack_set_visible_child_name (self->root, "record");
  loaded_free (loaded);
}

static void
reload (EnrChildRecordWindow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  enr_store_read_async (enr_session_get_store (self->session), load,
                        g_memdup2 (&self->child_id, sizeof self->child_id), g_free, loaded_free,
                        self->cancellable, loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (EnrChildRecordWindow *self, const char *const *tables)
{
  static const char *const wanted[]
      = { "writing",          "writing_text", "writing_version", "development_item",
          "development_seen", "child",        "attendance",      "stamp" };

  for (guint i = 0; tables == NULL || i < G_N_ELEMENTS (wanted); i++)
    if (tables == NULL || g_strv_contains (tables, wanted[i]))
      {
        reload (self);
        return;
      }
}

/* Messages come up here too: the main window is behind. */
static void
message_cb (EnrChildRecordWindow *self, const char *text, gboolean is_failure)
{
  AdwToast *toast = adw_toast_new ("");
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_set_title (toast, escaped);
  if (!is_failure && g_strcmp0 (enr_session_get_undo_text (self->session), text) == 0)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_name (toast, "child-record.undo");
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_session_undo (ENR_CHILD_RECORD_WINDOW (widget)->session);
}

static void
activated_cb (EnrChildRecordWindow *self, guint position)
{
  g_autoptr (EnrChildStoryItem) item
      = g_list_model_get_item (G_LIST_MODEL (self->story_items), position);

  /* Absences are no text that could be opened. */
  if (!enr_uuid_is_none (enr_child_story_item_get_id (item)))
    g_signal_emit (self, signals[OPEN], 0, enr_child_story_item_get_id (item));
}

static void
story_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, g_object_new (ENR_TYPE_CHILD_STORY_ROW, NULL));
}

static void
story_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  enr_child_story_row_set_item (ENR_CHILD_STORY_ROW (gtk_list_item_get_child (item)),
                                gtk_list_item_get_item (item));
}

static void
seen_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, g_object_new (ENR_TYPE_CHILD_SEEN_ROW, NULL));
}

static void
seen_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  enr_child_seen_row_set_item (ENR_CHILD_SEEN_ROW (gtk_list_item_get_child (item)),
                               gtk_list_item_get_item (item));
}

static void
age_changed_cb (EnrChildRecordWindow *self)
{
  if (self->story != NULL && !self->is_filling)
    enr_child_record_show_seen (self);
}

static void
enr_child_record_window_dispose (GObject *object)
{
  EnrChildRecordWindow *self = ENR_CHILD_RECORD_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (enr_child_record_window_parent_class)->dispose (object);
}

static void
enr_child_record_window_finalize (GObject *object)
{
  EnrChildRecordWindow *self = ENR_CHILD_RECORD_WINDOW (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  enr_child_story_free (self->story);

  G_OBJECT_CLASS (enr_child_record_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, EnrChildRecordWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, EnrChildRecordWindow, root);
  gtk_widget_class_bind_template_child (widget_class, EnrChildRecordWindow, parts);
  gtk_widget_class_bind_template_child (widget_class, EnrChildRecordWindow, error_label);
  gtk_widget_class_bind_template_child (widget_class, EnrChildRecordWindow, search);
  gtk_widget_class_bind_template_child (widget_class, EnrChildRecordWindow, from);
  gtk_widget_class_bind_template_child (widget_class, EnrChildRecordWindow, until);
  gtk_widget_class_bind_template_child (widget_class, EnrChildRecordWindow, absences);
  gtk_widget_class_bind_template_child (widget_class, EnrChildRecordWindow, from_names);
  gtk_widget_class_bind_template_child (widget_class, EnrChildRecordWindow, until_names);
  gtk_widget_class_bind_template_child (widget_class, EnrChildRecordWindow, story_state);
  gtk_widget_class_bind_template_child (widget_class, EnrChildRecordWindow, story_list);
  gtk_widget_class_bind_template_child (widget_class, EnrChildRecordWindow, story_items);
  gtk_widget_class_bind_template_child (widget_class, EnrChildRecordWindow, development_state);
  gtk_widget_class_bind_template_child (widget_class, EnrChildRecordWindow, age);
  gtk_widget_class_bind_template_child (widget_class, EnrChildRecordWindow, seen_list);
  gtk_widget_class_bind_template_child (widget_class, EnrChildRecordWindow, seen_items);
  gtk_widget_class_bind_template_child (widget_class, EnrChildRecordWindow, chart);
  gtk_widget_class_bind_template_callback_full (widget_class, "filter_cb", G_CALLBACK (show_story));
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, age_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, story_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, story_bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, seen_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, seen_bind_cb);
}

static void
enr_child_record_window_class_init (EnrChildRecordWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_child_record_window_dispose;
  object_class->finalize = enr_child_record_window_finalize;

  signals[OPEN] = g_signal_new ("open", ENR_TYPE_CHILD_RECORD_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  g_type_ensure (ENR_TYPE_CHILD_STORY_ITEM);
  g_type_ensure (ENR_TYPE_CHILD_SEEN_ITEM);
  g_type_ensure (ENR_TYPE_PAPER_SHEET);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/child-record-window.ui");
  bind_children (widget_class);
  enr_child_record_install_development (widget_class);
  enr_child_record_install_out (widget_class);
  gtk_widget_class_install_action (widget_class, "child-record.undo", NULL, undo_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK,
                                       "child-record.undo", NULL);
}

static void
enr_child_record_window_init (EnrChildRecordWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrChildRecordWindow *
enr_child_record_window_show (GtkWindow *parent, EnrSession *session, const EnrUuid *child_id)
{
  EnrChildRecordWindow *self;

  g_return_val_if_fail (ENR_IS_SESSION (session), NULL);

  self = g_object_new (ENR_TYPE_CHILD_RECORD_WINDOW, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  self->child_id = *child_id;
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
  reload (self);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

void
enr_child_record_window_show_part (EnrChildRecordWindow *self, const char *name)
{
  g_return_if_fail (ENR_IS_CHILD_RECORD_WINDOW (self));

  gtk_stack_set_visible_child_name (self->parts, name);
}
