/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Papers are loaded and laid out on the store's reader thread, and again whenever the store changes
 * while the page is to be seen.
 */
#include "config.h"

#include "app/papers/papers-page.h"

#include <string.h>
#include <glib/gi18n.h>

#include "app/compat.h"
#include "app/papers/paper-tile.h"
#include "app/papers/paper-view.h"
#include "app/papers/paper.h"
#include "app/papers/print.h"
#include "app/papers/save.h"
#include "nursery/class.h"

/* Arrivals come in one after the other: not every one is worth a new layout. */
#define REFRESH_MS 500

struct _EnrPapersPage
{
  GtkBox parent_instance;

  /* Template */
  GtkStack *stack;
  GtkLabel *day_label;
  EnrPaperTile *register_tile;
  EnrPaperTile *book_tile;
  EnrPaperTile *cards_tile;
  GtkLabel *title_label;
  GtkWidget *period_box;
  GtkLabel *period_label;
  GtkDropDown *class_drop;
  GtkStringList *class_names;
  GtkRevealer *notice;
  GtkLabel *notice_label;
  GtkWidget *notice_button;
  GtkStack *content;
  EnrPaperView *view;
  AdwStatusPage *empty;
  GtkWidget *empty_cards_button;
  GtkWidget *empty_children_button;
  GtkLabel *failure_label;

  /* Owned */
  EnrSession *session;
  GCancellable *cancellable; /* of everything */
  GCancellable *loading;     /* of the paper that is being loaded, or NULL */
  GPtrArray *classes;        /* (element-type EnrClass), the drop-down's but for its first entry */
  EnrPaper *paper;           /* what is shown, or NULL */

  EnrPaperKind kind;
  EnrDate month;             /* any day of the book's month */
  EnrUuid class_id;          /* none: all */
  char *class_name;          /* its name, or NULL */
  guint refresh_source;
  gboolean is_filling;       /* the drop-down is being filled by the program */
  gboolean keeps_place;      /* the next paper is the same one, made again */
  gboolean prints_when_loaded;
  gboolean takes_focus;      /* the paper was opened just now */
};

static void page_interface_init (EnrPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrPapersPage, enr_papers_page, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (ENR_TYPE_PAGE, page_interface_init))

static void load_paper (EnrPapersPage *self, gboolean keeps_place);

static gboolean
is_open (EnrPapersPage *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "paper") == 0;
}

static GtkWindow *
get_window (EnrPapersPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static EnrPaperRequest
make_request (EnrPapersPage *self)
{
  EnrPaperRequest request = { self->kind, enr_session_get_date (self->session), self->class_id };

  if (self->kind == ENR_PAPER_ATTENDANCE_BOOK)
    request.date = self->month;
  return request;
}

static void
update_actions (EnrPapersPage *self)
{
  gboolean has_document = is_open (self) && self->paper != NULL && self->paper->document != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "papers.save", has_document);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "papers.print", has_document);
}

static void
show_period (EnrPapersPage *self)
{
  EnrDate date = enr_session_get_date (self->session);
  g_autofree char *day = enr_date_dup_era_weekday (date);
  g_autofree char *month = enr_date_dup_era_month (self->month);
  g_autofree char *heading = NULL;

  /* Translators: %s is a day: "令和8年6月10日(水)" */
  heading = g_strdup_printf (_ ("As of %s"), day);
  gtk_label_set_text (self->day_label, heading);
  gtk_label_set_text (self->title_label, enr_paper_title (self->kind));
  gtk_label_set_text (self->period_label, self->kind == ENR_PAPER_ATTENDANCE_BOOK ? month : day);
  gtk_widget_set_visible (self->period_box, self->kind != ENR_PAPER_CARDS);
}

/*
 * What is shown in the paper's place
 */

