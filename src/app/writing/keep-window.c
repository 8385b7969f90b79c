/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/keep-window.h"

#include <glib/gi18n.h>

#include "app/children/record-row.h"
#include "app/compat.h"
#include "app/papers/print.h"
#include "app/papers/save.h"
#include "app/writing/archive-view.h"
#include "app/writing/destroy-dialog.h"
#include "app/writing/keep-entry.h"
#include "app/writing/keep-period-row.h"
#include "app/writing/keep-toasts.h"
#include "base/clock.h"
#include "nursery/error.h"
#include "reports/destruction.h"

struct _EnrKeepWindow
{
  AdwWindow parent_instance;

  /* Template */
  AdwToastOverlay *toasts;
  GtkStack *over_stack;
  GtkListView *list;
  GtkLabel *summary;
  EnrArchiveView *archive;
  AdwPreferencesGroup *certificates;
  AdwPreferencesGroup *periods;
  AdwPreferencesGroup *contact_periods;
  EnrKeepPeriodRow *period_rows[ENR_N_CONTACT_KEEPS]; /* NULL before they are known */

  /* Owned */
  EnrSession *session;
  EnrWritingKinds *kinds;
  GCancellable *cancellable;
  GListStore *entries; /* (element-type EnrKeepEntry) */
  GPtrArray *rows;
};

G_DEFINE_FINAL_TYPE (EnrKeepWindow, enr_keep_window, ADW_TYPE_WINDOW)

/* What the reader brings. */
typedef struct
{
  GPtrArray *entries;      /* (element-type EnrKeepEntry) */
  GPtrArray *destructions; /* (element-type EnrDestruction) */
  int years[ENR_N_CONTACT_KEEPS];
} Lists;

static void
lists_free (gpointer data)
{
  Lists *lists = data;

  g_clear_pointer (&lists->entries, g_ptr_array_unref);
  g_clear_pointer (&lists->destructions, g_ptr_array_unref);
  g_free (lists);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) items = enr_keep_list (db, data, enr_clock_today (), error);
  g_autoptr (GPtrArray) contact
      = items != NULL ? enr_contact_keep_list (db, enr_clock_today (), error) : NULL;
  Lists *lists;

  if (contact == NULL)
    return NULL;
  lists = g_new0 (Lists, 1);
  lists->entries = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (lists->entries, enr_keep_entry_new (g_ptr_array_index (items, i)));
  for (guint i = 0; i < contact->len; i++)
    g_ptr_array_add (lists->entries, enr_keep_entry_new_contact (g_ptr_array_index (contact, i)));
  lists->destructions = enr_destruction_list (db, error);
  if (lists->destructions != NULL && enr_contact_keep_get_years (db, lists->years, error))
    return lists;
  lists_free (lists);
  return NULL;
}

static gpointer
make_paper (EnrDb *db, gpointer data, GError **error)
{
  const EnrUuid *id = data;
  g_autoptr (GPtrArray) list = enr_destruction_list (db, error);
  g_autoptr (EnrFacility) facility = list != NULL ? enr_facility_load (db, error) : NULL;

  for (guint i = 0; facility != NULL && i < list->len; i++)
    {
      const EnrDestruction *destruction = g_ptr_array_index (list, i);

      if (enr_uuid_equal (&destruction->id, id))
        return enr_destruction_paper_new (destruction, facility, error);
    }
  if (facility != NULL)
    g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                         _ ("There is no such certificate."));
  return NULL;
}

/*
 * What may be destroyed
 */

/* How many are checked; @ids and @contact (each may be NULL) get them. */
static guint
take_checked (EnrKeepWindow *self, GArray *ids, GArray *contact)
{
  guint n_checked = 0;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->entries));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (EnrKeepEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->entries), i);

      if (!enr_keep_entry_is_checked (entry))
        continue;
      n_checked++;
      if (enr_keep_entry_get_contact (entry) == NULL && ids != NULL)
        g_array_append_val (ids, *enr_keep_entry_get_id (entry));
      else if (enr_keep_entry_get_contact (entry) != NULL && contact != NULL)
        g_array_append_val (contact, *enr_keep_entry_get_contact (entry));
    }
  return n_checked;
}

static void
update (EnrKeepWindow *self)
{
  guint n_checked = take_checked (self, NULL, NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->entries));
  /* Translators: both are numbers of records */
  g_autofree char *text = g_strdup_printf (_ ("%u of %u are chosen"), n_checked, n);

  gtk_label_set_text (self->summary, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "keep.destroy", n_checked > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "keep.all", n > 0);
  gtk_stack_set_visible_child_name (self->over_stack, n > 0 ? "list" : "nothing");
}

