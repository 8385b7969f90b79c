/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A child's record as one paper: cover, contents, the texts in the order of days, 発達の記録.
 */
#include "config.h"

#include "reports/child-story.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "reports/development-chart.h"
#include "reports/flow.h"

#define MM(x) ((x) *ENR_POINTS_PER_MM)
#define PAPER_WIDTH MM (210)
#define PAPER_HEIGHT MM (297)
#define LEFT MM (20)
#define RIGHT MM (190)
#define TOP MM (20)
#define BOTTOM MM (277)
#define TEXT_SIZE 10.0
#define LINE (TEXT_SIZE * ENR_FLOW_PITCH)
#define HEAD_HEIGHT MM (7)
#define CONTENTS_TOP MM (132) /* on the cover; on its other pages TOP */
#define CONTENTS_ROW MM (6.5)

/** A line of the contents. */
typedef struct
{
  char *text;
  gboolean is_year;
  guint page; /* from 0 */
} Contents;

typedef struct
{
  const EnrChildStory *story;
  EnrDocument *document;
  EnrDrawnPage *page;
  GArray *contents; /* (element-type Contents) */
  double y;
  int fiscal_year; /* of the page that is being written; 0 before the first */
} Printing;

static void
contents_clear (gpointer data)
{
  g_free (((Contents *) data)->text);
}

static void
draw (EnrDrawnPage *page,
      const EnrTextStyle *style,
      double x,
      double y,
      double width,
      double height,
      const char *text)
{
  EnrRect box = { x, y, width, height };

  enr_drawn_page_text (page, style, &box, text);
}

static char *
dup_span (EnrDate first, EnrDate last)
{
  g_autofree char *from = enr_date_dup_era (first);
  g_autofree char *until = enr_date_dup_era (last);

  return first == last ? g_strdup (from) : g_strdup_printf ("%s ～ %s", from, until);
}

static gboolean
has_seen (const EnrChildStory *story)
{
  for (guint i = 0; i < story->seen->len; i++)
    if (((const EnrDevelopmentSeen *) g_ptr_array_index (story->seen, i))->day != ENR_DATE_NONE)
      return TRUE;
  return FALSE;
}

static EnrDate
entry_month (const EnrStoryEntry *entry)
{
  return enr_date_month_start (entry->first, 0);
}

static void
add_contents (Printing *self, char *text, gboolean is_year)
{
  Contents line = { text, is_year, 0 };

  g_array_append_val (self->contents, line);
}

/* Known before anything is laid out, so that its pages can be kept free: years, months with the
 * kinds in them, the picture. */
static void
make_contents (Printing *self)
{
  const GPtrArray *entries = self->story->entries;
  int year = 0;

  for (guint i = 0, end; i < entries->len; i = end)
    {
      const EnrStoryEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *month = enr_date_dup_era_month (entry->first);
      g_autoptr (GHashTable) labels = g_hash_table_new (g_str_hash, g_str_equal);

      if (enr_fiscal_year (entry->first) != year)
        {
          year = enr_fiscal_year (entry->first);
          add_contents (self, enr_fiscal_year_dup_era (year), TRUE);
        }
      g_string_append_printf (text, "%s　", month);
      for (end = i; end < entries->len; end++)
        {
          const EnrStoryEntry *other = g_ptr_array_index (entries, end);

          if (entry_month (other) != entry_month (entry))
            break;
          if (g_hash_table_add (labels, other->label))
            g_string_append_printf (text, "%s%s", end > i ? "、" : "", other->label);
        }
      add_contents (self, g_strdup (text->str), FALSE);
    }
  if (has_seen (self->story))
    add_contents (self, g_strdup ("発達の記録"), TRUE);
}

static void
draw_fact (const Printing *self, double y, const char *label, const char *text)
{
  EnrTextStyle soft = { 10, 7, FALSE, ENR_ALIGN_CENTER, ENR_INK };
  EnrTextStyle value = { 11.5, 7, FALSE, ENR_ALIGN_LEFT, ENR_INK };
  EnrRect heading = { LEFT + MM (15), y, MM (36), MM (11) };
  EnrRect box = { heading.x + heading.width, y, MM (104), MM (11) };

  enr_drawn_page_fill (self->page, &heading, ENR_TINT_HEADING);
  enr_drawn_page_frame (self->page, &heading, ENR_LINE_FINE, ENR_INK_SOFT);
  enr_drawn_page_frame (self->page, &box, ENR_LINE_FINE, ENR_INK_SOFT);
  enr_drawn_page_text (self->page, &soft, &heading, label);
  enr_drawn_page_cell (self->page, &value, &box, MM (3), text);
}

