/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "contact/illness.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "contact/contact-private.h"
#include "nursery/enrolment.h"
#include "nursery/error.h"

#define DAYS_BEFORE 100

#define COLUMNS                                                                                    \
  "i.id, i.child_id, c.family_name, c.given_name, i.disease, i.notice_id, i.known_day, i.onset, "  \
  "i.fever, i.relief, i.swelling, i.medicine, i.paper_day, i.back_day, i.note, i.removed_at "      \
  "FROM illness i JOIN child c ON c.id = i.child_id JOIN disease d ON d.key = i.disease "
#define IS_OPEN "(i.back_day IS NULL OR (d.paper <> '' AND i.paper_day IS NULL))"

ENR_SQL (SQL_LOAD, "SELECT " COLUMNS "WHERE i.id = :id AND i.removed_at IS NULL");
ENR_SQL (SQL_OPEN_OF_CHILD,
         "SELECT " COLUMNS "WHERE i.child_id = :child AND i.removed_at IS NULL "
         "AND (:disease IS NULL OR i.disease = :disease) AND " IS_OPEN
         " ORDER BY i.back_day IS NOT NULL, i.known_day DESC, i.id DESC LIMIT 1");
ENR_SQL (SQL_AWAY,
         "SELECT i.id FROM illness i WHERE i.child_id = :child AND i.disease = :disease "
         "AND i.removed_at IS NULL AND i.back_day IS NULL AND i.id IS NOT :id LIMIT 1");
ENR_SQL (SQL_OF_CHILD,
         "SELECT " COLUMNS
         "WHERE i.child_id = :child AND i.removed_at IS NULL ORDER BY i.known_day DESC, i.id DESC");
ENR_SQL (SQL_WATCHED,
         "SELECT " COLUMNS "WHERE i.removed_at IS NULL AND i.known_day <= :day AND " IS_OPEN
         " ORDER BY i.known_day, i.id");
ENR_SQL (SQL_INSERT,
         "INSERT INTO illness (id, child_id, disease, notice_id, known_day, onset, fever, relief, "
         "swelling, medicine, paper_day, back_day, note) VALUES (:id, :child, :disease, :notice, "
         ":known, :onset, :fever, :relief, :swelling, :medicine, :paper, :back, :note)");
ENR_SQL (SQL_UPDATE,
         "UPDATE illness SET child_id = :child, disease = :disease, notice_id = :notice, "
         "known_day = :known, onset = :onset, fever = :fever, relief = :relief, "
         "swelling = :swelling, medicine = :medicine, paper_day = :paper, back_day = :back, "
         "note = :note WHERE id = :id AND removed_at IS NULL");
ENR_SQL (SQL_REMOVE, "UPDATE illness SET removed_at = :now WHERE id = :id AND removed_at IS NULL");
ENR_SQL (SQL_TAKE_BACK,
         "UPDATE illness SET removed_at = :now WHERE notice_id = :notice AND removed_at IS NULL "
         "AND (:disease IS NULL OR disease <> :disease) AND onset IS NULL AND fever IS NULL "
         "AND relief IS NULL AND swelling IS NULL AND medicine IS NULL AND paper_day IS NULL "
         "AND back_day IS NULL AND note = ''");

static const char *const anchor_parameters[ENR_N_ANCHORS]
    = { NULL, ":onset", ":fever", ":relief", ":swelling", ":medicine" };

EnrIllness *
enr_illness_new (void)
{
  EnrIllness *self = g_new0 (EnrIllness, 1);

  self->child_name = g_strdup ("");
  self->disease = g_strdup ("");
  self->known_day = enr_clock_today ();
  for (guint i = 0; i < ENR_N_ANCHORS; i++)
    self->anchors[i] = ENR_DATE_NONE;
  self->paper_day = self->back_day = ENR_DATE_NONE;
  self->note = g_strdup ("");
  self->removed_at = ENR_INSTANT_NONE;
  return self;
}

EnrIllness *
enr_illness_copy (const EnrIllness *self)
{
  EnrIllness *copy = g_memdup2 (self, sizeof *self);

  copy->child_name = g_strdup (self->child_name);
  copy->disease = g_strdup (self->disease);
  copy->note = g_strdup (self->note);
  return copy;
}

void
enr_illness_free (EnrIllness *self)
{
  if (self == NULL)
    return;

  g_free (self->child_name);
  g_free (self->disease);
  g_free (self->note);
  g_free (self);
}

