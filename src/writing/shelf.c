/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "writing/shelf-private.h"

void
enr_shelf_free (EnrShelf *self)
{
  if (self == NULL)
    return;

  g_string_chunk_free (self->strings);
  enr_writing_kinds_unref (self->kinds);
  g_array_unref (self->places);
  g_free (self);
}

static void
add_place (EnrShelfLoader *self, const EnrShelfPlace *place, const EnrUuid *written_class)
{
  EnrShelfPlace full = *place;
  gboolean is_event = place->kind->period == ENR_PERIOD_EVENT;
  EnrShelfWritten *written;

  /* Events have their own places, on their days. */
  if (is_event && enr_shelf_has_written (self, place, written_class))
    return;
  written = is_event ? NULL
                     : enr_shelf_find_written (self, place->kind, place->first, written_class,
                                               &place->child_id);
  if (written == NULL && place->kind->period != ENR_PERIOD_STAY && place->last < self->start)
    return;
  full.period = place->kind->each;
  full.due = enr_shelf_due (place->kind, place->first, place->last);
  full.is_expected = place->kind->expected == ENR_EXPECTED_ONE;
  full.title = "";
  if (written != NULL)
    {
      full.id = written->id;
      written->is_taken = TRUE;
    }
  full.state = enr_shelf_state_of (written != NULL ? &written->standing : NULL,
                                   full.is_expected ? full.due : G_MAXINT32, self->today);
  g_array_append_val (self->shelf->places, full);
}

static gboolean
fits_age (const EnrWritingKind *kind, int age)
{
  return kind->age_first < 0 || age < 0 || (age >= kind->age_first && age <= kind->age_last);
}

/* @class_id is %NULL for any class or none. */
static gboolean
has_children (const EnrShelfLoader *self, const EnrUuid *class_id, EnrDate first, EnrDate last)
{
  for (guint i = 0; i < self->children->len; i++)
    {
      const EnrShelfChild *child = &g_array_index (self->children, EnrShelfChild, i);

      if (child->first <= last && child->last >= first
          && (class_id == NULL || enr_uuid_equal (&child->class_id, class_id)))
        return TRUE;
    }
  return FALSE;
}

/* What is about a day or a week is asked for where the nursery is open in it. */
static gboolean
is_asked_for (const EnrShelfLoader *self, const EnrWritingKind *kind, EnrDate first, EnrDate last)
{
  if (kind->each != ENR_PERIOD_DAY && kind->each != ENR_PERIOD_WEEK)
    return TRUE;
  for (EnrDate day = first; day <= last; day++)
    if (enr_calendar_closed_name (self->calendar, day) == NULL)
      return TRUE;
  return FALSE;
}

typedef void (*PeriodFunc) (EnrShelfLoader *self,
                            const EnrWritingKind *kind,
                            EnrDate first,
                            EnrDate last,
                            gpointer data);

static void
for_each_period (EnrShelfLoader *self, const EnrWritingKind *kind, PeriodFunc func, gpointer data)
{
  for (EnrDate day = self->shelf->from; day <= self->shelf->until;)
    {
      EnrDate first, last;

      enr_writing_period_of (kind->each, day, &first, &last);
      if (first >= self->shelf->from && is_asked_for (self, kind, first, last))
        func (self, kind, first, last, data);
      day = last + 1;
    }
}

static void
add_of_class (EnrShelfLoader *self,
              const EnrWritingKind *kind,
              EnrDate first,
              EnrDate last,
              gpointer data)
{
  const EnrShelfClass *class = data;
  EnrShelfPlace place = { .kind = kind,
                          .class_id = class->id,
                          .class_name = class->name,
                          .child_name = "",
                          .age = class->age,
                          .first = first,
                          .last = last };

  if (enr_fiscal_year (first) == class->fiscal_year && has_children (self, &class->id, first, last))
    add_place (self, &place, &class->id);
}

static const EnrShelfClass *
find_class (const EnrShelfLoader *self, const EnrUuid *id)
{
  for (guint i = 0; i < self->classes->len; i++)
    if (enr_uuid_equal (&g_array_index (self->classes, EnrShelfClass, i).id, id))
      return &g_array_index (self->classes, EnrShelfClass, i);
  return NULL;
}

