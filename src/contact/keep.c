/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "contact/keep-txn.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "nursery/error.h"

/* From the first of what stands on others to what they stand on. Every statement has :first and
 * :last. */
#define OF_DAY "day BETWEEN :first AND :last"
/* An instant's civil date in Tokyo, which has no summer time. */
#define DAY_OF(column) "date(" column ", 'unixepoch', '+9 hours')"
#define NOTICES "(SELECT id FROM notice WHERE last_day BETWEEN :first AND :last)"
#define PAGES_SENT "(SELECT id FROM recipient WHERE kind = 'notebook' AND " OF_DAY ")"
#define LETTERS_SENT "(SELECT id FROM recipient WHERE kind <> 'notebook' AND " OF_DAY ")"
#define LETTERS "(SELECT id FROM announcement WHERE " OF_DAY ")"
#define INQUIRIES "(SELECT id FROM inquiry WHERE " DAY_OF ("at") " BETWEEN :first AND :last)"
#define MEDICINES "(SELECT id FROM medicine WHERE last_day BETWEEN :first AND :last)"

ENR_SQL (SQL_NOTICE_SEEN, "DELETE FROM contact_seen WHERE kind = 'notice' AND subject IN " NOTICES);
ENR_SQL (SQL_NOTICE_DAYS, "DELETE FROM notice_day WHERE notice_id IN " NOTICES);
ENR_SQL (
    SQL_NOTICE_PLANS,
    "UPDATE notebook_plan SET notice_id = NULL, below_minutes = NULL WHERE notice_id IN " NOTICES);
ENR_SQL (SQL_NOTICE_ILLNESSES,
         "UPDATE illness SET notice_id = NULL WHERE notice_id IN " NOTICES
         " AND NOT known_day BETWEEN :first AND :last");
ENR_SQL (SQL_ILLNESSES, "DELETE FROM illness WHERE known_day BETWEEN :first AND :last");
ENR_SQL (SQL_NOTICES, "DELETE FROM notice WHERE last_day BETWEEN :first AND :last");

ENR_SQL (SQL_PAGE_SEEN, "DELETE FROM contact_seen WHERE kind = 'notebook' AND " OF_DAY);
ENR_SQL (SQL_PAGE_DELIVERIES, "DELETE FROM delivery WHERE recipient_id IN " PAGES_SENT);
ENR_SQL (SQL_PAGE_CHILDREN, "DELETE FROM recipient_child WHERE recipient_id IN " PAGES_SENT);
ENR_SQL (SQL_PAGE_RECIPIENTS, "DELETE FROM recipient WHERE kind = 'notebook' AND " OF_DAY);
ENR_SQL (SQL_PAGE_EVENTS, "DELETE FROM notebook_event WHERE " OF_DAY);
ENR_SQL (SQL_PAGE_PLANS, "DELETE FROM notebook_plan WHERE " OF_DAY);
ENR_SQL (SQL_PAGES, "DELETE FROM notebook WHERE " OF_DAY);

ENR_SQL (SQL_LETTER_SEEN,
         "DELETE FROM contact_seen WHERE kind = 'answer' AND subject IN " LETTERS_SENT);
ENR_SQL (SQL_LETTER_DELIVERIES, "DELETE FROM delivery WHERE recipient_id IN " LETTERS_SENT);
ENR_SQL (SQL_LETTER_CHILDREN, "DELETE FROM recipient_child WHERE recipient_id IN " LETTERS_SENT);
ENR_SQL (SQL_LETTER_RECIPIENTS, "DELETE FROM recipient WHERE kind <> 'notebook' AND " OF_DAY);
ENR_SQL (SQL_LETTER_FILES, "DELETE FROM announcement_file WHERE announcement_id IN " LETTERS);
ENR_SQL (SQL_LETTER_TO, "DELETE FROM announcement_to WHERE announcement_id IN " LETTERS);
ENR_SQL (SQL_LETTERS, "DELETE FROM announcement WHERE " OF_DAY);

ENR_SQL (SQL_INQUIRY_SEEN,
         "DELETE FROM contact_seen WHERE kind = 'inquiry' AND subject IN " INQUIRIES);
ENR_SQL (SQL_INQUIRIES, "DELETE FROM inquiry WHERE " DAY_OF ("at") " BETWEEN :first AND :last");
ENR_SQL (SQL_PROMISES, "DELETE FROM promise WHERE due_day BETWEEN :first AND :last");

ENR_SQL (SQL_CALLS, "DELETE FROM call_log WHERE " OF_DAY);

ENR_SQL (SQL_DOSES, "DELETE FROM medicine_given WHERE medicine_id IN " MEDICINES);
ENR_SQL (SQL_MEDICINES, "DELETE FROM medicine WHERE last_day BETWEEN :first AND :last");

