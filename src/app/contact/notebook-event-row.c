/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/notebook-event-row.h"

#include <glib/gi18n.h>

#include "app/contact/notebook-events.h"
#include "app/contact/notebook-part.h"
#include "base/text.h"

struct _EnrNotebookEventRow
{
  GtkBox parent_instance;

  /* Template */
  GtkLabel *kind_label;
  GtkEditable *at_entry;
  GtkWidget *dash;
  GtkEditable *until_entry;
  GtkEditable *words_entry;
  GtkMenuButton *words_button;

  EnrNotebookEventKind kind;
  EnrNotebookSide side;
  gboolean is_showing;

  /* Owned */
  EnrNotebookEvent *before; /* as it was shown before somebody typed into it; NULL at first */
  EnrNotebookEvent *now;    /* as it was shown or read last; NULL at first */
  char *wrong;              /* why what is typed cannot be read, or NULL */
};

G_DEFINE_FINAL_TYPE (EnrNotebookEventRow, enr_notebook_event_row, GTK_TYPE_BOX)

enum
{
  EDITED,
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
changed_cb (EnrNotebookEventRow *self)
{
  if (!self->is_showing)
    g_signal_emit (self, signals[EDITED], 0);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[REMOVED], 0);
}

/* A word of the nursery's takes the place of another of them. */
static void
word_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrNotebookEventRow *self = ENR_NOTEBOOK_EVENT_ROW (widget);
  g_autoptr (EnrNotebookEvent) event = enr_notebook_event_new (self->kind);
  g_autofree char *text = NULL;

  enr_notebook_event_set_words (event, gtk_editable_get_text (self->words_entry), NULL);
  g_free (event->quality);
  event->quality = g_variant_dup_string (parameter, NULL);
  text = enr_notebook_event_dup_words (event);
  gtk_editable_set_text (self->words_entry, text);
}

static void
enr_notebook_event_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_NOTEBOOK_EVENT_ROW);

  G_OBJECT_CLASS (enr_notebook_event_row_parent_class)->dispose (object);
}

static void
enr_notebook_event_row_finalize (GObject *object)
{
  EnrNotebookEventRow *self = ENR_NOTEBOOK_EVENT_ROW (object);

  g_clear_pointer (&self->before, enr_notebook_event_free);
  g_clear_pointer (&self->now, enr_notebook_event_free);
  g_free (self->wrong);

  G_OBJECT_CLASS (enr_notebook_event_row_parent_class)->finalize (object);
}

static gboolean
enr_notebook_event_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (ENR_NOTEBOOK_EVENT_ROW (widget)->at_entry));
}

static void
enr_notebook_event_row_class_init (EnrNotebookEventRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_notebook_event_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = enr_notebook_event_row_finalize;
  widget_class->grab_focus = enr_notebook_event_row_grab_focus;

  signals[EDITED] = g_signal_new ("edited", ENR_TYPE_NOTEBOOK_EVENT_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVED] = g_signal_new ("removed", ENR_TYPE_NOTEBOOK_EVENT_ROW, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/contact/notebook-event-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookEventRow, kind_label);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookEventRow, at_entry);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookEventRow, dash);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookEventRow, until_entry);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookEventRow, words_entry);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookEventRow, words_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_install_action (widget_class, "event.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "event.word", "s", word_action);
}

