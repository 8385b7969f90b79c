/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "writing/sample.h"

#include <string.h>

#include "nursery/class.h"
#include "people/staff.h"
#include "writing/development.h"
#include "writing/sample-private.h"

#define PLANNED_DAYS 14 /* ahead of the last day plans are looked at */
#define EVENT_DAYS 40   /* and events */
#define N_DAY_PLANS 4   /* weeks in which the older classes have a day's plan */
#define N_WEEK_DIARIES 3
#define SOME_AGES 3 /* children of each class whose development is noted */

ENR_SQL (
    SQL_STAYS,
    "SELECT c.id, c.birth_date, e.first_day, e.last_day FROM enrolment e JOIN child c "
    "ON c.id = e.child_id WHERE c.removed_at IS NULL AND e.removed_at IS NULL AND e.first_day <= "
    ":until "
    "AND (e.last_day IS NULL OR e.last_day >= :from) ORDER BY c.family_kana, c.given_kana, c.id");
ENR_SQL (SQL_MEMBERS,
         "SELECT m.class_id, m.child_id FROM membership m JOIN child c ON c.id = m.child_id "
         "WHERE m.removed_at IS NULL AND c.removed_at IS NULL AND m.first_day <= :until "
         "AND m.last_day >= :from ORDER BY c.family_kana, c.given_kana, c.id");
ENR_SQL (SQL_SEEN,
         "INSERT INTO development_seen (child_id, item_id, day, note) "
         "VALUES (:child, :item, :day, '') ON CONFLICT DO NOTHING");

/* A child's time at the nursery, once a child. */
typedef struct
{
  EnrUuid child_id;
  EnrDate birth_date;
  EnrDate first;
  EnrDate last;
} Stay;

static GArray *
load_stays (EnrDb *db, EnrDate from, EnrDate until, GError **error)
{
  g_autoptr (GArray) stays = g_array_new (FALSE, FALSE, sizeof (Stay));
  g_auto (EnrStmt) st = enr_stmt (db, SQL_STAYS);
  int rc;

  enr_bind_date (&st, ":from", from);
  enr_bind_date (&st, ":until", until);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      Stay stay = { enr_column_uuid (&st, 0), enr_column_date (&st, 1), enr_column_date (&st, 2),
                    enr_column_date (&st, 3) };

      if (stay.last == ENR_DATE_NONE)
        stay.last = until;
      g_array_append_val (stays, stay);
    }
  return rc == 0 ? g_steal_pointer (&stays) : NULL;
}

static gboolean
load_members (EnrSampleMaker *self, EnrDate from, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (self->db, SQL_MEMBERS);
  int rc;

  enr_bind_date (&st, ":from", from);
  enr_bind_date (&st, ":until", self->until);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrUuid class_id = enr_column_uuid (&st, 0);
      EnrUuid child_id = enr_column_uuid (&st, 1);
      GArray *members = g_hash_table_lookup (self->members, &class_id);

      if (members == NULL)
        {
          members = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
          g_hash_table_insert (self->members, g_memdup2 (&class_id, sizeof class_id), members);
        }
      g_array_append_val (members, child_id);
    }
  return rc == 0;
}

/* A drill is in the middle of its month, on a day when the nursery is open. */
static gboolean
make_drill (EnrSampleMaker *self, const EnrShelfPlace *month, GError **error)
{
  static const char *const titles[] = { "火災", "地震", "竜巻", "不審者" };
  EnrShelfPlace place = *month;
  int number;

  enr_date_split (month->first, NULL, &number, NULL);
  place.title = titles[(guint) number % G_N_ELEMENTS (titles)];
  place.first = place.last = enr_sample_office_day (self, month->first + 14, 1);
  return place.first > self->until || enr_sample_make_place (self, &place, error);
}

/* As it looks on the sample's first day, on which the nursery begins to write. */
static gboolean
make_expected (EnrSampleMaker *self,
               const EnrWritingKind *kind,
               EnrDate from,
               EnrDate until,
               GError **error)
{
  g_autoptr (EnrShelf) shelf
      = enr_shelf_load (self->db, self->kinds, kind, from, until, self->from, error);

  for (guint i = 0; shelf != NULL && i < shelf->places->len; i++)
    {
      const EnrShelfPlace *place = &g_array_index (shelf->places, EnrShelfPlace, i);

      if (!place->is_expected || !enr_uuid_is_none (&place->id))
        continue;
      if (strcmp (kind->key, "drill") == 0
              ? !make_drill (self, place, error)
              : kind->period != ENR_PERIOD_EVENT && !enr_sample_make_place (self, place, error))
        return FALSE;
    }
  return shelf != NULL;
}

