/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/source-section.h"

#include <glib/gi18n.h>

/* A label lays out all that it has: of a very long text the beginning is shown, and all is copied.
 */
#define MOST_SHOWN 3000

struct _EnrSourceSection
{
  GtkBox parent_instance;

  /* Template */
  GtkLabel *heading;
  GtkWidget *copy_button;
  GtkLabel *text;

  /* Borrowed */
  const EnrSection *section;
  const EnrSourceRecord *record;
};

G_DEFINE_FINAL_TYPE (EnrSourceSection, enr_source_section, GTK_TYPE_BOX)

enum
{
  COPY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
copy_cb (EnrSourceSection *self)
{
  g_signal_emit (self, signals[COPY], 0);
}

static void
enr_source_section_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_SOURCE_SECTION);

  G_OBJECT_CLASS (enr_source_section_parent_class)->dispose (object);
}

static void
enr_source_section_class_init (EnrSourceSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_source_section_dispose;

  signals[COPY] = g_signal_new ("copy", ENR_TYPE_SOURCE_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/source-section.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrSourceSection, heading);
  gtk_widget_class_bind_template_child (widget_class, EnrSourceSection, copy_button);
  gtk_widget_class_bind_template_child (widget_class, EnrSourceSection, text);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
enr_source_section_init (EnrSourceSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static EnrSourceSection *
make (const char *heading, const char *text, gboolean can_copy)
{
  EnrSourceSection *self = g_object_new (ENR_TYPE_SOURCE_SECTION, NULL);
  g_autofree char *name = g_strdup_printf (_ ("Copy “%s”"), *heading != '\0' ? heading : text);

  gtk_label_set_text (self->heading, heading);
  gtk_widget_set_visible (self->copy_button, can_copy);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  if (g_utf8_strlen (text, -1) > MOST_SHOWN)
    {
      g_autofree char *start = g_utf8_substring (text, 0, MOST_SHOWN);
      g_autofree char *shown = g_strconcat (start, "…", NULL);

      gtk_label_set_text (self->text, shown);
    }
  else
    gtk_label_set_text (self->text, text);
  return self;
}

EnrSourceSection *
enr_source_section_new (const EnrSection *section, const char *text, gboolean can_copy)
{
  EnrSourceSection *self = make (section->heading, text, can_copy);

  self->section = section;
  return self;
}

EnrSourceSection *
enr_source_section_new_record (const EnrSourceRecord *record, gboolean can_copy)
{
  EnrSourceSection *self = make (record->heading, record->text, can_copy);

  self->record = record;
  return self;
}

const EnrSourceRecord *
enr_source_section_get_record (EnrSourceSection *self)
{
  return self->record;
}

const EnrSection *
enr_source_section_get_section (EnrSourceSection *self)
{
  return self->section;
}
