/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/month/city-form-window.h"

#include <string.h>
#include <glib/gi18n.h>

#include "app/children/date-row.h"
#include "app/compat.h"
#include "app/month/form-job.h"
#include "app/month/tag-window.h"

struct _EnrCityFormWindow
{
  AdwWindow parent_instance;

  /* Template */
  GtkWidget *error_box;
  GtkLabel *error_label;
  AdwPreferencesGroup *form_group;
  AdwActionRow *form_row;
  AdwComboRow *class_row;
  GtkStringList *class_names;
  EnrDateRow *date_row;
  GtkWidget *found_group;
  AdwActionRow *found_row;
  GtkButton *cancel_button;
  GtkWidget *misfit_group;
  GtkListBox *misfit_list;
  GtkWidget *unknown_group;
  GtkListBox *unknown_list;

  /* Owned */
  EnrSession *session;
  EnrMonthReading *reading;
  GCancellable *cancellable;
  GCancellable *looking;
  char *path; /* the form that was looked at */
  gboolean can_fill;
};

G_DEFINE_FINAL_TYPE (EnrCityFormWindow, enr_city_form_window, ADW_TYPE_WINDOW)

static void
show_error (EnrCityFormWindow *self, const char *text)
{
  gtk_label_set_text (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->error_box, text != NULL);
}

static void
show_failure (EnrCityFormWindow *self, const GError *error)
{
  g_autofree char *text = enr_error_describe (error);

  show_error (self, text);
}

static void
set_busy (EnrCityFormWindow *self, gboolean is_busy)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.choose", !is_busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.fill", !is_busy && self->can_fill);
}

static void
add_unknown (EnrCityFormWindow *self, const EnrSheetTag *tag)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (tag->text, -1);
  g_autofree char *place = NULL;
  g_autofree char *escaped = NULL;

  if (tag->sheet != NULL && tag->cell != NULL)
    /* Translators: the name of a sheet, and a cell such as B5 */
    place = g_strdup_printf (_ ("Sheet “%s”, cell %s"), tag->sheet, tag->cell);
  else if (tag->sheet != NULL)
    /* Translators: the name of a sheet */
    place = g_strdup_printf (_ ("Sheet “%s”"), tag->sheet);
  else
    place = g_strdup (_ ("In the letter"));
  escaped = g_markup_escape_text (place, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  gtk_list_box_append (self->unknown_list, row);
}

static void
add_misfit (EnrCityFormWindow *self, const EnrSheetMisfit *misfit)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *allowed = g_strjoinv ("、", misfit->allowed);
  g_autofree char *place = NULL;
  g_autofree char *text = NULL;
  g_autofree char *title = g_markup_escape_text (misfit->value, -1);
  g_autofree char *subtitle = NULL;

  if (misfit->n_cells == 1)
    place = g_strdup_printf (_ ("Sheet “%s”, cell %s"), misfit->sheet, misfit->cell);
  else
    /* Translators: the name of a sheet, the first cell such as C5, and how many others there are */
    place = g_strdup_printf (ngettext ("Sheet “%s”, cell %s and %u more",
                                       "Sheet “%s”, cell %s and %u more", misfit->n_cells - 1),
                             misfit->sheet, misfit->cell, misfit->n_cells - 1);
  /* Translators: a place in a form, and what its list has */
  text = g_strdup_printf (_ ("%s; the form's list has: %s"), place, allowed);
  subtitle = g_markup_escape_text (text, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_append (self->misfit_list, row);
}

/* The form is filled and written; what its own lists do not have is to be read before it is sent.
 */
static void
show_misfits (EnrCityFormWindow *self, const GPtrArray *misfits)
{
  for (guint i = 0; i < misfits->len; i++)
    add_misfit (self, g_ptr_array_index (misfits, i));
  gtk_widget_set_visible (self->misfit_group, TRUE);
  gtk_button_set_label (self->cancel_button, _ ("Close"));
  gtk_widget_grab_focus (GTK_WIDGET (self->cancel_button));
}

static void
clear_misfits (EnrCityFormWindow *self)
{
  GtkListBoxRow *old;

  while ((old = gtk_list_box_get_row_at_index (self->misfit_list, 0)) != NULL)
    gtk_list_box_remove (self->misfit_list, GTK_WIDGET (old));
  gtk_widget_set_visible (self->misfit_group, FALSE);
  gtk_button_set_label (self->cancel_button, _ ("Cancel"));
}

