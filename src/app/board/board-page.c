/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The list is class-sized, so each reading of the day makes the lines anew and brings the model to
 * them with the smallest change: scroll and selection stay.
 */
#include "config.h"

#include "app/board/board-page.h"

#include <string.h>
#include <glib/gi18n.h>

#include "app/board/board-item.h"
#include "app/board/board-page-private.h"
#include "app/board/board-row.h"
#include "app/lazy-page.h"
#include "base/clock.h"

#define FIRST_LINES 20

static void enr_board_page_page_init (EnrPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrBoardPage,
                               enr_board_page,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (ENR_TYPE_PAGE, enr_board_page_page_init))

enum
{
  PROP_0,
  PROP_FILTER,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
fits_filter (EnrBoardPage *self, const EnrDayChild *child)
{
  if (g_str_equal (self->filter, "all"))
    return TRUE;
  if (g_str_equal (self->filter, "mismatch"))
    return child->mismatch != ENR_MISMATCH_NONE;
  return g_str_equal (self->filter, enr_status_key (child->status))
         && (child->status != ENR_STATUS_UNKNOWN || !child->is_unasked);
}

static gboolean
fits_class (EnrBoardPage *self, const EnrDayChild *child)
{
  const char *name = child->class_index != G_MAXUINT
                         ? g_array_index (self->day->classes, EnrDayClass, child->class_index).name
                         : "";

  return *self->class_name == '\0' || g_str_equal (self->class_name, name);
}

static gboolean
is_shown (EnrBoardPage *self, const EnrDayChild *child)
{
  return fits_filter (self, child) && fits_class (self, child)
         && enr_name_query_fits (&self->query, child->search_key);
}

/* Children whose sight check does not fit come first, until somebody has settled them. */
static GPtrArray *
make_lines (EnrBoardPage *self)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);
  guint class_before = G_MAXUINT - 1;

  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->day->children->len; i++)
      {
        const EnrDayChild *child = &g_array_index (self->day->children, EnrDayChild, i);

        if ((child->mismatch != ENR_MISMATCH_NONE) != (pass == 0) || !is_shown (self, child))
          continue;
        if (pass == 1 && child->class_index != class_before)
          {
            g_ptr_array_add (lines, enr_board_item_new_heading (self->day, child->class_index));
            class_before = child->class_index;
          }
        g_ptr_array_add (lines, enr_board_item_new_child (self->day, i));
        enr_board_page_show_care_of (self, g_ptr_array_index (lines, lines->len - 1));
      }
  return lines;
}

/* Lines at both ends that are the same ones take over the new reading; those between are replaced.
 */
static void
bring_model_to (EnrBoardPage *self, GPtrArray *lines)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  guint head = 0;
  guint tail = 0;

  for (; head < MIN (n_old, lines->len); head++)
    {
      g_autoptr (EnrBoardItem) old = g_list_model_get_item (G_LIST_MODEL (self->model), head);

      if (!enr_board_item_is_same (old, g_ptr_array_index (lines, head)))
        break;
      enr_board_item_take (old, g_ptr_array_index (lines, head));
    }
  for (; tail < MIN (n_old, lines->len) - head; tail++)
    {
      g_autoptr (EnrBoardItem) old
          = g_list_model_get_item (G_LIST_MODEL (self->model), n_old - tail - 1);

      if (!enr_board_item_is_same (old, g_ptr_array_index (lines, lines->len - tail - 1)))
        break;
      enr_board_item_take (old, g_ptr_array_index (lines, lines->len - tail - 1));
    }
  if (head + tail < n_old || head + tail < lines->len)
    g_list_store_splice (self->model, head, n_old - head - tail,
                         lines->len > head + tail ? &g_ptr_array_index (lines, head) : NULL,
                         lines->len - head - tail);
}

static void
set_count (GtkToggleButton *button, const char *word, guint count)
{
  g_autofree char *label = g_strdup_printf ("%s %u", word, count);

  gtk_button_set_label (GTK_BUTTON (button), label);
}

