/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "submission/touch.h"

#include <string.h>

#include "wire/json.h"

#define DATE_LENGTH 10

typedef enum
{
  BY_DAY,   /* the row's key begins with the day */
  BY_VALUE, /* a column */
  BY_MONTH, /* the row's key begins with the month */
  BY_CHILD, /* the child concerned */
  BY_ROW,   /* the row's key */
  AS_IT_IS, /* one subject for the table */
} Rule;

static const struct
{
  const char *table;
  Rule rule;
  const char *prefix;
  const char *column;
  gboolean may_mend;
} rules[] = {
  { "day_closing", BY_DAY, "attendance-day/", NULL, FALSE },
  { "stamp", BY_VALUE, "attendance-day/", "day", FALSE },
  { "attendance", BY_DAY, "attendance-day/", NULL, FALSE },
  { "care_decision", BY_DAY, "attendance-day/", NULL, FALSE },
  { "month_closing", BY_MONTH, "month/", NULL, FALSE },
  { "enrolment", BY_CHILD, "enrolment/", NULL, TRUE },
  { "membership", BY_CHILD, "enrolment/", NULL, FALSE },
  { "certification", BY_CHILD, "enrolment/", NULL, TRUE },
  { "child", BY_CHILD, "enrolment/", NULL, TRUE },
  { "facility", AS_IT_IS, "facility", NULL, FALSE },
  { "vacancy", AS_IT_IS, "vacancy", NULL, FALSE },
  { "outbreak_report", BY_ROW, "outbreak/", NULL, FALSE },
  { "writing_step", BY_VALUE, "accident/", "writing_id", FALSE },
  { "document_submission", BY_ROW, "document/", NULL, FALSE },
};

void
enr_touched_init (EnrTouched *self)
{
  memset (self, 0, sizeof *self);
  self->subjects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
enr_touched_clear (EnrTouched *self)
{
  g_clear_pointer (&self->subjects, g_hash_table_unref);
}

static void
add (EnrTouched *self, const char *prefix, const char *rest, gsize length)
{
  g_autofree char *part = g_strndup (rest, length);

  g_hash_table_add (self->subjects, g_strconcat (prefix, part, NULL));
}

/* The column's value, or what it was before where there is none now. */
static void
add_value (EnrTouched *self, const char *prefix, const EnrDbChange *change, const char *column)
{
  g_autoptr (json_t) object = enr_json_read (change->changes, strlen (change->changes), NULL);
  const json_t *pair = json_object_get (object, column);
  const char *value = json_string_value (json_array_get (pair, 1));

  if (value == NULL)
    value = json_string_value (json_array_get (pair, 0));
  if (value != NULL)
    add (self, prefix, value, strlen (value));
}

static void
add_child (EnrTouched *self, const char *prefix, const EnrUuid *child_id)
{
  char hex[2 * sizeof child_id->bytes + 1];

  if (enr_uuid_is_none (child_id))
    return;
  for (guint i = 0; i < sizeof child_id->bytes; i++)
    g_snprintf (hex + 2 * i, 3, "%02x", child_id->bytes[i]);
  add (self, prefix, hex, strlen (hex));
}

void
enr_touched_add (EnrTouched *self, const EnrDbChange *change)
{
  if (strcmp (change->table, "submission_kind") == 0)
    {
      self->has_settings = TRUE;
      add (self, "facility", "", 0);
      add (self, "vacancy", "", 0);
    }
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      if (strcmp (change->table, rules[i].table) != 0)
        continue;
      self->may_mend = self->may_mend || rules[i].may_mend;
      switch (rules[i].rule)
        {
        case BY_DAY:
          add (self, rules[i].prefix, change->row, DATE_LENGTH);
          break;
        case BY_VALUE:
          add_value (self, rules[i].prefix, change, rules[i].column);
          break;
        case BY_MONTH:
          add (self, rules[i].prefix, change->row, strlen ("2026-06"));
          break;
        case BY_CHILD:
          add_child (self, rules[i].prefix, &change->subject);
          break;
        case BY_ROW:
          add (self, rules[i].prefix, change->row, strlen (change->row));
          break;
        case AS_IT_IS:
        default:
          add (self, rules[i].prefix, "", 0);
          break;
        }
      return;
    }
}