static EnrIllness *
read_illness (EnrStmt *st)
{
  EnrIllness *self = g_new0 (EnrIllness, 1);

  self->id = enr_column_uuid (st, 0);
  self->child_id = enr_column_uuid (st, 1);
  self->child_name = g_strdup_printf ("%s %s", enr_column_text (st, 2), enr_column_text (st, 3));
  g_strchomp (self->child_name);
  self->disease = enr_column_dup_text (st, 4);
  self->notice_id = enr_column_uuid (st, 5);
  self->known_day = enr_column_date (st, 6);
  self->anchors[ENR_ANCHOR_NONE] = ENR_DATE_NONE;
  for (int i = ENR_ANCHOR_ONSET; i < ENR_N_ANCHORS; i++)
    self->anchors[i] = enr_column_date (st, 7 + i - ENR_ANCHOR_ONSET);
  self->paper_day = enr_column_date (st, 12);
  self->back_day = enr_column_date (st, 13);
  self->note = enr_column_dup_text (st, 14);
  self->removed_at = enr_column_instant (st, 15);
  return self;
}

static GPtrArray *
read_all (EnrStmt *st, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_illness_free);
  int rc;

  while ((rc = enr_stmt_step (st, error)) > 0)
    g_ptr_array_add (list, read_illness (st));
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

EnrIllness *
enr_illness_load (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD);
  int rc;

  enr_bind_uuid (&st, ":id", id);
  rc = enr_stmt_step (&st, error);
  if (rc > 0)
    return read_illness (&st);
  if (rc == 0)
    enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN, _ ("There is no such illness (any more)."));
  return NULL;
}

EnrIllness *
enr_illness_find_open (EnrDb *db, const EnrUuid *child_id, const char *disease, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_OPEN_OF_CHILD);

  enr_bind_uuid (&st, ":child", child_id);
  enr_bind_text (&st, ":disease", disease);
  return enr_stmt_step (&st, error) > 0 ? read_illness (&st) : NULL;
}

GPtrArray *
enr_illness_list_child (EnrDb *db, const EnrUuid *child_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_OF_CHILD);

  enr_bind_uuid (&st, ":child", child_id);
  return read_all (&st, error);
}

static gboolean
check_days (const EnrIllness *self, GError **error)
{
  EnrDate onset = self->anchors[ENR_ANCHOR_ONSET];
  EnrDate today = enr_clock_today ();
  EnrDate days[ENR_N_ANCHORS + 3];
  guint n = 0;

  for (guint i = ENR_ANCHOR_ONSET; i < ENR_N_ANCHORS; i++)
    days[n++] = self->anchors[i];
  days[n++] = self->known_day;
  days[n++] = self->paper_day;
  days[n++] = self->back_day;
  for (guint i = 0; i < n; i++)
    {
      if (days[i] > today)
        return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                           _ ("A day that is still to come cannot be entered."));
      if (days[i] != ENR_DATE_NONE && days[i] < self->known_day - DAYS_BEFORE)
        return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                           _ ("The day is long before the illness was known. Is the year right?"));
    }
  if (onset == ENR_DATE_NONE)
    return TRUE;
  for (guint i = ENR_ANCHOR_FEVER; i < ENR_N_ANCHORS; i++)
    if (self->anchors[i] != ENR_DATE_NONE && self->anchors[i] < onset)
      {
        g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ORDER,
                     /* Translators: 解熱日, ... */
                     _ ("The %s is before the day of onset."), enr_anchor_label (i));
        return FALSE;
      }
  return self->back_day == ENR_DATE_NONE || self->back_day >= onset
             ? TRUE
             : enr_refuse (error, ENR_NURSERY_ERROR_ORDER,
                           _ ("The return is before the day of onset."));
}

/* The child must not have the disease twice at a time. 1: it has not; 0: it has; -1: failed. */
static int
is_free (EnrDb *db,
         const EnrUuid *child_id,
         const char *disease,
         const EnrUuid *but,
         GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_AWAY);
  int rc;

  enr_bind_uuid (&st, ":child", child_id);
  enr_bind_text (&st, ":disease", disease);
  enr_bind_uuid (&st, ":id", but);
  rc = enr_stmt_step (&st, error);
  return rc < 0 ? -1 : rc == 0;
}

static gboolean
check (EnrDb *db, const EnrIllness *self, GError **error)
{
  g_autoptr (EnrDisease) disease = NULL;
  int rc;

  if (self->known_day == ENR_DATE_NONE)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("The day is missing."));
  if (!check_days (self, error) || !enr_notice_check_text (self->note, error)
      || !enr_notice_check_child (db, &self->child_id, error))
    return FALSE;
  disease = enr_disease_load (db, self->disease, error);
  if (disease == NULL)
    return FALSE;
  rc = self->back_day == ENR_DATE_NONE
           ? is_free (db, &self->child_id, self->disease, &self->id, error)
           : 1;
  if (rc == 0)
    return enr_refuse (error, ENR_NURSERY_ERROR_ALREADY,
                       _ ("The child has this illness already and is not back."));
  return rc > 0;
}

