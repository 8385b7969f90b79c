/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/import-window.h"

#include <glib/gi18n.h>

#include "app/children/column-row.h"
#include "app/children/import-item.h"
#include "app/children/words.h"
#include "app/compat.h"
#include "attendance/import.h"

struct _EnrImportWindow
{
  AdwWindow parent_instance;

  /* template */
  AdwWindowTitle *title;
  GtkStack *steps;
  GtkWidget *back_button;
  GtkWidget *next_button;
  GtkWidget *apply_button;
  GtkSpinner *spinner;
  GtkWidget *error_box;
  GtkLabel *error_label;
  AdwStatusPage *file_page;
  AdwPreferencesGroup *options_group;
  AdwComboRow *preset_row;
  AdwComboRow *year_row;
  GtkStringList *year_names;
  GtkWidget *classes_row;
  GtkSwitch *new_classes;
  AdwPreferencesGroup *columns_group;
  GtkLabel *notes_label;
  GtkToggleButton *filters[ENR_IMPORT_N_ACTIONS + 1]; /* by action; all at the end */
  GListStore *items;
  AdwStatusPage *done_page;

  /* owned */
  EnrSession *session;
  GCancellable *cancellable;
  EnrImportSubject subject;
  EnrImportJob *job;
  GPtrArray *rows; /* (element-type EnrColumnRow) */
  gboolean is_busy;
  gboolean wants_preview; /* what the plan that is made now is for */
};

G_DEFINE_FINAL_TYPE (EnrImportWindow, enr_import_window, ADW_TYPE_WINDOW)

static const char *
get_step (EnrImportWindow *self)
{
  return gtk_stack_get_visible_child_name (self->steps);
}

static void
show_error (EnrImportWindow *self, const GError *error)
{
  g_autofree char *text = error != NULL ? enr_error_describe (error) : NULL;

  gtk_label_set_label (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->error_box, text != NULL);
}

/* The message of the plan is written for those who type commands; here the columns are right below.
 */
static void
show_missing (EnrImportWindow *self)
{
  gtk_label_set_label (
      self->error_label,
      self->subject == ENR_IMPORT_CHILDREN
          ? _ ("No column of the name or of the birth date was found. Please choose them below.")
          : _ ("No column of the child or of the day was found. Please choose them below."));
  gtk_widget_set_visible (self->error_box, TRUE);
}

static gboolean
can_apply (EnrImportWindow *self)
{
  const EnrImportPlan *plan = self->job != NULL ? self->job->plan : NULL;

  return plan != NULL && plan->counts[ENR_IMPORT_REFUSE] == 0
         && plan->counts[ENR_IMPORT_ADD] + plan->counts[ENR_IMPORT_CHANGE] > 0;
}

static void
show_state (EnrImportWindow *self)
{
  const char *step = get_step (self);
  gboolean is_columns = g_strcmp0 (step, "columns") == 0;
  gboolean is_preview = g_strcmp0 (step, "preview") == 0;

  gtk_widget_set_visible (self->back_button, is_columns || is_preview);
  gtk_widget_set_visible (self->next_button, is_columns);
  gtk_widget_set_visible (self->apply_button, is_preview);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.apply",
                                 is_preview && !self->is_busy && can_apply (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.next", is_columns && !self->is_busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.back", !self->is_busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.choose", !self->is_busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->steps), !self->is_busy);
  gtk_spinner_set_spinning (self->spinner, self->is_busy);
}

static void
set_busy (EnrImportWindow *self, gboolean is_busy)
{
  self->is_busy = is_busy;
  show_state (self);
}

static void
go_to (EnrImportWindow *self, const char *step)
{
  gtk_stack_set_visible_child_name (self->steps, step);
  show_state (self);
}

static void
show_columns (EnrImportWindow *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->columns_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < self->job->n_fields; i++)
    {
      EnrColumnRow *row = enr_column_row_new (self->job, i);

      adw_preferences_group_add (self->columns_group, GTK_WIDGET (row));
      g_ptr_array_add (self->rows, row);
    }
}