/* The times of one child, which stand side by side. */
typedef struct
{
  guint first; /* into EnrShelfLoader.children */
  guint n;
} ChildTimes;

static ChildTimes
next_child (const EnrShelfLoader *self, guint first)
{
  const GArray *all = self->children;
  ChildTimes times = { first, 1 };

  while (first + times.n < all->len
         && enr_uuid_equal (&g_array_index (all, EnrShelfChild, first + times.n).child_id,
                            &g_array_index (all, EnrShelfChild, first).child_id))
    times.n++;
  return times;
}

/* Where the child is first in that time; in no class where it was only enrolled; NULL where it was
 * not.
 */
static const EnrShelfChild *
find_time (const EnrShelfLoader *self,
           const ChildTimes *times,
           EnrDate first,
           EnrDate last,
           const EnrShelfClass **class)
{
  const EnrShelfChild *enrolled = NULL;

  for (guint i = times->first; i < times->first + times->n; i++)
    {
      const EnrShelfChild *child = &g_array_index (self->children, EnrShelfChild, i);

      if (child->first <= last && child->last >= first)
        {
          *class = find_class (self, &child->class_id);
          return child;
        }
      if (enrolled == NULL && child->enrolled_first <= last && child->enrolled_last >= first)
        enrolled = child;
    }
  *class = NULL;
  return enrolled;
}

static EnrShelfPlace
make_child_place (const EnrWritingKind *kind,
                  const EnrShelfChild *child,
                  const EnrShelfClass *class,
                  EnrDate first,
                  EnrDate last)
{
  return (EnrShelfPlace){ .kind = kind,
                          .child_id = child->child_id,
                          .child_name = child->name,
                          .class_id = class != NULL ? class->id : enr_uuid_none,
                          .class_name = class != NULL ? class->name : "",
                          .age = enr_class_age (enr_fiscal_year (first), child->birth_date),
                          .first = first,
                          .last = last };
}

/* One a period, in the first class that the child is in. */
static void
add_of_child (EnrShelfLoader *self,
              const EnrWritingKind *kind,
              EnrDate first,
              EnrDate last,
              gpointer data)
{
  const EnrShelfClass *class;
  const EnrShelfChild *child = find_time (self, data, first, last, &class);
  EnrShelfPlace place;

  if (child == NULL)
    return;
  place = make_child_place (kind, child, class, first, last);
  if (fits_age (kind, place.age))
    add_place (self, &place, &enr_uuid_none);
}

/* One for each child who is here in that time, whatever day it is dated with. */
static void
add_stay (EnrShelfLoader *self, const EnrWritingKind *kind, const ChildTimes *times)
{
  const EnrShelfClass *class;
  const EnrShelfChild *child
      = find_time (self, times, self->shelf->from, self->shelf->until, &class);
  const EnrShelfWritten *written;
  EnrShelfPlace place;

  if (child == NULL)
    return;
  written = enr_shelf_find_written (self, kind, 0, &enr_uuid_none, &child->child_id);
  place = make_child_place (kind, child, class, child->enrolled_first, child->enrolled_first);
  place.age = enr_class_age (enr_fiscal_year (self->shelf->until), child->birth_date);
  if (written != NULL || (kind->expected == ENR_EXPECTED_ONE && fits_age (kind, place.age)))
    add_place (self, &place, &enr_uuid_none);
}

static void
add_children (EnrShelfLoader *self, const EnrWritingKind *kind)
{
  for (guint i = 0; i < self->children->len;)
    {
      ChildTimes times = next_child (self, i);

      if (kind->period == ENR_PERIOD_STAY)
        add_stay (self, kind, &times);
      else
        for_each_period (self, kind, add_of_child, &times);
      i += times.n;
    }
}

static void
add_of_facility (EnrShelfLoader *self,
                 const EnrWritingKind *kind,
                 EnrDate first,
                 EnrDate last,
                 gpointer data)
{
  EnrShelfPlace place = {
    .kind = kind, .class_name = "", .child_name = "", .age = -1, .first = first, .last = last
  };

  if (has_children (self, NULL, first, last))
    add_place (self, &place, &enr_uuid_none);
}