/* A kind that nobody expects: one place. */
static gboolean
make_one (EnrSampleMaker *self,
          const char *key,
          const EnrClass *class,
          EnrDate day,
          const char *title,
          GError **error)
{
  EnrShelfPlace place = { .kind = enr_writing_kinds_find (self->kinds, key, error),
                          .age = class != NULL ? class->age : -1,
                          .title = title };

  if (place.kind == NULL)
    return FALSE;
  if (class != NULL)
    place.class_id = class->id;
  enr_writing_period_of (place.kind->period, day, &place.first, &place.last);
  return enr_sample_make_place (self, &place, error);
}

/* What a nursery does in its year; on the day, or the next on which the nursery is open. */
static const struct
{
  int month;
  int day;
  const char *title;
} events[] = {
  { 4, 5, "入園・進級の集い" }, { 5, 20, "親子遠足" },    { 6, 12, "保育参観" },
  { 7, 7, "七夕の集い" },       { 8, 6, "夏まつり" },     { 9, 14, "おじいさんおばあさんの日" },
  { 10, 10, "運動会" },         { 11, 19, "焼きいも会" }, { 12, 11, "発表会" },
  { 1, 14, "もちつき" },        { 2, 3, "節分の集い" },   { 3, 12, "お別れ会" },
};

static gboolean
make_events (EnrSampleMaker *self, EnrDate first, EnrDate last, GError **error)
{
  for (EnrDate month = enr_date_month_start (first, 0); month <= last;
       month = enr_date_month_start (month, 1))
    for (guint i = 0; i < G_N_ELEMENTS (events); i++)
      {
        int number;
        EnrDate day = enr_sample_office_day (self, month + events[i].day - 1, 1);

        enr_date_split (month, NULL, &number, NULL);
        if (number == events[i].month && day >= first && day <= last
            && !make_one (self, "event-plan", NULL, day, events[i].title, error))
          return FALSE;
      }
  return TRUE;
}

/* In the last weeks the older classes plan a day in each week, and one class writes its week as
 * plan and record in one. */
static gboolean
make_weeks (EnrSampleMaker *self, int fiscal_year, EnrDate from, EnrDate last, GError **error)
{
  g_autoptr (GPtrArray) classes = enr_class_list (self->db, fiscal_year, error);
  EnrDate monday = last - ((int) enr_date_weekday (last) + 6) % 7;

  for (guint i = 0; classes != NULL && i < classes->len; i++)
    {
      const EnrClass *class = g_ptr_array_index (classes, i);

      for (int week = -N_DAY_PLANS; class->age >= 3 && week <= 1; week++)
        {
          EnrDate day = enr_sample_office_day (self, monday + 7 * week + class->age - 2, 1);

          if (day >= from && enr_fiscal_year (day) == fiscal_year
              && !make_one (self, "day-plan", class, day, "", error))
            return FALSE;
        }
      for (int week = -N_WEEK_DIARIES; class->age == 2 && week < 0; week++)
        if (monday + 7 * week >= from
            && !make_one (self, "week-diary", class, monday + 7 * week, "", error))
          return FALSE;
    }
  return classes != NULL;
}

/* A child's sheet is written when it comes, and two records a month on days on which there is care.
 */