static void
show_failure (EnrPapersPage *self, const GError *error)
{
  g_autofree char *text = enr_error_describe (error);

  gtk_label_set_text (self->failure_label, text);
  gtk_revealer_set_reveal_child (self->notice, FALSE);
  gtk_stack_set_visible_child_name (self->content, "failure");
  g_clear_pointer (&self->paper, enr_paper_unref);
  enr_paper_view_set_document (self->view, NULL, FALSE);
  self->prints_when_loaded = FALSE;
  update_actions (self);
}

static void
show_empty (EnrPapersPage *self)
{
  gboolean wants_cards = self->paper->n_children > 0;
  g_autofree char *text = NULL;

  if (wants_cards)
    /* Translators: %u is a number of children. */
    text = g_strdup_printf (ngettext ("A card lets a family sign in at the door without touching the "
                                      "screen. %u child has none yet.",
                                      "A card lets a family sign in at the door without touching the "
                                      "screen. %u children have none yet.",
                                      self->paper->n_children),
                            self->paper->n_children);
  else if (self->class_name != NULL)
    /* Translators: %s is the name of a class. */
    text = g_strdup_printf (_ ("“%s” has no children then. Choose another day or all classes."),
                            self->class_name);
  else
    text = g_strdup (_ ("Choose another day, or enrol children on the page of children."));

  adw_status_page_set_title (self->empty, wants_cards ? _ ("No cards have been made yet")
                                                      : _ ("No children are enrolled then"));
  {
    g_autofree char *escaped = g_markup_escape_text (text, -1);

    adw_status_page_set_description (self->empty, escaped);
  }
  gtk_widget_set_visible (self->empty_cards_button, wants_cards);
  gtk_widget_set_visible (self->empty_children_button, !wants_cards && self->class_name == NULL);
  gtk_stack_set_visible_child_name (self->content, "empty");
  enr_paper_view_set_document (self->view, NULL, FALSE);
}

static void
show_notice (EnrPapersPage *self)
{
  guint n = self->paper->without_card->len;
  const char *missing = "";
  g_autofree char *text = NULL;

  if (self->paper->document != NULL)
    missing = enr_document_get_missing_characters (self->paper->document);
  if (missing[0] != '\0')
    /* Translators: %s are characters. */
    text = g_strdup_printf (_ ("No font on this PC has these characters; they print as boxes: %s"),
                            missing);
  else if (n > 0 && self->paper->document != NULL)
    text = g_strdup_printf (ngettext ("%u child has no card yet.", "%u children have no card yet.", n),
                            n);

  if (text != NULL)
    gtk_label_set_text (self->notice_label, text);
  gtk_widget_set_visible (self->notice_button, n > 0);
  gtk_revealer_set_reveal_child (self->notice, text != NULL);
}

static void
show_paper (EnrPapersPage *self)
{
  gboolean was_shown = g_strcmp0 (gtk_stack_get_visible_child_name (self->content), "view") == 0;

  show_notice (self);
  if (self->paper->document == NULL)
    show_empty (self);
  else
    {
      enr_paper_view_set_document (self->view, self->paper->document,
                                   was_shown && self->keeps_place);
      gtk_stack_set_visible_child_name (self->content, "view");
      if (self->takes_focus)
        gtk_widget_grab_focus (GTK_WIDGET (self->view));
      self->takes_focus = FALSE;
    }
  update_actions (self);
  if (self->prints_when_loaded)
    enr_papers_page_print (self);
  self->prints_when_loaded = FALSE;
}

static void
view_failed_cb (EnrPapersPage *self, const GError *error)
{
  show_failure (self, error);
}

/*
 * Loading
 */

static void
paper_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrPapersPage) self = user_data;
  g_autoptr (GError) error = NULL;
  EnrPaper *paper = enr_store_finish (ENR_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->loading);
  if (paper == NULL)
    {
      show_failure (self, error);
      return;
    }
  g_clear_pointer (&self->paper, enr_paper_unref);
  self->paper = paper;
  show_paper (self);
}

