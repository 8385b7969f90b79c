/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The page, and what can be done with the paper that is open.
 */
#include "config.h"

#include "app/papers/papers-page.h"

#include <glib/gi18n.h>

#include "app/compat.h"
#include "app/papers/facility-row-dialog.h"
#include "app/papers/papers-page-private.h"
#include "app/papers/print.h"
#include "app/papers/save.h"
#include "nursery/class.h"

static void page_interface_init (EnrPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrPapersPage,
                               enr_papers_page,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (ENR_TYPE_PAGE, page_interface_init))

gboolean
enr_papers_page_is_open (EnrPapersPage *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "paper") == 0;
}

GtkWindow *
enr_papers_page_get_window (EnrPapersPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

void
enr_papers_page_update_actions (EnrPapersPage *self)
{
  gboolean has_document
      = enr_papers_page_is_open (self) && self->paper != NULL && self->paper->document != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "papers.save", has_document);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "papers.print", has_document);
  enr_papers_page_update_list (self);
}

static void
view_failed_cb (EnrPapersPage *self, const GError *error)
{
  enr_papers_page_show_failure (self, error);
}

static void
date_changed_cb (EnrPapersPage *self)
{
  self->is_live = FALSE;
  self->month = enr_session_get_date (self->session);
  enr_papers_page_refresh (self, FALSE);
}

static void
store_changed_cb (EnrPapersPage *self, const char *const *tables, EnrStore *store)
{
  enr_papers_page_refresh_soon (self, tables);
}

/*
 * Actions
 */

static void
open_paper (EnrPapersPage *self, EnrPaperKind kind, EnrDate day)
{
  if (kind == ENR_PAPER_WRITINGS && !enr_papers_page_prepare_writings (self))
    return;
  self->kind = kind;
  self->is_live = FALSE;
  self->month = day;
  self->takes_focus = TRUE;
  gtk_stack_set_visible_child_name (self->content, "waiting");
  gtk_stack_set_visible_child_name (self->stack, "paper");
  enr_papers_page_refresh_classes (self);
  enr_papers_page_load_paper (self, FALSE);
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

  if (!enr_papers_page_is_open (self))
    return;
  enr_papers_page_stop_loading (self);
  self->prints_when_loaded = FALSE;
  g_clear_pointer (&self->paper, enr_paper_unref);
  gtk_stack_set_visible_child_name (self->stack, "tiles");
  enr_paper_view_set_document (self->view, NULL, FALSE);
  enr_papers_page_update_actions (self);
  enr_papers_page_load_tiles (self);
  gtk_widget_grab_focus (GTK_WIDGET (enr_papers_page_get_tile (self, self->kind)));
}

static void
period_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrPapersPage *self = ENR_PAPERS_PAGE (widget);
  int step = g_str_equal (name, "papers.period-after") ? 1 : -1;

  if (enr_paper_period (self->kind) == ENR_PAPER_OF_SPAN)
    enr_papers_page_move_span (self, step);
  else if (enr_paper_period (self->kind) == ENR_PAPER_OF_MONTH)
    self->month = enr_date_month_start (self->month, step);
  else
    {
      enr_session_set_date (self->session, enr_session_get_date (self->session) + step);
      return;
    }
  self->is_live = FALSE;
  enr_papers_page_refresh_classes (self);
  enr_papers_page_load_paper (self, FALSE);
}

static void
reload_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_papers_page_load_paper (ENR_PAPERS_PAGE (widget), FALSE);
}

/* What was closed or approved, or what the records say now; all letters of the day instead of one.
 */
static void
live_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrPapersPage *self = ENR_PAPERS_PAGE (widget);

  if (self->kind == ENR_PAPER_LETTERS)
    self->letter_id = enr_uuid_none;
  else
    self->is_live = !self->is_live;
  enr_papers_page_load_paper (self, TRUE);
}

static char *
dup_file_name (EnrPapersPage *self)
{
  return enr_paper_dup_file_name (&self->paper->request, self->class_name, "pdf");
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
  enr_compat_save_file (enr_papers_page_get_window (self), _ ("Save as PDF"), proposed,
                        save_chosen_cb, g_object_ref (self));
}

/* Not a paper: a row of a list that the city keeps. */
static void
facility_row_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrPapersPage *self = ENR_PAPERS_PAGE (widget);

  enr_edit_dialog_show (ENR_EDIT_DIALOG (enr_facility_row_dialog_new (self->session)), widget);
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

  return enr_papers_page_is_open (self)
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
  enr_papers_page_refresh (ENR_PAPERS_PAGE (widget), TRUE);
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
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  enr_papers_page_refresh (self, FALSE);
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
  enr_papers_page_stop_loading (self);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  /* Before the pictures: a document's last reference waits for the fonts, better on their thread.
   */
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
  g_clear_pointer (&self->kinds, enr_writing_kinds_unref);
  g_free (self->class_name);

  G_OBJECT_CLASS (enr_papers_page_parent_class)->finalize (object);
}