static void
enr_notebook_event_row_init (EnrNotebookEventRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GMenuModel *
build_words (EnrNotebookEventKind kind)
{
  const char *const *words = enr_notebook_event_qualities (kind);
  GMenu *menu = g_menu_new ();

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (words[i], NULL);

      g_menu_item_set_action_and_target (item, "event.word", "s", words[i]);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

static const char *
get_unit (EnrNotebookEventKind kind)
{
  switch (kind)
    {
    case ENR_EVENT_MILK:
      return _ ("ml");
    case ENR_EVENT_TEMPERATURE:
      return _ ("℃");
    case ENR_EVENT_MEAL:
      return _ ("How much, and what");
    case ENR_EVENT_BOWEL:
      return _ ("Times and kind");
    default:
      return "";
    }
}

EnrNotebookEventRow *
enr_notebook_event_row_new (EnrNotebookEventKind kind, EnrNotebookSide side)
{
  EnrNotebookEventRow *self = g_object_new (ENR_TYPE_NOTEBOOK_EVENT_ROW, NULL);
  g_autoptr (GMenuModel) words = build_words (kind);

  self->kind = kind;
  self->side = side;
  gtk_label_set_text (self->kind_label, enr_notebook_event_label (kind));
  gtk_widget_set_visible (self->dash, kind == ENR_EVENT_SLEEP);
  gtk_widget_set_visible (GTK_WIDGET (self->until_entry), kind == ENR_EVENT_SLEEP);
  g_object_set (self->words_entry, "placeholder-text", get_unit (kind), NULL);
  gtk_menu_button_set_menu_model (self->words_button, words);
  gtk_widget_set_visible (GTK_WIDGET (self->words_button), g_menu_model_get_n_items (words) > 0);
  return self;
}

EnrNotebookEventKind
enr_notebook_event_row_get_kind (EnrNotebookEventRow *self)
{
  g_return_val_if_fail (ENR_IS_NOTEBOOK_EVENT_ROW (self), ENR_EVENT_SLEEP);

  return self->kind;
}

static gboolean
has_keyboard (GtkWidget *widget)
{
  return (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

static void
keep (EnrNotebookEvent **place, const EnrNotebookEvent *event)
{
  EnrNotebookEvent *copy = enr_notebook_event_copy (event);

  g_clear_pointer (place, enr_notebook_event_free);
  *place = copy;
}

/* All of @from but its kind. */
static void
take (EnrNotebookEvent *event, const EnrNotebookEvent *from)
{
  event->at = from->at;
  event->until = from->until;
  event->amount = from->amount;
  g_free (event->quality);
  event->quality = g_strdup (from->quality);
  g_free (event->note);
  event->note = g_strdup (from->note);
}

/* What cannot be read stays as it is typed until it is mended. */
static void
show_text (EnrNotebookEventRow *self, GtkEditable *entry, const char *text)
{
  if (self->wrong == NULL && !has_keyboard (GTK_WIDGET (entry))
      && !g_str_equal (gtk_editable_get_text (entry), text))
    gtk_editable_set_text (entry, text);
}

void
enr_notebook_event_row_show (EnrNotebookEventRow *self, const EnrNotebookEvent *event)
{
  g_autofree char *at = enr_notebook_clock_dup_text (event->at, self->side);
  g_autofree char *until = enr_notebook_clock_dup_text (event->until, self->side);
  g_autofree char *words = enr_notebook_event_dup_words (event);

  g_return_if_fail (ENR_IS_NOTEBOOK_EVENT_ROW (self));

  if (self->before == NULL || !has_keyboard (GTK_WIDGET (self)))
    keep (&self->before, event);
  keep (&self->now, event);
  self->is_showing = TRUE;
  show_text (self, self->at_entry, at);
  show_text (self, self->until_entry, until);
  show_text (self, self->words_entry, words);
  self->is_showing = FALSE;
}

static gboolean
read_time (EnrNotebookEventRow *self, GtkEditable *entry, int *minutes, GError **error)
{
  const char *text = gtk_editable_get_text (entry);

  *minutes = enr_notebook_clock_parse (text, self->side);
  if (*minutes != ENR_NOTEBOOK_NO_TIME || enr_text_is_blank (text))
    return TRUE;
  g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                       _ ("A time is written as 8:05, 0805 or 805, up to 27:00."));
  return FALSE;
}

/* Marks a field that cannot be read, with the reason. */
static void
mark (EnrNotebookEventRow *self, GtkEditable *entry, GError *error)
{
  if (error != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  gtk_widget_set_tooltip_text (GTK_WIDGET (entry), error != NULL ? error->message : NULL);
  if (error != NULL && self->wrong == NULL)
    self->wrong = g_strdup (error->message);
}

gboolean
enr_notebook_event_row_read (EnrNotebookEventRow *self, EnrNotebookEvent *event)
{
  g_autoptr (GError) at_error = NULL;
  g_autoptr (GError) until_error = NULL;
  g_autoptr (GError) words_error = NULL;
  g_autoptr (EnrNotebookEvent) typed = NULL;

  g_return_val_if_fail (ENR_IS_NOTEBOOK_EVENT_ROW (self), FALSE);

  typed = enr_notebook_event_new (self->kind);
  read_time (self, self->at_entry, &typed->at, &at_error);
  read_time (self, self->until_entry, &typed->until, &until_error);
  enr_notebook_event_set_words (typed, gtk_editable_get_text (self->words_entry), &words_error);
  g_clear_pointer (&self->wrong, g_free);
  mark (self, self->at_entry, at_error);
  mark (self, self->until_entry, until_error);
  mark (self, self->words_entry, words_error);
  take (event, self->wrong == NULL ? typed : self->before);
  keep (&self->now, event);
  return self->wrong == NULL;
}

gboolean
enr_notebook_event_row_is_of (EnrNotebookEventRow *self, const EnrNotebookEvent *event)
{
  g_return_val_if_fail (ENR_IS_NOTEBOOK_EVENT_ROW (self), FALSE);

  return self->now != NULL && self->kind == event->kind
         && enr_notebook_event_is_same (self->now, event);
}

const char *
enr_notebook_event_row_get_wrong (EnrNotebookEventRow *self)
{
  g_return_val_if_fail (ENR_IS_NOTEBOOK_EVENT_ROW (self), NULL);

  return self->wrong;
}

char *
enr_notebook_event_row_dup_text (EnrNotebookEventRow *self)
{
  const char *until;
  g_autofree char *text = NULL;

  g_return_val_if_fail (ENR_IS_NOTEBOOK_EVENT_ROW (self), NULL);

  until = gtk_editable_get_text (self->until_entry);
  text = g_strconcat (gtk_editable_get_text (self->at_entry),
                      self->kind == ENR_EVENT_SLEEP ? "-" : "", until, " ",
                      gtk_editable_get_text (self->words_entry), NULL);
  return g_strdup (g_strstrip (text));
}

void
enr_notebook_event_row_set_open (EnrNotebookEventRow *self, gboolean is_open)
{
  g_return_if_fail (ENR_IS_NOTEBOOK_EVENT_ROW (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self), is_open);
}