static void
show_counts (EnrBoardPage *self)
{
  EnrDayCounts counts = enr_day_count (self->day, G_MAXUINT);
  g_autofree char *closed_at = NULL;
  g_autofree char *text = NULL;
  gboolean is_closed = self->day->closed_at != ENR_INSTANT_NONE;

  set_count (self->filter_all, C_ ("filter", "All"), counts.enrolled);
  set_count (self->filter_unknown,
             enr_day_expects_word (self->day) ? C_ ("filter", "No word")
                                              : C_ ("filter", "Nothing recorded"),
             counts.unknown);
  set_count (self->filter_present, C_ ("filter", "Here"), counts.present);
  set_count (self->filter_absent, C_ ("filter", "Absent"), counts.absent);
  set_count (self->filter_left, C_ ("filter", "Gone home"), counts.left);
  set_count (self->filter_mismatch, C_ ("filter", "To check"), counts.mismatches);
  gtk_widget_set_visible (GTK_WIDGET (self->filter_mismatch),
                          counts.mismatches > 0 || g_str_equal (self->filter, "mismatch"));
  if (is_closed)
    {
      closed_at = enr_instant_dup_local (self->day->closed_at);
      closed_at[10] = ' ';
      /* Translators: %s is a time */
      text = g_strdup_printf (_ ("Closed %s"), closed_at);
    }
  else if (self->day->closed_name != NULL)
    /* Translators: %s is why the nursery is not open on the day */
    text = g_strdup_printf (_ ("Not open: %s"), self->day->closed_name);
  gtk_label_set_text (self->day_label, text != NULL ? text : "");
  gtk_button_set_label (self->close_button, is_closed ? _ ("Reopen…") : _ ("Close the day…"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->close_button),
                                  is_closed ? "board.reopen-day" : "board.close-day");
}

static void
update_actions (EnrBoardPage *self)
{
  g_autoptr (GtkBitset) selected
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  gboolean is_open = self->day != NULL && self->day->closed_at == ENR_INSTANT_NONE;
  gboolean has_selection = !gtk_bitset_is_empty (selected);
  gboolean is_today = self->day != NULL && self->day->date == enr_clock_today ();

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "board.arrive",
                                 is_open && has_selection && is_today);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "board.leave",
                                 is_open && has_selection && is_today);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "board.absent", is_open && has_selection);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "board.notice",
                                 is_open && gtk_bitset_get_size (selected) == 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "board.edit", is_open && has_selection);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "board.sight", is_open && has_selection);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "board.sight-of", is_open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "board.history", has_selection);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "board.close-day",
                                 is_open && self->day->date <= enr_clock_today ());
}

/* The heading of the class that the topmost line belongs to stays in view. */
static void
show_sticky (EnrBoardPage *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  EnrBoardItem *item = NULL;
  gboolean is_scrolled = gtk_adjustment_get_value (adjustment) > 1;
  GtkWidget *picked = NULL;

  if (is_scrolled)
    picked = gtk_widget_pick (GTK_WIDGET (self->list), 20, 2, GTK_PICK_INSENSITIVE);

  while (picked != NULL && !ENR_IS_BOARD_ROW (picked))
    picked = picked == GTK_WIDGET (self->list) ? NULL : gtk_widget_get_parent (picked);
  if (picked != NULL)
    item = enr_board_row_get_item (ENR_BOARD_ROW (picked));
  if (item != NULL && is_scrolled)
    {
      g_autoptr (EnrBoardItem) heading = enr_board_item_new_heading (
          enr_board_item_get_day (item), enr_board_item_get_class_index (item));

      enr_board_row_set_item (self->sticky, heading);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->sticky), item != NULL && is_scrolled);
}

static void show_lines (EnrBoardPage *self);

static gboolean
show_rest_cb (gpointer data)
{
  EnrBoardPage *self = data;

  self->rest_source = 0;
  show_lines (self);
  return G_SOURCE_REMOVE;
}

static void
show_lines (EnrBoardPage *self)
{
  g_autoptr (GPtrArray) lines = NULL;

  if (self->day == NULL)
    return;
  lines = make_lines (self);
  /* GtkListView makes some two hundred rows at once, which takes longer than all the rest: a
   * screenful comes first. */
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0 && lines->len > FIRST_LINES)
    {
      g_ptr_array_set_size (lines, FIRST_LINES);
      if (self->rest_source == 0)
        self->rest_source = g_timeout_add_full (G_PRIORITY_LOW, 50, show_rest_cb, self, NULL);
    }
  bring_model_to (self, lines);
  /* What had no line yet when it got the keyboard hands it to the first. */
  if (gtk_widget_is_focus (GTK_WIDGET (self->list)))
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
  show_counts (self);
  if (lines->len > 0)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else
    enr_lazy_page_show (self->stack,
                        self->day->children->len == 0 ? "board-empty" : "board-nothing");
  update_actions (self);
  show_sticky (self);
}