static void
show_facts (EnrCityFormWindow *self, const EnrFormFacts *facts)
{
  g_autofree char *title = NULL;
  g_autofree char *names = NULL;
  g_autofree char *escaped = NULL;
  GtkListBoxRow *old;

  while ((old = gtk_list_box_get_row_at_index (self->unknown_list, 0)) != NULL)
    gtk_list_box_remove (self->unknown_list, GTK_WIDGET (old));
  for (guint i = 0; facts != NULL && i < facts->unknown->len; i++)
    add_unknown (self, g_ptr_array_index (facts->unknown, i));
  gtk_widget_set_visible (self->unknown_group, facts != NULL && facts->unknown->len > 0);
  gtk_widget_set_visible (self->found_group, facts != NULL);
  if (facts == NULL)
    return;

  if (facts->n_known == 0)
    title = g_strdup (_ ("There is no tag in this form that could be filled."));
  else
    title = g_strdup_printf (
        ngettext ("%u tag will be filled", "%u tags will be filled", facts->n_known),
        facts->n_known);
  g_ptr_array_add (facts->names, NULL);
  names = g_strjoinv ("   ", (char **) facts->names->pdata);
  g_ptr_array_remove_index (facts->names, facts->names->len - 1);
  escaped = g_markup_escape_text (names, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->found_row), title);
  adw_action_row_set_subtitle (self->found_row, escaped);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrCityFormWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrFormFacts) facts = enr_store_finish (ENR_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->can_fill = facts != NULL && facts->n_known > 0;
  set_busy (self, FALSE);
  show_facts (self, facts);
  if (facts == NULL)
    show_failure (self, error);
}

/* What the fields say, for the writer of the form. */
static EnrFormJob *
make_job (EnrCityFormWindow *self, const char *output)
{
  const GArray *classes = self->reading->state->care->attendance->classes;
  guint selected = adw_combo_row_get_selected (self->class_row);
  EnrFormJob *job = enr_form_job_new (self->path, output);

  job->month = self->reading->first;
  job->date = enr_date_row_get_date (self->date_row);
  job->has_class = selected > 0 && selected <= classes->len;
  if (job->has_class)
    job->class_id = g_array_index (classes, EnrDayClass, selected - 1).id;
  return job;
}

static void
form_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (EnrCityFormWindow) self = user_data;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && self->session != NULL)
    enr_city_form_window_open (self, path);
}

static void
choose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_compat_open_file (GTK_WINDOW (widget), _ ("Choose the Form"), _ ("Forms and letters"),
                        "*.[xXoO][lLdD][sStT]*", form_chosen_cb, g_object_ref (widget));
}

static gboolean
is_date_good (EnrCityFormWindow *self)
{
  EnrDate date = enr_date_row_get_date (self->date_row);

  if (enr_date_row_is_blank (self->date_row))
    return TRUE;
  if (date >= self->reading->first && date <= enr_month_reading_last (self->reading))
    return TRUE;
  show_error (self, date == ENR_DATE_NONE
                        ? _ ("This is not a date. Write it as 2026/4/1 or R8.4.1.")
                        : _ ("The day of a daily form is one of the month that is shown."));
  gtk_widget_grab_focus (GTK_WIDGET (self->date_row));
  return FALSE;
}

/* "児童名簿_2026-06.xlsx": the form's name with the month, and its ending, which has to stay. */
static char *
dup_output_name (EnrCityFormWindow *self)
{
  g_autofree char *name = g_path_get_basename (self->path);
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *month = enr_month_dup_key (self->reading->first);
  char *dot = strrchr (shown, '.');

  if (dot == NULL)
    return g_strdup_printf ("%s_%s", shown, month);
  *dot = '\0';
  return g_strdup_printf ("%s_%s.%s", shown, month, dot + 1);
}

static void
output_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (EnrCityFormWindow) self = user_data;

  if (file != NULL && self->session != NULL)
    enr_city_form_window_write (self, file);
}

static void
fill_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrCityFormWindow *self = ENR_CITY_FORM_WINDOW (widget);
  g_autofree char *proposed = NULL;

  show_error (self, NULL);
  if (!is_date_good (self))
    return;
  proposed = dup_output_name (self);
  enr_compat_save_file (GTK_WINDOW (self), _ ("Save the Filled Form"), proposed, output_chosen_cb,
                        g_object_ref (self));
}

static void
tags_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_tag_window_show (GTK_WINDOW (widget));
}

/* What was filled is told with what was meant; both are counted in the file that was written. */
static void
filled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrCityFormWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrFormFacts) facts = enr_store_finish (ENR_STORE (source), result, &error);
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_busy (self, FALSE);
  if (facts == NULL)
    {
      show_failure (self, error);
      return;
    }
  if (facts->unknown != NULL && facts->unknown->len > 0)
    /* Translators: cells that were filled, cells that were meant, and tags that stay as they are */
    text = g_strdup_printf (_ ("The form is filled: %u of %u cells. %u unknown tags were left."),
                            facts->n_filled, facts->n_meant, facts->unknown->len);
  else
    /* Translators: cells that were filled, and cells that were meant */
    text = g_strdup_printf (_ ("The form is filled: %u of %u cells."), facts->n_filled,
                            facts->n_meant);
  enr_session_tell (self->session, text);
  if (facts->misfits != NULL && facts->misfits->len > 0)
    show_misfits (self, facts->misfits);
  else
    gtk_window_destroy (GTK_WINDOW (self));
}