static gboolean
store (EnrDb *db, const char *sql, const EnrIllness *self, GError **error)
{
  g_autofree char *note = enr_text_tidy_lines (self->note);
  g_auto (EnrStmt) st = enr_stmt (db, sql);

  enr_bind_uuid (&st, ":id", &self->id);
  enr_bind_uuid (&st, ":child", &self->child_id);
  enr_bind_text (&st, ":disease", self->disease);
  enr_bind_uuid (&st, ":notice", &self->notice_id);
  enr_bind_date (&st, ":known", self->known_day);
  for (guint i = ENR_ANCHOR_ONSET; i < ENR_N_ANCHORS; i++)
    enr_bind_date (&st, anchor_parameters[i], self->anchors[i]);
  enr_bind_date (&st, ":paper", self->paper_day);
  enr_bind_date (&st, ":back", self->back_day);
  enr_bind_text (&st, ":note", note);
  return enr_stmt_run (&st, error);
}

static gboolean
is_same (const EnrIllness *a, const EnrIllness *b)
{
  return enr_uuid_equal (&a->child_id, &b->child_id) && strcmp (a->disease, b->disease) == 0
         && enr_uuid_equal (&a->notice_id, &b->notice_id) && a->known_day == b->known_day
         && memcmp (a->anchors, b->anchors, sizeof a->anchors) == 0 && a->paper_day == b->paper_day
         && a->back_day == b->back_day && strcmp (a->note, b->note) == 0;
}

static gboolean
check_seen (EnrDb *db, const EnrIllness *self, const EnrIllness *seen, GError **error)
{
  g_autoptr (EnrIllness) stored = enr_illness_load (db, &self->id, error);

  if (stored == NULL)
    return FALSE;
  return seen != NULL && is_same (stored, seen)
             ? TRUE
             : enr_refuse (error, ENR_NURSERY_ERROR_CHANGED,
                           _ ("Somebody else changed this illness in the meantime."));
}

/* An illness of a child who is not there would be watched and counted nowhere. */
static gboolean
check_enrolled (EnrDb *db, const EnrIllness *self, GError **error)
{
  const EnrDate days[] = { self->known_day, enr_clock_today () };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      int rc = enr_child_is_enrolled (db, &self->child_id, days[i], error);

      if (rc != 0)
        return rc > 0;
    }
  return enr_refuse (error, ENR_NURSERY_ERROR_NOT_ENROLLED,
                     _ ("The child is not enrolled on that day."));
}

gboolean
enr_illness_save (EnrDb *db,
                  const EnrActor *actor,
                  EnrIllness *self,
                  const EnrIllness *seen,
                  GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  gboolean is_new = enr_uuid_is_none (&self->id);
  g_autoptr (EnrIllness) stored = enr_illness_copy (self);

  if (is_new)
    stored->id = enr_uuid_new ();
  if (!enr_txn_begin (&txn, db, actor, NULL, error)
      || !(is_new || check_seen (db, self, seen, error)) || !check (db, stored, error)
      || !(!is_new || check_enrolled (db, stored, error))
      || !store (db, is_new ? SQL_INSERT : SQL_UPDATE, stored, error)
      || !enr_txn_commit (&txn, error))
    return FALSE;
  self->id = stored->id;
  return TRUE;
}

gboolean
enr_illness_remove (EnrDb *db,
                    const EnrActor *actor,
                    const EnrUuid *id,
                    const char *reason,
                    GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, reason, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_REMOVE);

    enr_bind_uuid (&st, ":id", id);
    enr_bind_instant (&st, ":now", enr_clock_now ());
    if (!enr_stmt_run (&st, error))
      return FALSE;
    if (enr_stmt_changes (&st) == 0)
      return enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN,
                         _ ("There is no such illness (any more)."));
  }
  return enr_txn_commit (&txn, error);
}

gboolean
enr_illness_open_in_txn (EnrDb *db,
                         const EnrUuid *child_id,
                         const char *disease,
                         const EnrUuid *notice_id,
                         EnrDate known_day,
                         GError **error)
{
  g_autoptr (EnrIllness) self = NULL;
  int rc = is_free (db, child_id, disease, NULL, error);

  if (rc <= 0)
    return rc == 0;
  self = enr_illness_new ();
  g_free (self->disease);
  self->id = enr_uuid_new ();
  self->child_id = *child_id;
  self->disease = g_strdup (disease);
  self->notice_id = *notice_id;
  self->known_day = known_day;
  return store (db, SQL_INSERT, self, error);
}

gboolean
enr_illness_take_back_in_txn (EnrDb *db,
                              const EnrUuid *notice_id,
                              const char *disease,
                              GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_TAKE_BACK);

  enr_bind_uuid (&st, ":notice", notice_id);
  enr_bind_text (&st, ":disease", disease);
  enr_bind_instant (&st, ":now", enr_clock_now ());
  return enr_stmt_run (&st, error);
}