static void
print_cover (Printing *self)
{
  const EnrChildStory *story = self->story;
  EnrTextStyle title = { 24, 12, TRUE, ENR_ALIGN_CENTER, ENR_INK };
  EnrTextStyle small = { 9.5, 6, FALSE, ENR_ALIGN_CENTER, ENR_INK };
  g_autofree char *text = g_strdup_printf ("%sさんの記録", story->name);
  g_autofree char *name = g_strdup_printf ("%s（%s）", story->name, story->kana);
  g_autofree char *birth = enr_date_dup_era (story->birth_date);
  g_autofree char *printed = enr_date_dup_era (story->printed);
  g_autofree char *period = NULL;
  guint n = story->entries->len;

  if (n > 0)
    period = dup_span (((const EnrStoryEntry *) g_ptr_array_index (story->entries, 0))->first,
                       ((const EnrStoryEntry *) g_ptr_array_index (story->entries, n - 1))->first);
  self->page = enr_document_add_page (self->document);
  enr_document_add_outline (self->document, "表紙");
  draw (self->page, &title, LEFT, MM (30), RIGHT - LEFT, MM (16), text);
  draw (self->page, &small, LEFT, MM (46), RIGHT - LEFT, MM (6), story->facility);
  draw_fact (self, MM (58), "氏名", name);
  draw_fact (self, MM (69), "生年月日", birth);
  draw_fact (self, MM (80), "記録の期間", period != NULL ? period : "");
  draw_fact (self, MM (91), "内容",
             story->only_approved ? "承認された計画と記録"
                                  : "作成中のものも含むすべての計画と記録");
  draw_fact (self, MM (102), "印刷した日", printed);
  draw (self->page, &small, LEFT, MM (114), RIGHT - LEFT, MM (6),
        "この書類には個人の記録が含まれています。取り扱いにご注意ください。");
}

/* How many lines of the contents go on the cover and on each page behind it. */
static guint
contents_room (guint page)
{
  return (guint) ((BOTTOM - (page == 0 ? CONTENTS_TOP : TOP)) / CONTENTS_ROW) - 1;
}

static void
keep_contents_free (Printing *self)
{
  guint left = self->contents->len;

  for (guint page = 0; left > contents_room (page); page++)
    {
      left -= contents_room (page);
      enr_document_add_page (self->document);
    }
}

static void
print_contents (Printing *self)
{
  EnrTextStyle heading = { 12, 8, TRUE, ENR_ALIGN_LEFT, ENR_INK };
  guint page = 0, row = 0;

  for (guint i = 0; i < self->contents->len; i++, row++)
    {
      const Contents *line = &g_array_index (self->contents, Contents, i);
      EnrTextStyle style
          = { line->is_year ? 10.5 : 9.5, 6, line->is_year, ENR_ALIGN_LEFT, ENR_INK };
      EnrTextStyle number = { 9.5, 6, FALSE, ENR_ALIGN_RIGHT, ENR_INK };
      double indent = line->is_year ? 0 : MM (6);
      char text[16];
      double y;

      if (row == contents_room (page))
        {
          page++;
          row = 0;
        }
      self->page = enr_document_edit_page (self->document, page);
      y = (page == 0 ? CONTENTS_TOP : TOP) + (row + 1) * CONTENTS_ROW;
      if (row == 0)
        draw (self->page, &heading, LEFT, y - CONTENTS_ROW - MM (1), MM (60), CONTENTS_ROW,
              page == 0 ? "目次" : "目次（続き）");
      draw (self->page, &style, LEFT + indent, y, RIGHT - LEFT - indent - MM (14), CONTENTS_ROW,
            line->text);
      g_snprintf (text, sizeof text, "%u", line->page + 1);
      draw (self->page, &number, RIGHT - MM (12), y, MM (12), CONTENTS_ROW, text);
      enr_drawn_page_line (self->page, LEFT, y + CONTENTS_ROW, RIGHT, y + CONTENTS_ROW,
                           ENR_LINE_HAIR, ENR_INK_FAINT);
    }
}