/* What there is up to :last, by fiscal year: April is its first month. */
#define BY_YEAR(day, from)                                                                         \
  "SELECT CAST (strftime ('%Y', date (" day ", 'start of month', '-3 months')) AS INTEGER) AS "    \
  "year, count(*) FROM " from " WHERE " day " <= :last GROUP BY year ORDER BY year"
ENR_SQL (
    SQL_COUNT_NOTICES,
    "SELECT year, sum(n) FROM ("
    "SELECT CAST (strftime ('%Y', date (last_day, 'start of month', '-3 months')) AS INTEGER) "
    "AS year, count(*) AS n FROM notice WHERE last_day <= :last GROUP BY year UNION ALL "
    "SELECT CAST (strftime ('%Y', date (known_day, 'start of month', '-3 months')) AS INTEGER) "
    "AS year, count(*) AS n FROM illness WHERE known_day <= :last GROUP BY year) "
    "GROUP BY year ORDER BY year");
ENR_SQL (SQL_COUNT_PAGES, BY_YEAR ("day", "notebook"));
ENR_SQL (SQL_COUNT_LETTERS,
         "SELECT year, sum(n) FROM ("
         "SELECT CAST (strftime ('%Y', date (day, 'start of month', '-3 months')) AS INTEGER) AS "
         "year, count(*) AS n FROM announcement WHERE day <= :last GROUP BY year UNION ALL "
         "SELECT CAST (strftime ('%Y', date (day, 'start of month', '-3 months')) AS INTEGER) AS "
         "year, count(*) AS n FROM recipient WHERE kind = 'check' AND day <= :last GROUP BY year) "
         "GROUP BY year ORDER BY year");
ENR_SQL (
    SQL_COUNT_INQUIRIES,
    "SELECT year, sum(n) FROM ("
    "SELECT CAST (strftime ('%Y', date (" DAY_OF (
        "at") ", 'start of month', '-3 months')) AS "
              "INTEGER) AS year, count(*) AS n FROM inquiry WHERE " DAY_OF (
                  "at") " <= :last GROUP BY "
                        "year UNION ALL "
                        "SELECT CAST (strftime ('%Y', date (due_day, 'start of month', '-3 "
                        "months')) AS INTEGER) AS "
                        "year, count(*) AS n FROM promise WHERE due_day <= :last GROUP BY year) "
                        "GROUP BY year ORDER BY year");
ENR_SQL (SQL_COUNT_CALLS, BY_YEAR ("day", "call_log"));
ENR_SQL (SQL_COUNT_MEDICINES, BY_YEAR ("last_day", "medicine"));

ENR_SQL (SQL_YEARS, "SELECT kind, ifnull (years, 0) FROM contact_keep");
ENR_SQL (SQL_SET_YEARS,
         "INSERT INTO contact_keep (kind, years) VALUES (:kind, nullif (:years, 0)) "
         "ON CONFLICT (kind) DO UPDATE SET years = excluded.years");
ENR_SQL (SQL_OPEN_DOOR,
         "INSERT INTO contact_keep (kind, years, destroys_until) VALUES (:kind, :years, :last) "
         "ON CONFLICT (kind) DO UPDATE SET destroys_until = excluded.destroys_until");
ENR_SQL (SQL_CLOSE_DOOR, "UPDATE contact_keep SET destroys_until = NULL WHERE kind = :kind");
ENR_SQL (SQL_WAITS,
         "SELECT 1 FROM delivery d JOIN recipient r ON r.id = d.recipient_id "
         "WHERE d.state IN ('waiting', 'handing') AND r.day BETWEEN :first AND :last "
         "AND (r.kind = 'notebook') = :notebook LIMIT 1");
ENR_SQL (SQL_DESTRUCTION,
         "INSERT INTO destruction (id, at, name, reason) VALUES (:id, :at, :name, :reason)");
ENR_SQL (SQL_LINE,
         "INSERT INTO destruction_line (destruction_id, position, label, fiscal_year, kept_until, "
         "count) VALUES (:id, :position, :label, :year, :until, :count)");

#define MOST_STEPS 7

