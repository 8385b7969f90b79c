/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "nursery/export.h"

#include <string.h>

#include "nursery/child.h"
#include "nursery/enrolment.h"
#include "nursery/family.h"
#include "nursery/import.h"
#include "support/fixture.h"

static GBytes *
export_as (EnrTestNursery *nursery, EnrRosterScope scope, EnrEncoding encoding, guint *replaced)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes
      = enr_export_children (nursery->db, enr_test_day (), scope, encoding, replaced, &error);

  g_assert_no_error (error);
  return bytes;
}

static EnrCsv *
parse (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  EnrCsv *csv = enr_csv_read_data ("書出.csv", data, size, ENR_ENCODING_AUTO, &error);

  g_assert_no_error (error);
  return csv;
}

static void
set_child (EnrTestNursery *nursery, guint index, const char *note, const char *allergy)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrChild) child = enr_child_load (nursery->db, &nursery->children[index], &error);

  g_assert_no_error (error);
  g_free (child->note);
  child->note = g_strdup (note);
  child->has_allergy = allergy != NULL;
  g_free (child->allergy_note);
  child->allergy_note = g_strdup (allergy != NULL ? allergy : "");
  enr_child_save (nursery->db, &nursery->actor, child, &error);
  g_assert_no_error (error);
}

/* Everything that a roster has: formulas, line breaks, siblings, a guardian, somebody who left. */
static void
fill (EnrTestNursery *nursery)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrChild) child = enr_child_load (nursery->db, &nursery->children[0], &error);
  g_autoptr (EnrContact) contact = g_new0 (EnrContact, 1);
  EnrCertification certification
      = { .kind = ENR_CERTIFICATION_3, .care_hours = ENR_CARE_SHORT, .number = (char *) "=123",
          .first = enr_date_new (2026, 4, 1), .last = ENR_DATE_NONE };

  set_child (nursery, 0, "=SUM(A1)\n\"引用\", 読点", "卵");
  set_child (nursery, 1, "+81-90-0000-0000", "");
  set_child (nursery, 2, "8時〜9時 −5度", NULL);
  set_child (nursery, 3, "@someone", "乳、少量は可");
  set_child (nursery, 4, "'=already", "あり");
  enr_child_join_family (nursery->db, &nursery->actor, &nursery->children[1], &nursery->children[0],
                         &error);
  g_assert_no_error (error);
  contact->family_id = child->family_id;
  contact->name = g_strdup ("青木 花子");
  contact->relation = g_strdup ("母");
  contact->phone = g_strdup ("090-0000-0000");
  contact->is_guardian = TRUE;
  enr_contact_save (nursery->db, &nursery->actor, contact, &error);
  g_assert_no_error (error);
  enr_family_set_address (nursery->db, &nursery->actor, &child->family_id, "000-0000", "架空町1-2",
                          &error);
  g_assert_no_error (error);
  enr_child_certify (nursery->db, &nursery->actor, &nursery->children[0], &certification, &error);
  g_assert_no_error (error);
  enr_child_leave (nursery->db, &nursery->actor, &nursery->children[5], enr_date_new (2026, 5, 31),
                   "転居", &error);
  g_assert_no_error (error);
  enr_child_move (nursery->db, &nursery->actor, &nursery->children[4], &nursery->classes[5],
                  enr_date_new (2026, 6, 1), &error);
  g_assert_no_error (error);
}

static void
assert_round_trip (EnrTestNursery *nursery, EnrEncoding encoding)
{
  g_autoptr (GBytes) bytes = export_as (nursery, ENR_ROSTER_ALL, encoding, NULL);
  g_autoptr (EnrCsv) csv = parse (bytes);
  g_autoptr (GError) error = NULL;
  EnrImportOptions options = enr_import_options_default ();
  g_autoptr (EnrImportPlan) plan
      = enr_import_children_plan (nursery->db, csv, &options, &error);

  g_assert_no_error (error);
  g_assert_cmpint (enr_csv_get_encoding (csv), ==, encoding);
  g_assert_cmpuint (plan->notes->len, ==, 0);
  g_assert_cmpuint (plan->rows->len, ==, nursery->n_children);
  for (guint i = 0; i < plan->rows->len; i++)
    {
      const EnrImportRow *row = g_ptr_array_index (plan->rows, i);

      if (row->action != ENR_IMPORT_KEEP)
        g_error ("%s: %s", row->title, (const char *) g_ptr_array_index (row->details, 0));
    }
}

