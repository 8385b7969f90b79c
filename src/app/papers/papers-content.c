/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What is shown in the paper's place: its pages, what to do where it has none, or what went wrong.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "app/papers/paper-writings.h"
#include "app/papers/papers-page-private.h"

void
enr_papers_page_show_period (EnrPapersPage *self)
{
  EnrDate date = enr_session_get_date (self->session);
  EnrPaperPeriod period = enr_paper_period (self->kind);
  gboolean is_writing = self->kind == ENR_PAPER_WRITINGS && self->writing != NULL;
  gboolean is_stay = is_writing && self->writing->period == ENR_PERIOD_STAY;
  g_autofree char *span = is_writing ? enr_papers_page_dup_span (self) : NULL;
  g_autofree char *day = enr_date_dup_era_weekday (date);
  g_autofree char *month = enr_date_dup_era_month (self->month);
  g_autofree char *heading = NULL;

  /* Translators: %s is a day: "令和8年6月10日(水)" */
  heading = g_strdup_printf (_ ("As of %s"), day);
  gtk_label_set_text (self->day_label, heading);
  gtk_label_set_text (self->title_label, enr_paper_title (self->kind));
  gtk_label_set_text (self->period_label, span != NULL                   ? span
                                          : period == ENR_PAPER_OF_MONTH ? month
                                                                         : day);
  gtk_widget_set_visible (self->period_box, period != ENR_PAPER_OF_NO_TIME && !is_stay);
  gtk_widget_set_visible (
      GTK_WIDGET (self->class_drop),
      enr_paper_has_classes (self->kind)
          && !(is_writing && self->writing->subject == ENR_WRITING_OF_FACILITY));
  gtk_widget_set_visible (self->writings_box, is_writing);
}

void
enr_papers_page_show_failure (EnrPapersPage *self, const GError *error)
{
  g_autofree char *text = enr_error_describe (error);

  gtk_label_set_text (self->failure_label, text);
  gtk_revealer_set_reveal_child (self->notice, FALSE);
  gtk_stack_set_visible_child_name (self->content, "failure");
  g_clear_pointer (&self->paper, enr_paper_unref);
  enr_paper_view_set_document (self->view, NULL, FALSE);
  self->prints_when_loaded = FALSE;
  enr_papers_page_update_actions (self);
}

static void
show_empty (EnrPapersPage *self)
{
  gboolean wants_cards = self->kind == ENR_PAPER_CARDS && self->paper->n_children > 0;
  const char *nothing = enr_paper_nothing (self->kind);
  g_autofree char *text = NULL;

  if (self->kind == ENR_PAPER_WRITINGS)
    text = g_strdup (_ ("Choose another kind, time or class."));
  else if (nothing != NULL && enr_paper_period (self->kind) == ENR_PAPER_OF_DAY)
    text = g_strdup (_ ("Choose another day or all classes."));
  else if (nothing != NULL)
    text = g_strdup (_ ("Choose another month."));
  else if (wants_cards)
    /* Translators: %u is a number of children. */
    text = g_strdup_printf (
        ngettext ("A card lets a family sign in at the door without touching the "
                  "screen. %u child has none yet.",
                  "A card lets a family sign in at the door without touching the "
                  "screen. %u children have none yet.",
                  self->paper->n_children),
        self->paper->n_children);
  else if (self->class_name != NULL)
    /* Translators: %s is the name of a class. */
    text = g_strdup_printf (_ ("“%s” has no children then. Choose another day or all classes."),
                            self->class_name);
  else
    text = g_strdup (_ ("Choose another day, or enrol children on the page of children."));

  adw_status_page_set_title (self->empty, nothing != NULL ? nothing
                                          : wants_cards   ? _ ("No cards have been made yet")
                                                          : _ ("No children are enrolled then"));
  {
    g_autofree char *escaped = g_markup_escape_text (text, -1);

    adw_status_page_set_description (self->empty, escaped);
  }
  gtk_widget_set_visible (self->empty_cards_button, wants_cards);
  gtk_widget_set_visible (self->empty_children_button,
                          nothing == NULL && !wants_cards && self->class_name == NULL);
  gtk_stack_set_visible_child_name (self->content, "empty");
  enr_paper_view_set_document (self->view, NULL, FALSE);
}

/* A closed month's paper shows what was closed, and what it would be now only where that is asked
 * for. */
static const char *
get_closing_notice (EnrPapersPage *self)
{
  if (!self->paper->has_changed)
    return NULL;
  if (self->paper->request.is_live)
    return _ ("These are the records of now. The month was closed with other figures.");
  return _ ("Something has changed since the month was closed. The paper shows what was closed.");
}

/* Of one letter alone. */
static char *
dup_letter_notice (const EnrFamilyLetters *letters)
{
  const char *title
      = letters->letters->len > 0
            ? ((const EnrFamilyLetter *) g_ptr_array_index (letters->letters, 0))->title
            : "";

  if (letters->waiting->len == 0)
    /* Translators: the title of a letter */
    return g_strdup_printf (_ ("Only “%s”."), title);
  /* Translators: the title of a letter, and a number of families' copies of it */
  return g_strdup_printf (ngettext ("Only “%s”: %u copy is not noted as printed yet.",
                                    "Only “%s”: %u copies are not noted as printed yet.",
                                    letters->waiting->len),
                          title, letters->waiting->len);
}

