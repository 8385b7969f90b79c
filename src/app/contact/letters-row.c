/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/letters-row.h"

#include <glib/gi18n.h>

struct _EnrLettersRow
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *body;
  GtkWidget *urgent;
  GtkLabel *title;
  GtkLabel *about;
  GtkLabel *counts;
  GtkLabel *state;

  /* Owned */
  EnrLettersItem *item;
};

G_DEFINE_FINAL_TYPE (EnrLettersRow, enr_letters_row, GTK_TYPE_WIDGET)

static const char *const chips[] = { "present", "left", "mismatch", "absent" };

/* "令和8年6月10日(水)  ひよこ組  添付2" */
static char *
dup_about (const EnrAnnouncementLine *line)
{
  g_autofree char *day = enr_date_dup_era_weekday (line->day);
  g_autofree char *files
      = line->n_files > 0
            ? g_strdup_printf (ngettext ("%u file", "%u files", line->n_files), line->n_files)
            : g_strdup ("");

  return g_strjoin ("  ", day, *line->audience != '\0' ? line->audience : _ ("nobody chosen yet"),
                    line->written_by, files, NULL);
}

static char *
dup_counts (const EnrAnnouncementLine *line)
{
  GString *text = g_string_new (NULL);

  if (line->sent_at == ENR_INSTANT_NONE)
    return g_string_free (text, FALSE);
  /* Translators: how many households were reached, of how many */
  g_string_append_printf (text, _ ("delivered %u of %u"), line->n_delivered, line->n_recipients);
  g_string_append (text, "\n");
  /* Translators: how many households read it, of how many */
  g_string_append_printf (text, _ ("read %u of %u"), line->n_read, line->n_recipients);
  if (line->answer_kind != ENR_ANSWER_NONE)
    {
      g_string_append (text, "  ");
      /* Translators: how many households answered, of how many */
      g_string_append_printf (text, _ ("answered %u of %u"), line->n_answered, line->n_recipients);
    }
  return g_string_free (text, FALSE);
}

static const char *
get_state (const EnrAnnouncementLine *line, const char **css)
{
  if (line->sent_at == ENR_INSTANT_NONE)
    {
      *css = "left";
      return C_ ("letter", "Draft");
    }
  if (line->n_trouble > 0)
    {
      *css = "mismatch";
      return C_ ("letter", "Trouble");
    }
  if (line->n_delivered < line->n_recipients)
    {
      *css = "absent";
      return C_ ("letter", "On the way");
    }
  *css = "present";
  return C_ ("letter", "Delivered");
}

static void
show_item (EnrLettersRow *self)
{
  const EnrAnnouncementLine *line = enr_letters_item_get_line (self->item);
  g_autofree char *about = dup_about (line);
  g_autofree char *counts = dup_counts (line);
  const char *css;

  gtk_widget_set_visible (self->urgent, line->is_urgent);
  gtk_label_set_text (self->title, line->title);
  gtk_label_set_text (self->about, about);
  gtk_label_set_text (self->counts, counts);
  gtk_label_set_text (self->state, get_state (line, &css));
  for (guint i = 0; i < G_N_ELEMENTS (chips); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->state), chips[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self->state), css);
}

static void
enr_letters_row_dispose (GObject *object)
{
  EnrLettersRow *self = ENR_LETTERS_ROW (object);

  enr_letters_row_set_item (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_LETTERS_ROW);

  G_OBJECT_CLASS (enr_letters_row_parent_class)->dispose (object);
}

static void
enr_letters_row_class_init (EnrLettersRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_letters_row_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/contact/letters-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrLettersRow, body);
  gtk_widget_class_bind_template_child (widget_class, EnrLettersRow, urgent);
  gtk_widget_class_bind_template_child (widget_class, EnrLettersRow, title);
  gtk_widget_class_bind_template_child (widget_class, EnrLettersRow, about);
  gtk_widget_class_bind_template_child (widget_class, EnrLettersRow, counts);
  gtk_widget_class_bind_template_child (widget_class, EnrLettersRow, state);
}

static void
enr_letters_row_init (EnrLettersRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_letters_row_set_item (EnrLettersRow *self, EnrLettersItem *item)
{
  g_return_if_fail (ENR_IS_LETTERS_ROW (self));

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, show_item, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  g_signal_connect_object (item, "changed", G_CALLBACK (show_item), self, G_CONNECT_SWAPPED);
  show_item (self);
}
