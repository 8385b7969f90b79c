/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "hub/review.h"

#include <string.h>

#define DAY_TYPE "jp.enroku.attendance.day-"
#define MONTH_TYPE "jp.enroku.month."

/* '~' comes behind all digits. */
ENR_HUB_SQL (SQL_DAYS,
             "SELECT i.body FROM current c JOIN inbox i ON i.recv_seq = c.recv_seq"
             " WHERE c.nursery = $1 AND c.subject >= $2 AND c.subject < $3");

gboolean
enr_hub_review_needs_data (const char *type)
{
  return g_str_has_prefix (type, MONTH_TYPE);
}

gboolean
enr_hub_review_is_closed_day (const EnrEvent *event)
{
  return g_str_has_prefix (event->type, DAY_TYPE)
         && json_is_false (json_object_get (event->data, "open"))
         && enr_json_get_int (event->data, "present", 0) > 0;
}

typedef struct
{
  gint64 n; /* days that have arrived, closed ones too */
  gint64 open;
  gint64 present; /* child-days on open days */
} Days;

static gboolean
sum_days (EnrHubDb *db, const char *nursery, const char *month, Days *days, GError **error)
{
  g_autofree char *from = g_strdup_printf ("attendance-day/%s-", month);
  g_autofree char *to = g_strdup_printf ("attendance-day/%s-~", month);
  g_autoptr (EnrHubRows) rows
      = enr_hub_db_query (db, SQL_DAYS, error, ENR_TEXT (nursery), ENR_TEXT (from), ENR_TEXT (to));

  if (rows == NULL)
    return FALSE;
  days->n = enr_hub_rows_count (rows);
  for (guint i = 0; i < enr_hub_rows_count (rows); i++)
    {
      gsize length;
      const guint8 *body = enr_hub_rows_blob (rows, i, 0, &length);
      g_auto (EnrEvent) event = { 0 };

      if (!enr_event_read (&event, body, length, error))
        return FALSE;
      if (!json_is_true (json_object_get (event.data, "open")))
        continue;
      days->open++;
      days->present += enr_json_get_int (event.data, "present", 0);
    }
  return TRUE;
}

gboolean
enr_hub_review_month (EnrHubDb *db,
                      const char *nursery,
                      const EnrEvent *event,
                      char **detail,
                      GError **error)
{
  const char *month = enr_json_get_text (event->data, "month", NULL);
  gint64 open_days = enr_json_get_int (event->data, "open_days", -1);
  const json_t *ages = json_object_get (event->data, "ages");
  gint64 present = 0;
  Days days = { 0 };

  *detail = NULL;
  if (month == NULL || open_days < 0)
    return FALSE;
  if (!sum_days (db, nursery, month, &days, error))
    return FALSE;
  /* A nursery may send its months alone. */
  if (days.n == 0)
    return FALSE;
  for (gsize i = 0; i < json_array_size (ages); i++)
    present += enr_json_get_int (json_array_get (ages, i), "present", 0);
  if (days.open == open_days && days.present == present)
    return FALSE;
  *detail
      = g_strdup_printf ("%s: 開所日数 %" G_GINT64_FORMAT "（届いた日 %" G_GINT64_FORMAT
                         "）、出席延べ %" G_GINT64_FORMAT "（届いた日の合計 %" G_GINT64_FORMAT "）",
                         month, open_days, days.open, present, days.present);
  return TRUE;
}
