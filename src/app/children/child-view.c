/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/child-view.h"

#include <glib/gi18n.h>

#include "app/children/child-records.h"
#include "app/children/child-view-private.h"
#include "app/children/words.h"

G_DEFINE_FINAL_TYPE (EnrChildView, enr_child_view, ADW_TYPE_BIN)

enum
{
  GO_TO,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  EnrUuid child_id;
  EnrDate day;
  int fiscal_year;
} Wanted;

static gpointer
load_file (EnrDb *db, gpointer data, GError **error)
{
  const Wanted *wanted = data;

  return enr_child_file_load (db, &wanted->child_id, wanted->day, error);
}

static gpointer
load_year (EnrDb *db, gpointer data, GError **error)
{
  const Wanted *wanted = data;

  return enr_child_year_load (db, &wanted->child_id, wanted->fiscal_year, error);
}

static void
set_fact (AdwActionRow *row, const char *text)
{
  adw_action_row_set_subtitle (row, text != NULL && *text != '\0' ? text : "―");
}

static void
show_head (EnrChildView *self)
{
  const EnrRosterRow *row = self->file->row;
  const EnrChild *child = row->child;
  g_autofree char *name = enr_child_dup_name (child);
  g_autofree char *kana = g_strconcat (child->family_kana, " ", child->given_kana, NULL);
  g_autofree char *age = enr_words_dup_age (child->birth_date, self->file->day);
  g_autofree char *allergy = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->kana, kana);
  enr_colour_dot_set_colour (self->class_dot, *row->class_name != '\0' ? row->class_colour : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->class_dot), *row->class_name != '\0');
  gtk_label_set_label (self->class_label,
                       *row->class_name != '\0' ? row->class_name
                       : row->left_on != ENR_DATE_NONE && row->left_on < self->file->day
                           ? _ ("Has left")
                           : _ ("No class"));
  gtk_label_set_label (self->age_label, age);
  /* Translators: what the child must not have */
  allergy = *child->allergy_note != '\0' ? g_strdup_printf (_ ("Allergy: %s"), child->allergy_note)
                                         : g_strdup (_ ("Allergy"));
  gtk_label_set_label (self->allergy_label, allergy);
  gtk_widget_set_visible (self->allergy_bar, child->has_allergy);
  adw_avatar_set_text (self->avatar, *child->family_kana != '\0' ? child->family_kana : name);
  if (self->file->photo != NULL)
    texture = gdk_texture_new_from_bytes (self->file->photo, NULL);
  adw_avatar_set_custom_image (self->avatar, GDK_PAINTABLE (texture));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "child.photo-remove", texture != NULL);
}

static void
show_person (EnrChildView *self)
{
  const EnrRosterRow *row = self->file->row;
  const EnrChild *child = row->child;
  g_autofree char *birth = enr_date_dup_era_weekday (child->birth_date);
  g_autofree char *year = enr_fiscal_year_dup_era (enr_fiscal_year (self->file->day));
  g_autofree char *age = enr_words_dup_class_age (
      enr_class_age (enr_fiscal_year (self->file->day), child->birth_date));
  g_autofree char *class_age = g_strconcat (age, "  (", year, ")", NULL);
  g_autofree char *certification
      = enr_words_dup_certification (row->certification, row->care_hours);
  g_autofree char *guardian = g_strconcat (row->guardian_name, "  ", row->guardian_phone, NULL);

  set_fact (self->birth_row, birth);
  set_fact (self->sex_row, enr_words_sex (child->sex));
  set_fact (self->class_age_row, class_age);
  set_fact (self->number_row, child->external_id);
  set_fact (self->certification_row, certification);
  set_fact (self->guardian_row, *row->guardian_name != '\0' ? guardian : NULL);
  set_fact (self->note_row, child->note);
}

/* Groups of records, and how each is filled. */
static void
show_records (EnrChildView *self)
{
  static const EnrChildRecordsFunc show[ENR_CHILD_N_RECORDS]
      = { enr_child_records_show_contacts,       enr_child_records_show_siblings,
          enr_child_records_show_enrolments,     enr_child_records_show_classes,
          enr_child_records_show_certifications, enr_child_records_show_terms,
          enr_child_records_show_cards };
  AdwPreferencesGroup *groups[ENR_CHILD_N_RECORDS]
      = { self->contacts_group, self->siblings_group,       self->enrolments_group,
          self->classes_group,  self->certifications_group, self->terms_group,
          self->cards_group };

  for (int i = 0; i < ENR_CHILD_N_RECORDS; i++)
    show[i](groups[i], self->rows[i], self->file);
}