static const struct
{
  const char *key;
  const char *label;
  const char *count;
  const char *steps[MOST_STEPS + 1];
} kinds[ENR_N_CONTACT_KEEPS] = {
  { "notice",
    "欠席等の連絡・感染症の記録",
    SQL_COUNT_NOTICES,
    { SQL_NOTICE_SEEN, SQL_NOTICE_DAYS, SQL_NOTICE_PLANS, SQL_NOTICE_ILLNESSES, SQL_ILLNESSES,
      SQL_NOTICES } },
  { "notebook",
    "連絡帳",
    SQL_COUNT_PAGES,
    { SQL_PAGE_SEEN, SQL_PAGE_DELIVERIES, SQL_PAGE_CHILDREN, SQL_PAGE_RECIPIENTS, SQL_PAGE_EVENTS,
      SQL_PAGE_PLANS, SQL_PAGES } },
  { "letter",
    "お便り",
    SQL_COUNT_LETTERS,
    { SQL_LETTER_SEEN, SQL_LETTER_DELIVERIES, SQL_LETTER_CHILDREN, SQL_LETTER_RECIPIENTS,
      SQL_LETTER_FILES, SQL_LETTER_TO, SQL_LETTERS } },
  { "inquiry",
    "連絡・問い合わせと約束",
    SQL_COUNT_INQUIRIES,
    { SQL_INQUIRY_SEEN, SQL_INQUIRIES, SQL_PROMISES } },
  { "call", "架電記録", SQL_COUNT_CALLS, { SQL_CALLS } },
  { "medicine", "与薬依頼書・与薬の記録", SQL_COUNT_MEDICINES, { SQL_DOSES, SQL_MEDICINES } },
};

const char *
enr_contact_keep_key (EnrContactKeep kind)
{
  return kinds[kind].key;
}

int
enr_contact_keep_from_key (const char *key)
{
  for (int i = 0; i < ENR_N_CONTACT_KEEPS; i++)
    if (strcmp (kinds[i].key, key) == 0 || strcmp (kinds[i].label, key) == 0)
      return i;
  return -1;
}

const char *
enr_contact_keep_label (EnrContactKeep kind)
{
  return kinds[kind].label;
}

char *
enr_contact_keep_item_dup_name (const EnrContactKeepItem *self)
{
  g_autofree char *year = enr_fiscal_year_dup_era (self->fiscal_year);

  return g_strdup_printf ("%s　%s　%u件", kinds[self->kind].label, year, self->count);
}

gboolean
enr_contact_keep_get_years (EnrDb *db, int *years, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_YEARS);
  int rc;

  for (int i = 0; i < ENR_N_CONTACT_KEEPS; i++)
    years[i] = ENR_CONTACT_KEEP_YEARS;
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      int kind = enr_contact_keep_from_key (enr_column_text (&st, 0));

      if (kind >= 0)
        years[kind] = (int) enr_column_int (&st, 1);
    }
  return rc == 0;
}

static gboolean
run_on_kind (EnrDb *db, const char *sql, EnrContactKeep kind, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, sql);

  enr_bind_text (&st, ":kind", kinds[kind].key);
  return enr_stmt_run (&st, error);
}

gboolean
enr_contact_keep_set_years (EnrDb *db,
                            const EnrActor *actor,
                            EnrContactKeep kind,
                            int years,
                            GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (years < 0 || years > 99)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("Enter 1 to 99 years, or none for keeping without end."));
  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_SET_YEARS);

    enr_bind_text (&st, ":kind", kinds[kind].key);
    enr_bind_int (&st, ":years", years);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_txn_commit (&txn, error);
}

static EnrDate
until_of (int fiscal_year, int years)
{
  return enr_fiscal_year_last (fiscal_year + years);
}

/* The last fiscal year of which the time is over. */
static int
last_over (EnrDate today, int years)
{
  return enr_fiscal_year (today) - 1 - years;
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const EnrContactKeepItem *left = *(const EnrContactKeepItem *const *) a;
  const EnrContactKeepItem *right = *(const EnrContactKeepItem *const *) b;

  if (left->kept_until != right->kept_until)
    return left->kept_until < right->kept_until ? -1 : 1;
  return (int) left->kind - (int) right->kind;
}

static gboolean
add_over (EnrDb *db, EnrContactKeep kind, int years, EnrDate today, GPtrArray *list, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, kinds[kind].count);
  int rc;

  enr_bind_date (&st, ":last", enr_fiscal_year_last (last_over (today, years)));
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrContactKeepItem *item = g_new (EnrContactKeepItem, 1);

      item->kind = kind;
      item->fiscal_year = (int) enr_column_int (&st, 0);
      item->count = (guint) enr_column_int (&st, 1);
      item->kept_until = until_of (item->fiscal_year, years);
      g_ptr_array_add (list, item);
    }
  return rc == 0;
}

GPtrArray *
enr_contact_keep_list (EnrDb *db, EnrDate today, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  int years[ENR_N_CONTACT_KEEPS];

  if (!enr_txn_begin_read (&txn, db, error) || !enr_contact_keep_get_years (db, years, error))
    return NULL;
  for (int i = 0; i < ENR_N_CONTACT_KEEPS; i++)
    if (years[i] > 0 && !add_over (db, (EnrContactKeep) i, years[i], today, list, error))
      return NULL;
  g_ptr_array_sort (list, compare_items);
  return g_steal_pointer (&list);
}

static void
bind_year (EnrStmt *st, int fiscal_year)
{
  enr_bind_date (st, ":first", enr_fiscal_year_first (fiscal_year));
  enr_bind_date (st, ":last", enr_fiscal_year_last (fiscal_year));
}