/* The class that a child is in when a writing begins, or "" where it is not here any more. */
static void
find_place_of_child (const EnrShelfLoader *self,
                     const EnrShelfWritten *written,
                     EnrShelfPlace *place)
{
  place->child_name = written->child_name;
  place->age = enr_class_age (enr_fiscal_year (written->first), written->birth_date);
  for (guint i = 0; i < self->children->len;)
    {
      ChildTimes times = next_child (self, i);
      const EnrShelfClass *class = NULL;

      if (enr_uuid_equal (&g_array_index (self->children, EnrShelfChild, i).child_id,
                          &written->child_id)
          && find_time (self, &times, written->first, written->last, &class) != NULL
          && class != NULL)
        {
          place->class_id = class->id;
          place->class_name = class->name;
        }
      i += times.n;
    }
}

/* What is there beside that: events, which may be those that are expected, plans for older
 * children. */
static void
add_others (EnrShelfLoader *self, const EnrWritingKind *kind)
{
  gboolean is_asked = kind->period == ENR_PERIOD_EVENT && kind->expected == ENR_EXPECTED_ONE;

  for (guint i = 0; i < self->written->len; i++)
    {
      const EnrShelfWritten *written = &g_array_index (self->written, EnrShelfWritten, i);
      const EnrShelfClass *class = find_class (self, &written->class_id);
      EnrShelfPlace place = { .kind = kind,
                              .class_id = written->class_id,
                              .child_id = written->child_id,
                              .class_name = class != NULL ? class->name : "",
                              .child_name = "",
                              .age = class != NULL ? class->age : -1,
                              .period = kind->period,
                              .first = written->first,
                              .last = written->last,
                              .id = written->id,
                              .title = written->title };

      if (written->is_taken || written->first > self->shelf->until
          || !g_str_equal (written->kind, kind->key))
        continue;
      if (!enr_uuid_is_none (&written->child_id))
        find_place_of_child (self, written, &place);
      place.due = enr_shelf_due (kind, written->first, written->last);
      place.is_expected = is_asked && fits_age (kind, place.age);
      place.state = enr_shelf_state_of (&written->standing,
                                        place.is_expected ? place.due : G_MAXINT32, self->today);
      g_array_append_val (self->shelf->places, place);
    }
}

static void
add_expected (EnrShelfLoader *self, const EnrWritingKind *kind)
{
  switch (kind->subject)
    {
    case ENR_WRITING_OF_CLASS:
      for (guint i = 0; i < self->classes->len; i++)
        {
          EnrShelfClass *class = &g_array_index (self->classes, EnrShelfClass, i);

          if (fits_age (kind, class->age))
            for_each_period (self, kind, add_of_class, class);
        }
      break;
    case ENR_WRITING_OF_CHILD:
      add_children (self, kind);
      break;
    case ENR_WRITING_OF_FACILITY:
    default:
      for_each_period (self, kind, add_of_facility, NULL);
      break;
    }
}

static void
add_kind (EnrShelfLoader *self, const EnrWritingKind *kind)
{
  if (kind->period == ENR_PERIOD_STAY)
    {
      add_children (self, kind);
      return;
    }
  if (kind->expected == ENR_EXPECTED_ONE)
    add_expected (self, kind);
  add_others (self, kind);
}

EnrShelf *
enr_shelf_load (EnrDb *db,
                EnrWritingKinds *kinds,
                const EnrWritingKind *kind,
                EnrDate from,
                EnrDate until,
                EnrDate today,
                GError **error)
{
  g_autoptr (EnrShelf) shelf = g_new0 (EnrShelf, 1);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_auto (EnrShelfLoader) loader = { .shelf = shelf, .today = today };

  g_return_val_if_fail (from <= until, NULL);

  shelf->strings = g_string_chunk_new (1024);
  shelf->kinds = enr_writing_kinds_ref (kinds);
  shelf->from = from;
  shelf->until = until;
  shelf->places = g_array_new (FALSE, FALSE, sizeof (EnrShelfPlace));
  if (!enr_txn_begin_read (&txn, db, error) || !enr_shelf_read (&loader, db, kind, error))
    return NULL;
  for (guint i = 0; i < enr_writing_kinds_get_n (kinds); i++)
    if (kind == NULL || enr_writing_kinds_get (kinds, i) == kind)
      add_kind (&loader, enr_writing_kinds_get (kinds, i));
  return g_steal_pointer (&shelf);
}
