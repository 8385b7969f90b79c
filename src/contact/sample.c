/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "contact/sample.h"

#include <string.h>

#include "base/clock.h"
#include "contact/contact-private.h"
#include "nursery/facility.h"
#include "nursery/family.h"

#define MAX_ABSENT 3
#define SEARCHED_DAYS 14

/* The last day, from @day back or (with 1) on, on which the nursery is open; ENR_DATE_NONE without
 * an error where there is none. */
static gboolean
find_open (EnrDb *db, EnrDate day, int step, EnrDate *found, GError **error)
{
  EnrDate end = day + step * SEARCHED_DAYS;
  g_autoptr (EnrCalendar) calendar = enr_calendar_load (db, MIN (day, end), MAX (day, end), error);

  *found = ENR_DATE_NONE;
  if (calendar == NULL)
    return FALSE;
  for (; day != end && *found == ENR_DATE_NONE; day += step)
    if (enr_calendar_closed_name (calendar, day) == NULL)
      *found = day;
  return TRUE;
}

static void
set_text (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

/* A sample of today has nothing that is still to come. */
static EnrInstant
moment (EnrDate day, int minutes)
{
  EnrInstant at = enr_instant_from_local (day, minutes);

  return day == enr_clock_today () ? MIN (at, enr_clock_now ()) : at;
}

static EnrNotice *
notice_new (const EnrDayChild *child, EnrDate day, EnrDate told, int minutes)
{
  EnrNotice *notice = enr_notice_new ();

  notice->id = enr_uuid_new ();
  notice->child_id = child->child_id;
  notice->first_day = notice->last_day = day;
  notice->received_at = moment (told, minutes);
  set_text (&notice->by_name, "母");
  return notice;
}

/* As the absence of the day is recorded: nothing changes but who told it and how. */
static gboolean
add_absence (EnrDb *db, const EnrDay *day, const EnrDayChild *child, guint n, GError **error)
{
  g_auto (EnrNoticeEffect) effect = { 0 };
  g_autoptr (EnrNotice) notice
      = notice_new (child, day->date, day->date, 7 * 60 + 40 + (int) n * 7);

  notice->absence_kind = g_strdup (enr_day_absence (day, child)->key);
  notice->channel = n == 1 ? ENR_CHANNEL_MAIL : ENR_CHANNEL_PHONE;
  if (*child->notified_by != '\0')
    set_text (&notice->by_name, child->notified_by);
  set_text (&notice->symptoms, child->absence_reason);
  return enr_notice_add_in_txn (db, notice, &effect, error);
}

/* The child was taken home in the afternoon; the parents tell the diagnosis in the evening. */
static gboolean
add_influenza (EnrDb *db, const EnrDay *day, const EnrDayChild *child, EnrDate next, GError **error)
{
  g_auto (EnrNoticeEffect) effect = { 0 };
  g_autoptr (EnrNotice) notice = notice_new (child, next, day->date, 18 * 60 + 20);

  notice->last_day = MAX (next, day->date + 5);
  notice->absence_kind = g_strdup ("suspension");
  notice->disease = g_strdup ("influenza");
  notice->temperature = 391;
  set_text (&notice->symptoms, "発熱、せき");
  set_text (&notice->diagnosis, "インフルエンザA型");
  return enr_notice_add_in_txn (db, notice, &effect, error);
}

static gboolean
add_call (EnrDb *db,
          const EnrActor *actor,
          const EnrDay *day,
          const EnrDayChild *child,
          GError **error)
{
  g_autoptr (GPtrArray) contacts = enr_family_contacts (db, &child->family_id, error);
  EnrCall call = { .day = day->date,
                   .called = (char *) "",
                   .at = moment (day->date, 9 * 60 + 40),
                   .by_name = (char *) "見本 園子",
                   .outcome = ENR_CALL_NO_ANSWER,
                   .note = (char *) "" };

  if (contacts == NULL)
    return FALSE;
  if (contacts->len == 0)
    return TRUE;
  call.contact_id = ((const EnrContact *) g_ptr_array_index (contacts, 0))->id;
  return enr_call_add_in_txn (db, actor, &child->child_id, 1, &call, error);
}

/* The first child without a word, else the last of all. */
static const EnrDayChild *
find_to_call (const EnrDay *day)
{
  for (guint i = 0; i < day->children->len; i++)
    {
      const EnrDayChild *child = &g_array_index (day->children, EnrDayChild, i);

      if (child->status == ENR_STATUS_UNKNOWN && !child->is_unasked)
        return child;
    }
  return &g_array_index (day->children, EnrDayChild, day->children->len - 1);
}

/* The last of those who came. */
static const EnrDayChild *
find_ill (const EnrDay *day)
{
  for (guint i = day->children->len; i > 0; i--)
    {
      const EnrDayChild *child = &g_array_index (day->children, EnrDayChild, i - 1);

      if (child->arrived != ENR_INSTANT_NONE)
        return child;
    }
  return NULL;
}

static gboolean
make_day (EnrDb *db,
          const EnrActor *actor,
          const EnrDay *day,
          EnrDate next,
          guint *n_notices,
          GError **error)
{
  const EnrDayChild *ill = find_ill (day);

  for (guint i = 0; i < day->children->len && *n_notices < MAX_ABSENT; i++)
    {
      const EnrDayChild *child = &g_array_index (day->children, EnrDayChild, i);
      const EnrAbsenceKind *kind = enr_day_absence (day, child);

      if (kind == NULL || strcmp (kind->total, "unannounced") == 0)
        continue;
      if (!add_absence (db, day, child, *n_notices, error))
        return FALSE;
      ++*n_notices;
    }
  if (ill != NULL && next != ENR_DATE_NONE)
    {
      if (!add_influenza (db, day, ill, next, error))
        return FALSE;
      ++*n_notices;
    }
  return add_call (db, actor, day, find_to_call (day), error);
}

gboolean
enr_notice_sample (EnrDb *db,
                   const EnrActor *actor,
                   EnrDate until,
                   guint *n_notices,
                   GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (EnrDay) day = NULL;
  EnrDate last;
  EnrDate next;
  guint n = 0;

  if (!find_open (db, until, -1, &last, error) || !find_open (db, until + 1, 1, &next, error))
    return FALSE;
  if (last != ENR_DATE_NONE)
    {
      day = enr_day_load (db, last, NULL, error);
      if (day == NULL)
        return FALSE;
    }
  if (day != NULL && day->children->len > 0 && day->closed_at == ENR_INSTANT_NONE)
    {
      if (!enr_txn_begin (&txn, db, actor, NULL, error)
          || !make_day (db, actor, day, next, &n, error) || !enr_txn_commit (&txn, error))
        return FALSE;
    }
  if (n_notices != NULL)
    *n_notices = n;
  return TRUE;
}