static void
new_page (Printing *self)
{
  EnrTextStyle style = { 8.5, 6, FALSE, ENR_ALIGN_LEFT, ENR_INK_SOFT };
  g_autofree char *year
      = self->fiscal_year != 0 ? enr_fiscal_year_dup_era (self->fiscal_year) : NULL;
  g_autofree char *text = g_strdup_printf ("%sさんの記録%s%s", self->story->name,
                                           year != NULL ? "　" : "", year != NULL ? year : "");

  self->page = enr_document_add_page (self->document);
  draw (self->page, &style, LEFT, TOP - MM (9), RIGHT - LEFT, MM (5), text);
  enr_drawn_page_line (self->page, LEFT, TOP - MM (3), RIGHT, TOP - MM (3), ENR_LINE_HAIR,
                       ENR_INK_FAINT);
  self->y = TOP;
}

static void
need (Printing *self, double height)
{
  if (self->y + height > BOTTOM)
    new_page (self);
}

static void
print_text (Printing *self, const EnrStoryText *one)
{
  EnrTextStyle style = { 9, 6, TRUE, ENR_ALIGN_LEFT, ENR_INK };
  g_autoptr (EnrFlow) flow = enr_flow_new (enr_document_get_typeset (self->document), one->text,
                                           TEXT_SIZE, RIGHT - LEFT - MM (6));
  guint n_lines = enr_flow_count_lines (flow);

  /* The heading does not stand alone at the foot of a page. */
  need (self, MM (5) + LINE);
  if (*one->heading != '\0')
    {
      draw (self->page, &style, LEFT + MM (2), self->y, RIGHT - LEFT - MM (4), MM (5),
            one->heading);
      self->y += MM (5);
    }
  for (guint line = 0; line < n_lines;)
    {
      guint n;

      need (self, LINE);
      n = MIN (n_lines - line, (guint) ((BOTTOM - self->y) / LINE + 0.001));
      enr_flow_draw (flow, self->page, LEFT + MM (4), self->y, line, MAX (n, 1));
      line += MAX (n, 1);
      self->y += MAX (n, 1) * LINE;
    }
  self->y += MM (1.5);
}

static void
print_head (Printing *self, const EnrStoryEntry *entry)
{
  EnrTextStyle bold = { 10.5, 7, TRUE, ENR_ALIGN_LEFT, ENR_INK };
  EnrTextStyle soft = { 9, 6, FALSE, ENR_ALIGN_RIGHT, ENR_INK };
  gboolean is_approved
      = entry->state == ENR_WRITING_APPROVED || entry->state == ENR_WRITING_ARCHIVED;
  g_autofree char *text = g_strjoin ("　", entry->period, entry->label,
                                     *entry->title != '\0' ? entry->title : NULL, NULL);
  g_autofree char *right
      = g_strconcat (entry->class_name, is_approved ? "" : "　",
                     is_approved ? "" : enr_story_entry_state_word (entry), NULL);
  EnrRect box = { LEFT, self->y, RIGHT - LEFT, HEAD_HEIGHT };

  enr_drawn_page_fill (self->page, &box, ENR_TINT_HEADING);
  box.width -= MM (50);
  enr_drawn_page_cell (self->page, &bold, &box, MM (2), text);
  box.x = RIGHT - MM (50);
  box.width = MM (50);
  enr_drawn_page_cell (self->page, &soft, &box, MM (2), right);
  self->y += HEAD_HEIGHT + MM (1.5);
}

static void
begin_year (Printing *self, int fiscal_year)
{
  EnrTextStyle style = { 15, 9, TRUE, ENR_ALIGN_LEFT, ENR_INK };
  g_autofree char *text = enr_fiscal_year_dup_era (fiscal_year);

  self->fiscal_year = fiscal_year;
  new_page (self);
  enr_document_add_outline (self->document, text);
  draw (self->page, &style, LEFT, self->y, RIGHT - LEFT, MM (9), text);
  self->y += MM (12);
}