static void
enr_city_form_window_dispose (GObject *object)
{
  EnrCityFormWindow *self = ENR_CITY_FORM_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->looking);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_CITY_FORM_WINDOW);
  g_clear_object (&self->session);
  g_clear_pointer (&self->reading, enr_month_reading_unref);

  G_OBJECT_CLASS (enr_city_form_window_parent_class)->dispose (object);
}

static void
enr_city_form_window_finalize (GObject *object)
{
  EnrCityFormWindow *self = ENR_CITY_FORM_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->looking);
  g_free (self->path);

  G_OBJECT_CLASS (enr_city_form_window_parent_class)->finalize (object);
}

static void
enr_city_form_window_class_init (EnrCityFormWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_city_form_window_dispose;
  object_class->finalize = enr_city_form_window_finalize;

  g_type_ensure (ENR_TYPE_DATE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/month/city-form-window.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrCityFormWindow, error_box);
  gtk_widget_class_bind_template_child (widget_class, EnrCityFormWindow, error_label);
  gtk_widget_class_bind_template_child (widget_class, EnrCityFormWindow, form_group);
  gtk_widget_class_bind_template_child (widget_class, EnrCityFormWindow, form_row);
  gtk_widget_class_bind_template_child (widget_class, EnrCityFormWindow, class_row);
  gtk_widget_class_bind_template_child (widget_class, EnrCityFormWindow, class_names);
  gtk_widget_class_bind_template_child (widget_class, EnrCityFormWindow, date_row);
  gtk_widget_class_bind_template_child (widget_class, EnrCityFormWindow, found_group);
  gtk_widget_class_bind_template_child (widget_class, EnrCityFormWindow, found_row);
  gtk_widget_class_bind_template_child (widget_class, EnrCityFormWindow, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, EnrCityFormWindow, misfit_group);
  gtk_widget_class_bind_template_child (widget_class, EnrCityFormWindow, misfit_list);
  gtk_widget_class_bind_template_child (widget_class, EnrCityFormWindow, unknown_group);
  gtk_widget_class_bind_template_child (widget_class, EnrCityFormWindow, unknown_list);
  gtk_widget_class_install_action (widget_class, "form.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "form.fill", NULL, fill_action);
  gtk_widget_class_install_action (widget_class, "form.tags", NULL, tags_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "form.choose",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "form.fill",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F1, 0, "form.tags", NULL);
}

static void
enr_city_form_window_init (EnrCityFormWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  enr_compat_leave_parent (GTK_WINDOW (self));
  self->cancellable = g_cancellable_new ();
  set_busy (self, FALSE);
}

EnrCityFormWindow *
enr_city_form_window_new (GtkWindow *parent, EnrSession *session, EnrMonthReading *reading)
{
  EnrCityFormWindow *self = g_object_new (ENR_TYPE_CITY_FORM_WINDOW, "transient-for", parent, NULL);
  const GArray *classes = reading->state->care->attendance->classes;
  g_autofree char *month = enr_date_dup_era_month (reading->first);

  self->session = g_object_ref (session);
  self->reading = enr_month_reading_ref (reading);
  adw_preferences_group_set_title (self->form_group, month);
  for (guint i = 0; i < classes->len; i++)
    gtk_string_list_append (self->class_names, g_array_index (classes, EnrDayClass, i).name);
  return self;
}

void
enr_city_form_window_open (EnrCityFormWindow *self, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *escaped = g_markup_escape_text (shown, -1);

  g_return_if_fail (ENR_IS_CITY_FORM_WINDOW (self));

  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->looking = g_cancellable_new ();
  g_free (self->path);
  self->path = g_strdup (path);
  adw_action_row_set_subtitle (self->form_row, escaped);
  self->can_fill = FALSE;
  show_error (self, NULL);
  clear_misfits (self);
  show_facts (self, NULL);
  set_busy (self, TRUE);
  enr_store_read_async (enr_session_get_store (self->session), enr_form_job_look,
                        make_job (self, NULL), (GDestroyNotify) enr_form_job_free,
                        (GDestroyNotify) enr_form_facts_free, self->looking, looked_cb,
                        g_object_ref (self));
}

void
enr_city_form_window_write (EnrCityFormWindow *self, GFile *file)
{
  g_autofree char *output = NULL;

  g_return_if_fail (ENR_IS_CITY_FORM_WINDOW (self));
  g_return_if_fail (self->path != NULL);

  output = g_file_get_path (file);
  if (output == NULL)
    {
      show_error (self, _ ("Please choose a folder on this PC."));
      return;
    }
  clear_misfits (self);
  set_busy (self, TRUE);
  enr_store_read_async (enr_session_get_store (self->session), enr_form_job_fill,
                        make_job (self, output), (GDestroyNotify) enr_form_job_free,
                        (GDestroyNotify) enr_form_facts_free, self->cancellable, filled_cb,
                        g_object_ref (self));
}