static void
fill_classes (EnrBoardPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, _ ("All classes"));
  for (guint i = 0; i < self->day->classes->len; i++)
    {
      const EnrDayClass *class = &g_array_index (self->day->classes, EnrDayClass, i);

      gtk_string_list_append (names, class->name);
      if (g_str_equal (class->name, self->class_name))
        selected = i + 1;
    }
  self->is_filling_classes = TRUE;
  gtk_drop_down_set_model (self->class_drop, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->class_drop, selected);
  self->is_filling_classes = FALSE;
  if (selected == 0)
    {
      g_free (self->class_name);
      self->class_name = g_strdup ("");
    }
}

static gboolean
has_same_classes (const EnrDay *a, const EnrDay *b)
{
  if (a == NULL || a->classes->len != b->classes->len)
    return FALSE;
  for (guint i = 0; i < a->classes->len; i++)
    if (!g_str_equal (g_array_index (a->classes, EnrDayClass, i).name,
                      g_array_index (b->classes, EnrDayClass, i).name))
      return FALSE;
  return TRUE;
}

static gpointer
load_day (EnrDb *db, gpointer data, GError **error)
{
  return enr_day_load (db, GPOINTER_TO_INT (data), NULL, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrBoardPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDay) day = enr_store_finish (ENR_STORE (source), result, &error);
  gboolean is_new_classes;

  if (day == NULL)
    {
      enr_session_fail (self->session, error);
      return;
    }
  /* An answer to an older question: the newer one is on its way. */
  if (self->session == NULL || day->date != enr_session_get_date (self->session))
    return;

  is_new_classes = !has_same_classes (self->day, day);
  g_clear_pointer (&self->day, enr_day_unref);
  self->day = g_steal_pointer (&day);
  if (is_new_classes)
    fill_classes (self);
  show_lines (self);
  enr_board_page_load_contact (self);
}

static void
reload (EnrBoardPage *self)
{
  enr_store_read_async (enr_session_get_store (self->session), load_day,
                        GINT_TO_POINTER (enr_session_get_date (self->session)), NULL,
                        (GDestroyNotify) enr_day_unref, self->cancellable, loaded_cb,
                        g_object_ref (self));
  enr_board_page_load_care (self);
}

static void
store_changed_cb (EnrBoardPage *self, const char *const *tables, EnrStore *store)
{
  reload (self);
}

static void
date_changed_cb (EnrBoardPage *self)
{
  reload (self);
}

static void
show_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBoardPage *self = ENR_BOARD_PAGE (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_drop_down_set_selected (self->class_drop, 0);
  enr_board_page_show_filter (self, "all");
}

static void
search_changed_cb (EnrBoardPage *self)
{
  enr_name_query_set (&self->query, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  show_lines (self);
}

/* The keyboard has to be on the row, not on the list: Enter is for the row. */
static void
focus_line (EnrBoardPage *self, EnrBoardItem *item)
{
  for (GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (self->list)); line != NULL;
       line = gtk_widget_get_next_sibling (line))
    {
      GtkWidget *row = gtk_widget_get_first_child (line);

      if (ENR_IS_BOARD_ROW (row) && enr_board_row_get_item (ENR_BOARD_ROW (row)) == item)
        gtk_widget_grab_focus (line);
    }
}

/* Enter in the search goes to the first child found, ready for a key. */
static void
search_activated_cb (EnrBoardPage *self)
{
  /* The entry tells of what is typed after a pause, and some people make none. */
  search_changed_cb (self);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->model)); i++)
    {
      g_autoptr (EnrBoardItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), i);

      if (enr_board_item_get_child (item) == NULL)
        continue;
      gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), i, TRUE);
      gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", i);
      focus_line (self, item);
      return;
    }
}

/* What is typed on the list begins a search; the rest of the word goes there too, though it has
 * letters that are keys of the list. */
static void
search_started_cb (EnrBoardPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* The keys of the list are about a child. Without one they would begin a search that nobody wants.
 */
static gboolean
list_key_cb (EnrBoardPage *self, guint key, guint keycode, GdkModifierType state)
{
  g_autoptr (GtkBitset) selected
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  if (key > G_MAXINT8 || strchr ("iknmo", g_ascii_tolower ((char) key)) == NULL
      || (state & gtk_accelerator_get_default_mod_mask () & ~GDK_SHIFT_MASK) != 0
      || !gtk_bitset_is_empty (selected))
    return GDK_EVENT_PROPAGATE;
  enr_session_tell (self->session,
                    _ ("Choose a child first: with the arrow keys, or with Ctrl+F and the name"));
  return GDK_EVENT_STOP;
}

static void
class_selected_cb (EnrBoardPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->class_drop);

  if (self->is_filling_classes || self->day == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  g_free (self->class_name);
  self->class_name = g_strdup (
      selected == 0 ? "" : g_array_index (self->day->classes, EnrDayClass, selected - 1).name);
  show_lines (self);
}

static void
list_activated_cb (EnrBoardPage *self, guint position)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "board.edit", NULL);
}

