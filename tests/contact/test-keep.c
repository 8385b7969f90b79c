/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Destroying what parents and nursery told each other, when its time is over: all of it and nothing else, in
 * a nursery that has something of everything.
 */
#include "config.h"

#include <string.h>

#include "attendance/sample.h"
#include "base/clock.h"
#include "contact/inquiry.h"
#include "contact/keep.h"
#include "contact/sample.h"
#include "nursery/error.h"
#include "store/check.h"
#include "support/fixture.h"

#define LAST (enr_date_new (2026, 3, 13)) /* of the sample: fiscal year 2025 */
#define OVER (enr_date_new (2031, 4, 1))  /* five years after 2026-03-31 */
#define SECRET "おばあちゃんの入院の話はまだ内緒です"

ENR_SQL (SQL_ATTENDANCE, "SELECT count(*) || ' ' || total (length (absence_reason)) FROM attendance");
ENR_SQL (SQL_BROKEN, "SELECT count(*) FROM pragma_foreign_key_check");
ENR_SQL (SQL_LEFT,
         "SELECT (SELECT count(*) FROM notice) + (SELECT count(*) FROM notice_day) + "
         "(SELECT count(*) FROM illness) + (SELECT count(*) FROM notebook) + "
         "(SELECT count(*) FROM notebook_event) + (SELECT count(*) FROM notebook_plan) + "
         "(SELECT count(*) FROM announcement) + (SELECT count(*) FROM announcement_to) + "
         "(SELECT count(*) FROM announcement_file) + (SELECT count(*) FROM recipient) + "
         "(SELECT count(*) FROM recipient_child) + (SELECT count(*) FROM delivery) + "
         "(SELECT count(*) FROM inquiry) + (SELECT count(*) FROM promise) + "
         "(SELECT count(*) FROM call_log) + (SELECT count(*) FROM medicine) + "
         "(SELECT count(*) FROM medicine_given) + (SELECT count(*) FROM contact_seen)");
ENR_SQL (SQL_DOORS, "SELECT count(*) FROM contact_keep WHERE destroys_until IS NOT NULL");
ENR_SQL (SQL_MEDICINE, "UPDATE medicine SET name = 'けいれん止め坐薬', note = 'てんかんの持病あり'");
ENR_SQL (SQL_FINISH, "UPDATE delivery SET state = 'cancelled' WHERE state = 'waiting'");
ENR_SQL (SQL_UNDO_CALL, "DELETE FROM call_log");
ENR_SQL (SQL_TELLING,
         "SELECT count(*) FROM journal WHERE op = 'D' AND changes <> '{}' AND tbl IN ('notice', "
         "'notebook', 'announcement', 'recipient', 'delivery', 'inquiry', 'call_log', 'medicine')");
ENR_SQL (SQL_KEYS, "SELECT count(*) FROM journal WHERE op = 'D' AND tbl = 'call_log'");
ENR_SQL (SQL_CERTIFICATE,
         "SELECT group_concat (label || ' ' || fiscal_year || ' ' || kept_until, ', ') FROM "
         "(SELECT * FROM destruction_line ORDER BY position)");

typedef struct
{
  char *folder;
  char *path;
  EnrDb *db;
  EnrActor actor;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const EnrSampleOptions options = { 60, LAST - 20, LAST, 7 };
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrInquiry) inquiry = enr_inquiry_new ();
  EnrUuid child;

  enr_clock_set_fixed (enr_instant_from_local (LAST, 18 * 60));
  fixture->folder = enr_test_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "sample.db", NULL);
  fixture->actor = (EnrActor){ ENR_ACTOR_OFFICE, enr_uuid_none, "事務 花", "test" };
  fixture->db = enr_db_open (fixture->path, ENR_DB_READ_WRITE | ENR_DB_CREATE, &error);
  g_assert_no_error (error);
  g_assert_true (enr_sample_make (fixture->db, &options, &error));
  g_assert_true (enr_notice_sample (fixture->db, &fixture->actor, LAST, NULL, &error));
  g_assert_true (enr_notebook_sample (fixture->db, &fixture->actor, LAST, &error));
  g_assert_true (enr_announcement_sample (fixture->db, &fixture->actor, LAST, &error));
  {
    g_auto (EnrStmt) st = enr_stmt (fixture->db, "SELECT id FROM child LIMIT 1");

    g_assert_cmpint (enr_stmt_step (&st, NULL), ==, 1);
    child = enr_column_uuid (&st, 0);
  }
  inquiry->child_id = child;
  g_free (inquiry->body);
  inquiry->body = g_strdup (SECRET);
  g_free (inquiry->by_name);
  inquiry->by_name = g_strdup ("母");
  enr_inquiry_add (fixture->db, &fixture->actor, inquiry, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  enr_db_close (fixture->db);
  enr_test_folder_free (fixture->folder);
  g_free (fixture->path);
}