static void
stop_loading (EnrPapersPage *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static void
load_paper (EnrPapersPage *self, gboolean keeps_place)
{
  EnrPaperRequest request = make_request (self);

  stop_loading (self);
  show_period (self);
  if (!keeps_place)
    {
      g_clear_pointer (&self->paper, enr_paper_unref);
      if (g_strcmp0 (gtk_stack_get_visible_child_name (self->content), "view") != 0)
        gtk_stack_set_visible_child_name (self->content, "waiting");
    }
  self->keeps_place = keeps_place;
  self->loading = g_cancellable_new ();
  enr_store_read_async (enr_session_get_store (self->session), enr_paper_load,
                        enr_paper_request_copy (&request), g_free, (GDestroyNotify) enr_paper_unref,
                        self->loading, paper_loaded_cb, g_object_ref (self));
  update_actions (self);
}

static EnrPaperTile *
get_tile (EnrPapersPage *self, EnrPaperKind kind)
{
  EnrPaperTile *tiles[ENR_N_PAPERS] = { self->register_tile, self->book_tile, self->cards_tile };

  return tiles[kind];
}

typedef struct
{
  EnrPapersPage *self;
  EnrPaperKind kind;
} TileCall;

static void
tile_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree TileCall *call = user_data;
  g_autoptr (EnrPapersPage) self = call->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrPaper) paper = enr_store_finish (ENR_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (paper != NULL)
    enr_paper_tile_set_paper (get_tile (self, call->kind), paper);
  else
    enr_paper_tile_set_failed (get_tile (self, call->kind));
}

static void
load_tiles (EnrPapersPage *self)
{
  show_period (self);
  for (EnrPaperKind kind = 0; kind < ENR_N_PAPERS; kind++)
    {
      EnrPaperRequest request = { kind, enr_session_get_date (self->session), enr_uuid_none };
      TileCall *call = g_new0 (TileCall, 1);

      call->self = g_object_ref (self);
      call->kind = kind;
      enr_store_read_async (enr_session_get_store (self->session), enr_paper_load,
                            enr_paper_request_copy (&request), g_free,
                            (GDestroyNotify) enr_paper_unref, self->cancellable, tile_loaded_cb,
                            call);
    }
}

static gpointer
load_classes (EnrDb *db, gpointer data, GError **error)
{
  return enr_class_list (db, GPOINTER_TO_INT (data), error);
}

/* The class that was chosen: by id, or in another year by name; else all. */
static guint
find_class (EnrPapersPage *self)
{
  for (guint i = 0; i < self->classes->len; i++)
    if (enr_uuid_equal (&((EnrClass *) g_ptr_array_index (self->classes, i))->id, &self->class_id))
      return i + 1;
  for (guint i = 0; i < self->classes->len; i++)
    if (g_strcmp0 (((EnrClass *) g_ptr_array_index (self->classes, i))->name, self->class_name) == 0)
      return i + 1;
  return 0;
}

static void
choose_class (EnrPapersPage *self, guint position)
{
  const EnrClass *chosen = position > 0 && position <= self->classes->len
                               ? g_ptr_array_index (self->classes, position - 1)
                               : NULL;

  self->class_id = chosen != NULL ? chosen->id : enr_uuid_none;
  g_free (self->class_name);
  self->class_name = chosen != NULL ? g_strdup (chosen->name) : NULL;
}

static void
classes_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrPapersPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) classes = enr_store_finish (ENR_STORE (source), result, &error);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  EnrUuid old_id = self->class_id;
  guint position;

  if (classes == NULL)
    {
      if (self->session != NULL)
        enr_session_fail (self->session, error);
      return;
    }
  for (guint i = 0; i < classes->len; i++)
    g_ptr_array_add (names, ((EnrClass *) g_ptr_array_index (classes, i))->name);
  g_ptr_array_add (names, NULL);

  g_clear_pointer (&self->classes, g_ptr_array_unref);
  self->classes = g_steal_pointer (&classes);
  position = find_class (self);
  self->is_filling = TRUE;
  gtk_string_list_splice (self->class_names, 1,
                          g_list_model_get_n_items (G_LIST_MODEL (self->class_names)) - 1,
                          (const char *const *) names->pdata);
  gtk_drop_down_set_selected (self->class_drop, position);
  self->is_filling = FALSE;
  choose_class (self, position);
  if (!enr_uuid_equal (&old_id, &self->class_id) && is_open (self))
    load_paper (self, FALSE);
}