/* What is to be done about slips and letters: blank ones can be added, and what came out of the
 * printer is noted. NULL for nothing. */
static char *
dup_contact_notice (EnrPapersPage *self)
{
  const EnrSlips *slips = self->paper->slips;
  const EnrFamilyLetters *letters = self->paper->letters;

  if (letters != NULL && letters->left_out->len > 0)
    return g_strdup_printf (
        /* Translators: %u is a number of letters; %s is a family's name and why. */
        ngettext ("%u letter is left out. %s", "%u letters are left out. The first one: %s",
                  letters->left_out->len),
        letters->left_out->len, (const char *) g_ptr_array_index (letters->left_out, 0));
  if (letters != NULL && !enr_uuid_is_none (&self->paper->request.letter_id))
    return dup_letter_notice (letters);
  if (letters != NULL && letters->waiting->len > 0)
    return g_strdup_printf (ngettext ("%u letter is not noted as printed yet.",
                                      "%u letters are not noted as printed yet.",
                                      letters->waiting->len),
                            letters->waiting->len);
  if (slips != NULL && slips->waiting->len > 0)
    return g_strdup_printf (ngettext ("%u page that was sent on paper is not noted as printed yet.",
                                      "%u pages that were sent on paper are not noted as printed "
                                      "yet.",
                                      slips->waiting->len),
                            slips->waiting->len);
  if (slips != NULL && slips->n_unwritten > 0)
    return g_strdup_printf (ngettext ("%u child is in a class in which nothing is written yet.",
                                      "%u children are in classes in which nothing is written yet.",
                                      slips->n_unwritten),
                            slips->n_unwritten);
  return NULL;
}

/* What the button offers to show instead, or NULL. */
static const char *
get_live_label (EnrPapersPage *self, gboolean is_changing)
{
  gboolean is_live = self->paper->request.is_live;

  if (is_changing)
    return is_live ? _ ("Show what is approved") : _ ("Show the new texts");
  if (self->kind == ENR_PAPER_LETTERS)
    return _ ("All letters of this day");
  if (self->kind == ENR_PAPER_NOTEBOOK_SLIPS)
    return is_live ? _ ("Only what is written") : _ ("Add slips to fill in by hand");
  return is_live ? _ ("Show what was closed") : _ ("Show the records of now");
}

static void
show_notice (EnrPapersPage *self)
{
  g_autofree char *contact = dup_contact_notice (self);
  const char *closing = get_closing_notice (self);
  g_autofree char *approval
      = self->paper->print != NULL ? enr_paper_writings_dup_notice (self->paper) : NULL;
  gboolean is_changing
      = self->paper->print != NULL && enr_writing_print_get_n_changing (self->paper->print) > 0;
  guint n = self->paper->without_card->len;
  const char *missing = "";
  g_autofree char *text = NULL;

  if (self->paper->document != NULL)
    missing = enr_document_get_missing_characters (self->paper->document);
  if (missing[0] != '\0')
    /* Translators: %s are characters. */
    text = g_strdup_printf (_ ("No font on this PC has these characters; they print as boxes: %s"),
                            missing);
  else if (closing != NULL)
    text = g_strdup (closing);
  else if (approval != NULL)
    text = g_steal_pointer (&approval);
  else if (contact != NULL)
    text = g_steal_pointer (&contact);
  else if (n > 0 && self->paper->document != NULL)
    text = g_strdup_printf (
        ngettext ("%u child has no card yet.", "%u children have no card yet.", n), n);

  if (text != NULL)
    gtk_label_set_text (self->notice_label, text);
  gtk_widget_set_visible (self->notice_button, n > 0);
  gtk_widget_set_visible (
      GTK_WIDGET (self->live_button),
      is_changing || (closing != NULL && self->kind == ENR_PAPER_STATISTICS)
          || !enr_uuid_is_none (&self->paper->request.letter_id)
          || (self->paper->slips != NULL && self->paper->slips->n_unwritten > 0));
  gtk_button_set_label (self->live_button, get_live_label (self, is_changing));
  gtk_widget_set_visible (self->printed_button, enr_paper_get_waiting (self->paper) != NULL);
  gtk_revealer_set_reveal_child (self->notice, text != NULL);
}

void
enr_papers_page_show_paper (EnrPapersPage *self)
{
  gboolean was_shown = g_strcmp0 (gtk_stack_get_visible_child_name (self->content), "view") == 0;

  show_notice (self);
  if (self->paper->document == NULL)
    show_empty (self);
  else
    {
      enr_paper_view_set_document (self->view, self->paper->document,
                                   was_shown && self->keeps_place);
      gtk_stack_set_visible_child_name (self->content, "view");
      if (self->takes_focus)
        gtk_widget_grab_focus (GTK_WIDGET (self->view));
      self->takes_focus = FALSE;
    }
  enr_papers_page_update_actions (self);
  if (self->prints_when_loaded)
    enr_papers_page_print (self);
  self->prints_when_loaded = FALSE;
}