static guint
count_of (const EnrImportPlan *plan, int action)
{
  return action < ENR_IMPORT_N_ACTIONS ? plan->counts[action] : plan->rows->len;
}

static void
show_filters (EnrImportWindow *self)
{
  for (int i = 0; i <= ENR_IMPORT_N_ACTIONS; i++)
    {
      guint count = count_of (self->job->plan, i);
      g_autofree char *label = g_strdup_printf (
          "%s %u", i < ENR_IMPORT_N_ACTIONS ? enr_import_action_word (i) : _ ("All"), count);

      gtk_button_set_label (GTK_BUTTON (self->filters[i]), label);
      gtk_widget_set_sensitive (GTK_WIDGET (self->filters[i]), count > 0);
    }
}

static void
fill_items (EnrImportWindow *self)
{
  const EnrImportPlan *plan = self->job != NULL ? self->job->plan : NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  int wanted = ENR_IMPORT_N_ACTIONS;

  for (int i = 0; i < ENR_IMPORT_N_ACTIONS; i++)
    if (gtk_toggle_button_get_active (self->filters[i]))
      wanted = i;
  for (guint i = 0; plan != NULL && i < plan->rows->len; i++)
    {
      const EnrImportRow *row = g_ptr_array_index (plan->rows, i);

      if (wanted == ENR_IMPORT_N_ACTIONS || (int) row->action == wanted)
        g_ptr_array_add (items, enr_import_item_new (row));
    }
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)),
                       items->pdata, items->len);
}

static void
filter_cb (EnrImportWindow *self, GtkToggleButton *button)
{
  if (gtk_toggle_button_get_active (button))
    fill_items (self);
}

static void
show_notes (EnrImportWindow *self)
{
  const EnrImportPlan *plan = self->job->plan;
  g_autoptr (GString) text = g_string_new (NULL);

  if (plan->counts[ENR_IMPORT_REFUSE] > 0)
    g_string_append (text, _ ("Nothing can be imported while there are rows that are not possible. "
                              "Correct the file, or look at the columns again."));
  else if (!can_apply (self))
    g_string_append (text, _ ("The records say all of this already."));
  if (plan->new_classes->len > 0)
    {
      g_autoptr (GString) names = g_string_new (NULL);

      for (guint i = 0; i < plan->new_classes->len; i++)
        {
          const EnrClass *of = g_ptr_array_index (plan->new_classes, i);
          g_autofree char *age = enr_words_dup_class_age (of->age);

          g_string_append_printf (names, "%s%s (%s)", i > 0 ? "、" : "", of->name, age);
        }
      g_string_append (text, text->len > 0 ? "\n" : "");
      /* Translators: names of classes */
      g_string_append_printf (text, _ ("Classes that are made: %s"), names->str);
    }
  for (guint i = 0; i < plan->notes->len; i++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "",
                            (const char *) g_ptr_array_index (plan->notes, i));
  gtk_label_set_label (self->notes_label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->notes_label), text->len > 0);
}

