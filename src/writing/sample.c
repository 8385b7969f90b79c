/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "writing/sample.h"

#include <string.h>

#include "nursery/error.h"
#include "people/staff.h"
#include "writing/shelf.h"
#include "writing/writing-private.h"

#define OPEN_DAYS 7

ENR_SQL (
    SQL_STAYS,
    "SELECT c.id, c.birth_date, e.first_day, e.last_day FROM enrolment e JOIN child c "
    "ON c.id = e.child_id WHERE c.removed_at IS NULL AND e.removed_at IS NULL AND e.first_day <= "
    ":until "
    "AND (e.last_day IS NULL OR e.last_day >= :from) ORDER BY c.family_kana, c.given_kana, c.id");

typedef struct
{
  EnrDb *db;
  const EnrActor *actor;
  EnrWritingKinds *kinds;
  GPtrArray *phrases; /* (element-type EnrPhrase) */
  GPtrArray *staff;   /* (element-type EnrStaff) */
  EnrDate until;
  guint turn; /* moves on with each sentence, so that texts are not all the same */
  guint n_written;
} Maker;

/* The name of a member of staff of a job; the @n-th where there are several. */
static const char *
find_name (const Maker *self, const char *job, guint n)
{
  guint n_found = 0;

  for (guint pass = 0; pass < 2; pass++)
    {
      guint i = 0;

      for (guint k = 0; k < self->staff->len; k++)
        {
          const EnrStaff *staff = g_ptr_array_index (self->staff, k);

          if (strcmp (staff->job, job) != 0)
            continue;
          if (pass == 1 && i++ == n % n_found)
            return staff->name;
          n_found += pass == 0;
        }
      if (n_found == 0)
        break;
    }
  return "";
}

/* A sentence that fits, another one each time; NULL where there is none. */
static const char *
find_sentence (Maker *self, const char *section, int age, int month)
{
  const EnrPhraseQuery query = { section, age, month, "" };
  guint n = self->phrases->len;

  for (guint i = 0; i < n; i++)
    {
      const EnrPhrase *phrase = g_ptr_array_index (self->phrases, (self->turn + i) % n);

      if (strcmp (phrase->section, section) == 0 && enr_phrase_score (phrase, &query) > 0)
        {
          self->turn += i + 1;
          return phrase->text;
        }
    }
  return NULL;
}

static void
add_change (GArray *changes, GPtrArray *keys, char *key, const char *text)
{
  EnrTextChange change = { .key = key, .text = text };

  g_ptr_array_add (keys, key);
  g_array_append_val (changes, change);
}

/* For a section that must not be blank: some sentence that fits the age. */
static const char *
find_any_sentence (Maker *self, const char *section, int age, int month)
{
  const char *const sections[] = { section, "aims", "observed", "support", "notes" };
  const char *text = NULL;

  for (guint i = 0; text == NULL && i < G_N_ELEMENTS (sections); i++)
    text = find_sentence (self, sections[i], age, month);
  return text;
}

/* Grids of days and terms are filled in their first column; times are left to the person. */
static void
fill_grid (Maker *self,
           const EnrSection *grid,
           int age,
           int month,
           GArray *changes,
           GPtrArray *keys)
{
  g_auto (GStrv) rows = enr_grid_row_keys (grid->rows, 0);
  const EnrGridColumn *column = g_ptr_array_index (grid->columns, 0);

  for (guint i = 0; rows[i] != NULL; i++)
    {
      const char *text = find_any_sentence (self, "aims", age, month);

      if (text != NULL)
        add_change (changes, keys, g_strjoin ("/", grid->key, rows[i], column->key, NULL), text);
    }
}

static void
fill_sections (Maker *self, const EnrShelfPlace *place, GArray *changes, GPtrArray *keys)
{
  const EnrWritingKind *kind = place->kind;
  int month;

  enr_date_split (place->first, NULL, &month, NULL);
  for (guint i = 0; i < kind->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (kind->sections, i);
      const char *text;

      if (!enr_section_fits_age (section, place->age))
        continue;
      if (section->type == ENR_SECTION_GRID)
        fill_grid (self, section, place->age, month, changes, keys);
      if (section->type != ENR_SECTION_TEXT)
        continue;
      text = section->is_required ? find_any_sentence (self, section->key, place->age, month)
                                  : find_sentence (self, section->key, place->age, month);
      if (text != NULL)
        add_change (changes, keys, g_strdup (section->key), text);
    }
}

static gboolean
step (Maker *self,
      const EnrWritingKind *kind,
      const EnrUuid *id,
      EnrStep step,
      int version,
      const char *name,
      GError **error)
{
  EnrActor actor = *self->actor;
  const EnrStepOn on = { kind, *id, version, "" };

  actor.name = name;
  return enr_step_do_in_txn (self->db, &actor, step, &on, error);
}

/* How far it has come: 0 not written, 1 draft, 2 submitted, 3 approved. */
static guint
progress_of (const Maker *self, const EnrShelfPlace *place)
{
  return place->last < self->until - OPEN_DAYS || place->due < self->until - OPEN_DAYS
             ? 3
             : (guint) (place->first + (EnrDate) self->turn) % 3;
}

