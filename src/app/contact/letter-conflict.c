/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/letter-conflict.h"

#include <glib/gi18n.h>

#include "app/compat.h"

struct _EnrLetterConflict
{
  AdwWindow parent_instance;

  /* Template */
  GtkLabel *mine;
  GtkLabel *theirs;

  /* Owned */
  EnrAnnouncement *other;
};

G_DEFINE_FINAL_TYPE (EnrLetterConflict, enr_letter_conflict, ADW_TYPE_WINDOW)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
choose (EnrLetterConflict *self, gboolean is_mine)
{
  g_object_ref (self);
  g_signal_emit (self, signals[CHOSEN], 0, is_mine);
  gtk_window_close (GTK_WINDOW (self));
  g_object_unref (self);
}

static void
mine_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose (ENR_LETTER_CONFLICT (widget), TRUE);
}

static void
theirs_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose (ENR_LETTER_CONFLICT (widget), FALSE);
}

static void
enr_letter_conflict_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_LETTER_CONFLICT);

  G_OBJECT_CLASS (enr_letter_conflict_parent_class)->dispose (object);
}

static void
enr_letter_conflict_finalize (GObject *object)
{
  enr_announcement_free (ENR_LETTER_CONFLICT (object)->other);

  G_OBJECT_CLASS (enr_letter_conflict_parent_class)->finalize (object);
}

static void
enr_letter_conflict_class_init (EnrLetterConflictClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_letter_conflict_dispose;
  G_OBJECT_CLASS (klass)->finalize = enr_letter_conflict_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", ENR_TYPE_LETTER_CONFLICT, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/contact/letter-conflict.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrLetterConflict, mine);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterConflict, theirs);
  gtk_widget_class_install_action (widget_class, "conflict.mine", NULL, mine_action);
  gtk_widget_class_install_action (widget_class, "conflict.theirs", NULL, theirs_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
enr_letter_conflict_init (EnrLetterConflict *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  enr_compat_leave_parent (GTK_WINDOW (self));
}

static void
show_text (GtkLabel *label, const EnrAnnouncement *letter)
{
  g_autofree char *day = enr_date_dup_era_weekday (letter->day);
  g_autofree char *text
      = g_strjoin ("\n\n", letter->title, day, letter->body, letter->question, NULL);

  gtk_label_set_text (label, text);
}

EnrLetterConflict *
enr_letter_conflict_new (const EnrAnnouncement *mine, const EnrAnnouncement *other)
{
  EnrLetterConflict *self = g_object_new (ENR_TYPE_LETTER_CONFLICT, NULL);

  self->other = enr_announcement_copy (other);
  show_text (self->mine, mine);
  show_text (self->theirs, other);
  return self;
}

const EnrAnnouncement *
enr_letter_conflict_get_other (EnrLetterConflict *self)
{
  g_return_val_if_fail (ENR_IS_LETTER_CONFLICT (self), NULL);

  return self->other;
}