static void
show_preview (EnrImportWindow *self)
{
  int first
      = self->job->plan->counts[ENR_IMPORT_REFUSE] > 0 ? ENR_IMPORT_REFUSE : ENR_IMPORT_N_ACTIONS;

  show_filters (self);
  show_notes (self);
  gtk_toggle_button_set_active (self->filters[first], TRUE);
  fill_items (self);
  go_to (self, "preview");
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gpointer done = enr_store_finish (ENR_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_busy (self, FALSE);
  if (done == NULL)
    {
      show_error (self, error);
      return;
    }
  if (self->job->problem != NULL)
    show_missing (self);
  if (self->wants_preview && self->job->plan != NULL)
    {
      show_preview (self);
      return;
    }
  show_columns (self);
  go_to (self, "columns");
}

static void
make_plan (EnrImportWindow *self, gboolean wants_preview)
{
  const char *const *presets = enr_import_attendance_presets ();
  guint preset = adw_combo_row_get_selected (self->preset_row);

  self->wants_preview = wants_preview;
  self->job->no_new_classes = !gtk_switch_get_active (self->new_classes);
  self->job->fiscal_year = enr_fiscal_year (enr_session_get_date (self->session))
                           + (int) adw_combo_row_get_selected (self->year_row);
  self->job->preset
      = self->subject == ENR_IMPORT_ATTENDANCE && preset > 0 ? presets[preset - 1] : NULL;
  show_error (self, NULL);
  set_busy (self, TRUE);
  enr_store_read_async (enr_session_get_store (self->session), enr_import_job_plan,
                        enr_import_job_ref (self->job), enr_import_job_unref, NULL,
                        self->cancellable, planned_cb, g_object_ref (self));
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  const EnrImportPlan *plan = self->job->plan;
  g_autofree char *text = NULL;

  set_busy (self, FALSE);
  if (enr_store_finish (ENR_STORE (source), result, &error) == NULL)
    {
      show_error (self, error);
      return;
    }
  /* Translators: numbers of rows */
  text = g_strdup_printf (_ ("Added %u, changed %u, as it was %u."), plan->counts[ENR_IMPORT_ADD],
                          plan->counts[ENR_IMPORT_CHANGE], plan->counts[ENR_IMPORT_KEEP]);
  adw_status_page_set_description (self->done_page, text);
  go_to (self, "done");
}

static void
apply_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrImportWindow *self = ENR_IMPORT_WINDOW (widget);

  show_error (self, NULL);
  set_busy (self, TRUE);
  enr_store_write_async (enr_session_get_store (self->session), enr_import_job_apply,
                         enr_import_job_ref (self->job), enr_import_job_unref, NULL, applied_cb,
                         g_object_ref (self));
}

static void
next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrImportWindow *self = ENR_IMPORT_WINDOW (widget);

  for (guint i = 0; i < self->rows->len; i++)
    {
      EnrColumnRow *row = g_ptr_array_index (self->rows, i);

      if (enr_column_row_was_changed (row))
        enr_import_job_map (self->job, enr_column_row_get_field (row),
                            enr_column_row_get_column (row));
    }
  make_plan (self, TRUE);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrImportWindow *self = ENR_IMPORT_WINDOW (widget);

  show_error (self, NULL);
  if (g_strcmp0 (get_step (self), "preview") != 0)
    {
      go_to (self, "file");
      return;
    }
  show_columns (self);
  go_to (self, "columns");
}

static void
chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (EnrImportWindow) self = user_data;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    enr_import_window_open (self, path);
}

static void
choose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_compat_open_file (GTK_WINDOW (widget), _ ("Choose the File"), _ ("CSV files"),
                        "*.[cCtT][sSxX][vVtT]", chosen_cb, g_object_ref (widget));
}

static void
enr_import_window_dispose (GObject *object)
{
  EnrImportWindow *self = ENR_IMPORT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->job, enr_import_job_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (enr_import_window_parent_class)->dispose (object);
}