static EnrDate
get_period (EnrPapersPage *self)
{
  return self->kind == ENR_PAPER_ATTENDANCE_BOOK ? self->month : enr_session_get_date (self->session);
}

static void
refresh_classes (EnrPapersPage *self)
{
  enr_store_read_async (enr_session_get_store (self->session), load_classes,
                        GINT_TO_POINTER (enr_fiscal_year (get_period (self))), NULL,
                        (GDestroyNotify) g_ptr_array_unref, self->cancellable, classes_loaded_cb,
                        g_object_ref (self));
}

static void
refresh (EnrPapersPage *self, gboolean keeps_place)
{
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  if (self->session == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  refresh_classes (self);
  if (is_open (self))
    load_paper (self, keeps_place);
  else
    load_tiles (self);
}

static gboolean
refresh_cb (gpointer data)
{
  EnrPapersPage *self = data;

  self->refresh_source = 0;
  refresh (self, TRUE);
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (EnrPapersPage *self)
{
  if (self->refresh_source == 0)
    self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

static void
date_changed_cb (EnrPapersPage *self)
{
  self->month = enr_session_get_date (self->session);
  refresh (self, FALSE);
}

static void
class_selected_cb (EnrPapersPage *self)
{
  guint position = gtk_drop_down_get_selected (self->class_drop);

  if (self->is_filling || self->session == NULL || position == GTK_INVALID_LIST_POSITION)
    return;
  choose_class (self, position);
  if (is_open (self))
    load_paper (self, FALSE);
}

/*
 * Actions
 */

static void
open_paper (EnrPapersPage *self, EnrPaperKind kind)
{
  self->kind = kind;
  self->month = enr_session_get_date (self->session);
  self->takes_focus = TRUE;
  gtk_stack_set_visible_child_name (self->content, "waiting");
  gtk_stack_set_visible_child_name (self->stack, "paper");
  refresh_classes (self);
  load_paper (self, FALSE);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_papers_page_show (ENR_PAPERS_PAGE (widget), g_variant_get_string (parameter, NULL));
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrPapersPage *self = ENR_PAPERS_PAGE (widget);

  if (!is_open (self))
    return;
  stop_loading (self);
  self->prints_when_loaded = FALSE;
  g_clear_pointer (&self->paper, enr_paper_unref);
  gtk_stack_set_visible_child_name (self->stack, "tiles");
  enr_paper_view_set_document (self->view, NULL, FALSE);
  update_actions (self);
  load_tiles (self);
  gtk_widget_grab_focus (GTK_WIDGET (get_tile (self, self->kind)));
}

static void
period_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrPapersPage *self = ENR_PAPERS_PAGE (widget);
  int step = g_str_equal (name, "papers.period-after") ? 1 : -1;

  if (self->kind != ENR_PAPER_ATTENDANCE_BOOK)
    {
      enr_session_set_date (self->session, enr_session_get_date (self->session) + step);
      return;
    }
  self->month = enr_date_month_start (self->month, step);
  refresh_classes (self);
  load_paper (self, FALSE);
}

static void
reload_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  load_paper (ENR_PAPERS_PAGE (widget), FALSE);
}

static void
cards_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrPapersPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gpointer made = enr_store_finish (ENR_STORE (source), result, &error);
  g_autofree char *text = NULL;
  guint n;

  if (self->session == NULL)
    return;
  if (made == NULL)
    {
      enr_session_fail (self->session, error);
      return;
    }
  n = GPOINTER_TO_UINT (made) - 1;
  text = g_strdup_printf (ngettext ("%u card was made", "%u cards were made", n), n);
  enr_session_tell (self->session, text);
  /* The store's change loads the sheets again. */
}