static gboolean
check_nothing_waits (EnrDb *db, EnrContactKeep kind, int fiscal_year, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_WAITS);
  int rc;

  if (kind != ENR_CONTACT_KEEP_LETTER && kind != ENR_CONTACT_KEEP_NOTEBOOK)
    return TRUE;
  bind_year (&st, fiscal_year);
  enr_bind_int (&st, ":notebook", kind == ENR_CONTACT_KEEP_NOTEBOOK);
  rc = enr_stmt_step (&st, error);
  if (rc > 0)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("Something that was chosen still waits to be delivered. Nothing was "
                          "destroyed."));
  return rc == 0;
}

static gboolean
destroy_year (EnrDb *db, EnrContactKeep kind, int fiscal_year, GError **error)
{
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_OPEN_DOOR);

    enr_bind_text (&st, ":kind", kinds[kind].key);
    enr_bind_int (&st, ":years", ENR_CONTACT_KEEP_YEARS);
    enr_bind_date (&st, ":last", enr_fiscal_year_last (fiscal_year));
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  for (int i = 0; kinds[kind].steps[i] != NULL; i++)
    {
      g_auto (EnrStmt) st = enr_stmt (db, kinds[kind].steps[i]);

      bind_year (&st, fiscal_year);
      if (!enr_stmt_run (&st, error))
        return FALSE;
    }
  return run_on_kind (db, SQL_CLOSE_DOOR, kind, error);
}

static gboolean
write_certificate (EnrDb *db,
                   const EnrActor *actor,
                   const EnrUuid *id,
                   const char *reason,
                   GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_DESTRUCTION);

  enr_bind_uuid (&st, ":id", id);
  enr_bind_instant (&st, ":at", enr_clock_now ());
  enr_bind_text (&st, ":name", actor->name);
  enr_bind_text (&st, ":reason", reason);
  return enr_stmt_run (&st, error);
}

static gboolean
write_line (EnrDb *db,
            const EnrUuid *id,
            guint position,
            const EnrContactKeepItem *item,
            GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LINE);

  enr_bind_uuid (&st, ":id", id);
  enr_bind_int (&st, ":position", position);
  enr_bind_text (&st, ":label", kinds[item->kind].label);
  enr_bind_int (&st, ":year", item->fiscal_year);
  enr_bind_date (&st, ":until", item->kept_until);
  enr_bind_int (&st, ":count", item->count);
  return enr_stmt_run (&st, error);
}

static const EnrContactKeepItem *
find_over (const GPtrArray *over, const EnrContactKeepItem *wanted)
{
  for (guint i = 0; i < over->len; i++)
    {
      const EnrContactKeepItem *item = g_ptr_array_index (over, i);

      if (item->kind == wanted->kind && item->fiscal_year == wanted->fiscal_year)
        return item;
    }
  return NULL;
}

gboolean
enr_contact_keep_destroy_in_txn (EnrDb *db,
                                 const EnrActor *actor,
                                 const EnrContactKeepItem *items,
                                 guint n_items,
                                 EnrDate today,
                                 const char *reason,
                                 EnrUuid *id,
                                 GError **error)
{
  g_autoptr (GPtrArray) over = NULL;
  g_autofree char *tidy = enr_text_tidy_lines (reason);

  g_return_val_if_fail (enr_db_in_write (db) && n_items > 0, FALSE);

  if (enr_text_is_blank (reason))
    return enr_refuse (error, ENR_NURSERY_ERROR_REASON, _ ("Please say why it is destroyed."));
  if (enr_text_is_blank (actor->name))
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("Only a person with a name can destroy records."));
  *id = enr_uuid_new ();
  over = enr_contact_keep_list (db, today, error);
  if (over == NULL || !write_certificate (db, actor, id, tidy, error))
    return FALSE;
  enr_db_destroys (db);
  for (guint i = 0; i < n_items; i++)
    {
      const EnrContactKeepItem *item = find_over (over, &items[i]);

      if (item == NULL)
        return enr_refuse (
            error, ENR_NURSERY_ERROR_INVALID,
            _ ("Something that was chosen has still to be kept. Nothing was destroyed."));
      if (!check_nothing_waits (db, item->kind, item->fiscal_year, error)
          || !destroy_year (db, item->kind, item->fiscal_year, error)
          || !write_line (db, id, i, item, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
enr_contact_keep_destroy (EnrDb *db,
                          const EnrActor *actor,
                          const EnrContactKeepItem *items,
                          guint n_items,
                          EnrDate today,
                          const char *reason,
                          EnrUuid *id,
                          GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, reason, error)
         && enr_contact_keep_destroy_in_txn (db, actor, items, n_items, today, reason, id, error)
         && enr_txn_commit (&txn, error);
}
