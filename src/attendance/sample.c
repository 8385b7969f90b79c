/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "attendance/sample.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "attendance/attendance-private.h"
#include "attendance/closing.h"
#include "attendance/sample-names.h"
#include "base/clock.h"
#include "nursery/error.h"
#include "nursery/facility.h"
#include "nursery/nursery-private.h"

#define N_AGES 6
#define DAYS_LEFT_OPEN 3 /* the last days are not closed yet, as in a nursery's office */
#define DAYS_WITH_PLAN 14

ENR_SQL (SQL_ANY_CHILD, "SELECT 1 FROM child LIMIT 1");
ENR_SQL (SQL_CLOSE,
         "INSERT INTO day_closing (day, closed_at, closed_by, unresolved, reopened_by, "
         "reopen_reason) VALUES (:day, :at, '', 0, '', '')");

static const char *const class_names[N_AGES]
    = { "ひよこ", "りす", "うさぎ", "ぱんだ", "きりん", "ぞう" };

typedef struct
{
  EnrUuid id;
  EnrDate birth_date;
  EnrDate first;
  int arrive; /* the family's habits, in minutes */
  int leave;
  const char *mother;
  const char *father;
} SampleChild;

typedef struct
{
  EnrDb *db;
  const EnrSampleOptions *options;
  GRand *rand;
  GArray *children; /* (element-type SampleChild) */
  GStringChunk *strings;
  EnrUuid last_family;
  const SampleName *last_family_name;
  guint n_made;
} Maker;

#define PICK(maker, names) (&(names)[g_rand_int_range ((maker)->rand, 0, G_N_ELEMENTS (names))])

static gboolean
chance (Maker *self, int per_thousand)
{
  return g_rand_int_range (self->rand, 0, 1000) < per_thousand;
}

static gboolean
make_contact (Maker *self,
              const EnrUuid *family_id,
              int position,
              const char *family_name,
              const char *family_kana,
              const SampleName *given,
              const char *relation,
              GError **error)
{
  EnrContact contact = { 0 };
  g_autofree char *name = g_strconcat (family_name, " ", given->kanji, NULL);
  g_autofree char *kana = g_strconcat (family_kana, " ", given->kana, NULL);
  g_autofree char *phone
      = g_strdup_printf ("090-0000-%04d", g_rand_int_range (self->rand, 0, 10000));
  gboolean is_parent = position < 2;

  contact.family_id = *family_id;
  contact.position = position;
  contact.name = name;
  contact.kana = kana;
  contact.relation = (char *) relation;
  contact.phone = phone;
  contact.phone2 = (char *) "";
  contact.is_guardian = is_parent;
  contact.may_collect = TRUE;
  contact.note = (char *) "";
  return enr_contact_save_in_txn (self->db, &contact, error);
}

