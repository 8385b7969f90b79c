/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "sample.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/data.h"
#include "base/holiday.h"
#include "nursery/child.h"

static const struct
{
  const char *name;
  const char *kana;
} families[] = {
  { "青木", "あおき" },   { "石橋", "いしばし" }, { "上原", "うえはら" }, { "榎本", "えのもと" },
  { "大森", "おおもり" }, { "柏木", "かしわぎ" }, { "北川", "きたがわ" }, { "小泉", "こいずみ" },
  { "笹本", "ささもと" }, { "髙橋", "たかはし" }, { "𠮷野", "よしの" },   { "山﨑", "やまざき" },
  { "渡邉", "わたなべ" }, { "濵田", "はまだ" },   { "千葉", "ちば" },     { "戸田", "とだ" },
  { "西尾", "にしお" },   { "野口", "のぐち" },   { "星野", "ほしの" },   { "水野", "みずの" },
};

static const struct
{
  const char *name;
  const char *kana;
} givens[] = {
  { "朝陽", "あさひ" }, { "陽菜", "ひな" },   { "蓮", "れん" },     { "結衣", "ゆい" },
  { "湊", "みなと" },   { "凛", "りん" },     { "樹", "いつき" },   { "さくら", "さくら" },
  { "悠真", "ゆうま" }, { "芽依", "めい" },   { "大和", "やまと" }, { "紬", "つむぎ" },
  { "颯太", "そうた" }, { "葵", "あおい" },   { "陸", "りく" },     { "杏", "あん" },
  { "晴翔", "はると" }, { "心春", "こはる" }, { "奏", "かなで" },   { "美月", "みつき" },
  { "律", "りつ" },     { "莉子", "りこ" },   { "伊織", "いおり" },
};

static const struct
{
  const char *name;
  const char *colour;
} classes[] = {
  { "ひよこ", "#f2b705" }, { "りす", "#c96f3b" },   { "うさぎ", "#d8527c" },
  { "ぱんだ", "#4a5a6a" }, { "きりん", "#e0a030" }, { "ぞう", "#3f7fb5" },
};

static const EnrAbsenceKind kinds[] = {
  { "sick", "病欠", "病", "sick", TRUE },
  { "private", "都合欠", "都", "other", TRUE },
  { "suspension", "出席停止", "停", "suspension", TRUE },
  { "bereavement", "忌引", "忌", "bereavement", TRUE },
  { "unannounced", "連絡なし", "無", "unannounced", TRUE },
};

static const char *const collectors[] = { "母", "父", "祖母", "母", "母", "祖父" };

static GArray *
new_classes (guint n_classes)
{
  GArray *array = g_array_new (FALSE, TRUE, sizeof (EnrDayClass));

  for (guint i = 0; i < n_classes; i++)
    {
      EnrDayClass class = { .name = classes[i % G_N_ELEMENTS (classes)].name,
                            .colour = classes[i % G_N_ELEMENTS (classes)].colour,
                            .age = (int)(i % G_N_ELEMENTS (classes)) };

      class.id.bytes[15] = (guint8)(i + 1);
      g_array_append_val (array, class);
    }
  return array;
}

static GArray *
new_kinds (void)
{
  GArray *array = g_array_new (FALSE, TRUE, sizeof (EnrAbsenceKind));

  g_array_append_vals (array, kinds, G_N_ELEMENTS (kinds));
  return array;
}

static const char *
join (GStringChunk *strings, const char *a, const char *b)
{
  g_autofree char *text = g_strdup_printf ("%s %s", a, b);

  return g_string_chunk_insert_const (strings, text);
}