static void
watch_free (gpointer data)
{
  EnrWatch *self = data;

  enr_illness_free (self->illness);
  enr_disease_free (self->disease);
  g_free (self);
}

static guint
judge (const EnrWatch *watch, const EnrDay *day)
{
  const EnrDayChild *child = &g_array_index (day->children, EnrDayChild, watch->child);
  gboolean has_come = child->arrived != ENR_INSTANT_NONE;
  gboolean is_before
      = watch->earliest.kind == ENR_RETURN_MISSING
        || (watch->earliest.kind == ENR_RETURN_ON && day->date < watch->earliest.day);
  gboolean is_expected = day->closed_name == NULL && child->absence_kind < 0 && !child->is_unasked;
  /* On the day on which it was told, a child who is not announced as absent was here before that.
   */
  gboolean is_known = day->date > watch->illness->known_day || child->absence_kind >= 0;
  guint flags = 0;

  if (watch->disease->paper != ENR_RETURN_PAPER_NONE && watch->illness->paper_day == ENR_DATE_NONE)
    flags |= ENR_WATCH_PAPER;
  if (has_come)
    flags |= ENR_WATCH_HERE;
  if (is_before && is_known && watch->illness->back_day == ENR_DATE_NONE
      && (has_come || is_expected))
    flags |= ENR_WATCH_EARLY;
  return flags;
}

static GPtrArray *
load_watched (EnrDb *db, EnrDate day, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_WATCHED);

  enr_bind_date (&st, ":day", day);
  return read_all (&st, error);
}

/* Those of one child of the day; the list keeps its order. */
static void
add_watches (GPtrArray *watches,
             const EnrDay *day,
             guint child,
             GPtrArray *illnesses,
             GPtrArray *diseases)
{
  const EnrUuid *id = &g_array_index (day->children, EnrDayChild, child).child_id;

  for (guint i = 0; i < illnesses->len; i++)
    {
      const EnrIllness *illness = g_ptr_array_index (illnesses, i);
      EnrWatch *watch;

      if (!enr_uuid_equal (&illness->child_id, id))
        continue;
      watch = g_new0 (EnrWatch, 1);
      watch->illness = enr_illness_copy (illness);
      for (guint k = 0; watch->disease == NULL && k < diseases->len; k++)
        {
          const EnrDisease *disease = g_ptr_array_index (diseases, k);

          if (strcmp (disease->key, illness->disease) == 0)
            watch->disease = enr_disease_copy (disease);
        }
      watch->child = child;
      watch->earliest = enr_disease_return_day (watch->disease, illness->anchors);
      watch->flags = judge (watch, day);
      g_ptr_array_add (watches, watch);
    }
}

GPtrArray *
enr_illness_watch (EnrDb *db, const EnrDay *day, GError **error)
{
  g_autoptr (GPtrArray) illnesses = NULL;
  g_autoptr (GPtrArray) diseases = NULL;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  GPtrArray *watches;

  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  illnesses = load_watched (db, day->date, error);
  diseases = illnesses != NULL ? enr_disease_list (db, error) : NULL;
  if (diseases == NULL)
    return NULL;
  watches = g_ptr_array_new_with_free_func (watch_free);
  for (guint i = 0; i < day->children->len && illnesses->len > 0; i++)
    add_watches (watches, day, i, illnesses, diseases);
  return watches;
}

char *
enr_watch_dup_text (const EnrWatch *self, const EnrDay *day)
{
  const EnrDayChild *child = &g_array_index (day->children, EnrDayChild, self->child);
  g_autofree char *when = enr_return_dup_text (&self->earliest, self->disease);
  /* Translators: between two sentences on a line */
  const char *between = C_ ("sentences", "; ");
  GString *text = g_string_new (NULL);

  /* Translators: a child's name, a disease, and when the child may come again */
  g_string_append_printf (text, _ ("%s: %s, %s"), child->name, self->disease->name,
                          self->illness->back_day != ENR_DATE_NONE ? _ ("is back") : when);
  if ((self->flags & ENR_WATCH_EARLY) != 0)
    g_string_append_printf (text, "%s%s", between,
                            (self->flags & ENR_WATCH_HERE) != 0
                                ? _ ("has come earlier than allowed")
                                : _ ("no absence is announced for the day"));
  if ((self->flags & ENR_WATCH_PAPER) != 0)
    {
      g_string_append (text, between);
      /* Translators: 意見書 or 登園届 */
      g_string_append_printf (text, _ ("the %s is missing"),
                              enr_return_paper_label (self->disease->paper));
    }
  return g_string_free (text, FALSE);
}
