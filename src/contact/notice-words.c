/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The words of notices: keys, labels, temperatures, reasons, and what the user is told.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/text.h"
#include "contact/contact-private.h"
#include "nursery/child.h"
#include "nursery/error.h"

#define MAX_LENGTH 1000
/* FACTS 6.3: sanity range 30 to 45 degrees. */
#define TEMPERATURE_FIRST 300
#define TEMPERATURE_LAST 450
/* "365" and not the 300 that may be anything: where the notebook asks nothing. */
#define GUESS_LOW 340
#define GUESS_HIGH 420

static const char *const kind_keys[] = { "absent", "late", "early" };
static const char *const channel_keys[] = { "phone", "mail", "paper", "door", "page" };

const char *
enr_notice_kind_key (EnrNoticeKind kind)
{
  return kind_keys[kind];
}

const char *
enr_notice_kind_label (EnrNoticeKind kind)
{
  static const char *const labels[] = { N_ ("absent"), N_ ("late"), N_ ("early collection") };

  return _ (labels[kind]);
}

const char *
enr_channel_key (EnrChannel channel)
{
  return channel_keys[channel];
}

int
enr_channel_from_key (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (channel_keys); i++)
    if (strcmp (channel_keys[i], key) == 0)
      return (int) i;
  return -1;
}

const char *
enr_channel_label (EnrChannel channel)
{
  static const char *const labels[] = { N_ ("by telephone"), N_ ("by mail"), N_ ("on paper"),
                                        N_ ("at the door"), N_ ("on the parents' page") };

  return _ (labels[channel]);
}

gboolean
enr_notice_check_text (const char *text, GError **error)
{
  if (g_utf8_strlen (text, -1) <= MAX_LENGTH)
    return TRUE;
  g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                       _ ("A text is too long: 1,000 characters at most."));
  return FALSE;
}

gboolean
enr_notice_check_child (EnrDb *db, const EnrUuid *child_id, GError **error)
{
  g_autoptr (EnrChild) child = enr_child_load (db, child_id, error);

  if (child == NULL)
    return FALSE;
  if (child->removed_at == ENR_INSTANT_NONE)
    return TRUE;
  g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                       _ ("There is no such child."));
  return FALSE;
}

/* Tenths as "36.5", or "365" where they are whole. */
static char *
dup_degrees (int tenths)
{
  return tenths % 10 == 0 && tenths > TEMPERATURE_LAST
             ? g_strdup_printf ("%d", tenths / 10)
             : g_strdup_printf ("%d.%d", tenths / 10, tenths % 10);
}

gboolean
enr_temperature_check (int tenths, GError **error)
{
  g_autofree char *given = NULL;
  g_autofree char *meant = NULL;
  int likely = ABS (tenths);

  if (tenths == 0 || (tenths >= TEMPERATURE_FIRST && tenths <= TEMPERATURE_LAST))
    return TRUE;
  if (likely <= TEMPERATURE_LAST / 10)
    likely *= 10;
  while (likely > TEMPERATURE_LAST)
    likely /= 10;
  if (tenths < 0 || likely < TEMPERATURE_FIRST)
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                           _ ("A temperature is between 30.0 and 45.0 degrees."));
      return FALSE;
    }
  given = dup_degrees (tenths);
  meant = dup_degrees (likely);
  g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
               /* Translators: "365", and what was meant, "36.5" */
               _ ("%s is no temperature of a child. Is it %s ℃?"), given, meant);
  return FALSE;
}

/* The number of digits, and their value. */
static guint
take_digits (const char **text, int *value)
{
  guint n = 0;

  for (*value = 0; g_ascii_isdigit (**text); (*text)++, n++)
    if (n < 5)
      *value = *value * 10 + (**text - '0');
  return n;
}

static gboolean
take_word (const char **text, const char *const *words)
{
  while (**text == ' ')
    (*text)++;
  for (; *words != NULL; words++)
    if (g_str_has_prefix (*text, *words))
      {
        *text += strlen (*words);
        return TRUE;
      }
  return FALSE;
}

gboolean
enr_temperature_parse (const char *text, int *tenths, GError **error)
{
  static const char *const points[] = { ".", "．", ",", "，", "。", "・", "度", NULL };
  static const char *const units[] = { "分", "℃", "°C", "度", "C", "c", NULL };
  g_autofree char *tidy = enr_text_tidy (text);
  const char *p = tidy;
  int whole;
  int part = 0;
  guint n_whole;
  guint n_part = 0;

  *tenths = 0;
  if (*tidy == '\0')
    return TRUE;
  n_whole = take_digits (&p, &whole);
  if (n_whole > 0 && take_word (&p, points))
    n_part = take_digits (&p, &part);
  take_word (&p, units);
  while (*p == ' ')
    p++;
  if (n_whole == 0 || n_whole > 4 || n_part > 1 || *p != '\0')
    {
      g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                   _ ("“%s” is not a temperature, as in 36.5."), tidy);
      return FALSE;
    }
  whole = whole * 10 + part;
  /* "0" is not "not taken". */
  if (!enr_temperature_check (whole == 0 ? -1 : whole, error))
    return FALSE;
  *tenths = whole;
  return TRUE;
}

