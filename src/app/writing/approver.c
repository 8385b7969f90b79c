/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Who it was is remembered for each step, in this PC's preferences: "UUID DAY NAME".
 */
#include "config.h"

#include "app/writing/approver.h"

#include "app/preferences.h"
#include "app/writing/approver-dialog.h"
#include "base/clock.h"

#define KEY "approvers"

typedef struct
{
  EnrUuid id;
  EnrDate day; /* on which it was said */
  char *name;
} Remembered;

typedef struct
{
  EnrStep step;
  EnrApproverFunc func;
  gpointer user_data;
  GDestroyNotify free_data;
} Question;

static void
remembered_free (gpointer data)
{
  Remembered *self = data;

  g_free (self->name);
  g_free (self);
}

/* Whoever submits is whoever withdraws. */
static const char *
get_role (EnrStep step)
{
  return enr_step_key (step == ENR_STEP_WITHDRAW ? ENR_STEP_SUBMIT : step);
}

static Remembered *
parse (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", 3);
  Remembered *self;
  EnrUuid id;

  if (g_strv_length (parts) < 3 || !enr_uuid_parse (parts[0], &id))
    return NULL;
  self = g_new0 (Remembered, 1);
  self->id = id;
  self->day = enr_date_parse_iso (parts[1]);
  self->name = g_strdup (parts[2]);
  return self;
}

static GHashTable *
get_all (void)
{
  static GHashTable *all;
  GSettings *settings = enr_preferences_get ();
  g_autoptr (GVariant) stored = NULL;
  GVariantIter iter;
  const char *role, *text;

  if (all != NULL)
    return all;
  all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, remembered_free);
  if (settings == NULL)
    return all;
  stored = g_settings_get_value (settings, KEY);
  g_variant_iter_init (&iter, stored);
  while (g_variant_iter_next (&iter, "{&s&s}", &role, &text))
    {
      Remembered *one = parse (text);

      if (one != NULL)
        g_hash_table_insert (all, g_strdup (role), one);
    }
  return all;
}

static void
store_all (void)
{
  GSettings *settings = enr_preferences_get ();
  GVariantBuilder builder;
  GHashTableIter iter;
  gpointer role, value;

  if (settings == NULL)
    return;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_hash_table_iter_init (&iter, get_all ());
  while (g_hash_table_iter_next (&iter, &role, &value))
    {
      const Remembered *one = value;
      char id[ENR_UUID_STRING_LENGTH], day[ENR_DATE_ISO_LENGTH];
      g_autofree char *text = g_strdup_printf ("%s %s %s", enr_uuid_format (&one->id, id),
                                               enr_date_iso (one->day, day), one->name);

      g_variant_builder_add (&builder, "{ss}", (const char *) role, text);
    }
  g_settings_set_value (settings, KEY, g_variant_builder_end (&builder));
}

static void
question_free (gpointer data)
{
  Question *question = data;

  if (question->free_data != NULL)
    question->free_data (question->user_data);
  g_free (question);
}

static void
answered_cb (const EnrUuid *staff_id, const char *name, gpointer user_data)
{
  Question *question = user_data;
  Remembered *one = g_new0 (Remembered, 1);

  one->id = *staff_id;
  one->day = enr_clock_today ();
  one->name = g_strdup (name);
  g_hash_table_insert (get_all (), g_strdup (get_role (question->step)), one);
  store_all ();
  question->func (staff_id, name, question->user_data);
}

/* Approving is said each time: the PC may be anybody's. */
static const Remembered *
get_todays (EnrStep step)
{
  const Remembered *one = g_hash_table_lookup (get_all (), get_role (step));

  if (step != ENR_STEP_SUBMIT && step != ENR_STEP_WITHDRAW)
    return NULL;
  return one != NULL && one->day == enr_clock_today () ? one : NULL;
}

void
enr_approver_choose (GtkWidget *parent,
                     EnrSession *session,
                     EnrStep step,
                     EnrApproverFunc func,
                     gpointer user_data,
                     GDestroyNotify free_data)
{
  const Remembered *last;
  Question *question;

  g_return_if_fail (GTK_IS_WIDGET (parent) && ENR_IS_SESSION (session));

  last = g_hash_table_lookup (get_all (), get_role (step));
  question = g_new0 (Question, 1);
  question->step = step;
  question->func = func;
  question->user_data = user_data;
  question->free_data = free_data;
  enr_approver_dialog_show (parent, session, step, last != NULL ? &last->id : &enr_uuid_none,
                            answered_cb, question, question_free);
}

void
enr_approver_ask (GtkWidget *parent,
                  EnrSession *session,
                  EnrStep step,
                  EnrApproverFunc func,
                  gpointer user_data,
                  GDestroyNotify free_data)
{
  const Remembered *today = get_todays (step);

  if (today == NULL)
    {
      enr_approver_choose (parent, session, step, func, user_data, free_data);
      return;
    }
  func (&today->id, today->name, user_data);
  if (free_data != NULL)
    free_data (user_data);
}

const char *
enr_approver_get_name (EnrStep step)
{
  const Remembered *today = get_todays (step);

  return today != NULL ? today->name : NULL;
}