static void
fill_child (EnrDay *day, EnrDayChild *child, guint n)
{
  guint f = n % G_N_ELEMENTS (families);
  guint g = (n * 7 + n / G_N_ELEMENTS (families)) % G_N_ELEMENTS (givens);

  child->external_id = "";
  child->family_name = families[f].name;
  child->given_name = givens[g].name;
  child->family_kana = families[f].kana;
  child->given_kana = givens[g].kana;
  child->name = join (day->strings, families[f].name, givens[g].name);
  child->kana = join (day->strings, families[f].kana, givens[g].kana);
  child->search_key = "";
  child->sex = n % 2 == 0 ? ENR_SEX_MALE : ENR_SEX_FEMALE;
  child->birth_date = enr_date_new (2025 - child->class_age, 4 + (int)n % 9, 1 + (int)n % 28);
  child->has_allergy = n % 11 == 3;
  child->planned_arrive = 8 * 60 + (int)(n % 4) * 15;
  child->planned_leave = 17 * 60 + (int)(n % 3) * 30;
  child->planned_collector = collectors[n % G_N_ELEMENTS (collectors)];
  child->arrived = child->left = child->notified_at = ENR_INSTANT_NONE;
  child->collected_by = child->absence_reason = child->notified_by = child->note = "";
  child->absence_kind = -1;
  if (n % 9 == 4)
    {
      child->status = ENR_STATUS_ABSENT;
      child->absence_kind = (int)(n / 9 % 3);
      child->absence_reason = n % 2 == 0 ? "発熱（38.2℃）" : "家庭の都合";
      child->notified_by = "母";
      child->notified_at = enr_instant_from_local (day->date, 7 * 60 + 48);
      return;
    }
  child->status = ENR_STATUS_LEFT;
  child->n_stamps = 2;
  child->is_late = n % 13 == 5;
  child->is_early = n % 17 == 8;
  child->arrived = enr_instant_from_local (day->date, child->planned_arrive + (int)(n * 7 % 11) - 5
                                                          + (child->is_late ? 55 : 0));
  child->left = enr_instant_from_local (day->date, child->planned_leave + (int)(n * 5 % 13) - 8
                                                       - (child->is_early ? 95 : 0));
  child->collected_by = collectors[(n + n / 5) % G_N_ELEMENTS (collectors)];
  child->temperature = child->class_age <= 2 ? 363 + (int)n % 8 : 0;
  child->was_corrected = n % 19 == 6;
  if (n % 10 == 1)
    child->note = "昨夜から少し鼻水が出ています。食欲はあります。";
  if (n % 23 == 7)
    child->note = "お迎えが祖母に変わります。16時半ごろになります。薬（整腸剤）を預かりました。"
                  "昼食後に飲ませてください。水分を多めにとらせてください。";
  if (child->is_early)
    child->note = "歯科受診のため15時半に早退します。";
}

EnrDay *
sample_day_new (guint n_classes, guint per_class)
{
  EnrDay *day = g_new0 (EnrDay, 1);

  g_atomic_ref_count_init (&day->ref_count);
  day->strings = g_string_chunk_new (4096);
  day->date = enr_date_new (2026, 6, 10);
  day->facility_name = "みどりの丘保育園（架空）";
  day->closed_at = enr_instant_from_local (day->date, 19 * 60 + 5);
  day->closed_by = "事務室";
  day->lock_minutes = 5;
  day->no_news_at = 570;
  day->close_minutes = 1140;
  day->classes = new_classes (n_classes);
  day->kinds = new_kinds ();
  day->children = g_array_new (FALSE, TRUE, sizeof (EnrDayChild));
  for (guint n = 0; n < n_classes * per_class; n++)
    {
      EnrDayChild child = { 0 };

      child.child_id.bytes[0] = (guint8)(n >> 8);
      child.child_id.bytes[1] = (guint8)n;
      child.child_id.bytes[15] = 7;
      child.class_index = n / per_class;
      child.number = (int)(n % per_class) + 1;
      child.class_age = g_array_index (day->classes, EnrDayClass, n / per_class).age;
      fill_child (day, &child, n);
      g_array_append_val (day->children, child);
    }
  return day;
}

const char *
sample_day_string (EnrDay *day, const char *text)
{
  return g_string_chunk_insert (day->strings, text);
}

static void
fill_cells (EnrMonth *month, EnrMonthChild *child, guint n)
{
  EnrMonthTotals *totals = &child->totals;

  for (int day = 0; day < month->n_days; day++)
    {
      EnrMonthCell *cell = &child->cells[day];
      guint r = (n * 31 + (guint)day * 17) % 97;

      cell->kind = -1;
      cell->arrived = cell->left = ENR_MINUTES_NONE;
      if (n % 37 == 12 && day < 9)
        {
          cell->state = ENR_CELL_NOT_ENROLLED;
          continue;
        }
      if (month->closed_names[day] != NULL)
        {
          cell->state = ENR_CELL_CLOSED;
          continue;
        }
      totals->enrolled_days++;
      if (day >= 26)
        {
          cell->state = ENR_CELL_BLANK;
          continue;
        }
      if (r < 6)
        {
          cell->state = ENR_CELL_ABSENT;
          cell->kind = (int)r % 5;
          totals->sick += cell->kind == 0;
          totals->other += cell->kind == 1;
          totals->suspension += cell->kind == 2;
          totals->bereavement += cell->kind == 3;
          totals->unannounced += cell->kind == 4;
          continue;
        }
      cell->state = ENR_CELL_PRESENT;
      cell->is_late = r == 20 || r == 21 || r == 40;
      cell->is_early = r == 40 || r == 41;
      cell->arrived = 490;
      cell->left = 1030;
      totals->present++;
      totals->late += cell->is_late;
      totals->early += cell->is_early;
    }
}