/* Every sixth child has a brother or sister here already. */
static gboolean
make_child (Maker *self,
            int fiscal_year,
            int age,
            EnrDate enrolled_on,
            const EnrUuid *class_id,
            GError **error)
{
  gboolean is_sibling = self->n_made % 6 == 5 && self->last_family_name != NULL;
  const SampleName *family = is_sibling ? self->last_family_name : PICK (self, sample_families);
  gboolean is_boy = chance (self, 510);
  const SampleName *given = is_boy ? PICK (self, sample_boys) : PICK (self, sample_girls);
  g_autoptr (EnrChild) child = enr_child_new ();
  EnrCertification certification = { 0 };
  SampleChild sample = { 0 };
  const SampleName *mother = PICK (self, sample_mothers);
  const SampleName *father = PICK (self, sample_fathers);

  g_free (child->family_name);
  g_free (child->given_name);
  g_free (child->family_kana);
  g_free (child->given_kana);
  g_free (child->note);
  child->external_id = g_strdup_printf ("S%05u", ++self->n_made);
  child->family_name = g_strdup (family->kanji);
  child->family_kana = g_strdup (family->kana);
  child->given_name = g_strdup (given->kanji);
  child->given_kana = g_strdup (given->kana);
  child->sex = is_boy ? ENR_SEX_MALE : ENR_SEX_FEMALE;
  child->note = g_strdup ("見本の園児です（架空）");
  child->has_allergy = chance (self, 60);
  if (child->has_allergy)
    {
      g_free (child->allergy_note);
      child->allergy_note = g_strdup (chance (self, 500) ? "鶏卵" : "牛乳・乳製品");
    }
  /* Born between April 2nd and April 1st of the years that make this class age; a child of the
   * youngest class is old enough on the day of enrolment. */
  child->birth_date = enr_fiscal_year_first (fiscal_year - age - 1) + 1
                      + g_rand_int_range (self->rand, 0, age == 0 ? 270 : 364);
  if (is_sibling)
    child->family_id = self->last_family;
  if (!enr_child_save_in_txn (self->db, child, error)
      || !enr_child_enrol_in_txn (self->db, &child->id, enrolled_on, class_id, error))
    return FALSE;
  if (!is_sibling
      && (!make_contact (self, &child->family_id, 0, family->kanji, family->kana, mother, "母",
                         error)
          || !make_contact (self, &child->family_id, 1, family->kanji, family->kana, father, "父",
                            error)))
    return FALSE;
  if (!is_sibling && chance (self, 400)
      && !make_contact (self, &child->family_id, 2, family->kanji, family->kana,
                        PICK (self, sample_mothers), "祖母", error))
    return FALSE;

  certification.kind = age < 3 ? ENR_CERTIFICATION_3 : ENR_CERTIFICATION_2;
  certification.care_hours = chance (self, 750) ? ENR_CARE_STANDARD : ENR_CARE_SHORT;
  certification.number = (char *) "";
  certification.first = enrolled_on;
  certification.last = ENR_DATE_NONE;
  if (!enr_child_certify_in_txn (self->db, &child->id, &certification, error))
    return FALSE;

  self->last_family = child->family_id;
  self->last_family_name = family;
  sample.id = child->id;
  sample.birth_date = child->birth_date;
  sample.first = enrolled_on;
  sample.arrive = certification.care_hours == ENR_CARE_SHORT
                      ? g_rand_int_range (self->rand, 510, 550)
                      : g_rand_int_range (self->rand, 435, 540);
  sample.leave = certification.care_hours == ENR_CARE_SHORT
                     ? g_rand_int_range (self->rand, 945, 990)
                     : g_rand_int_range (self->rand, 1000, 1110);
  sample.mother = g_string_chunk_insert_const (self->strings, "母");
  sample.father = g_string_chunk_insert_const (self->strings, chance (self, 800) ? "父" : "祖母");
  g_array_append_val (self->children, sample);
  return TRUE;
}

static gboolean
make_facility (Maker *self, const EnrActor *actor, GError **error)
{
  g_autoptr (EnrFacility) facility = enr_facility_new_default ();

  g_free (facility->name);
  g_free (facility->director);
  facility->name = g_strdup ("さくら保育園（見本・架空）");
  facility->director = g_strdup ("見本 園子");
  facility->capacity = (self->options->n_children + 9) / 10 * 10;
  facility->is_saturday_by_plan = TRUE;
  facility->is_sample = TRUE;
  return enr_facility_save (self->db, actor, facility, error);
}

/* A fiscal year's classes, last year's children moved up, and new ones in the places that are free.
 */