static void
setup_cb (EnrKeepWindow *self, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *until = gtk_label_new (NULL);

  gtk_widget_set_hexpand (check, TRUE);
  gtk_widget_set_margin_start (box, 8);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_add_css_class (until, "dim-label");
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), until);
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cb (EnrKeepWindow *self, GtkListItem *item)
{
  EnrKeepEntry *entry = gtk_list_item_get_item (item);
  GtkWidget *check = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *until = gtk_widget_get_next_sibling (check);
  /* Translators: a day */
  g_autofree char *text = g_strdup_printf (_ ("kept until %s"), enr_keep_entry_get_until (entry));

  gtk_check_button_set_label (GTK_CHECK_BUTTON (check), enr_keep_entry_get_name (entry));
  gtk_label_set_text (GTK_LABEL (until), text);
  g_object_set_data_full (
      G_OBJECT (check), "enr-binding",
      g_object_ref (g_object_bind_property (entry, "checked", check, "active",
                                            G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL)),
      g_object_unref);
}

static void
unbind_cb (EnrKeepWindow *self, GtkListItem *item)
{
  GtkWidget *check = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GBinding *binding = g_object_get_data (G_OBJECT (check), "enr-binding");

  if (binding != NULL)
    g_binding_unbind (binding);
  g_object_set_data (G_OBJECT (check), "enr-binding", NULL);
}

static void
show_entries (EnrKeepWindow *self, GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    g_signal_connect_object (g_ptr_array_index (entries, i), "notify::checked", G_CALLBACK (update),
                             self, G_CONNECT_SWAPPED);
  g_list_store_splice (self->entries, 0, g_list_model_get_n_items (G_LIST_MODEL (self->entries)),
                       entries->pdata, entries->len);
  update (self);
}

/*
 * Certificates and periods
 */

static EnrRecordRow *
certificate_row (const EnrDestruction *destruction)
{
  char id[ENR_UUID_STRING_LENGTH];
  g_autofree char *day = enr_date_dup_era (enr_instant_civil_date (destruction->at));
  g_autofree char *text = g_strdup_printf ("%s　%s", destruction->name, destruction->reason);
  g_autofree char *title = NULL;
  EnrRecordRow *row;
  guint n = 0;

  for (guint i = 0; i < destruction->lines->len; i++)
    n += ((EnrDestroyedLine *) g_ptr_array_index (destruction->lines, i))->count;
  /* Translators: a day, and a number of records */
  title = g_strdup_printf (ngettext ("%s: %u record", "%s: %u records", n), day, n);
  row = enr_record_row_new (title, text);
  enr_uuid_format (&destruction->id, id);
  enr_record_row_set_button (row, _ ("Save as PDF…"), "keep.save", id);
  adw_action_row_add_suffix (
      ADW_ACTION_ROW (row),
      g_object_new (GTK_TYPE_BUTTON, "label", _ ("Print…"), "valign", GTK_ALIGN_CENTER,
                    "action-target", g_variant_new_string (id), "action-name", "keep.print", NULL));
  return row;
}

static void
show_certificates (EnrKeepWindow *self, GPtrArray *destructions)
{
  enr_record_rows_clear (self->certificates, self->rows);
  for (guint i = 0; i < destructions->len; i++)
    enr_record_rows_add (self->certificates, self->rows,
                         certificate_row (g_ptr_array_index (destructions, i)));
  adw_preferences_group_set_description (
      self->certificates, destructions->len > 0 ? NULL : _ ("Nothing has been destroyed yet."));
}

static char *
dup_period (const EnrWritingKind *kind)
{
  switch (kind->keep_from)
    {
    case ENR_KEEP_SCHOOL:
      return g_strdup (_ ("until the child has finished primary school"));
    case ENR_KEEP_FROM_LEAVING:
      return kind->subject == ENR_WRITING_OF_CHILD
                 ? g_strdup_printf (ngettext ("%d year after the child has left",
                                              "%d years after the child has left",
                                              kind->keep_years),
                                    kind->keep_years)
                 : g_strdup_printf (ngettext ("%d year from the fiscal year's end",
                                              "%d years from the fiscal year's end",
                                              kind->keep_years),
                                    kind->keep_years);
    case ENR_KEEP_FROM_YEAR:
    default:
      return g_strdup_printf (ngettext ("%d year from the fiscal year's end",
                                        "%d years from the fiscal year's end", kind->keep_years),
                              kind->keep_years);
    }
}