/* The tiles of the template. */
static const char *const tile_ids[ENR_N_PAPERS] = {
  [ENR_PAPER_DAILY_REGISTER] = "register_tile",
  [ENR_PAPER_ATTENDANCE_BOOK] = "book_tile",
  [ENR_PAPER_CARDS] = "cards_tile",
  [ENR_PAPER_FEE_STATEMENT] = "statement_tile",
  [ENR_PAPER_FEE_LIST] = "list_tile",
  [ENR_PAPER_STATISTICS] = "statistics_tile",
  [ENR_PAPER_STAFFING] = "staffing_tile",
  [ENR_PAPER_AS_OF] = "as_of_tile",
  [ENR_PAPER_WRITINGS] = "writings_tile",
  [ENR_PAPER_NOTEBOOK_SLIPS] = "slips_tile",
  [ENR_PAPER_LETTERS] = "letters_tile",
};

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
  for (EnrPaperKind kind = 0; kind < ENR_N_PAPERS; kind++)
    gtk_widget_class_bind_template_child_full (widget_class, tile_ids[kind], FALSE,
                                               G_STRUCT_OFFSET (EnrPapersPage, tiles)
                                                   + kind * sizeof (EnrPaperTile *));
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, period_box);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, period_label);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, class_drop);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, class_names);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, writings_box);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, kind_drop);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, kind_names);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, span_drop);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, span_names);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, notice);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, notice_label);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, notice_button);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, live_button);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, printed_button);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, list_button);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, content);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, view);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, empty);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, empty_cards_button);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, empty_children_button);
  gtk_widget_class_bind_template_child (widget_class, EnrPapersPage, failure_label);
  gtk_widget_class_bind_template_callback (widget_class, enr_papers_page_class_selected);
  gtk_widget_class_bind_template_callback (widget_class, enr_papers_page_writing_selected);
  gtk_widget_class_bind_template_callback (widget_class, enr_papers_page_span_selected);
  gtk_widget_class_bind_template_callback (widget_class, view_failed_cb);

  gtk_widget_class_install_action (widget_class, "papers.open", "s", open_action);
  gtk_widget_class_install_action (widget_class, "papers.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "papers.period-before", NULL, period_action);
  gtk_widget_class_install_action (widget_class, "papers.period-after", NULL, period_action);
  gtk_widget_class_install_action (widget_class, "papers.reload", NULL, reload_action);
  gtk_widget_class_install_action (widget_class, "papers.live", NULL, live_action);
  enr_papers_page_install_cards_action (widget_class);
  enr_papers_page_install_letters_action (widget_class);
  enr_papers_page_install_list_action (widget_class);
  gtk_widget_class_install_action (widget_class, "papers.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "papers.facility-row", NULL, facility_row_action);
  gtk_widget_class_install_action (widget_class, "papers.print", NULL, print_action);
  add_keys (widget_class);
}

static void
enr_papers_page_init (EnrPapersPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->classes = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_class_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  enr_papers_page_update_actions (self);
}

void
enr_papers_page_show (EnrPapersPage *self, const char *paper_id)
{
  EnrPaperKind kind;

  g_return_if_fail (ENR_IS_PAPERS_PAGE (self));
  g_return_if_fail (self->session != NULL);
  g_return_if_fail (enr_paper_from_id (paper_id, &kind));

  self->letter_id = enr_uuid_none;
  open_paper (self, kind, enr_session_get_date (self->session));
}

void
enr_papers_page_show_letter (EnrPapersPage *self, const EnrUuid *letter_id)
{
  g_return_if_fail (ENR_IS_PAPERS_PAGE (self));
  g_return_if_fail (self->session != NULL);

  self->letter_id = *letter_id;
  self->letter_day = enr_session_get_date (self->session);
  self->class_id = enr_uuid_none;
  g_clear_pointer (&self->class_name, g_free);
  open_paper (self, ENR_PAPER_LETTERS, self->letter_day);
}

void
enr_papers_page_show_writings (EnrPapersPage *self,
                               const char *kind,
                               const EnrUuid *class_id,
                               EnrWritingPeriod span,
                               EnrDate day)
{
  g_return_if_fail (ENR_IS_PAPERS_PAGE (self));
  g_return_if_fail (self->session != NULL);

  if (!enr_papers_page_prepare_writings (self))
    return;
  enr_papers_page_choose_writing (self, kind, span);
  /* The drop-down finds it, and its name, when the classes of that year are read. */
  self->class_id = class_id != NULL ? *class_id : enr_uuid_none;
  g_clear_pointer (&self->class_name, g_free);
  open_paper (self, ENR_PAPER_WRITINGS, day);
}

void
enr_papers_page_print (EnrPapersPage *self)
{
  g_return_if_fail (ENR_IS_PAPERS_PAGE (self));
  g_return_if_fail (self->session != NULL);

  if (!enr_papers_page_is_open (self))
    {
      GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self));

      while (focus != NULL && !ENR_IS_PAPER_TILE (focus))
        focus = gtk_widget_get_focus_child (focus);
      open_paper (self,
                  focus != NULL ? enr_paper_tile_get_kind (ENR_PAPER_TILE (focus))
                                : ENR_PAPER_DAILY_REGISTER,
                  enr_session_get_date (self->session));
    }
  if (self->loading != NULL)
    self->prints_when_loaded = TRUE;
  else if (self->paper != NULL && self->paper->document != NULL)
    {
      g_autofree char *file_name = dup_file_name (self);

      enr_print_run (self->session, enr_papers_page_get_window (self), self->paper->document,
                     self->kind == ENR_PAPER_WRITINGS ? self->paper->request.writing
                                                      : enr_paper_id (self->kind),
                     file_name, enr_paper_view_get_page (self->view));
    }
}

void
enr_papers_page_save (EnrPapersPage *self, const char *path)
{
  g_return_if_fail (ENR_IS_PAPERS_PAGE (self));
  g_return_if_fail (self->paper != NULL && self->paper->document != NULL);

  enr_paper_save (self->session, self->paper->document, path);
}