static gboolean
make_place (Maker *self, const EnrShelfPlace *place, const char *title, GError **error)
{
  const EnrWritingKind *kind = place->kind;
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (EnrTextChange));
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local_error = NULL;
  gboolean of_child = kind->subject == ENR_WRITING_OF_CHILD;
  guint progress = progress_of (self, place);
  EnrWritingNew new_writing = { .kind = kind,
                                .class_id = of_child ? enr_uuid_none : place->class_id,
                                .child_id = place->child_id,
                                .day = place->first,
                                .title = title,
                                .writer = find_name (self, "teacher", self->turn) };
  EnrUuid id;

  if (kind->subject == ENR_WRITING_OF_FACILITY)
    new_writing.class_id = enr_uuid_none;
  if (progress == 0)
    {
      self->turn++;
      return TRUE;
    }
  fill_sections (self, place, changes, keys);
  if (!enr_writing_create_in_txn (self->db, &new_writing, &id, &local_error))
    {
      /* A sample that is made longer has some already. */
      if (g_error_matches (local_error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (!enr_writing_save_in_txn (self->db, kind, &id,
                                (const EnrTextChange *) (gconstpointer) changes->data, changes->len,
                                error))
    return FALSE;
  self->n_written++;
  if (progress > 1 && !step (self, kind, &id, ENR_STEP_SUBMIT, 0, new_writing.writer, error))
    return FALSE;
  if (progress > 2 && enr_writing_kind_has_chief (kind)
      && !step (self, kind, &id, ENR_STEP_CHIEF, 1, find_name (self, "chief", 0), error))
    return FALSE;
  return progress <= 2
         || step (self, kind, &id, ENR_STEP_DIRECTOR, 1, find_name (self, "director", 0), error);
}

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
make_kind (Maker *self, const EnrWritingKind *kind, EnrDate from, EnrDate until, GError **error)
{
  g_autoptr (EnrShelf) shelf
      = enr_shelf_load (self->db, self->kinds, kind, from, until, self->until, error);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (shelf == NULL || !enr_txn_begin (&txn, self->db, self->actor, NULL, error))
    return FALSE;
  for (guint i = 0; i < shelf->places->len; i++)
    {
      const EnrShelfPlace *place = &g_array_index (shelf->places, EnrShelfPlace, i);

      if (place->is_expected && enr_uuid_is_none (&place->id)
          && !make_place (self, place, "", error))
        return FALSE;
    }
  return enr_txn_commit (&txn, error);
}

static gboolean
make_year (Maker *self, int fiscal_year, EnrDate from, GError **error)
{
  EnrDate first = enr_fiscal_year_first (fiscal_year);
  EnrDate last = MIN (enr_fiscal_year_last (fiscal_year), self->until);

  for (guint i = 0; i < enr_writing_kinds_get_n (self->kinds); i++)
    {
      const EnrWritingKind *kind = enr_writing_kinds_get (self->kinds, i);
      gboolean is_long = kind->period == ENR_PERIOD_YEAR || kind->period == ENR_PERIOD_TERM;
      EnrDate begin = is_long ? first : MAX (first, from);

      /* What is written at the end of the year cannot have been written before it. */
      if (kind->expected != ENR_EXPECTED_ONE || begin > last
          || (kind->period == ENR_PERIOD_YEAR && !kind->is_plan
              && self->until < enr_fiscal_year_last (fiscal_year)))
        continue;
      if (!make_kind (self, kind, begin, last, error))
        return FALSE;
    }
  return TRUE;
}

/* Records of a child (経過記録), two a month on days when it is enrolled. */
static gboolean
make_child_records (Maker *self, int fiscal_year, EnrDate from, GError **error)
{
  const EnrWritingKind *kind = enr_writing_kinds_find (self->kinds, "child-record", error);
  EnrDate begin = MAX (enr_fiscal_year_first (fiscal_year), from);
  EnrDate end = MIN (enr_fiscal_year_last (fiscal_year), self->until);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (GArray) stays = NULL;

  if (kind == NULL || !enr_txn_begin (&txn, self->db, self->actor, NULL, error))
    return FALSE;
  stays = load_stays (self->db, begin, end, error);
  for (guint i = 0; stays != NULL && i < stays->len; i++)
    {
      const Stay *stay = &g_array_index (stays, Stay, i);

      for (EnrDate day = enr_date_month_start (begin, 0) + (EnrDate) (i % 9) + 4; day <= end;
           day += 15)
        {
          EnrShelfPlace place = { .kind = kind,
                                  .child_id = stay->child_id,
                                  .first = day,
                                  .last = day,
                                  .due = day,
                                  .age = enr_class_age (fiscal_year, stay->birth_date) };

          if (day < MAX (begin, stay->first) || day > stay->last)
            continue;
          if (!make_place (self, &place, kind->period == ENR_PERIOD_EVENT ? "遊びの様子" : "",
                           error))
            return FALSE;
        }
    }
  return stays != NULL && enr_txn_commit (&txn, error);
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
  g_autoptr (GPtrArray) phrases = NULL;
  g_autoptr (GPtrArray) staff = NULL;
  Maker maker = { .db = db, .actor = actor, .kinds = kinds, .until = until };

  g_return_val_if_fail (from <= until, FALSE);

  if (!enr_phrase_start (db, actor, NULL, error))
    return FALSE;
  phrases = enr_phrase_find (db, &all, G_MAXUINT, error);
  staff = phrases != NULL ? enr_staff_list (db, until, error) : NULL;
  if (staff == NULL)
    return FALSE;
  maker.phrases = phrases;
  maker.staff = staff;
  for (int year = enr_fiscal_year (from); year <= enr_fiscal_year (until); year++)
    if (!make_year (&maker, year, from, error) || !make_child_records (&maker, year, from, error))
      return FALSE;
  if (n_written != NULL)
    *n_written = maker.n_written;
  return TRUE;
}
