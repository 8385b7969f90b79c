/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Certificates of destruction (廃棄証明書), and 保育要録 out of a database. ENROKU_PAPERS=FOLDER
 * keeps the PDFs.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <poppler.h>
#include <string.h>

#include "support/fixture.h"
#include "nursery/child.h"
#include "nursery/family.h"
#include "reports/destruction.h"
#include "reports/nursery-record-load.h"
#include "writing/approval.h"
#include "writing/keep.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PopplerDocument, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PopplerPage, g_object_unref)

static void
keep (EnrDocument *document, const char *name)
{
  const char *folder = g_getenv ("ENROKU_PAPERS");
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;
  g_autoptr (GError) error = NULL;

  if (path != NULL)
    enr_document_write_pdf (document, path, 0, &error);
  g_assert_no_error (error);
}

/* Everything that a reader of the PDF finds, blanks apart. */
static char *
dup_text (GBytes *pdf)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PopplerDocument) document = poppler_document_new_from_bytes (pdf, NULL, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (int i = 0; i < poppler_document_get_n_pages (document); i++)
    {
      g_autoptr (PopplerPage) page = poppler_document_get_page (document, i);
      g_autofree char *part = poppler_page_get_text (page);

      for (const char *p = part; *p != '\0'; p = g_utf8_next_char (p))
        if (!g_unichar_isspace (g_utf8_get_char (p)))
          g_string_append_unichar (text, g_utf8_get_char (p));
    }
  return g_string_free (text, FALSE);
}

static char *
dup_document_text (EnrDocument *document)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = enr_document_to_pdf (document, 0, &error);

  g_assert_no_error (error);
  return dup_text (pdf);
}

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in: %s", part, text);
}

static void
line_free (gpointer data)
{
  EnrDestroyedLine *line = data;

  g_free (line->label);
  g_free (line);
}

static EnrDestruction *
destruction_new (guint n_lines, const char *reason)
{
  EnrDestruction *self = g_new0 (EnrDestruction, 1);

  self->at = enr_test_at (16, 5);
  self->name = g_strdup ("架空 花子");
  self->reason = g_strdup (reason);
  self->lines = g_ptr_array_new_with_free_func (line_free);
  for (guint i = 0; i < n_lines; i++)
    {
      EnrDestroyedLine *line = g_new0 (EnrDestroyedLine, 1);

      line->label = g_strdup (i % 2 == 0 ? "保育日誌" : "週案");
      line->fiscal_year = 2019 - (int) (i / 2);
      line->kept_until = enr_date_new (2025 - (int) (i / 2), 3, 31);
      line->count = 10 + i;
      g_ptr_array_add (self->lines, line);
    }
  return self;
}

static EnrFacility *
facility_new (void)
{
  EnrFacility *facility = enr_facility_new_default ();

  g_free (facility->name);
  g_free (facility->address);
  g_free (facility->director);
  facility->name = g_strdup ("みどりの丘保育園（架空）");
  facility->address = g_strdup ("架空県みどり市丘町1-2-3");
  facility->director = g_strdup ("架空 園子");
  return facility;
}

static void
test_certificate (void)
{
  g_autoptr (EnrFacility) facility = facility_new ();
  g_autoptr (EnrDestruction) destruction
      = destruction_new (3, "保存年限が過ぎ、園の文書管理規程により廃棄することにしたため。");
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDocument) document = enr_destruction_paper_new (destruction, facility, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (enr_document_get_n_pages (document), ==, 1);
  keep (document, "destruction.pdf");
  text = dup_document_text (document);
  assert_has (text, "廃棄証明書");
  assert_has (text, "令和8年6月10日");
  assert_has (text, "架空花子");
  assert_has (text, "園の文書管理規程により");
  assert_has (text, "令和元年度令和7年3月31日10");
  assert_has (text, "平成30年度令和6年3月31日12");
  assert_has (text, "33件");
}