static gboolean
make_child (EnrSampleMaker *self,
            const Stay *stay,
            guint number,
            int fiscal_year,
            EnrDate from,
            EnrDate until,
            GError **error)
{
  EnrShelfPlace place
      = { .child_id = stay->child_id, .age = enr_class_age (fiscal_year, stay->birth_date) };

  place.kind = enr_writing_kinds_find (self->kinds, "child-sheet", error);
  place.first = place.last = stay->first;
  if (place.kind == NULL || !enr_sample_make_place (self, &place, error))
    return FALSE;
  place.kind = enr_writing_kinds_find (self->kinds, "child-record", error);
  if (place.kind == NULL)
    return FALSE;
  for (EnrDate day = enr_date_month_start (from, 0) + (EnrDate) (number % 9) + 4; day <= until;
       day += 15)
    {
      place.first = place.last = enr_sample_office_day (self, day, 1);
      if (place.first < MAX (from, stay->first) || place.first > MIN (until, stay->last))
        continue;
      if (!enr_sample_make_place (self, &place, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
see (EnrSampleMaker *self,
     const EnrUuid *child_id,
     const EnrUuid *item_id,
     EnrDate day,
     GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (self->db, SQL_SEEN);

  enr_bind_uuid (&st, ":child", child_id);
  enr_bind_uuid (&st, ":item", item_id);
  enr_bind_date (&st, ":day", day);
  return enr_stmt_run (&st, error);
}

/* What was noted of some children: of the ages behind them most, of their own what they have come
 * to. No child has everything, and none is compared. */
static gboolean
make_development (EnrSampleMaker *self, const GArray *stays, int fiscal_year, GError **error)
{
  g_autoptr (GPtrArray) items = enr_development_items (self->db, error);
  guint n_of_age[7] = { 0 };

  for (guint i = 0; items != NULL && i < stays->len; i++)
    {
      const Stay *stay = &g_array_index (stays, Stay, i);
      int age = CLAMP (enr_class_age (fiscal_year, stay->birth_date), 0, 6);

      if (n_of_age[age]++ >= SOME_AGES)
        continue;
      for (guint k = 0; k < items->len; k++)
        {
          const EnrDevelopmentItem *item = g_ptr_array_index (items, k);
          EnrDate day = stay->birth_date
                        + (EnrDate) (item->age * 365 + 60 + (int) ((k * 53 + i * 31) % 300));

          if (item->age <= age && day >= stay->first && day <= self->until && (k + i) % 4 != 3
              && !see (self, &stay->child_id, &item->id, enr_sample_office_day (self, day, -1),
                       error))
            return FALSE;
        }
    }
  return items != NULL;
}

static gboolean
make_kinds (EnrSampleMaker *self, int fiscal_year, EnrDate from, GError **error)
{
  EnrDate first = enr_fiscal_year_first (fiscal_year);
  EnrDate last = enr_fiscal_year_last (fiscal_year);

  for (guint i = 0; i < enr_writing_kinds_get_n (self->kinds); i++)
    {
      const EnrWritingKind *kind = enr_writing_kinds_get (self->kinds, i);
      gboolean is_long = kind->period == ENR_PERIOD_YEAR || kind->period == ENR_PERIOD_TERM;
      EnrDate begin = is_long ? first : MAX (first, from);
      EnrDate end = MIN (last, self->until + (kind->is_plan ? PLANNED_DAYS : 0));

      /* What is written at the end of the year cannot have been written before it. */
      if (kind->expected != ENR_EXPECTED_ONE || begin > end
          || (kind->period == ENR_PERIOD_YEAR && !kind->is_plan && self->until < last))
        continue;
      if (!make_expected (self, kind, begin, end, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
make_year (EnrSampleMaker *self, int fiscal_year, EnrDate from, GError **error)
{
  EnrDate first = MAX (enr_fiscal_year_first (fiscal_year), from);
  EnrDate last = MIN (enr_fiscal_year_last (fiscal_year), self->until);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (GArray) stays = NULL;

  if (!enr_txn_begin (&txn, self->db, self->actor, NULL, error))
    return FALSE;
  stays = load_stays (self->db, first, last, error);
  if (stays == NULL || !make_one (self, "overall-plan", NULL, first, "", error)
      || !make_kinds (self, fiscal_year, from, error)
      || !make_events (self, first, MIN (enr_fiscal_year_last (fiscal_year), last + EVENT_DAYS),
                       error)
      || (last == self->until && !make_weeks (self, fiscal_year, first, last, error)))
    return FALSE;
  for (guint i = 0; i < stays->len; i++)
    if (!make_child (self, &g_array_index (stays, Stay, i), i, fiscal_year, first, last, error))
      return FALSE;
  if (last == self->until && !make_development (self, stays, fiscal_year, error))
    return FALSE;
  return enr_txn_commit (&txn, error);
}

static gboolean
make_years (EnrSampleMaker *self, EnrDate from, GError **error)
{
  for (int year = enr_fiscal_year (from); year <= enr_fiscal_year (self->until); year++)
    if (!make_year (self, year, from, error))
      return FALSE;
  return TRUE;
}

gboolean
enr_writing_sample (EnrDb *db,
                    const EnrActor *actor,
                    EnrWritingKinds *kinds,
                    EnrDate from,
                    EnrDate until,
                    guint *n_written,
                    GError **error)
{
  const EnrPhraseQuery all = { "", -1, 0, "" };
  g_autoptr (EnrSampleTexts) texts = enr_sample_texts_load (error);
  g_autoptr (GHashTable) members = g_hash_table_new_full (enr_uuid_hash, enr_uuid_equal, g_free,
                                                          (GDestroyNotify) g_array_unref);
  g_autoptr (GPtrArray) phrases = NULL;
  g_autoptr (GPtrArray) staff = NULL;
  g_autoptr (EnrCalendar) calendar = NULL;
  EnrSampleMaker maker = { .db = db,
                           .actor = actor,
                           .kinds = kinds,
                           .texts = texts,
                           .members = members,
                           .from = from,
                           .until = until };

  g_return_val_if_fail (from <= until, FALSE);

  if (texts == NULL || !enr_phrase_start (db, actor, NULL, error)
      || !enr_development_start (db, actor, NULL, error) || !load_members (&maker, from, error))
    return FALSE;
  phrases = enr_phrase_find (db, &all, G_MAXUINT, error);
  staff = phrases != NULL ? enr_staff_list (db, until, error) : NULL;
  calendar = staff != NULL
                 ? enr_calendar_load (db, enr_fiscal_year_first (enr_fiscal_year (from)) - 60,
                                      enr_fiscal_year_last (enr_fiscal_year (until)) + 60, error)
                 : NULL;
  if (calendar == NULL)
    return FALSE;
  maker.phrases = phrases;
  maker.staff = staff;
  maker.calendar = calendar;
  if (!make_years (&maker, from, error))
    return FALSE;
  if (n_written != NULL)
    *n_written = maker.n_written;
  return TRUE;
}
