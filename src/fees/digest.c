/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What a month's charges are made from, as one number. The order of what goes in is part of the
 * format: a change of it makes every closed month look changed.
 */
#include "config.h"

#include <string.h>

#include "fees/care-month.h"

typedef struct
{
  GChecksum *checksum;
  guint8 buffer[4096];
  gsize n;
} Digest;

static void
flush (Digest *self)
{
  g_checksum_update (self->checksum, self->buffer, (gssize) self->n);
  self->n = 0;
}

static void
add_bytes (Digest *self, gconstpointer bytes, gsize n)
{
  if (self->n + n > sizeof self->buffer)
    flush (self);
  memcpy (self->buffer + self->n, bytes, n);
  self->n += n;
}

static void
add_int (Digest *self, gint64 value)
{
  guint64 bytes = GUINT64_TO_LE ((guint64) value);

  add_bytes (self, &bytes, sizeof bytes);
}

static void
add_text (Digest *self, const char *text)
{
  gsize n = strlen (text);

  add_int (self, (gint64) n);
  flush (self);
  g_checksum_update (self->checksum, (const guchar *) text, (gssize) n);
}

static void
add_uuid (Digest *self, const EnrUuid *id)
{
  add_bytes (self, id->bytes, sizeof id->bytes);
}

static void
add_rule (Digest *self, const EnrCareRule *rule)
{
  add_uuid (self, &rule->id);
  add_int (self, rule->first);
  add_int (self, rule->last);
  add_int (self, rule->certifications);
  add_int (self, rule->care_hours);
  add_int (self, rule->weekdays);
  add_int (self, rule->contract);
  add_int (self, rule->basis);
  add_int (self, rule->is_rounded_down);
  add_int (self, rule->is_summed);
  add_int (self, rule->daily_cap);
  add_int (self, rule->monthly_cap);
  add_int (self, rule->monthly_price);
  add_int (self, rule->second_percent);
  add_int (self, rule->third_percent);
  add_int (self, rule->exempt_percent);
  add_int (self, rule->n_bands);
  for (guint i = 0; i < rule->n_bands; i++)
    {
      const EnrCareBand *band = &rule->bands[i];

      add_int (self, band->kind);
      add_int (self, band->first);
      add_int (self, band->last);
      add_int (self, band->stay);
      add_int (self, band->grace);
      add_int (self, band->unit);
      add_int (self, band->price);
    }
}

static void
add_child (Digest *self, const EnrCareMonth *month, guint index)
{
  const EnrMonthChild *child = &g_array_index (month->attendance->children, EnrMonthChild, index);
  const EnrCareStanding *standing = &month->standings[index];

  add_uuid (self, &child->child_id);
  add_uuid (self, &child->family_id);
  if (child->class_index != G_MAXUINT)
    add_uuid (self,
              &g_array_index (month->attendance->classes, EnrDayClass, child->class_index).id);
  add_int (self, child->birth_date);
  add_int (self, standing->counted_order);
  for (int i = 0; i < month->attendance->n_days; i++)
    {
      const EnrMonthCell *cell = &child->cells[i];

      add_int (self, cell->state);
      add_text (self, cell->kind >= 0
                          ? g_array_index (month->attendance->kinds, EnrAbsenceKind, cell->kind).key
                          : "");
      add_int (self, cell->arrived);
      add_int (self, cell->left);
      add_int (self, cell->planned_arrive);
      add_int (self, cell->planned_leave);
      add_int (self, standing->certification[i]);
      add_int (self, standing->care_hours[i]);
      add_int (self, standing->contract[i]);
      add_int (self, standing->birth_order[i]);
      add_int (self, standing->is_exempt[i]);
    }
}

static int
compare_children (gconstpointer a, gconstpointer b, gpointer data)
{
  const GArray *children = data;
  const EnrMonthChild *one = &g_array_index (children, EnrMonthChild, *(const guint *) a);
  const EnrMonthChild *other = &g_array_index (children, EnrMonthChild, *(const guint *) b);

  return memcmp (one->child_id.bytes, other->child_id.bytes, sizeof one->child_id.bytes);
}

/* In the order of children and days already, whatever the children are called. */
static void
add_decisions (Digest *self, const EnrCareMonth *month, guint child)
{
  for (guint i = 0; i < month->charges->len; i++)
    {
      const EnrCharge *charge = &g_array_index (month->charges, EnrCharge, i);

      if (charge->child != child || charge->state == ENR_CHARGE_COMPUTED)
        continue;
      add_int (self, charge->day);
      add_int (self, charge->kind);
      add_int (self, charge->state);
      add_int (self, charge->amount);
      add_text (self, charge->parts);
      add_text (self, charge->reason);
    }
}

void
enr_care_month_digest (const EnrCareMonth *self, guint8 digest[ENR_CARE_DIGEST_LENGTH])
{
  GArray *children = self->attendance->children;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint *order = g_new (guint, MAX (1, children->len));
  gsize length = ENR_CARE_DIGEST_LENGTH;
  Digest into = { .checksum = checksum };

  add_int (&into, self->attendance->first);
  for (int i = 0; i < self->attendance->n_days; i++)
    add_int (&into, self->attendance->closed_names[i] != NULL);
  for (guint i = 0; i < self->rules->len; i++)
    add_rule (&into, g_ptr_array_index (self->rules, i));
  for (guint i = 0; i < children->len; i++)
    order[i] = i;
  g_qsort_with_data (order, (int) children->len, sizeof *order, compare_children, children);
  for (guint i = 0; i < children->len; i++)
    {
      add_child (&into, self, order[i]);
      add_decisions (&into, self, order[i]);
    }
  flush (&into);
  g_checksum_get_digest (checksum, digest, &length);
}
