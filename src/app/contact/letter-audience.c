/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/letter-audience.h"

#include <string.h>
#include <glib/gi18n.h>

#include "app/children/words.h"
#include "base/text.h"
#include "nursery/class.h"
#include "nursery/roster.h"

#define N_AGES 6

/* The lines of the first choice. */
enum
{
  FOR_ALL,
  FOR_SOME,
  FOR_ONE,
};

/* A line that can be chosen. */
typedef struct
{
  EnrAudienceItem item;
  char *search_key;
  GtkWidget *row;        /* borrowed */
  GtkCheckButton *check; /* borrowed */
} Line;

struct _EnrLetterAudience
{
  EnrEditDialog parent_instance;

  /* Template */
  AdwComboRow *kind;
  GtkWidget *about_group;
  GtkWidget *search_group;
  GtkEditable *search;
  AdwPreferencesGroup *classes;
  AdwPreferencesGroup *ages;
  AdwPreferencesGroup *children;

  /* Owned */
  EnrAnnouncement *draft;
  GCancellable *cancellable;
  GPtrArray *lines;                  /* (element-type Line): of classes, ages, children */
  GPtrArray *one_lines;              /* (element-type Line): of children, one of which is chosen */
  AdwPreferencesGroup *one_children; /* borrowed of the template */
};

G_DEFINE_FINAL_TYPE (EnrLetterAudience, enr_letter_audience, ENR_TYPE_EDIT_DIALOG)

static void
line_free (gpointer data)
{
  Line *line = data;

  g_free (line->search_key);
  g_free (line);
}

/*
 * Reading
 */

typedef struct
{
  GPtrArray *classes;
  GPtrArray *children;
} Choices;

static void
choices_free (gpointer data)
{
  Choices *choices = data;

  g_clear_pointer (&choices->classes, g_ptr_array_unref);
  g_clear_pointer (&choices->children, g_ptr_array_unref);
  g_free (choices);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  const EnrDate *day = data;
  Choices *choices = g_new0 (Choices, 1);

  choices->classes = enr_class_list (db, enr_fiscal_year (*day), error);
  if (choices->classes != NULL)
    choices->children = enr_roster_load (db, *day, ENR_ROSTER_ENROLLED, error);
  if (choices->children != NULL)
    return choices;
  choices_free (choices);
  return NULL;
}

static Line *
add_line (EnrLetterAudience *self,
          GPtrArray *lines,
          AdwPreferencesGroup *group,
          EnrAudienceKind kind,
          const char *title,
          const char *subtitle,
          const char *kana)
{
  Line *line = g_new0 (Line, 1);
  g_autofree char *words = g_strjoin (" ", title, subtitle, kana, NULL);

  line->item.kind = kind;
  line->item.age = -1;
  line->search_key = enr_text_search_key (words);
  line->check = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_widget_set_valign (GTK_WIDGET (line->check), GTK_ALIGN_CENTER);
  line->row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "subtitle", subtitle, "use-markup",
                            FALSE, "activatable-widget", line->check, NULL);
  adw_action_row_add_prefix (ADW_ACTION_ROW (line->row), GTK_WIDGET (line->check));
  adw_preferences_group_add (group, line->row);
  g_ptr_array_add (lines, line);
  return line;
}

static void
add_child (EnrLetterAudience *self,
           GPtrArray *lines,
           AdwPreferencesGroup *group,
           const EnrRosterRow *row)
{
  g_autofree char *name = enr_child_dup_name (row->child);
  g_autofree char *kana = g_strjoin (" ", row->child->family_kana, row->child->given_kana, NULL);

  add_line (self, lines, group, ENR_AUDIENCE_CHILD, name, row->class_name, kana)->item.child_id
      = row->child->id;
}