static void
test_round_trip (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (12);

  fill (nursery);
  assert_round_trip (nursery, ENR_ENCODING_UTF8);
  assert_round_trip (nursery, ENR_ENCODING_CP932);
}

/* Into an empty database, and out of it again: the same bytes. */
static void
test_copy (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (12);
  g_autoptr (EnrTestNursery) other = enr_test_nursery_new (0);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) copied = NULL;
  g_autoptr (EnrCsv) csv = NULL;
  g_autoptr (EnrImportPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  EnrImportOptions options = enr_import_options_default ();

  fill (nursery);
  bytes = export_as (nursery, ENR_ROSTER_ALL, ENR_ENCODING_UTF8, NULL);
  csv = parse (bytes);
  plan = enr_import_children_plan (other->db, csv, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plan->counts[ENR_IMPORT_ADD], ==, 12);
  enr_import_children_apply (other->db, &other->actor, plan, &error);
  g_assert_no_error (error);
  copied = export_as (other, ENR_ROSTER_ALL, ENR_ENCODING_UTF8, NULL);
  g_assert_cmpmem (g_bytes_get_data (copied, NULL), g_bytes_get_size (copied),
                   g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_bytes (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (3);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  guint replaced = 0;

  set_child (nursery, 0, "=1+1", NULL);
  bytes = export_as (nursery, ENR_ROSTER_ALL, ENR_ENCODING_UTF8, &replaced);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_cmpuint (replaced, ==, 0);
  g_assert_true (g_str_has_prefix (text, "\xef\xbb\xbf園児番号,姓,名,せい,めい,性別,生年月日,クラス,"));
  g_assert_nonnull (strstr (text, "\r\nT0001,青木,第1子,あおき,てすと,女,2025-05-10,ひよこ,2026-04-01,,"));
  g_assert_nonnull (strstr (text, ",'=1+1\r\n"));
  g_clear_pointer (&bytes, g_bytes_unref);
  /* 𠮷 is not in CP932. */
  bytes = export_as (nursery, ENR_ROSTER_ALL, ENR_ENCODING_CP932, &replaced);
  g_assert_cmpuint (replaced, ==, 1);
}

static void
test_scopes (void)
{
  static const struct { EnrRosterScope scope; guint rows; } cases[]
      = { { ENR_ROSTER_ENROLLED, 4 }, { ENR_ROSTER_FORMER, 1 }, { ENR_ROSTER_FUTURE, 1 },
          { ENR_ROSTER_ALL, 6 } };
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (5);
  g_autoptr (EnrChild) child = enr_child_new ();
  g_autoptr (GError) error = NULL;

  g_free (child->family_name);
  child->family_name = g_strdup ("架空");
  child->birth_date = enr_date_new (2024, 8, 1);
  enr_child_save (nursery->db, &nursery->actor, child, &error);
  g_assert_no_error (error);
  enr_child_enrol (nursery->db, &nursery->actor, &child->id, enr_date_new (2026, 9, 1),
                   &nursery->classes[1], &error);
  g_assert_no_error (error);
  enr_child_leave (nursery->db, &nursery->actor, &nursery->children[0], enr_date_new (2026, 5, 31), "",
                   &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = export_as (nursery, cases[i].scope, ENR_ENCODING_UTF8, NULL);
      g_autoptr (EnrCsv) csv = parse (bytes);

      g_assert_cmpuint (enr_csv_rows (csv), ==, cases[i].rows + 1);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/nursery/export/round-trip", test_round_trip);
  g_test_add_func ("/nursery/export/copy", test_copy);
  g_test_add_func ("/nursery/export/bytes", test_bytes);
  g_test_add_func ("/nursery/export/scopes", test_scopes);

  return g_test_run ();
}