static void
set_page (Printing *self, guint *line)
{
  if (*line < self->contents->len)
    g_array_index (self->contents, Contents, *line).page
        = enr_document_get_n_pages (self->document) - 1;
  *line += 1;
}

static void
print_entries (Printing *self)
{
  const GPtrArray *entries = self->story->entries;
  EnrDate month = ENR_DATE_NONE;
  guint line = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      const EnrStoryEntry *entry = g_ptr_array_index (entries, i);
      int year = enr_fiscal_year (entry->first);

      if (year != self->fiscal_year)
        {
          begin_year (self, year);
          set_page (self, &line);
        }
      need (self, HEAD_HEIGHT + MM (8) + LINE);
      if (entry_month (entry) != month)
        {
          month = entry_month (entry);
          set_page (self, &line);
        }
      print_head (self, entry);
      for (guint t = 0; t < entry->texts->len; t++)
        print_text (self, g_ptr_array_index (entry->texts, t));
      self->y += MM (3);
    }
}

static void
print_notes (Printing *self)
{
  for (guint i = 0; i < self->story->seen->len; i++)
    {
      const EnrDevelopmentSeen *seen = g_ptr_array_index (self->story->seen, i);
      g_autofree char *day = NULL;
      EnrStoryText text = { NULL, NULL };

      if (seen->day == ENR_DATE_NONE)
        continue;
      day = enr_date_dup_era (seen->day);
      text.heading
          = g_strdup_printf ("%s（%d歳%dか月）", day, seen->months / 12, seen->months % 12);
      text.text = *seen->note != '\0' ? g_strdup_printf ("%s\n%s", seen->text, seen->note)
                                      : g_strdup (seen->text);
      print_text (self, &text);
      g_free (text.heading);
      g_free (text.text);
    }
}

static void
print_development (Printing *self)
{
  EnrTextStyle style = { 15, 9, TRUE, ENR_ALIGN_LEFT, ENR_INK };
  int class_age = enr_class_age (enr_fiscal_year (self->story->printed), self->story->birth_date);
  guint first = 0;

  self->fiscal_year = 0;
  do
    {
      EnrRect box = { LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP };

      new_page (self);
      if (first == 0)
        {
          guint line = self->contents->len - 1;

          set_page (self, &line);
          enr_document_add_outline (self->document, "発達の記録");
          draw (self->page, &style, LEFT, TOP, RIGHT - LEFT, MM (9), "発達の記録");
          box.y += MM (12);
          box.height -= MM (12);
        }
      first
          = enr_development_chart_draw (self->story->seen, class_age, self->page, &box, 8.5, first);
    }
  while (first > 0);
  new_page (self);
  print_notes (self);
}

static void
draw_feet (const Printing *self)
{
  guint n_pages = enr_document_get_n_pages (self->document);

  for (guint i = 0; i < n_pages; i++)
    {
      EnrTextStyle style = { 8, 6, FALSE, ENR_ALIGN_CENTER, ENR_INK_SOFT };
      g_autofree char *text = g_strdup_printf ("%u / %u", i + 1, n_pages);

      draw (enr_document_edit_page (self->document, i), &style, LEFT, BOTTOM + MM (5), RIGHT - LEFT,
            MM (5), text);
    }
}

EnrDocument *
enr_child_story_paper (const EnrChildStory *story, GError **error)
{
  g_autoptr (GArray) contents = g_array_new (FALSE, FALSE, sizeof (Contents));
  g_autofree char *title = g_strdup_printf ("%sさんの記録", story->name);
  Printing self = { .story = story, .contents = contents };
  const EnrFont *font;

  g_array_set_clear_func (contents, contents_clear);
  if (enr_child_story_is_empty (story))
    {
      g_set_error_literal (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_EMPTY,
                           _ ("Nothing is written about this child yet."));
      return NULL;
    }
  font = enr_fonts_find (NULL, NULL, error);
  if (font == NULL)
    return NULL;
  enr_fonts_lock ();
  self.document = enr_document_new (title, story->facility, PAPER_WIDTH, PAPER_HEIGHT, font);
  make_contents (&self);
  print_cover (&self);
  keep_contents_free (&self);
  print_entries (&self);
  if (has_seen (story))
    print_development (&self);
  print_contents (&self);
  draw_feet (&self);
  enr_fonts_unlock ();
  return self.document;
}