static void
show_periods (EnrKeepWindow *self)
{
  for (guint i = 0; i < enr_writing_kinds_get_n (self->kinds); i++)
    {
      const EnrWritingKind *kind = enr_writing_kinds_get (self->kinds, i);
      g_autofree char *period = dup_period (kind);

      adw_preferences_group_add (self->periods,
                                 GTK_WIDGET (enr_record_row_new (kind->label, period)));
    }
}

static void
show_contact_periods (EnrKeepWindow *self, const int *years)
{
  for (int i = 0; i < ENR_N_CONTACT_KEEPS; i++)
    {
      if (self->period_rows[i] == NULL)
        {
          self->period_rows[i] = enr_keep_period_row_new ((EnrContactKeep) i);
          adw_preferences_group_add (self->contact_periods, GTK_WIDGET (self->period_rows[i]));
        }
      enr_keep_period_row_show (self->period_rows[i], years[i]);
    }
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrKeepWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  Lists *lists = enr_store_finish (ENR_STORE (source), result, &error);

  if (lists == NULL || self->session == NULL)
    {
      g_clear_pointer (&lists, lists_free);
      if (self->session != NULL)
        enr_session_fail (self->session, error);
      return;
    }
  show_entries (self, lists->entries);
  show_certificates (self, lists->destructions);
  show_contact_periods (self, lists->years);
  lists_free (lists);
}

static void
reload (EnrKeepWindow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  enr_store_read_async (enr_session_get_store (self->session), load,
                        enr_writing_kinds_ref (self->kinds),
                        (GDestroyNotify) enr_writing_kinds_unref, lists_free, self->cancellable,
                        loaded_cb, g_object_ref (self));
}

/* What was chosen stays chosen while others only write. */
static void
store_changed_cb (EnrKeepWindow *self, const char *const *tables)
{
  if (tables == NULL || g_strv_contains (tables, "destruction")
      || g_strv_contains (tables, "enrolment") || g_strv_contains (tables, "contact_keep"))
    reload (self);
}

/*
 * What is done
 */

static void
all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrKeepWindow *self = ENR_KEEP_WINDOW (widget);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->entries));
  guint n_checked = take_checked (self, NULL, NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (EnrKeepEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->entries), i);

      g_signal_handlers_block_by_func (entry, update, self);
      enr_keep_entry_set_checked (entry, n_checked < n);
      g_signal_handlers_unblock_by_func (entry, update, self);
    }
  update (self);
}

static void
destroy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrKeepWindow *self = ENR_KEEP_WINDOW (widget);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  g_autoptr (GArray) contact = g_array_new (FALSE, FALSE, sizeof (EnrContactKeepItem));
  EnrDestroyDialog *dialog;

  take_checked (self, ids, contact);
  dialog = enr_destroy_dialog_new (self->session, self->kinds, ids, contact);
  enr_edit_dialog_show (ENR_EDIT_DIALOG (dialog), widget);
}

typedef struct
{
  const EnrActor *actor; /* lives as long as the program */
  EnrContactKeep kind;
  int years;
} Period;

static gpointer
set_period (EnrDb *db, gpointer data, GError **error)
{
  const Period *period = data;

  return GINT_TO_POINTER (
      enr_contact_keep_set_years (db, period->actor, period->kind, period->years, error));
}

static void
period_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrKeepWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (self->session == NULL)
    return;
  if (enr_store_finish (ENR_STORE (source), result, &error) != NULL)
    {
      enr_session_tell (self->session, _ ("How long it is kept is changed."));
      return;
    }
  enr_session_fail (self->session, error);
  reload (self); /* what is shown is what is set */
}

static void
period_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrKeepWindow *self = ENR_KEEP_WINDOW (widget);
  Period *period = g_new0 (Period, 1);
  int kind;

  g_variant_get (parameter, "(ii)", &kind, &period->years);
  period->actor = enr_session_get_actor (self->session);
  period->kind = (EnrContactKeep) kind;
  enr_store_write_async (enr_session_get_store (self->session), set_period, period, g_free, NULL,
                         period_set_cb, g_object_ref (self));
}

typedef struct
{
  EnrKeepWindow *window;
  EnrDocument *document;
  gboolean is_print;
} Paper;

static void
paper_free (Paper *paper)
{
  g_object_unref (paper->window);
  g_clear_pointer (&paper->document, enr_document_unref);
  g_free (paper);
}

static void
place_chosen_cb (GFile *file, gpointer user_data)
{
  Paper *paper = user_data;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && paper->window->session != NULL)
    enr_paper_save (paper->window->session, paper->document, path);
  paper_free (paper);
}

