/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "support/fixture.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "base/clock.h"
#include "nursery/child.h"
#include "nursery/class.h"
#include "nursery/enrolment.h"
#include "nursery/facility.h"

#define YEAR 2026

char *
enr_test_folder_new (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("enroku-test-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static void
remove_tree (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        remove_tree (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

void
enr_test_folder_free (char *folder)
{
  if (folder == NULL)
    return;

  remove_tree (folder);
  g_free (folder);
}

EnrDate
enr_test_day (void)
{
  return enr_date_new (YEAR, 6, 10);
}

EnrInstant
enr_test_at (int hour, int minute)
{
  return enr_instant_from_local (enr_test_day (), hour * 60 + minute);
}

static void
make_facility (EnrTestNursery *self)
{
  g_autoptr (EnrFacility) facility = enr_facility_new_default ();
  g_autoptr (GError) error = NULL;

  g_free (facility->name);
  facility->name = g_strdup ("こもれび保育園");
  enr_facility_save (self->db, &self->actor, facility, &error);
  g_assert_no_error (error);
}

static void
make_classes (EnrTestNursery *self)
{
  static const char *const names[]
      = { "ひよこ", "りす", "うさぎ", "ぱんだ", "きりん", "ぞう" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (EnrClass) class = g_new0 (EnrClass, 1);
      g_autoptr (GError) error = NULL;

      class->fiscal_year = YEAR;
      class->name = g_strdup (names[i]);
      class->age = (int) i;
      class->colour = g_strdup (enr_class_default_colour ((int) i));
      class->position = (int) i;
      enr_class_save (self->db, &self->actor, class, &error);
      g_assert_no_error (error);
      self->classes[i] = class->id;
    }
}

static void
make_child (EnrTestNursery *self, guint index)
{
  static const char *const families[] = { "青木", "石橋", "𠮷野", "髙橋", "渡邉", "小泉" };
  static const char *const kana[]
      = { "あおき", "いしばし", "よしの", "たかはし", "わたなべ", "こいずみ" };
  g_autoptr (EnrChild) child = enr_child_new ();
  g_autoptr (GError) error = NULL;
  int age = (int) (index % 6);

  g_free (child->family_name);
  g_free (child->given_name);
  g_free (child->family_kana);
  g_free (child->given_kana);
  child->external_id = g_strdup_printf ("T%04u", index + 1);
  child->family_name = g_strdup (families[index % G_N_ELEMENTS (families)]);
  child->given_name = g_strdup_printf ("第%u子", index + 1);
  child->family_kana = g_strdup (kana[index % G_N_ELEMENTS (kana)]);
  child->given_kana = g_strdup ("てすと");
  child->sex = index % 2 == 0 ? ENR_SEX_FEMALE : ENR_SEX_MALE;
  child->birth_date = enr_date_new (YEAR - 1 - age, 5, 10);
  enr_child_save (self->db, &self->actor, child, &error);
  g_assert_no_error (error);
  enr_child_enrol (self->db, &self->actor, &child->id, enr_fiscal_year_first (YEAR),
                   &self->classes[age], &error);
  g_assert_no_error (error);
  self->children[index] = child->id;
}

EnrTestNursery *
enr_test_nursery_new (guint n_children)
{
  EnrTestNursery *self = g_new0 (EnrTestNursery, 1);
  g_autoptr (GError) error = NULL;

  enr_clock_set_fixed (enr_test_at (10, 0));
  self->folder = enr_test_folder_new ();
  self->path = g_build_filename (self->folder, "nursery.db", NULL);
  self->actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  self->children = g_new0 (EnrUuid, n_children);
  self->n_children = n_children;
  self->db = enr_db_open (self->path, ENR_DB_READ_WRITE | ENR_DB_CREATE, &error);
  g_assert_no_error (error);

  make_facility (self);
  make_classes (self);
  for (guint i = 0; i < n_children; i++)
    make_child (self, i);
  return self;
}

void
enr_test_nursery_reopen (EnrTestNursery *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->db, enr_db_close);
  self->db = enr_db_open (self->path, ENR_DB_READ_WRITE, &error);
  g_assert_no_error (error);
}

void
enr_test_nursery_free (EnrTestNursery *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->db, enr_db_close);
  enr_clock_set_source (NULL, NULL);
  enr_test_folder_free (self->folder);
  g_free (self->path);
  g_free (self->children);
  g_free (self);
}

static void
dump_value (GString *text, sqlite3_stmt *stmt, int column)
{
  switch (sqlite3_column_type (stmt, column))
    {
    case SQLITE_NULL:
      g_string_append (text, " NULL");
      break;
    case SQLITE_BLOB:
      g_string_append (text, " x");
      for (int i = 0; i < sqlite3_column_bytes (stmt, column); i++)
        g_string_append_printf (text, "%02x", ((const guint8 *) sqlite3_column_blob (stmt, column))[i]);
      break;
    default:
      g_string_append_printf (text, " '%s'", (const char *) sqlite3_column_text (stmt, column));
      break;
    }
}

static void
dump_query (GString *text, sqlite3 *handle, const char *sql)
{
  sqlite3_stmt *stmt = NULL;
  int rc;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      for (int i = 0; i < sqlite3_column_count (stmt); i++)
        dump_value (text, stmt, i);
      g_string_append_c (text, '\n');
    }
  g_assert_cmpint (rc, ==, SQLITE_DONE);
  sqlite3_finalize (stmt);
}

char *
enr_test_dump (const char *path)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new (NULL);
  sqlite3 *handle = NULL;
  sqlite3_stmt *stmt = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  dump_query (text, handle, "PRAGMA user_version");
  dump_query (text, handle, "SELECT type, name, tbl_name, sql FROM sqlite_schema "
              "WHERE name NOT LIKE 'sqlite%' ORDER BY type, name");
  g_assert_cmpint (sqlite3_prepare_v2 (handle,
                                       "SELECT name FROM sqlite_schema WHERE type = 'table' "
                                       "AND name NOT LIKE 'sqlite%' "
                                       /* a search index is in its shadow tables */
                                       "AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name",
                                       -1, &stmt, NULL),
                   ==, SQLITE_OK);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    g_ptr_array_add (tables, g_strdup ((const char *) sqlite3_column_text (stmt, 0)));
  sqlite3_finalize (stmt);
  for (guint i = 0; i < tables->len; i++)
    {
      const char *table = g_ptr_array_index (tables, i);
      g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\" ORDER BY 1, 2", table);

      g_string_append_printf (text, "%s\n", table);
      dump_query (text, handle, sql);
    }
  sqlite3_close (handle);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
enr_test_assert_same (const char *dump, const char *expected)
{
  g_auto (GStrv) lines = g_strsplit (dump, "\n", -1);
  g_auto (GStrv) expected_lines = g_strsplit (expected, "\n", -1);

  for (guint i = 0; lines[i] != NULL && expected_lines[i] != NULL; i++)
    g_assert_cmpstr (lines[i], ==, expected_lines[i]);
  g_assert_cmpuint (g_strv_length (lines), ==, g_strv_length (expected_lines));
}