static void
setup_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, g_object_new (ENR_TYPE_BOARD_ROW, NULL));
}

static void
bind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  EnrBoardItem *line = gtk_list_item_get_item (item);
  gboolean is_child = enr_board_item_get_child (line) != NULL;

  gtk_list_item_set_selectable (item, is_child);
  gtk_list_item_set_activatable (item, is_child);
  enr_board_row_set_item (ENR_BOARD_ROW (gtk_list_item_get_child (item)), line);
}

static void
unbind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  enr_board_row_set_item (ENR_BOARD_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
enr_board_page_dispose (GObject *object)
{
  EnrBoardPage *self = ENR_BOARD_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_clear_handle_id (&self->minute_source, g_source_remove);
  g_clear_handle_id (&self->contact_source, g_source_remove);
  g_clear_pointer (&self->care, enr_care_day_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_BOARD_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_pointer (&self->day, enr_day_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (enr_board_page_parent_class)->dispose (object);
}

static void
enr_board_page_finalize (GObject *object)
{
  EnrBoardPage *self = ENR_BOARD_PAGE (object);

  g_clear_object (&self->cancellable);
  g_free (self->filter);
  enr_name_query_clear (&self->query);
  g_free (self->class_name);

  G_OBJECT_CLASS (enr_board_page_parent_class)->finalize (object);
}

static void
enr_board_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_FILTER:
      g_value_set_string (value, ENR_BOARD_PAGE (object)->filter);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
enr_board_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_FILTER:
      enr_board_page_show_filter (ENR_BOARD_PAGE (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/board/board-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrBoardPage, search);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardPage, class_drop);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardPage, close_button);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardPage, filter_all);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardPage, filter_unknown);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardPage, filter_present);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardPage, filter_absent);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardPage, filter_left);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardPage, filter_mismatch);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardPage, day_label);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardPage, contact_bar);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardPage, contact_label);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardPage, call_button);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardPage, watch_button);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardPage, outbreak_button);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardPage, list);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardPage, sticky);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_started_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, class_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_activated_cb);
}

static void
enr_board_page_class_init (EnrBoardPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_board_page_dispose;
  object_class->finalize = enr_board_page_finalize;
  object_class->get_property = enr_board_page_get_property;
  object_class->set_property = enr_board_page_set_property;

  properties[PROP_FILTER]
      = g_param_spec_string ("filter", NULL, NULL, "all",
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  bind_template (widget_class);
  enr_board_page_install_actions (widget_class);
  enr_board_page_install_contact (widget_class);
  gtk_widget_class_install_action (widget_class, "board.show-all", NULL, show_all_action);
  gtk_widget_class_install_property_action (widget_class, "board.filter", "filter");
}

static void
enr_board_page_init (EnrBoardPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->filter = g_strdup ("all");
  self->class_name = g_strdup ("");
  self->model = g_list_store_new (ENR_TYPE_BOARD_ITEM);
  self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (update_actions), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_row_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self));
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scrolled), "value-changed",
                           G_CALLBACK (show_sticky), self, G_CONNECT_SWAPPED);
  update_actions (self);
}

static void
enr_board_page_set_session (EnrPage *page, EnrSession *session)
{
  EnrBoardPage *self = ENR_BOARD_PAGE (page);

  g_set_object (&self->session, session);
  g_signal_connect_object (session, "notify::date", G_CALLBACK (date_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  reload (self);
}

static void
enr_board_page_focus_search (EnrPage *page)
{
  EnrBoardPage *self = ENR_BOARD_PAGE (page);

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
}

static void
enr_board_page_page_init (EnrPageInterface *iface)
{
  iface->set_session = enr_board_page_set_session;
  iface->focus_search = enr_board_page_focus_search;
}

void
enr_board_page_focus_list (EnrBoardPage *self)
{
  g_return_if_fail (ENR_IS_BOARD_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

void
enr_board_page_show_filter (EnrBoardPage *self, const char *filter)
{
  g_return_if_fail (ENR_IS_BOARD_PAGE (self));

  if (g_str_equal (self->filter, filter))
    return;
  g_free (self->filter);
  self->filter = g_strdup (filter);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTER]);
  show_lines (self);
}
