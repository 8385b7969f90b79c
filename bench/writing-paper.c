/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A class's month of 個別月案 as one paper: every section of the kind written, twenty invented
 * children.
 *
 *   bench-writing-paper OUTPUT.pdf|OUTPUT.txt
 *
 * A .txt is what the paper consists of, for bare-pdf.
 */
#include <string.h>

#include "common.h"
#include "reports/writing-paper.h"

#define N_CHILDREN 20

static const char *const sentences[] = {
  "梅雨に入り、室内で過ごす日が多くなったが、雨の音やかたつむりに気づき、保育者に指さしで知らせる姿"
  "がある。",
  "保育者にそばで見守られながら、安心して好きなあそびを楽しむ。",
  "手づかみ食べの意欲を大切にし、「もぐもぐ、おいしいね」と声をかけながら、ゆったりと食事を進める"
  "。",
  "気温と湿度に気をつけ、汗をかいたらこまめに着がえ、水分をとれるようにする。",
  "連絡帳と送りむかえの会話で、家庭での様子（眠り・食事・排便）を伝え合う。",
  "小麦粉粘土や水あそびの感触を楽しめるよう、たらい・スポンジ・じょうろを人数分用意しておく。",
};

static EnrContent *
make_content (const EnrWritingKind *kind, guint child)
{
  EnrContent *content = enr_content_new ();

  g_free (content->facility);
  content->facility = g_strdup ("みどりの丘保育園（架空）");
  g_free (content->class_name);
  content->class_name = g_strdup ("ひよこ");
  g_free (content->child_name);
  content->child_name = g_strdup_printf ("架空 %u子", child + 1);
  content->age = 1;
  enr_writing_period_of (kind->period, enr_date_new (2026, 3, 27), &content->first, &content->last);
  for (guint i = 0; i < kind->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (kind->sections, i);
      g_autofree char *text = g_strdup_printf (
          "%s%s（%u回）", sentences[(i + child) % G_N_ELEMENTS (sentences)],
          sentences[(i * 5 + child * 3 + 1) % G_N_ELEMENTS (sentences)], child * 31 + i);

      if (section->type == ENR_SECTION_TEXT && enr_section_fits_age (section, content->age))
        enr_content_add (content, section->key, section->heading, text);
    }
  return content;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  const EnrWritingKind *kind = enr_writing_kinds_find (kinds, "child-month-plan", &error);
  g_autoptr (GPtrArray) contents
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_content_free);
  g_autoptr (GPtrArray) papers = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (EnrDocument) document = NULL;

  if (argc != 2)
    bench_fail ("usage: bench-writing-paper OUTPUT.pdf|OUTPUT.txt");
  bench_check (kind != NULL, "child-month-plan", error);
  for (guint i = 0; i < N_CHILDREN; i++)
    {
      EnrWritingPaper *paper = g_new0 (EnrWritingPaper, 1);

      paper->content = make_content (kind, i);
      g_ptr_array_add (contents, (EnrContent *) paper->content);
      g_ptr_array_add (papers, paper);
    }
  document = enr_writing_paper (kind, papers, &error);
  bench_check (document != NULL, "the paper", error);
  if (g_str_has_suffix (argv[1], ".txt"))
    {
      g_autofree char *dump = enr_document_dump (document);

      bench_check (g_file_set_contents (argv[1], dump, -1, &error), argv[1], error);
    }
  else
    bench_check (enr_document_write_pdf (document, argv[1], enr_document_creation_time (), &error),
                 argv[1], error);
  return 0;
}