static void
paper_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Paper *paper = user_data;
  EnrKeepWindow *self = paper->window;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  paper->document = enr_store_finish (ENR_STORE (source), result, &error);
  if (self->session == NULL || paper->document == NULL)
    {
      if (self->session != NULL)
        enr_session_fail (self->session, error);
      paper_free (paper);
      return;
    }
  name = g_strdup_printf ("%s.pdf", enr_document_get_title (paper->document));
  if (!paper->is_print)
    {
      enr_compat_save_file (GTK_WINDOW (self), _ ("Save the Certificate"), name, place_chosen_cb,
                            paper);
      return;
    }
  enr_print_run (self->session, GTK_WINDOW (self), paper->document, "destruction", name, 0);
  paper_free (paper);
}

static void
paper_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrKeepWindow *self = ENR_KEEP_WINDOW (widget);
  Paper *paper;
  EnrUuid id;

  if (!enr_uuid_parse (g_variant_get_string (parameter, NULL), &id))
    return;
  paper = g_new0 (Paper, 1);
  paper->window = g_object_ref (self);
  paper->is_print = g_str_equal (name, "keep.print");
  enr_store_read_async (enr_session_get_store (self->session), make_paper,
                        g_memdup2 (&id, sizeof id), g_free, (GDestroyNotify) enr_document_unref,
                        NULL, paper_made_cb, paper);
}

/* What is under way may hold the window for a while, and must not show anything then. */
static void
enr_keep_window_unrealize (GtkWidget *widget)
{
  EnrKeepWindow *self = ENR_KEEP_WINDOW (widget);

  g_cancellable_cancel (self->cancellable);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (enr_session_get_store (self->session), store_changed_cb,
                                          self);
  g_clear_object (&self->session);

  GTK_WIDGET_CLASS (enr_keep_window_parent_class)->unrealize (widget);
}

static void
enr_keep_window_dispose (GObject *object)
{
  g_clear_object (&ENR_KEEP_WINDOW (object)->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_KEEP_WINDOW);

  G_OBJECT_CLASS (enr_keep_window_parent_class)->dispose (object);
}

static void
enr_keep_window_finalize (GObject *object)
{
  EnrKeepWindow *self = ENR_KEEP_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->entries);
  g_clear_pointer (&self->kinds, enr_writing_kinds_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (enr_keep_window_parent_class)->finalize (object);
}

static void
enr_keep_window_class_init (EnrKeepWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_keep_window_dispose;
  object_class->finalize = enr_keep_window_finalize;
  widget_class->unrealize = enr_keep_window_unrealize;

  g_type_ensure (ENR_TYPE_ARCHIVE_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/keep-window.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrKeepWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, EnrKeepWindow, over_stack);
  gtk_widget_class_bind_template_child (widget_class, EnrKeepWindow, list);
  gtk_widget_class_bind_template_child (widget_class, EnrKeepWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, EnrKeepWindow, archive);
  gtk_widget_class_bind_template_child (widget_class, EnrKeepWindow, certificates);
  gtk_widget_class_bind_template_child (widget_class, EnrKeepWindow, periods);
  gtk_widget_class_bind_template_child (widget_class, EnrKeepWindow, contact_periods);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
  gtk_widget_class_install_action (widget_class, "keep.all", NULL, all_action);
  gtk_widget_class_install_action (widget_class, "keep.destroy", NULL, destroy_action);
  gtk_widget_class_install_action (widget_class, "keep.set-period", "(ii)", period_action);
  gtk_widget_class_install_action (widget_class, "keep.save", "s", paper_action);
  gtk_widget_class_install_action (widget_class, "keep.print", "s", paper_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
enr_keep_window_init (EnrKeepWindow *self)
{
  g_autoptr (GtkNoSelection) model = NULL;

  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  self->entries = g_list_store_new (ENR_TYPE_KEEP_ENTRY);
  gtk_widget_init_template (GTK_WIDGET (self));
  enr_compat_leave_parent (GTK_WINDOW (self));
  model = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->entries)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (model));
}

void
enr_keep_window_show (GtkWindow *parent, EnrSession *session, EnrWritingKinds *kinds)
{
  EnrKeepWindow *self;

  g_return_if_fail (ENR_IS_SESSION (session));

  self = g_object_new (ENR_TYPE_KEEP_WINDOW, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  self->kinds = enr_writing_kinds_ref (kinds);
  enr_keep_toasts_attach (self->toasts, session);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  enr_archive_view_set_session (self->archive, session, kinds);
  show_periods (self);
  update (self);
  reload (self);
  gtk_window_present (GTK_WINDOW (self));
}