/* Every line is there, and a long reason leaves its box on no side. */
static void
test_long (void)
{
  g_autoptr (EnrFacility) facility = facility_new ();
  g_autoptr (GString) reason = g_string_new (NULL);
  g_autoptr (EnrDestruction) destruction = NULL;
  g_autoptr (EnrDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < 30; i++)
    g_string_append (reason, "保存年限が過ぎ、園の文書管理規程により廃棄することにしたため。");
  destruction = destruction_new (80, reason->str);
  document = enr_destruction_paper_new (destruction, facility, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (enr_document_get_n_pages (document), >=, 3);
  keep (document, "destruction-long.pdf");
  text = dup_document_text (document);
  assert_has (text, "昭和55年度");
  for (guint i = 0; i < enr_document_get_n_pages (document); i++)
    {
      const EnrDrawnPage *page = enr_document_get_page (document, i);

      for (guint k = 0; k < enr_drawn_page_count_texts (page); k++)
        {
          EnrRect ink, box;
          const char *line = enr_drawn_page_get_text (page, k, &ink, &box, NULL);

          g_test_message ("%s", line);
          g_assert_cmpfloat (ink.y + ink.height, <=, box.y + box.height + 1.5);
          g_assert_cmpfloat (ink.y + ink.height, <=, 842);
        }
    }
}

/*
 * 保育要録
 */

typedef struct
{
  EnrTestNursery *nursery;
  EnrWritingKinds *kinds;
  const EnrWritingKind *kind;
  EnrUuid id;
} Record;

static void
do_step (Record *self, EnrStep step, const char *name, int seen_version)
{
  EnrActor actor = self->nursery->actor;
  EnrStepOn on = { .id = self->id, .kind = self->kind, .seen_version = seen_version, .reason = "" };
  g_autoptr (GError) error = NULL;

  actor.name = name;
  enr_step_do (self->nursery->db, &actor, step, &on, &error);
  g_assert_no_error (error);
}

static void
begin (Record *self)
{
  g_autoptr (GError) error = NULL;
  EnrWritingNew what = { .day = enr_test_day (), .title = "", .writer = "保科 花" };
  EnrTextChange changes[] = {
    { .key = "year-focus", .text = "友だちと力を合わせる", .origin_key = "" },
    { .key = "personal-focus", .text = "自分の思いを言葉にする", .origin_key = "" },
    { .key = "development",
      .text = "リレーで作戦を考え、負けた悔しさも言葉にした",
      .origin_key = "" },
    { .key = "before", .text = "入園のころは泣いて過ごした", .origin_key = "" },
  };
  g_autoptr (EnrChild) child = NULL;
  EnrContact contact = { .name = (char *) "架空 太郎",
                         .kana = (char *) "",
                         .relation = (char *) "父",
                         .phone = (char *) "",
                         .phone2 = (char *) "",
                         .is_guardian = TRUE,
                         .note = (char *) "" };

  self->nursery = enr_test_nursery_new (12);
  self->kinds = enr_writing_kinds_load ();
  self->kind = enr_writing_kinds_find (self->kinds, ENR_NURSERY_RECORD_KIND, &error);
  g_assert_no_error (error);
  what.kind = self->kind;
  what.child_id = self->nursery->children[5];
  g_assert_true (
      enr_writing_create (self->nursery->db, &self->nursery->actor, &what, &self->id, &error));
  enr_writing_save (self->nursery->db, &self->nursery->actor, self->kind, &self->id, changes,
                    G_N_ELEMENTS (changes), &error);
  g_assert_no_error (error);
  child = enr_child_load (self->nursery->db, &self->nursery->children[5], &error);
  contact.family_id = child->family_id;
  enr_contact_save (self->nursery->db, &self->nursery->actor, &contact, &error);
  g_assert_no_error (error);
  enr_family_set_address (self->nursery->db, &self->nursery->actor, &child->family_id, "000-0001",
                          "架空県みどり市1-1", &error);
  g_assert_no_error (error);
}

static void
end (Record *self)
{
  enr_writing_kinds_unref (self->kinds);
  enr_test_nursery_free (self->nursery);
}

static char *
dup_paper_text (Record *self, const char *keep_as)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sources
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_nursery_record_source_free);
  g_autoptr (EnrDocument) document = NULL;

  g_ptr_array_add (sources,
                   enr_nursery_record_load (self->nursery->db, self->kind, &self->id, &error));
  g_assert_no_error (error);
  document = enr_nursery_record_print (sources, &error);
  g_assert_no_error (error);
  keep (document, keep_as);
  return dup_document_text (document);
}

static void
test_record (void)
{
  Record self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autofree char *draft = NULL;
  g_autofree char *approved = NULL;
  g_autofree char *folder = NULL;
  guint n_left_out, n_files = 0;
  const char *name;

  begin (&self);
  draft = dup_paper_text (&self, "nursery-record-draft.pdf");
  assert_has (draft, "下書き");
  do_step (&self, ENR_STEP_SUBMIT, "保科 花", 0);
  do_step (&self, ENR_STEP_CHIEF, "桜井 主", 1);
  do_step (&self, ENR_STEP_DIRECTOR, "梅田 園子", 1);
  enr_sent_add (self.nursery->db, &self.nursery->actor, &self.id, enr_test_day (),
                "みどり市立丘小学校", "持参", &error);
  g_assert_no_error (error);
  approved = dup_paper_text (&self, "nursery-record.pdf");
  g_assert_null (strstr (approved, "下書き"));
  assert_has (approved, "架空太郎");
  assert_has (approved, "〒000-0001");
  assert_has (approved, "架空県みどり市1-1");
  assert_has (approved, "児童の欄に同じ");
  assert_has (approved, "みどり市立丘小学校");
  assert_has (approved, "保科花");
  assert_has (approved, "令和8年4月1日");
  assert_has (approved, "負けた悔しさも言葉にした");

  /* whose there are: both children of age 5, and nobody else */
  rows = enr_nursery_record_list (self.nursery->db, 2026, enr_test_day (), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 2);
  for (guint i = 0; i < rows->len; i++)
    {
      const EnrNurseryRecordRow *row = g_ptr_array_index (rows, i);
      gboolean is_ours = enr_uuid_equal (&row->child_id, &self.nursery->children[5]);

      g_assert_cmpuint (row->sent->len, ==, is_ours ? 1 : 0);
      g_assert_cmpint (enr_uuid_is_none (&row->writing_id), ==, !is_ours);
      g_assert_cmpint (row->approved, ==, is_ours ? 1 : 0);
    }

  /* a file for each that is approved */
  folder = enr_test_folder_new ();
  g_assert_cmpint (enr_nursery_record_write_all (self.nursery->db, self.kind, 2026, enr_test_day (),
                                                 folder, &n_left_out, &error),
                   ==, 1);
  g_assert_no_error (error);
  g_assert_cmpuint (n_left_out, ==, 1);
  dir = g_dir_open (folder, 0, &error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_assert_true (g_str_has_prefix (name, "保育要録_2026年度_"));
      n_files++;
    }
  g_assert_cmpuint (n_files, ==, 1);
  enr_test_folder_free (g_steal_pointer (&folder));
  end (&self);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  /* No forms of the user's. */
  g_setenv ("XDG_DATA_HOME", "/nowhere", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/destruction/certificate", test_certificate);
  g_test_add_func ("/destruction/long", test_long);
  g_test_add_func ("/destruction/record", test_record);
  return g_test_run ();
}