int
enr_temperature_guess (const char *text)
{
  g_autofree char *tidy = enr_text_tidy (text);
  const char *p = tidy;
  int tenths;

  return take_digits (&p, &tenths) == 3 && *p == '\0' && tenths >= GUESS_LOW && tenths <= GUESS_HIGH
             ? tenths
             : 0;
}

char *
enr_notice_dup_reason (const EnrNotice *self, const char *disease_name)
{
  g_autofree char *temperature
      = self->temperature != 0
            ? g_strdup_printf ("%d.%d℃", self->temperature / 10, self->temperature % 10)
            : g_strdup ("");
  const char *const parts[]
      = { *self->diagnosis != '\0' ? self->diagnosis : disease_name, self->symptoms, temperature };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", parts[i]);
  return g_string_free (text, FALSE);
}

static char *
dup_day (EnrDate date)
{
  int year, month, day;

  enr_date_split (date, &year, &month, &day);
  /* Translators: a day of a notice: year, month, day */
  return g_strdup_printf (C_ ("notice", "%d-%02d-%02d"), year, month, day);
}

char *
enr_notice_dup_days (const EnrNotice *self)
{
  g_autofree char *first = dup_day (self->first_day);
  g_autofree char *last = NULL;

  if (self->first_day == self->last_day)
    return g_steal_pointer (&first);
  last = dup_day (self->last_day);
  /* Translators: the first and the last day of a notice */
  return g_strdup_printf (_ ("%s to %s"), first, last);
}

void
enr_notice_effect_clear (EnrNoticeEffect *self)
{
  g_clear_pointer (&self->others, g_ptr_array_unref);
}

static void
add_sentence (GString *text, char *sentence)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", sentence);
  g_free (sentence);
}

static void
add_other (GString *text, const EnrNotice *other)
{
  g_autofree char *days = enr_notice_dup_days (other);

  if (*other->by_name != '\0')
    add_sentence (text, g_strdup_printf (
                            /* Translators: a kind of notice (欠席), its days, and who told it */
                            _ ("There is another notice for these days: %s, %s, by %s. The newer "
                               "one counts."),
                            enr_notice_kind_label (other->kind), days, other->by_name));
  else
    add_sentence (text, g_strdup_printf (
                            /* Translators: a kind of notice (欠席), and its days */
                            _ ("There is another notice for these days: %s, %s. The newer one "
                               "counts."),
                            enr_notice_kind_label (other->kind), days));
}

char *
enr_notice_effect_dup_text (const EnrNoticeEffect *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; self->others != NULL && i < self->others->len; i++)
    add_other (text, g_ptr_array_index (self->others, i));
  if (self->n_arrived > 0)
    {
      g_autofree char *day = dup_day (self->arrived_day);

      /* Translators: a date */
      add_sentence (text, g_strdup_printf (_ ("The child has arrived on %s; please make sure which "
                                              "is right."),
                                           day));
    }
  if (self->n_past > 0)
    add_sentence (text,
                  g_strdup_printf (ngettext ("%u day is past.", "%u days are past.", self->n_past),
                                   self->n_past));
  if (self->n_shut > 0)
    add_sentence (
        text, g_strdup_printf (ngettext ("%u day is left out, because the nursery is not open.",
                                         "%u days are left out, because the nursery is not open.",
                                         self->n_shut),
                               self->n_shut));
  if (self->n_away > 0)
    add_sentence (
        text, g_strdup_printf (ngettext ("%u day is left out, because the child is not enrolled.",
                                         "%u days are left out, because the child is not enrolled.",
                                         self->n_away),
                               self->n_away));
  if (self->n_unasked > 0)
    add_sentence (
        text,
        g_strdup_printf (
            ngettext ("%u Saturday is left out, because the child is not put down for it.",
                      "%u Saturdays are left out, because the child is not put down for them.",
                      self->n_unasked),
            self->n_unasked));
  if (self->n_locked > 0)
    add_sentence (text, g_strdup_printf (ngettext ("%u day is closed and stays as it is.",
                                                   "%u days are closed and stay as they are.",
                                                   self->n_locked),
                                         self->n_locked));
  if (self->n_left > 0)
    add_sentence (text,
                  g_strdup_printf (ngettext ("%u entry was changed since and stays as it is.",
                                             "%u entries were changed since and stay as they are.",
                                             self->n_left),
                                   self->n_left));
  return g_string_free (text, FALSE);
}