/* What somebody is typing stays: only text that was shown and not touched is replaced. */
static void
show_text (GtkEditable *editable, char **shown, const char *text)
{
  if (*shown == NULL || g_str_equal (gtk_editable_get_text (editable), *shown))
    gtk_editable_set_text (editable, text);
  g_free (*shown);
  *shown = g_strdup (text);
}

static void
show_address (EnrChildView *self, gboolean is_other_child)
{
  if (is_other_child)
    {
      g_clear_pointer (&self->shown_postal_code, g_free);
      g_clear_pointer (&self->shown_address, g_free);
    }
  show_text (self->postal_code, &self->shown_postal_code,
             self->file->postal_code != NULL ? self->file->postal_code : "");
  show_text (self->address, &self->shown_address,
             self->file->address != NULL ? self->file->address : "");
}

static void
show_actions (EnrChildView *self)
{
  const EnrRosterRow *row = self->file->row;
  gboolean is_enrolled = row->enrolled_on != ENR_DATE_NONE && row->enrolled_on <= self->file->day
                         && (row->left_on == ENR_DATE_NONE || row->left_on >= self->file->day);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "child.leave", is_enrolled);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "child.move", is_enrolled);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "child.enrol", !is_enrolled);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "child.separate",
                                 self->file->siblings->len > 0);
}

static void
file_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrChildView) self = user_data;
  g_autoptr (GError) error = NULL;
  EnrChildFile *file = enr_store_finish (ENR_STORE (source), result, &error);
  gboolean is_other;

  if (file == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      gtk_stack_set_visible_child_name (self->root, "empty");
      return;
    }
  is_other
      = self->file == NULL || !enr_uuid_equal (&self->file->row->child->id, &file->row->child->id);
  g_clear_pointer (&self->file, enr_child_file_free);
  self->file = file;
  show_head (self);
  show_person (self);
  show_address (self, is_other);
  show_records (self);
  show_actions (self);
  gtk_stack_set_visible_child_name (self->root, "child");
}

static void
show_totals (EnrChildView *self, const EnrMonthTotals *totals)
{
  g_autofree char *text = NULL;

  /* Translators: days of a year: of attendance, ill, other absence, suspension, bereavement, no
   * word, late, early */
  text = g_strdup_printf (
      _ ("Present %u   Ill %u   Other absence %u   Suspended %u   Bereavement %u   "
         "No word %u   Late %u   Early %u"),
      totals->present, totals->sick, totals->other, totals->suspension, totals->bereavement,
      totals->unannounced, totals->late, totals->early);
  gtk_label_set_label (self->totals_label, text);
}

static void
year_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrChildView) self = user_data;
  g_autoptr (GError) error = NULL;
  EnrChildYear *year = enr_store_finish (ENR_STORE (source), result, &error);
  EnrDate day;

  if (year == NULL)
    {
      enr_session_fail (self->session, error);
      return;
    }
  show_totals (self, &year->totals);
  day = enr_year_picture_get_date (self->picture);
  enr_year_picture_take_year (self->picture, year);
  if (day == ENR_DATE_NONE || enr_fiscal_year (day) != self->fiscal_year)
    day = enr_session_get_date (self->session);
  enr_year_picture_set_date (self->picture, enr_fiscal_year (day) == self->fiscal_year
                                                ? day
                                                : enr_fiscal_year_first (self->fiscal_year));
}

void
enr_child_view_read_part (EnrChildView *self)
{
  const char *part = gtk_stack_get_visible_child_name (self->parts);
  Wanted wanted = { self->child_id, enr_session_get_date (self->session), self->fiscal_year };

  if (g_strcmp0 (part, "attendance") == 0)
    {
      g_autofree char *year = enr_fiscal_year_dup_era (self->fiscal_year);

      gtk_label_set_label (self->year_label, year);
      enr_store_read_async (enr_session_get_store (self->session), load_year,
                            g_memdup2 (&wanted, sizeof wanted), g_free,
                            (GDestroyNotify) enr_child_year_free, self->cancellable, year_loaded_cb,
                            g_object_ref (self));
    }
  else if (g_strcmp0 (part, "history") == 0)
    enr_history_list_show (self->history, self->session, &self->child_id, ENR_DATE_NONE);
}

static void
part_changed_cb (EnrChildView *self)
{
  if (self->session != NULL && !enr_uuid_is_none (&self->child_id))
    enr_child_view_read_part (self);
}