static gboolean
make_year (Maker *self, const EnrActor *actor, int fiscal_year, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  EnrDate april = enr_fiscal_year_first (fiscal_year);
  EnrUuid classes[N_AGES];
  guint count[N_AGES] = { 0 };

  if (!enr_txn_begin (&txn, self->db, actor, NULL, error))
    return FALSE;
  for (int age = 0; age < N_AGES; age++)
    {
      EnrClass class = { 0 };

      class.fiscal_year = fiscal_year;
      class.name = (char *) class_names[age];
      class.age = age;
      class.colour = (char *) enr_class_default_colour (age);
      class.position = age;
      if (!enr_class_save_in_txn (self->db, &class, error))
        return FALSE;
      classes[age] = class.id;
    }
  for (guint i = self->children->len; i > 0; i--)
    {
      SampleChild *child = &g_array_index (self->children, SampleChild, i - 1);
      int age = enr_class_age (fiscal_year, child->birth_date);

      if (age >= N_AGES)
        {
          if (!enr_child_leave_in_txn (self->db, &child->id, april - 1, "卒園", NULL, error))
            return FALSE;
          g_array_remove_index (self->children, i - 1);
          continue;
        }
      if (!enr_child_move_in_txn (self->db, &child->id, &classes[age], april, NULL, error))
        return FALSE;
      count[age]++;
    }
  for (int age = 0; age < N_AGES; age++)
    {
      guint places = self->options->n_children / N_AGES
                     + ((guint) age >= N_AGES - self->options->n_children % N_AGES);

      for (; count[age] < places; count[age]++)
        if (!make_child (self, fiscal_year, age, april, &classes[age], error))
          return FALSE;
    }
  return enr_txn_commit (&txn, error);
}

static gboolean
stamp (Maker *self,
       const SampleChild *child,
       EnrDate day,
       EnrStampKind kind,
       int minutes,
       const char *collector,
       EnrInstant now,
       GError **error)
{
  EnrInstant at = enr_instant_from_local (day, minutes) + g_rand_int_range (self->rand, 0, 60);

  if (day == enr_clock_today () && at > now)
    return TRUE;
  return enr_stamp_append_in_txn (self->db, NULL, &child->id, day, kind, at, ENR_SOURCE_SAMPLE,
                                  collector, NULL, NULL, error);
}

static gboolean
make_absence (Maker *self, const SampleChild *child, EnrDate day, GError **error)
{
  static const struct
  {
    const char *kind;
    const char *reason;
    int weight;
  } kinds[] = {
    { "sick", "発熱 38.2℃", 400 },       { "sick", "せき・鼻水", 200 },
    { "personal", "家族と休み", 250 },   { "suspension", "手足口病", 80 },
    { "bereavement", "祖父の法事", 20 }, { "personal", "通院", 50 },
  };
  int roll = g_rand_int_range (self->rand, 0, 1000);
  guint i = 0;
  EnrEntryAbsence absence;

  while (i + 1 < G_N_ELEMENTS (kinds) && roll >= kinds[i].weight)
    roll -= kinds[i++].weight;
  absence = (EnrEntryAbsence){ kinds[i].kind, kinds[i].reason, child->mother,
                               enr_instant_from_local (day, g_rand_int_range (self->rand, 440, 530)) };
  return enr_entry_set_absence_in_txn (self->db, &child->id, day, &absence, error);
}

static gboolean
make_child_day (Maker *self,
                const SampleChild *child,
                EnrDate day,
                gboolean is_saturday,
                EnrInstant now,
                GError **error)
{
  int arrive = child->arrive + g_rand_int_range (self->rand, -8, 13);
  int leave = child->leave + g_rand_int_range (self->rand, -15, 21);
  gboolean is_last = day == self->options->until;
  const char *collector = chance (self, 700) ? child->mother : child->father;

  /* Care on Saturdays is applied for: who has not, has no plan. */
  if (is_saturday && !chance (self, 250))
    return TRUE;
  if (day > self->options->until - DAYS_WITH_PLAN)
    {
      EnrEntryPlan plan = { child->arrive / 5 * 5, child->leave / 5 * 5, collector };

      if (!enr_entry_set_plan_in_txn (self->db, &child->id, day, &plan, error))
        return FALSE;
    }
  if (chance (self, 55))
    return make_absence (self, child, day, error);
  /* On the last day somebody has not come, and nobody has called. */
  if (is_last && chance (self, 30))
    return TRUE;
  if (chance (self, 15))
    arrive += g_rand_int_range (self->rand, 40, 120);
  if (!stamp (self, child, day, ENR_STAMP_ARRIVE, arrive, "", now, error))
    return FALSE;
  /* A forgotten tap, for the office to find. */
  if (day > self->options->until - DAYS_LEFT_OPEN && chance (self, 15))
    return TRUE;
  if (chance (self, 10))
    leave -= g_rand_int_range (self->rand, 60, 180);
  return stamp (self, child, day, ENR_STAMP_LEAVE, MAX (leave, arrive + 30), collector, now, error);
}