static gboolean
is_same (const EnrAudienceItem *a, const EnrAudienceItem *b)
{
  return a->kind == b->kind
         && (a->kind != ENR_AUDIENCE_CLASS || enr_uuid_equal (&a->class_id, &b->class_id))
         && (a->kind != ENR_AUDIENCE_AGE || a->age == b->age)
         && (a->kind != ENR_AUDIENCE_CHILD || enr_uuid_equal (&a->child_id, &b->child_id));
}

static void
show_chosen (EnrLetterAudience *self)
{
  const GArray *audience = self->draft->audience;
  guint kind = audience->len > 0 ? FOR_ALL : FOR_SOME;

  for (guint i = 0; i < audience->len; i++)
    {
      const EnrAudienceItem *item = &g_array_index (audience, EnrAudienceItem, i);

      if (item->kind != ENR_AUDIENCE_ALL)
        kind = FOR_SOME;
      for (guint j = 0; j < self->lines->len; j++)
        {
          Line *line = g_ptr_array_index (self->lines, j);

          if (is_same (&line->item, item))
            gtk_check_button_set_active (line->check, TRUE);
        }
    }
  for (guint i = 0; i < self->one_lines->len; i++)
    {
      Line *line = g_ptr_array_index (self->one_lines, i);

      if (enr_uuid_equal (&line->item.child_id, &self->draft->about_child))
        gtk_check_button_set_active (line->check, TRUE);
    }
  adw_combo_row_set_selected (self->kind,
                              enr_uuid_is_none (&self->draft->about_child) ? kind : FOR_ONE);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrLetterAudience) self = user_data;
  g_autoptr (GError) error = NULL;
  Choices *choices = enr_store_finish (ENR_STORE (source), result, &error);

  if (choices == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_autofree char *text = enr_error_describe (error);

          enr_edit_dialog_refuse (ENR_EDIT_DIALOG (self), NULL, text);
        }
      return;
    }
  for (guint i = 0; i < choices->classes->len; i++)
    {
      const EnrClass *of = g_ptr_array_index (choices->classes, i);

      add_line (self, self->lines, self->classes, ENR_AUDIENCE_CLASS, of->name, "", "")
          ->item.class_id
          = of->id;
    }
  for (int age = 0; age < N_AGES; age++)
    {
      g_autofree char *name = enr_words_dup_class_age (age);

      add_line (self, self->lines, self->ages, ENR_AUDIENCE_AGE, name, "", "")->item.age = age;
    }
  for (guint i = 0; i < choices->children->len; i++)
    {
      const EnrRosterRow *row = g_ptr_array_index (choices->children, i);

      add_child (self, self->lines, self->children, row);
      add_child (self, self->one_lines, self->one_children, row);
    }
  for (guint i = 1; i < self->one_lines->len; i++)
    gtk_check_button_set_group (((Line *) g_ptr_array_index (self->one_lines, i))->check,
                                ((Line *) g_ptr_array_index (self->one_lines, 0))->check);
  choices_free (choices);
  show_chosen (self);
}

/*
 * Callbacks
 */

static void
show_found (GPtrArray *lines, const char *key)
{
  for (guint i = 0; i < lines->len; i++)
    {
      Line *line = g_ptr_array_index (lines, i);

      gtk_widget_set_visible (line->row, *key == '\0' || strstr (line->search_key, key) != NULL);
    }
}

static void
search_changed_cb (EnrLetterAudience *self)
{
  g_autofree char *key = enr_text_search_key (gtk_editable_get_text (self->search));
  gboolean is_all = *key == '\0';

  show_found (self->lines, key);
  show_found (self->one_lines, key);
  adw_preferences_group_set_title (self->classes, is_all ? _ ("Classes") : "");
  adw_preferences_group_set_title (self->ages, is_all ? _ ("Class ages") : "");
}