static void
bind_filters (GtkWidgetClass *widget_class)
{
  static const char *const names[]
      = { "filter_add", "filter_change", "filter_keep", "filter_refuse", "filter_all" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_class_bind_template_child_full (widget_class, names[i], FALSE,
                                               G_STRUCT_OFFSET (EnrImportWindow, filters)
                                                   + i * (gssize) sizeof (GtkToggleButton *));
}

static void
enr_import_window_class_init (EnrImportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_import_window_dispose;

  g_type_ensure (ENR_TYPE_IMPORT_ITEM);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/children/import-window.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrImportWindow, title);
  gtk_widget_class_bind_template_child (widget_class, EnrImportWindow, steps);
  gtk_widget_class_bind_template_child (widget_class, EnrImportWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, EnrImportWindow, next_button);
  gtk_widget_class_bind_template_child (widget_class, EnrImportWindow, apply_button);
  gtk_widget_class_bind_template_child (widget_class, EnrImportWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, EnrImportWindow, error_box);
  gtk_widget_class_bind_template_child (widget_class, EnrImportWindow, error_label);
  gtk_widget_class_bind_template_child (widget_class, EnrImportWindow, file_page);
  gtk_widget_class_bind_template_child (widget_class, EnrImportWindow, options_group);
  gtk_widget_class_bind_template_child (widget_class, EnrImportWindow, preset_row);
  gtk_widget_class_bind_template_child (widget_class, EnrImportWindow, year_row);
  gtk_widget_class_bind_template_child (widget_class, EnrImportWindow, year_names);
  gtk_widget_class_bind_template_child (widget_class, EnrImportWindow, classes_row);
  gtk_widget_class_bind_template_child (widget_class, EnrImportWindow, new_classes);
  gtk_widget_class_bind_template_child (widget_class, EnrImportWindow, columns_group);
  gtk_widget_class_bind_template_child (widget_class, EnrImportWindow, notes_label);
  gtk_widget_class_bind_template_child (widget_class, EnrImportWindow, items);
  gtk_widget_class_bind_template_child (widget_class, EnrImportWindow, done_page);
  bind_filters (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_install_action (widget_class, "import.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "import.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "import.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "import.apply", NULL, apply_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
enr_import_window_init (EnrImportWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  enr_compat_leave_parent (GTK_WINDOW (self));
  show_state (self);
}

EnrImportWindow *
enr_import_window_new (EnrSession *session, EnrImportSubject subject)
{
  EnrImportWindow *self = g_object_new (ENR_TYPE_IMPORT_WINDOW, NULL);
  int year = enr_fiscal_year (enr_session_get_date (session));
  const char *title
      = subject == ENR_IMPORT_CHILDREN ? _ ("Import Children") : _ ("Import Past Attendance");

  self->session = g_object_ref (session);
  self->subject = subject;
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->title, title);
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *name = enr_fiscal_year_dup_era (year + i);

      gtk_string_list_append (self->year_names, name);
    }
  adw_combo_row_set_selected (self->year_row, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->preset_row), subject == ENR_IMPORT_ATTENDANCE);
  gtk_widget_set_visible (GTK_WIDGET (self->year_row), subject == ENR_IMPORT_CHILDREN);
  gtk_widget_set_visible (self->classes_row, subject == ENR_IMPORT_CHILDREN);
  adw_status_page_set_description (
      self->file_page,
      subject == ENR_IMPORT_CHILDREN
          ? _ ("A list of children as CSV: name and birth date are needed, all else is taken where "
               "it "
               "is there. Nothing is written before you have seen every row.")
          : _ ("Arrivals, departures and absences as CSV from the program used so far. Nothing is "
               "written before you have seen every row."));
  return self;
}

void
enr_import_window_show (EnrImportWindow *self, GtkWidget *parent)
{
  GtkRoot *root = gtk_widget_get_root (parent);

  g_return_if_fail (ENR_IS_IMPORT_WINDOW (self));

  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (self));
}

void
enr_import_window_open (EnrImportWindow *self, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);

  g_return_if_fail (ENR_IS_IMPORT_WINDOW (self));

  g_clear_pointer (&self->job, enr_import_job_unref);
  self->job = enr_import_job_new (self->session, self->subject, path);
  adw_window_title_set_subtitle (self->title, name);
  make_plan (self, FALSE);
}

const char *
enr_import_window_get_step (EnrImportWindow *self)
{
  g_return_val_if_fail (ENR_IS_IMPORT_WINDOW (self), NULL);

  return get_step (self);
}