EnrMonth *
sample_month_new (guint n_classes, guint per_class)
{
  EnrMonth *month = g_new0 (EnrMonth, 1);
  g_autoptr (EnrDay) day = sample_day_new (n_classes, per_class);

  month->strings = g_string_chunk_new (4096);
  month->first = enr_date_new (2026, 6, 1);
  month->n_days = 30;
  month->facility_name = "みどりの丘保育園（架空）";
  for (int i = 0; i < month->n_days; i++)
    if (enr_date_weekday (month->first + i) == ENR_SUNDAY)
      month->closed_names[i] = "定休日";
  month->closed_names[12] = "職員研修のため休園";
  for (int i = 0; i < month->n_days; i++)
    month->open_days += month->closed_names[i] == NULL;
  month->classes = new_classes (n_classes);
  month->kinds = new_kinds ();
  month->children = g_array_new (FALSE, TRUE, sizeof (EnrMonthChild));
  for (guint n = 0; n < day->children->len; n++)
    {
      const EnrDayChild *from = &g_array_index (day->children, EnrDayChild, n);
      EnrMonthChild child = { 0 };

      child.child_id = from->child_id;
      child.class_index = from->class_index;
      child.number = from->number;
      child.name = g_string_chunk_insert (month->strings, from->name);
      child.kana = g_string_chunk_insert (month->strings, from->kana);
      child.external_id = "";
      child.sex = from->sex;
      child.birth_date = from->birth_date;
      child.class_age = from->class_age;
      fill_cells (month, &child, n);
      g_array_append_val (month->children, child);
    }
  return month;
}

char *
sample_form_text (const char *id)
{
  g_autofree char *relative = g_strdup_printf ("forms/%s.form.xml", id);
  g_autofree char *path = enr_data_path (relative);
  char *text = NULL;

  g_assert_nonnull (path);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

EnrForm *
sample_form_with (const char *id, const char *from, const char *to)
{
  g_autofree char *text = sample_form_text (id);
  const char *place = strstr (text, from);
  g_autofree char *changed = NULL;
  g_autoptr (GError) error = NULL;
  EnrForm *form;

  g_assert_nonnull (place);
  changed = g_strdup_printf ("%.*s%s%s", (int)(place - text), text, to, place + strlen (from));
  form = enr_form_load_data ("changed.form.xml", changed, strlen (changed), id, &error);
  g_assert_no_error (error);
  return form;
}

EnrForm *
sample_form (const char *id)
{
  return sample_form_with (id, "", "");
}

char *
sample_pdf_new (EnrDocument *document)
{
  g_autoptr (GError) error = NULL;
  char *path = NULL;
  int fd = g_file_open_tmp ("enroku-XXXXXX.pdf", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  enr_document_write_pdf (document, path, 1781000000, &error);
  g_assert_no_error (error);
  return path;
}

void
sample_pdf_free (char *path)
{
  g_remove (path);
  g_free (path);
}

char *
sample_run (const char *program, const char *option, const char *path, gboolean with_output)
{
  const char *arguments[5] = { program };
  guint n = 1;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  if (option[0] != '\0')
    arguments[n++] = option;
  arguments[n++] = path;
  if (with_output)
    arguments[n++] = "-";
  process = g_subprocess_newv (
      arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return output;
}

double
sample_check_boxes (EnrDocument *document)
{
  double smallest = G_MAXDOUBLE;
  double page_width, page_height;

  enr_document_get_page_size (document, &page_width, &page_height);
  for (guint i = 0; i < enr_document_get_n_pages (document); i++)
    {
      const EnrDrawnPage *page = enr_document_get_page (document, i);

      for (guint k = 0; k < enr_drawn_page_count_texts (page); k++)
        {
          EnrRect ink, box;
          double size;
          const char *text = enr_drawn_page_get_text (page, k, &ink, &box, &size);
          /* Letters may touch the box by a hair: an italic or a bracket reaches past its width. */
          double slack = 0.6;

          smallest = MIN (smallest, size);
          if (ink.x < box.x - slack || ink.x + ink.width > box.x + box.width + slack
              || ink.y < box.y - slack || ink.y + ink.height > box.y + box.height + slack
              || ink.x < 0 || ink.y < 0 || ink.x + ink.width > page_width
              || ink.y + ink.height > page_height)
            g_error ("page %u: “%s” has ink %.1f %.1f %.1f %.1f in box %.1f %.1f %.1f %.1f", i + 1,
                     text, ink.x, ink.y, ink.width, ink.height, box.x, box.y, box.width,
                     box.height);
        }
    }
  return smallest;
}

static char *
without_blanks (const char *text)
{
  GString *result = g_string_new (text);

  g_string_replace (result, " ", "", 0);
  g_string_replace (result, "　", "", 0);
  return g_string_free (result, FALSE);
}

gboolean
sample_contains (const char *text, const char *part)
{
  g_autofree char *whole = without_blanks (text);
  g_autofree char *wanted = without_blanks (part);

  return strstr (whole, wanted) != NULL;
}
