/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "reports/care-columns.h"

static const char *const fields[] = { "extended", "extended-amount", "extended-minutes", NULL };

gboolean
enr_care_columns_has (const char *field)
{
  return g_strv_contains (fields, field);
}

gboolean
enr_care_columns_load (const EnrForm *form,
                       EnrDb *db,
                       EnrDate day,
                       EnrCareMonth **care,
                       GError **error)
{
  *care = NULL;
  for (guint i = 0; i < form->columns->len && *care == NULL; i++)
    if (enr_care_columns_has (g_array_index (form->columns, EnrFormColumn, i).field))
      {
        *care = enr_care_month_load (db, day, NULL, error);
        if (*care == NULL)
          return FALSE;
      }
  return TRUE;
}

gint64
enr_care_columns_sum (const EnrCareMonth *care,
                      const EnrUuid *child_id,
                      const char *field,
                      EnrDate day)
{
  gboolean is_amount = g_str_equal (field, "extended-amount");
  gboolean is_day = g_str_equal (field, "extended");
  gint64 sum = 0;

  for (guint i = 0; care != NULL && i < care->charges->len; i++)
    {
      const EnrCharge *charge = &g_array_index (care->charges, EnrCharge, i);

      if (!enr_uuid_equal (&charge->child_id, child_id)
          || (is_day && (charge->day != day || charge->kind != ENR_CHARGE_DAY)))
        continue;
      sum += is_amount ? charge->amount : charge->minutes;
    }
  return sum;
}