static void
kind_chosen_cb (EnrLetterAudience *self)
{
  guint kind = adw_combo_row_get_selected (self->kind);

  gtk_widget_set_visible (self->about_group, kind == FOR_ONE);
  gtk_widget_set_visible (self->search_group, kind != FOR_ALL);
  gtk_widget_set_visible (GTK_WIDGET (self->classes), kind == FOR_SOME);
  gtk_widget_set_visible (GTK_WIDGET (self->ages), kind == FOR_SOME);
  gtk_widget_set_visible (GTK_WIDGET (self->children), kind == FOR_SOME);
  gtk_widget_set_visible (GTK_WIDGET (self->one_children), kind == FOR_ONE);
}

static const Line *
find_one (EnrLetterAudience *self)
{
  for (guint i = 0; i < self->one_lines->len; i++)
    {
      const Line *line = g_ptr_array_index (self->one_lines, i);

      if (gtk_check_button_get_active (line->check))
        return line;
    }
  return NULL;
}

static void
enr_letter_audience_save (EnrEditDialog *dialog)
{
  EnrLetterAudience *self = ENR_LETTER_AUDIENCE (dialog);

  if (adw_combo_row_get_selected (self->kind) == FOR_ONE && find_one (self) == NULL)
    {
      enr_edit_dialog_refuse (dialog, NULL, _ ("Choose the child that the letter is about."));
      return;
    }
  g_signal_emit_by_name (self, "saved", NULL);
  gtk_window_close (GTK_WINDOW (self));
}

/*
 * The class
 */

static void
enr_letter_audience_dispose (GObject *object)
{
  g_cancellable_cancel (ENR_LETTER_AUDIENCE (object)->cancellable);

  G_OBJECT_CLASS (enr_letter_audience_parent_class)->dispose (object);
}

static void
enr_letter_audience_finalize (GObject *object)
{
  EnrLetterAudience *self = ENR_LETTER_AUDIENCE (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->draft, enr_announcement_free);
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->one_lines);

  G_OBJECT_CLASS (enr_letter_audience_parent_class)->finalize (object);
}

static void
enr_letter_audience_class_init (EnrLetterAudienceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_letter_audience_dispose;
  G_OBJECT_CLASS (klass)->finalize = enr_letter_audience_finalize;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_letter_audience_save;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/contact/letter-audience.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrLetterAudience, kind);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterAudience, about_group);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterAudience, search_group);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterAudience, search);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterAudience, classes);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterAudience, ages);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterAudience, children);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterAudience, one_children);
  gtk_widget_class_bind_template_callback (widget_class, kind_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
}

static void
enr_letter_audience_init (EnrLetterAudience *self)
{
  self->cancellable = g_cancellable_new ();
  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->one_lines = g_ptr_array_new_with_free_func (line_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  kind_chosen_cb (self);
}

EnrLetterAudience *
enr_letter_audience_new (EnrSession *session, const EnrAnnouncement *draft)
{
  EnrLetterAudience *self = g_object_new (ENR_TYPE_LETTER_AUDIENCE, NULL);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  self->draft = enr_announcement_copy (draft);
  enr_store_read_async (enr_session_get_store (session), load,
                        g_memdup2 (&draft->day, sizeof draft->day), g_free, choices_free,
                        self->cancellable, loaded_cb, g_object_ref (self));
  return self;
}

void
enr_letter_audience_put (EnrLetterAudience *self, EnrAnnouncement *announcement)
{
  guint kind;

  g_return_if_fail (ENR_IS_LETTER_AUDIENCE (self));

  kind = adw_combo_row_get_selected (self->kind);
  announcement->about_child = enr_uuid_none;
  g_array_set_size (announcement->audience, 0);
  if (kind == FOR_ALL)
    enr_audience_add_all (announcement->audience);
  else if (kind == FOR_ONE)
    {
      const Line *line = find_one (self);

      if (line == NULL)
        return;
      announcement->about_child = line->item.child_id;
      enr_audience_add_child (announcement->audience, &line->item.child_id);
    }
  else
    for (guint i = 0; i < self->lines->len; i++)
      {
        const Line *line = g_ptr_array_index (self->lines, i);

        if (gtk_check_button_get_active (line->check))
          g_array_append_val (announcement->audience, line->item);
      }
}