static gboolean
close_day (Maker *self, EnrDate day, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (self->db, SQL_CLOSE);

  enr_bind_date (&st, ":day", day);
  enr_bind_instant (&st, ":at", enr_instant_from_local (day, 19 * 60 + 10));
  return enr_stmt_run (&st, error);
}

/* A month is one transaction: fast, and never half a day. */
static gboolean
make_days (Maker *self, const EnrActor *actor, EnrDate first, EnrDate last, GError **error)
{
  g_autoptr (EnrCalendar) calendar = enr_calendar_load (self->db, first, last, error);
  EnrInstant now = enr_clock_now ();

  if (calendar == NULL)
    return FALSE;
  for (EnrDate day = first; day <= last;)
    {
      g_auto (EnrTxn) txn = ENR_TXN_INIT;
      EnrDate month_end = MIN (last, enr_date_month_start (day, 1) - 1);

      if (!enr_txn_begin (&txn, self->db, actor, NULL, error))
        return FALSE;
      for (; day <= month_end; day++)
        {
          gboolean is_saturday = enr_date_weekday (day) == ENR_SATURDAY;

          if (enr_calendar_closed_name (calendar, day) != NULL)
            continue;
          for (guint i = 0; i < self->children->len; i++)
            if (!make_child_day (self, &g_array_index (self->children, SampleChild, i), day,
                                 is_saturday, now, error))
              return FALSE;
          if (day <= self->options->until - DAYS_LEFT_OPEN && !close_day (self, day, error))
            return FALSE;
        }
      if (!enr_txn_commit (&txn, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_empty (EnrDb *db, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_ANY_CHILD);
  int rc = enr_stmt_step (&st, error);

  if (rc > 0)
    g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                         _ ("This nursery has children already. The sample is made only in a new "
                            "file."));
  return rc == 0;
}

static gboolean
make_all (Maker *self, const EnrActor *actor, GError **error)
{
  int first_year = enr_fiscal_year (self->options->first);
  int last_year = enr_fiscal_year (self->options->until);

  for (int year = first_year; year <= last_year; year++)
    if (!make_year (self, actor, year, error)
        || !make_days (self, actor, MAX (self->options->first, enr_fiscal_year_first (year)),
                       MIN (self->options->until, enr_fiscal_year_last (year)), error))
      return FALSE;
  return TRUE;
}

gboolean
enr_sample_make (EnrDb *db, const EnrSampleOptions *options, GError **error)
{
  EnrActor actor = enr_actor (ENR_ACTOR_PROGRAM, enr_actor_this_device ());
  Maker maker = { 0 };
  gboolean is_made;

  g_return_val_if_fail (options->n_children > 0 && options->first <= options->until, FALSE);

  if (!check_empty (db, error))
    return FALSE;
  maker.db = db;
  maker.options = options;
  maker.rand = g_rand_new_with_seed (options->seed);
  maker.children = g_array_new (FALSE, FALSE, sizeof (SampleChild));
  maker.strings = g_string_chunk_new (1024);
  actor.name = "sample";
  is_made = make_facility (&maker, &actor, error) && make_all (&maker, &actor, error);
  g_rand_free (maker.rand);
  g_array_unref (maker.children);
  g_string_chunk_free (maker.strings);
  return is_made;
}