static char *
ask (Fixture *fixture, const char *sql)
{
  g_auto (EnrStmt) st = enr_stmt (fixture->db, sql);
  g_autoptr (GError) error = NULL;

  enr_stmt_step (&st, &error);
  g_assert_no_error (error);
  return enr_column_dup_text (&st, 0);
}

static void
assert_number (Fixture *fixture, const char *sql, const char *expected)
{
  g_autofree char *found = ask (fixture, sql);

  g_assert_cmpstr (found, ==, expected);
}

static gboolean
change (Fixture *fixture, const char *sql)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  g_assert_true (enr_txn_begin (&txn, fixture->db, &fixture->actor, NULL, NULL));
  {
    g_auto (EnrStmt) st = enr_stmt (fixture->db, sql);

    if (!enr_stmt_run (&st, NULL))
      return FALSE;
  }
  return enr_txn_commit (&txn, NULL);
}

static GPtrArray *
list (Fixture *fixture, EnrDate today)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *over = enr_contact_keep_list (fixture->db, today, &error);

  g_assert_no_error (error);
  return over;
}

static gboolean
destroy_all (Fixture *fixture, EnrDate today, GError **error)
{
  g_autoptr (GPtrArray) over = list (fixture, OVER);
  g_autofree EnrContactKeepItem *items = g_new (EnrContactKeepItem, over->len);
  EnrUuid id;

  for (guint i = 0; i < over->len; i++)
    items[i] = *(const EnrContactKeepItem *) g_ptr_array_index (over, i);
  return enr_contact_keep_destroy (fixture->db, &fixture->actor, items, over->len, today,
                                   "保存年限を過ぎたため", &id, error);
}

