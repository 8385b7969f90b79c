/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Kinds of answers, and what a letter's text must be like.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/text.h"
#include "contact/recipient-private.h"
#include "nursery/error.h"

#define MAX_QUESTION 200

static const char *const answer_keys[ENR_N_ANSWERS] = { "", "yes-no", "choice", "text", "date" };

const char *
enr_answer_kind_key (EnrAnswerKind kind)
{
  return answer_keys[kind];
}

EnrAnswerKind
enr_answer_kind_from_key (const char *key)
{
  for (guint i = 0; i < ENR_N_ANSWERS; i++)
    if (strcmp (answer_keys[i], key) == 0)
      return (EnrAnswerKind) i;
  return ENR_ANSWER_NONE;
}

const char *
enr_answer_kind_label (EnrAnswerKind kind)
{
  static const char *const labels[ENR_N_ANSWERS]
      = { N_ ("no answer wanted"), N_ ("yes or no"), N_ ("one of several"), N_ ("a text"),
          N_ ("a date") };

  return _ (labels[kind]);
}

char *
enr_answer_dup_text (EnrAnswerKind kind, const char *answer)
{
  EnrDate date = kind == ENR_ANSWER_DATE ? enr_date_parse_iso (answer) : ENR_DATE_NONE;

  if (kind == ENR_ANSWER_YES_NO && strcmp (answer, "yes") == 0)
    return g_strdup (C_ ("answer", "Yes"));
  if (kind == ENR_ANSWER_YES_NO && strcmp (answer, "no") == 0)
    return g_strdup (C_ ("answer", "No"));
  if (date != ENR_DATE_NONE)
    {
      int month, day;

      enr_date_split (date, NULL, &month, &day);
      /* Translators: a month and a day (6月10日) */
      return g_strdup_printf (C_ ("answer", "%d/%d"), month, day);
    }
  return g_strdup (answer);
}

static gboolean invalid (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
invalid (GError **error, const char *format, ...)
{
  va_list args;
  g_autofree char *message = NULL;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, message);
}

static gboolean
check_choices (const char *choices, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (choices, "\n", -1);
  guint n = *choices != '\0' ? g_strv_length (lines) : 0;

  if (n < 2)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("Enter at least two things to choose from, one a line."));
  if (n > ENR_ANNOUNCEMENT_MAX_CHOICES)
    return invalid (error, _ ("There are too many things to choose from: %d at most."),
                    ENR_ANNOUNCEMENT_MAX_CHOICES);
  for (guint i = 0; i < n; i++)
    {
      if (g_utf8_strlen (lines[i], -1) > ENR_ANNOUNCEMENT_MAX_TITLE)
        return invalid (error,
                        _ ("One of the things to choose from is too long: %d characters at most."),
                        ENR_ANNOUNCEMENT_MAX_TITLE);
      for (guint k = 0; k < i; k++)
        if (strcmp (lines[i], lines[k]) == 0)
          return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                             _ ("The same thing is there twice to choose from."));
    }
  return TRUE;
}

static gboolean
check_question (const char *question, EnrAnswerKind kind, const char *choices, GError **error)
{
  if (*question == '\0' && kind != ENR_ANSWER_NONE)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("Enter the question that is to be answered."));
  if (*question != '\0' && kind == ENR_ANSWER_NONE)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("Choose how the question is to be answered."));
  if (g_utf8_strlen (question, -1) > MAX_QUESTION)
    return invalid (error, _ ("The question is too long: %d characters at most."), MAX_QUESTION);
  return kind != ENR_ANSWER_CHOICE || check_choices (choices, error);
}

gboolean
enr_announcement_check_text (const char *title,
                             gboolean may_lack,
                             const char *body,
                             const char *question,
                             EnrAnswerKind kind,
                             const char *choices,
                             GError **error)
{
  glong length = g_utf8_strlen (body, -1);

  if (*title == '\0' && !may_lack)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("The title is missing."));
  if (g_utf8_strlen (title, -1) > ENR_ANNOUNCEMENT_MAX_TITLE)
    return invalid (error, _ ("The title is too long: %d characters at most."),
                    ENR_ANNOUNCEMENT_MAX_TITLE);
  if (length > ENR_ANNOUNCEMENT_MAX_BODY)
    return invalid (
        error,
        _ ("The text has %ld characters; a letter has %d at most. Attach what is longer as "
           "a file."),
        length, ENR_ANNOUNCEMENT_MAX_BODY);
  return check_question (question, kind, choices, error);
}

char **
enr_announcement_dup_choices (const EnrAnnouncement *self)
{
  g_auto (GStrv) lines = NULL;
  g_autofree char *tidy = enr_text_tidy_lines (self->choices);
  g_autoptr (GPtrArray) choices = g_ptr_array_new ();

  lines = g_strsplit (tidy, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *choice = enr_text_tidy (lines[i]);

      if (*choice != '\0')
        g_ptr_array_add (choices, choice);
      else
        g_free (choice);
    }
  g_ptr_array_add (choices, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&choices), FALSE);
}