static void
make_cards_cb (gboolean is_yes, gpointer user_data)
{
  g_autoptr (EnrPapersPage) self = user_data;
  const GArray *children;
  EnrPaperCardsData *data;

  if (!is_yes || self->session == NULL || self->paper == NULL)
    return;
  children = self->paper->without_card;
  data = g_malloc (sizeof *data + children->len * sizeof (EnrUuid));
  data->actor = enr_session_get_actor (self->session);
  data->n_children = children->len;
  memcpy (data->children, children->data, children->len * sizeof (EnrUuid));
  enr_store_write_async (enr_session_get_store (self->session), enr_paper_make_cards, data, g_free,
                         NULL, cards_made_cb, g_object_ref (self));
}

static void
make_cards_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrPapersPage *self = ENR_PAPERS_PAGE (widget);
  g_autofree char *heading = NULL;
  guint n;

  if (self->paper == NULL || self->paper->without_card->len == 0)
    return;
  n = self->paper->without_card->len;
  heading = g_strdup_printf (ngettext ("%u child has no card yet. Make it?",
                                       "%u children have no card yet. Make them?", n),
                             n);
  enr_compat_ask (get_window (self), heading,
                  _ ("Then print the sheets, cut them and hand the cards out. A lost card can be "
                     "stopped on the child’s page."),
                  _ ("_Make cards"), FALSE, make_cards_cb, g_object_ref (self));
}

static char *
dup_file_name (EnrPapersPage *self)
{
  return enr_paper_dup_file_name (&self->paper->request, self->class_name);
}

static void
save_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (EnrPapersPage) self = user_data;
  g_autofree char *path = NULL;

  if (file == NULL || self->session == NULL || self->paper == NULL || self->paper->document == NULL)
    return;
  path = g_file_get_path (file);
  if (path == NULL)
    enr_session_tell (self->session, _ ("Please choose a folder of this PC."));
  else
    enr_papers_page_save (self, path);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrPapersPage *self = ENR_PAPERS_PAGE (widget);
  g_autofree char *proposed = NULL;

  if (self->paper == NULL || self->paper->document == NULL)
    return;
  proposed = dup_file_name (self);
  enr_compat_save_file (get_window (self), _ ("Save as PDF"), proposed, save_chosen_cb,
                        g_object_ref (self));
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_papers_page_print (ENR_PAPERS_PAGE (widget));
}

/*
 * The class
 */

static gboolean
forward_key (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  EnrPapersPage *self = ENR_PAPERS_PAGE (widget);

  return is_open (self)
         && gtk_widget_activate_action_variant (GTK_WIDGET (self->view),
                                                g_variant_get_string (args, NULL), NULL);
}

/* Zoom and pages by keyboard, wherever on the page the keyboard is. */
static void
add_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    const char *action;
  } keys[] = {
    { GDK_KEY_plus, GDK_CONTROL_MASK, "preview.zoom-in" },
    { GDK_KEY_equal, GDK_CONTROL_MASK, "preview.zoom-in" },
    { GDK_KEY_KP_Add, GDK_CONTROL_MASK, "preview.zoom-in" },
    { GDK_KEY_minus, GDK_CONTROL_MASK, "preview.zoom-out" },
    { GDK_KEY_KP_Subtract, GDK_CONTROL_MASK, "preview.zoom-out" },
    { GDK_KEY_0, GDK_CONTROL_MASK, "preview.zoom-normal" },
    { GDK_KEY_KP_0, GDK_CONTROL_MASK, "preview.zoom-normal" },
    { GDK_KEY_Page_Down, 0, "preview.next-page" },
    { GDK_KEY_Page_Up, 0, "preview.previous-page" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, keys[i].modifiers, forward_key, "s",
                                  keys[i].action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "papers.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "papers.save",
                                       NULL);
}

static void
enr_papers_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (enr_papers_page_parent_class)->map (widget);

  /* A form may have been changed while another page was shown. */
  refresh (ENR_PAPERS_PAGE (widget), TRUE);
}