/* Whether a text is anywhere in the file. */
static gboolean
file_has (Fixture *fixture, const char *text)
{
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  enr_db_close (fixture->db);
  g_assert_true (g_file_get_contents (fixture->path, &content, &length, &error));
  fixture->db = enr_db_open (fixture->path, ENR_DB_READ_WRITE, &error);
  g_assert_no_error (error);
  return memmem (content, length, text, strlen (text)) != NULL;
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) none = list (fixture, OVER - 1);
  g_autoptr (GPtrArray) over = list (fixture, OVER);
  g_autoptr (GPtrArray) kept = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;
  int years[ENR_N_CONTACT_KEEPS];
  gboolean seen[ENR_N_CONTACT_KEEPS] = { FALSE };

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (over->len, ==, ENR_N_CONTACT_KEEPS);
  for (guint i = 0; i < over->len; i++)
    {
      const EnrContactKeepItem *item = g_ptr_array_index (over, i);

      seen[item->kind] = TRUE;
      g_assert_cmpint (item->fiscal_year, ==, 2025);
      g_assert_cmpint (item->kept_until, ==, enr_date_new (2031, 3, 31));
      g_assert_cmpuint (item->count, >, 0);
    }
  for (int i = 0; i < ENR_N_CONTACT_KEEPS; i++)
    g_assert_true (seen[i]);
  name = enr_contact_keep_item_dup_name (g_ptr_array_index (over, 1));
  g_assert_true (g_str_has_prefix (name, "連絡帳　令和7年度　"));

  /* The nursery decides: longer, without end, and no nonsense. */
  g_assert_true (enr_contact_keep_set_years (fixture->db, &fixture->actor,
                                             ENR_CONTACT_KEEP_NOTEBOOK, 6, &error));
  g_assert_true (enr_contact_keep_set_years (fixture->db, &fixture->actor, ENR_CONTACT_KEEP_CALL,
                                             0, &error));
  g_assert_false (enr_contact_keep_set_years (fixture->db, &fixture->actor, ENR_CONTACT_KEEP_CALL,
                                              100, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (enr_contact_keep_get_years (fixture->db, years, &error));
  g_assert_cmpint (years[ENR_CONTACT_KEEP_NOTEBOOK], ==, 6);
  g_assert_cmpint (years[ENR_CONTACT_KEEP_CALL], ==, 0);
  g_assert_cmpint (years[ENR_CONTACT_KEEP_LETTER], ==, 5);
  kept = list (fixture, OVER);
  g_assert_cmpuint (kept->len, ==, ENR_N_CONTACT_KEEPS - 2);
}

static void
test_destroyed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *attendance = ask (fixture, SQL_ATTENDANCE);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) over = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (change (fixture, SQL_FINISH));
  g_assert_true (change (fixture, SQL_MEDICINE));
  g_assert_true (file_has (fixture, SECRET));
  g_assert_true (file_has (fixture, "けいれん止め坐薬"));
  g_assert_true (destroy_all (fixture, OVER, &error));
  g_assert_no_error (error);

  assert_number (fixture, SQL_LEFT, "0");
  assert_number (fixture, SQL_BROKEN, "0");
  assert_number (fixture, SQL_DOORS, "0");
  assert_number (fixture, SQL_ATTENDANCE, attendance);
  assert_number (fixture, SQL_CERTIFICATE,
                 "欠席等の連絡・感染症の記録 2025 2031-03-31, 連絡帳 2025 2031-03-31, お便り 2025 "
                 "2031-03-31, 連絡・問い合わせと約束 2025 2031-03-31, 架電記録 2025 2031-03-31, "
                 "与薬依頼書・与薬の記録 2025 2031-03-31");
  over = list (fixture, OVER);
  g_assert_cmpuint (over->len, ==, 0);

  /* The journal says that, and not what; and the chain holds. */
  assert_number (fixture, SQL_TELLING, "0");
  assert_number (fixture, SQL_KEYS, "1");
  problems = enr_db_check (fixture->db, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_false (file_has (fixture, SECRET));
  g_assert_false (file_has (fixture, "けいれん止め坐薬"));
  g_assert_false (file_has (fixture, "てんかんの持病あり"));
}

static void
assert_refused (Fixture *fixture, EnrDate today, int code)
{
  g_autofree char *before = ask (fixture, SQL_LEFT);
  g_autoptr (GError) error = NULL;

  g_assert_false (destroy_all (fixture, today, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, code);
  assert_number (fixture, SQL_LEFT, before);
  assert_number (fixture, "SELECT count(*) FROM destruction", "0");
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  const EnrContactKeepItem item = { ENR_CONTACT_KEEP_CALL, 2025, OVER, 1 };
  g_autoptr (GError) error = NULL;
  EnrUuid id;

  /* A letter waits for its printer. */
  assert_refused (fixture, OVER, ENR_NURSERY_ERROR_INVALID);
  g_assert_true (change (fixture, SQL_FINISH));
  assert_refused (fixture, OVER - 1, ENR_NURSERY_ERROR_INVALID);
  fixture->actor.name = " ";
  assert_refused (fixture, OVER, ENR_NURSERY_ERROR_INVALID);
  fixture->actor.name = "事務 花";
  g_assert_false (enr_contact_keep_destroy (fixture->db, &fixture->actor, &item, 1, OVER, "　",
                                            &id, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_REASON);
  /* By no other way, neither before nor after another year was destroyed. */
  g_assert_false (change (fixture, SQL_UNDO_CALL));
  assert_number (fixture, "SELECT count(*) > 0 FROM call_log", "1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/contact/keep/list", Fixture, NULL, set_up, test_list, tear_down);
  g_test_add ("/contact/keep/destroyed", Fixture, NULL, set_up, test_destroyed, tear_down);
  g_test_add ("/contact/keep/refused", Fixture, NULL, set_up, test_refused, tear_down);
  return g_test_run ();
}