static void
picture_date_cb (EnrChildView *self)
{
  g_autofree char *text
      = enr_year_picture_dup_text (self->picture, enr_year_picture_get_date (self->picture));

  gtk_label_set_label (self->day_label, text);
}

static void
picture_activated_cb (EnrChildView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "child.day-history", NULL);
}

static void
enr_child_view_dispose (GObject *object)
{
  EnrChildView *self = ENR_CHILD_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (self->rows); i++)
    g_clear_pointer (&self->rows[i], g_ptr_array_unref);
  g_clear_object (&self->session);
  /* The child is bound too: the bin must not unparent it a second time. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ENR_TYPE_CHILD_VIEW);

  G_OBJECT_CLASS (enr_child_view_parent_class)->dispose (object);
}

static void
enr_child_view_finalize (GObject *object)
{
  EnrChildView *self = ENR_CHILD_VIEW (object);

  g_object_unref (self->cancellable);
  enr_child_file_free (self->file);
  g_free (self->shown_postal_code);
  g_free (self->shown_address);

  G_OBJECT_CLASS (enr_child_view_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, root);
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, avatar);
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, kana);
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, name);
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, class_dot);
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, class_label);
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, age_label);
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, allergy_bar);
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, allergy_label);
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, parts);
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, birth_row);
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, sex_row);
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, class_age_row);
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, number_row);
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, certification_row);
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, guardian_row);
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, note_row);
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, contacts_group);
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, siblings_group);
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, postal_code);
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, address);
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, enrolments_group);
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, classes_group);
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, certifications_group);
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, terms_group);
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, cards_group);
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, year_label);
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, picture);
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, day_label);
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, totals_label);
  gtk_widget_class_bind_template_child (widget_class, EnrChildView, history);
  gtk_widget_class_bind_template_callback (widget_class, part_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, picture_date_cb);
  gtk_widget_class_bind_template_callback (widget_class, picture_activated_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "apply_address_cb",
                                                G_CALLBACK (enr_child_view_apply_address));
}

static void
enr_child_view_class_init (EnrChildViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_child_view_dispose;
  object_class->finalize = enr_child_view_finalize;

  signals[GO_TO] = g_signal_new ("go-to", ENR_TYPE_CHILD_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  g_type_ensure (ENR_TYPE_COLOUR_DOT);
  g_type_ensure (ENR_TYPE_YEAR_PICTURE);
  g_type_ensure (ENR_TYPE_HISTORY_LIST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/children/child-view.ui");
  bind_children (widget_class);

  enr_child_view_install_actions (widget_class);
}

static void
enr_child_view_init (EnrChildView *self)
{
  self->cancellable = g_cancellable_new ();
  for (guint i = 0; i < G_N_ELEMENTS (self->rows); i++)
    self->rows[i] = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_child_view_set_session (EnrChildView *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_CHILD_VIEW (self));

  g_set_object (&self->session, session);
  self->fiscal_year = enr_fiscal_year (enr_session_get_date (session));
}

void
enr_child_view_set_child (EnrChildView *self, const EnrUuid *child_id)
{
  g_return_if_fail (ENR_IS_CHILD_VIEW (self));

  self->child_id = child_id != NULL ? *child_id : enr_uuid_none;
  if (child_id == NULL)
    {
      gtk_stack_set_visible_child_name (self->root, "empty");
      return;
    }
  self->fiscal_year = enr_fiscal_year (enr_session_get_date (self->session));
  enr_child_view_refresh (self);
}

void
enr_child_view_refresh (EnrChildView *self)
{
  Wanted wanted = { self->child_id, ENR_DATE_NONE, 0 };

  g_return_if_fail (ENR_IS_CHILD_VIEW (self));

  if (self->session == NULL || enr_uuid_is_none (&self->child_id))
    return;
  wanted.day = enr_session_get_date (self->session);
  /* What was asked for before is not waited for: it may be about another child. */
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  enr_store_read_async (
      enr_session_get_store (self->session), load_file, g_memdup2 (&wanted, sizeof wanted), g_free,
      (GDestroyNotify) enr_child_file_free, self->cancellable, file_loaded_cb, g_object_ref (self));
  enr_child_view_read_part (self);
}

void
enr_child_view_show_part (EnrChildView *self, const char *name)
{
  g_return_if_fail (ENR_IS_CHILD_VIEW (self));

  gtk_stack_set_visible_child_name (self->parts, name);
}