static void
set_session (EnrPage *page, EnrSession *session)
{
  EnrPapersPage *self = ENR_PAPERS_PAGE (page);

  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  self->month = enr_session_get_date (session);
  g_signal_connect_object (session, "notify::date", G_CALLBACK (date_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (enr_session_get_store (session), "changed", G_CALLBACK (store_changed_cb),
                           self, G_CONNECT_SWAPPED);
  refresh (self, FALSE);
}

static void
page_interface_init (EnrPageInterface *iface)
{
  iface->set_session = set_session;
}

static void
enr_papers_page_dispose (GObject *object)
{
  EnrPapersPage *self = ENR_PAPERS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  stop_loading (self);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  /* Before the pictures: a document's last reference waits for the fonts, better on their thread. */
  g_clear_pointer (&self->paper, enr_paper_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), ENR_TYPE_PAPERS_PAGE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (enr_papers_page_parent_class)->dispose (object);
}

static void
enr_papers_page_finalize (GObject *object)
{
  EnrPapersPage *self = ENR_PAPERS_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->classes, g_ptr_array_unref);
  g_free (self->class_name);

  G_OBJECT_CLASS (enr_papers_page_parent_class)->finalize (object);
}

static void
enr_papers_page_class_init (EnrPapersPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_papers_page_dispose;
  object_class->finalize = enr_papers_page_finalize;
  widget_class->map = enr_papers_page_map;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/papers/papers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, day_label);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, register_tile);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, book_tile);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, cards_tile);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, period_box);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, period_label);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, class_drop);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, class_names);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, notice);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, notice_label);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, notice_button);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, content);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, view);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, empty);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, empty_cards_button);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, empty_children_button);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, failure_label);
  gtk_widget_class_bind_template_callback (widget_class, class_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_failed_cb);

  gtk_widget_class_install_action (widget_class, "papers.open", "s", open_action);
  gtk_widget_class_install_action (widget_class, "papers.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "papers.period-before", NULL, period_action);
  gtk_widget_class_install_action (widget_class, "papers.period-after", NULL, period_action);
  gtk_widget_class_install_action (widget_class, "papers.reload", NULL, reload_action);
  gtk_widget_class_install_action (widget_class, "papers.make-cards", NULL, make_cards_action);
  gtk_widget_class_install_action (widget_class, "papers.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "papers.print", NULL, print_action);
  add_keys (widget_class);
}

static void
enr_papers_page_init (EnrPapersPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->classes = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_class_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  update_actions (self);
}

void
enr_papers_page_show (EnrPapersPage *self, const char *paper_id)
{
  EnrPaperKind kind;

  g_return_if_fail (ENR_IS_PAPERS_PAGE (self));
  g_return_if_fail (self->session != NULL);
  g_return_if_fail (enr_paper_from_id (paper_id, &kind));

  open_paper (self, kind);
}

void
enr_papers_page_print (EnrPapersPage *self)
{
  g_return_if_fail (ENR_IS_PAPERS_PAGE (self));
  g_return_if_fail (self->session != NULL);

  if (!is_open (self))
    {
      GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self));

      while (focus != NULL && !ENR_IS_PAPER_TILE (focus))
        focus = gtk_widget_get_focus_child (focus);
      open_paper (self, focus != NULL ? enr_paper_tile_get_kind (ENR_PAPER_TILE (focus))
                                      : ENR_PAPER_DAILY_REGISTER);
    }
  if (self->loading != NULL)
    self->prints_when_loaded = TRUE;
  else if (self->paper != NULL && self->paper->document != NULL)
    {
      g_autofree char *file_name = dup_file_name (self);

      enr_print_run (self->session, get_window (self), self->paper->document,
                     enr_paper_id (self->kind), file_name, enr_paper_view_get_page (self->view));
    }
}

void
enr_papers_page_save (EnrPapersPage *self, const char *path)
{
  g_return_if_fail (ENR_IS_PAPERS_PAGE (self));
  g_return_if_fail (self->paper != NULL && self->paper->document != NULL);

  enr_paper_save (self->session, self->paper->document, path);
}
