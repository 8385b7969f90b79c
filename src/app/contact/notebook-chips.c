/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/notebook-chips.h"

#include <glib/gi18n.h>

#include "app/contact/notebook-events.h"
#include "base/uuid.h"
#include "contact/notebook.h"

/* Temperatures of a day without fever, a tenth apart: up to where many nurseries call the parents.
 */
#define FIRST_TENTHS 360
#define LAST_TENTHS 375
/* Bowels are two times at most, but for the rare kinds. */
#define N_USUAL_BOWELS 2
#define N_KEYS 9

struct _EnrNotebookChips
{
  GtkBox parent_instance;

  /* template */
  GtkWidget *help;
  GtkWidget *before_button;
  GtkWidget *phrase_button;
  GtkBox *words;

  int part; /* whose words are shown; -1 for none */
};

G_DEFINE_FINAL_TYPE (EnrNotebookChips, enr_notebook_chips, GTK_TYPE_BOX)

static char *
dup_bowel (guint n)
{
  const char *const *kinds = enr_notebook_event_qualities (ENR_EVENT_BOWEL);

  for (guint i = 0; kinds[i] != NULL; i++)
    for (int times = 1; times <= (i < N_USUAL_BOWELS ? 2 : 1); times++)
      if (n-- == 0)
        return g_strdup_printf ("%d回 %s", times, kinds[i]);
  return NULL;
}

char *
enr_notebook_chips_dup_word (EnrNotebookPart part, guint n)
{
  EnrNotebookHead head = enr_notebook_part_head (part, ENR_SIDE_NURSERY);
  const char *const *words = head.choices;

  if (part == ENR_PART_TEMPERATURE)
    return FIRST_TENTHS + n <= LAST_TENTHS
               ? g_strdup_printf ("%u.%u", (FIRST_TENTHS + n) / 10, (FIRST_TENTHS + n) % 10)
               : NULL;
  if (part == ENR_PART_BOWEL)
    return dup_bowel (n);
  if (part == ENR_PART_MEAL)
    words = enr_notebook_event_qualities (ENR_EVENT_MEAL);
  return words != NULL && n < g_strv_length ((char **) words) ? g_strdup (words[n]) : NULL;
}

/* The meals of a text, each with another word. */
static char *
dup_meals (EnrNotebookSide side, const char *text, const char *word, gboolean keep_notes)
{
  g_autoptr (EnrNotebookPage) page
      = enr_notebook_page_new (&enr_uuid_none, enr_date_new (2000, 1, 1), side);

  if (!enr_notebook_events_set_text (page, ENR_EVENT_MEAL, text, NULL) || page->events->len == 0)
    return g_strdup (word);
  for (guint i = 0; i < page->events->len; i++)
    {
      EnrNotebookEvent *event = g_ptr_array_index (page->events, i);

      g_free (event->quality);
      event->quality = g_strdup (word);
      if (!keep_notes)
        {
          g_free (event->note);
          event->note = g_strdup ("");
        }
    }
  return enr_notebook_events_dup_text (page, ENR_EVENT_MEAL);
}

char *
enr_notebook_chips_dup_text (EnrNotebookPart part,
                             EnrNotebookSide side,
                             const char *text,
                             const char *hint,
                             const char *word)
{
  if (part != ENR_PART_MEAL)
    return g_strdup (word);
  if (*text != '\0')
    return dup_meals (side, text, word, TRUE);
  return side == ENR_SIDE_NURSERY ? dup_meals (side, hint, word, FALSE) : g_strdup (word);
}

static void
add_word (EnrNotebookChips *self, guint n, const char *word)
{
  GtkWidget *button = gtk_button_new_with_label (word);

  if (n < N_KEYS)
    {
      g_autofree char *tip = g_strdup_printf ("Ctrl+%u", n + 1);

      gtk_widget_set_tooltip_text (button, tip);
    }
  /* The field keeps the keyboard. */
  gtk_widget_set_focusable (button, FALSE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", n);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "notebook.word");
  gtk_box_append (self->words, button);
}

static void
show_words (EnrNotebookChips *self, int part)
{
  GtkWidget *child;
  char *word;

  /* Not under the finger that has just pressed one. */
  if (self->part == part)
    return;
  self->part = part;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->words))) != NULL)
    gtk_box_remove (self->words, child);
  for (guint n = 0;
       part >= 0 && (word = enr_notebook_chips_dup_word ((EnrNotebookPart) part, n)) != NULL; n++)
    {
      add_word (self, n, word);
      g_free (word);
    }
}

void
enr_notebook_chips_show (EnrNotebookChips *self, EnrNotebookPart part, const char *hint)
{
  g_return_if_fail (ENR_IS_NOTEBOOK_CHIPS (self));

  show_words (self, (int) part);
  gtk_widget_set_visible (self->help, FALSE);
  /* A temperature is nothing that is the same as the last. */
  gtk_widget_set_visible (self->before_button,
                          part != ENR_PART_TEMPERATURE && hint != NULL && *hint != '\0');
  gtk_widget_set_visible (self->phrase_button, enr_notebook_part_is_text (part));
}

void
enr_notebook_chips_clear (EnrNotebookChips *self)
{
  g_return_if_fail (ENR_IS_NOTEBOOK_CHIPS (self));

  show_words (self, -1);
  gtk_widget_set_visible (self->help, TRUE);
  gtk_widget_set_visible (self->before_button, FALSE);
  gtk_widget_set_visible (self->phrase_button, FALSE);
}

static void
enr_notebook_chips_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_NOTEBOOK_CHIPS);

  G_OBJECT_CLASS (enr_notebook_chips_parent_class)->dispose (object);
}

static void
enr_notebook_chips_class_init (EnrNotebookChipsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_notebook_chips_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/contact/notebook-chips.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookChips, help);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookChips, before_button);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookChips, phrase_button);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookChips, words);
}

static void
enr_notebook_chips_init (EnrNotebookChips *self)
{
  self->part = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
}
