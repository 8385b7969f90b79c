/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A slip is rows and notes one below the other; it is gone through twice, first to know how many
 * slips a child needs (and with that where each lies on the sheets), then to draw.
 */
#include "config.h"

#include "reports/notebook-slips.h"

#include <glib/gi18n-lib.h>

#include "reports/slip-layout.h"
#include "reports/slip-strip.h"

#define PAPER_WIDTH MM (210)
#define PAPER_HEIGHT MM (297)
#define COLUMNS 2
#define PER_PAGE 4
#define TOP MM (6)
#define HEAD_HEIGHT MM (13)
#define BODY_TOP (TOP + HEAD_HEIGHT)
#define BOTTOM (ENR_SLIP_HEIGHT - MM (10.5))
#define HEADING_HEIGHT MM (3.9)
#define ROW_PITCH 1.25 /* in units of the size */
#define ROW_SPACE MM (0.8)
#define BLANK_ROW MM (6)
#define BLANK_PITCH MM (6.5)
#define NOTE_SPACE MM (0.8)
/* A row or a note of at most so many lines is never taken apart. */
#define WHOLE_ROW 8
#define WHOLE_NOTE 3

/* What a row to be filled in by hand has in print: home's, the nursery's. */
static const char *const row_blanks[ENR_N_SLIP_ROWS][ENR_N_SLIP_SIDES] = {
  [ENR_SLIP_TEMPERATURE] = { "　　　.　　℃（　　：　　）", "　　　.　　℃（　　：　　）" },
  [ENR_SLIP_MOOD] = { "良い　・　普通　・　悪い", "良い　・　普通　・　悪い" },
  [ENR_SLIP_SLEEP] = { "　　：　　～　　：　　", "　　：　　～　　：　　" },
  [ENR_SLIP_MEALS] = { "", "" },
  [ENR_SLIP_MILK] = { "　　：　　　　　　ml", "　　：　　　　　　ml" },
  [ENR_SLIP_BOWEL] = { "　　回（　　　　　　）", "　　回（　　　　　　）" },
  [ENR_SLIP_COLD] = { "咳　有・無　　鼻水　有・無", "" },
  [ENR_SLIP_BATH] = { "した　・　しない", "" },
  [ENR_SLIP_LEAVE] = { "　　：　　（　　　　　　）", "" },
  [ENR_SLIP_MEDICINE] = { "なし　・　あり（　　　　　　）", "" },
};

static const char *const side_labels[ENR_N_SLIP_SIDES] = { "家庭から", "園から" };

/** Where the parts of a child's slips go. */
typedef struct
{
  EnrDocument *document;
  const char *day;
  const char *foot;
  const EnrSlipLayout *layout;
  guint first_page; /* of the class */
  guint n_pages;
  guint number; /* of the child's first slip in the class */
  /* the part that is being gone through */
  guint part;
  EnrDrawnPage *page; /* NULL while slips are only counted */
  double x;
  double top;
  double y; /* from the slip's top */
  gboolean has_columns;
} Walk;

/*
 * Drawing; places are from the upper left corner of the slip
 */

static EnrRect
place (const Walk *walk, double x, double y, double width, double height)
{
  return (EnrRect){ walk->x + x, walk->top + y, width, height };
}

static void
text (const Walk *walk,
      double size,
      double minimum,
      gboolean bold,
      EnrAlign align,
      guint32 colour,
      EnrRect box,
      const char *words)
{
  EnrTextStyle style = { size, minimum, bold, align, colour };

  enr_drawn_page_text (walk->page, &style, &box, words);
}

static void
rule (const Walk *walk, double x1, double y1, double x2, double y2)
{
  enr_drawn_page_line (walk->page, walk->x + x1, walk->top + y1, walk->x + x2, walk->top + y2,
                       ENR_LINE_FINE, ENR_INK_SOFT);
}

/* Some lines of a flow, closer together than running text has them. */
static void
draw_lines (const Walk *walk,
            const EnrFlow *flow,
            double size,
            double pitch,
            EnrRect box,
            guint first,
            guint n_lines)
{
  EnrTextStyle style = { size, 0, FALSE, ENR_ALIGN_LEFT, ENR_INK };

  box.height = pitch;
  for (guint i = first; i < MIN (first + n_lines, enr_flow_count_lines (flow)); i++)
    {
      g_autofree char *line = enr_flow_dup_line (flow, i);

      enr_drawn_page_set_line (walk->page, &style, &box, g_strchomp (line));
      box.y += pitch;
    }
}

static void
draw_head (const Walk *walk)
{
  const EnrSlip *slip = walk->layout->slip;
  guint n_parts = walk->layout->n_parts;
  double right = ENR_SLIP_LEFT + ENR_SLIP_INNER_WIDTH;
  double foot = BOTTOM + MM (0.6);
  double side = MM (35); /* the class and the day, at the right */
  double mark = walk->part > 0 ? MM (17) : 0;
  double name_width = ENR_SLIP_INNER_WIDTH - side - mark - MM (1);
  g_autofree char *more = NULL;
  g_autofree char *to = NULL;

  text (walk, 6.5, 4, FALSE, ENR_ALIGN_LEFT, ENR_INK_SOFT,
        place (walk, ENR_SLIP_LEFT, TOP, name_width, MM (3.2)), slip->kana);
  text (walk, 15, 8, TRUE, ENR_ALIGN_LEFT, ENR_INK,
        place (walk, ENR_SLIP_LEFT, TOP + MM (3.2), name_width, MM (8)), slip->name);
  text (walk, 8.5, 6, FALSE, ENR_ALIGN_RIGHT, ENR_INK,
        place (walk, right - side, TOP + MM (1), side, MM (5)), slip->class_name);
  text (walk, 8.5, 6, FALSE, ENR_ALIGN_RIGHT, ENR_INK,
        place (walk, right - side, TOP + MM (6.4), side, MM (4.4)), walk->day);
  if (walk->part > 0)
    {
      EnrRect box = place (walk, right - side - mark, TOP + MM (4.4), mark, MM (5.8));
      g_autofree char *number = g_strdup_printf ("つづき %u/%u", walk->part + 1, n_parts);

      enr_drawn_page_frame (walk->page, &box, ENR_LINE_FINE, ENR_INK_SOFT);
      text (walk, 8, 5, FALSE, ENR_ALIGN_CENTER, ENR_INK, box, number);
    }
  rule (walk, ENR_SLIP_LEFT, TOP + MM (11.8), right, TOP + MM (11.8));
  if (walk->part + 1 < n_parts)
    more = g_strdup_printf ("次の紙につづきます（%u/%u）", walk->part + 1, n_parts);
  if (*slip->addressee != '\0')
    to = g_strdup_printf ("%s 様　%s", slip->addressee, more != NULL ? more : "");
  if (more != NULL || to != NULL)
    text (walk, 7, 4, FALSE, ENR_ALIGN_LEFT, ENR_INK,
          place (walk, ENR_SLIP_LEFT, foot, MM (44), MM (3.6)), to != NULL ? to : more);
  text (walk, 6.5, 4, FALSE, ENR_ALIGN_RIGHT, ENR_INK_SOFT,
        place (walk, right - MM (46), foot, MM (46), MM (3.6)), walk->foot);
}

/* The dashed lines to cut along. */
static void
draw_cut (EnrDrawnPage *page)
{
  for (double x = 0; x < PAPER_WIDTH; x += MM (4))
    enr_drawn_page_line (page, x, ENR_SLIP_HEIGHT, x + MM (2), ENR_SLIP_HEIGHT, ENR_LINE_HAIR,
                         ENR_INK_FAINT);
  for (double y = 0; y < PAPER_HEIGHT; y += MM (4))
    enr_drawn_page_line (page, ENR_SLIP_WIDTH, y, ENR_SLIP_WIDTH, y + MM (2), ENR_LINE_HAIR,
                         ENR_INK_FAINT);
}

/* Begins a part: piles lie beside each other, so that after cutting one comes upon the other. */
static void
begin_part (Walk *walk, guint part)
{
  walk->part = part;
  walk->y = BODY_TOP;
  walk->has_columns = FALSE;
  if (walk->document != NULL)
    {
      guint number = walk->number + part;
      guint pile = number / walk->n_pages;

      walk->page
          = enr_document_edit_page (walk->document, walk->first_page + number % walk->n_pages);
      walk->x = (pile % COLUMNS) * ENR_SLIP_WIDTH;
      walk->top = (pile / COLUMNS) * ENR_SLIP_HEIGHT;
      draw_head (walk);
    }
  if (part == 0 && walk->layout->slip->has_strip)
    {
      EnrRect area
          = place (walk, ENR_SLIP_LEFT, walk->y, ENR_SLIP_INNER_WIDTH, ENR_SLIP_STRIP_HEIGHT);

      if (walk->page != NULL)
        enr_slip_strip_draw (walk->page, walk->layout->slip, &area);
      walk->y += ENR_SLIP_STRIP_HEIGHT + MM (1.5);
    }
}

static void
draw_columns (Walk *walk)
{
  EnrRect band = place (walk, ENR_SLIP_LEFT, walk->y, ENR_SLIP_INNER_WIDTH, HEADING_HEIGHT);

  if (walk->page != NULL)
    {
      enr_drawn_page_fill (walk->page, &band, ENR_TINT_HEADING);
      enr_drawn_page_frame (walk->page, &band, ENR_LINE_FINE, ENR_INK_SOFT);
      for (guint side = 0; side < ENR_N_SLIP_SIDES; side++)
        {
          double x = ENR_SLIP_LEFT + ENR_SLIP_LABEL_WIDTH + side * ENR_SLIP_CELL_WIDTH;

          text (walk, 7, 5, FALSE, ENR_ALIGN_CENTER, ENR_INK,
                place (walk, x, walk->y, ENR_SLIP_CELL_WIDTH, HEADING_HEIGHT), side_labels[side]);
          rule (walk, x, walk->y, x, walk->y + HEADING_HEIGHT);
        }
    }
  walk->y += HEADING_HEIGHT;
  walk->has_columns = TRUE;
}

static double
row_pitch (const Walk *walk)
{
  return walk->layout->sizes->row * ROW_PITCH;
}

static double
note_pitch (const Walk *walk)
{
  return walk->layout->sizes->note * ENR_FLOW_PITCH;
}

static double
row_height (const Walk *walk, guint n_lines)
{
  double height = n_lines * row_pitch (walk) + ROW_SPACE;

  return walk->layout->slip->is_blank ? MAX (height, BLANK_ROW) : height;
}

static void
draw_row (const Walk *walk, const EnrSlipBrick *brick, guint first, guint n_lines)
{
  double height = row_height (walk, n_lines);
  EnrRect frame = place (walk, ENR_SLIP_LEFT, walk->y, ENR_SLIP_INNER_WIDTH, height);

  enr_drawn_page_frame (walk->page, &frame, ENR_LINE_FINE, ENR_INK_SOFT);
  text (walk, 7, 5, FALSE, ENR_ALIGN_CENTER, ENR_INK,
        place (walk, ENR_SLIP_LEFT + MM (0.5), walk->y, ENR_SLIP_LABEL_WIDTH - MM (1), height),
        brick->label);
  for (guint side = 0; side < ENR_N_SLIP_SIDES; side++)
    {
      double x = ENR_SLIP_LEFT + ENR_SLIP_LABEL_WIDTH + side * ENR_SLIP_CELL_WIDTH;
      EnrRect cell = place (walk, x + ENR_SLIP_PADDING, walk->y,
                            ENR_SLIP_CELL_WIDTH - 2 * ENR_SLIP_PADDING, height);
      guint n = MIN (n_lines, enr_flow_count_lines (brick->flows[side]));

      rule (walk, x, walk->y, x, walk->y + height);
      if (walk->layout->slip->is_blank && n == 0)
        text (walk, 7.5, 5, FALSE, ENR_ALIGN_LEFT, ENR_INK_SOFT, cell,
              row_blanks[brick->row][side]);
      cell.y += (height - n_lines * row_pitch (walk)) / 2;
      draw_lines (walk, brick->flows[side], walk->layout->sizes->row, row_pitch (walk), cell, first,
                  n_lines);
    }
}

/* How many lines of what is left go into that room; 0 where they are to begin on a slip of their
 * own. The last line does not stand alone there. */
static guint
take_lines (double room, double pitch, guint n_left, guint whole)
{
  guint n;

  if (room >= n_left * pitch)
    return n_left;
  if (n_left <= whole || room < 2 * pitch)
    return 0;
  n = (guint) (room / pitch);
  return n_left - n == 1 ? n - 1 : n;
}

static void
walk_row (Walk *walk, const EnrSlipBrick *brick)
{
  for (guint first = 0; first < brick->n_lines;)
    {
      double used = (walk->has_columns ? 0 : HEADING_HEIGHT) + ROW_SPACE;
      guint n = take_lines (BOTTOM - walk->y - used, row_pitch (walk), brick->n_lines - first,
                            WHOLE_ROW);

      if (n == 0)
        {
          begin_part (walk, walk->part + 1);
          continue;
        }
      if (!walk->has_columns)
        draw_columns (walk);
      if (walk->page != NULL)
        draw_row (walk, brick, first, n);
      walk->y += row_height (walk, n);
      first += n;
    }
}

static void
draw_note_heading (const Walk *walk, const EnrSlipBrick *brick, gboolean goes_on)
{
  EnrRect band = place (walk, ENR_SLIP_LEFT, walk->y, ENR_SLIP_INNER_WIDTH, HEADING_HEIGHT);
  g_autofree char *label = g_strconcat (brick->label, goes_on ? "（つづき）" : "", NULL);

  enr_drawn_page_fill (walk->page, &band, ENR_TINT_HEADING);
  text (walk, 7, 5, TRUE, ENR_ALIGN_LEFT, ENR_INK,
        place (walk, ENR_SLIP_LEFT + ENR_SLIP_PADDING, walk->y, ENR_SLIP_INNER_WIDTH / 2,
               HEADING_HEIGHT),
        label);
  if (*brick->by != '\0')
    {
      g_autofree char *by = g_strdup_printf ("記入　%s", brick->by);

      text (walk, 6.5, 4, FALSE, ENR_ALIGN_RIGHT, ENR_INK_SOFT,
            place (walk, ENR_SLIP_LEFT + ENR_SLIP_INNER_WIDTH / 2, walk->y,
                   ENR_SLIP_INNER_WIDTH / 2 - ENR_SLIP_PADDING, HEADING_HEIGHT),
            by);
    }
}

static void
walk_note (Walk *walk, const EnrSlipBrick *brick)
{
  for (guint first = 0; first < brick->n_lines;)
    {
      double used = MM (0.8) + HEADING_HEIGHT + NOTE_SPACE;
      guint n = take_lines (BOTTOM - walk->y - used, note_pitch (walk), brick->n_lines - first,
                            WHOLE_NOTE);

      if (n == 0)
        {
          begin_part (walk, walk->part + 1);
          continue;
        }
      walk->y += MM (0.8);
      if (walk->page != NULL)
        {
          draw_note_heading (walk, brick, first > 0);
          draw_lines (walk, brick->flows[0], walk->layout->sizes->note, note_pitch (walk),
                      place (walk, ENR_SLIP_LEFT + ENR_SLIP_PADDING,
                             walk->y + HEADING_HEIGHT + NOTE_SPACE / 2,
                             ENR_SLIP_INNER_WIDTH - 2 * ENR_SLIP_PADDING, 0),
                      first, n);
        }
      walk->y += HEADING_HEIGHT + n * note_pitch (walk) + NOTE_SPACE;
      first += n;
    }
}

/* Notes to be written by hand share what is left of the slip. */
static void
walk_blank_note (Walk *walk, const EnrSlipBrick *brick, guint n_notes)
{
  double height = (BOTTOM - walk->y) / n_notes;

  if (walk->page != NULL)
    {
      double y = walk->y + MM (1);

      walk->y = y;
      draw_note_heading (walk, brick, FALSE);
      for (double line = y + HEADING_HEIGHT + BLANK_PITCH; line < y + height - MM (0.9);
           line += BLANK_PITCH)
        enr_drawn_page_line (walk->page, walk->x + ENR_SLIP_LEFT, walk->top + line,
                             walk->x + ENR_SLIP_LEFT + ENR_SLIP_INNER_WIDTH, walk->top + line,
                             ENR_LINE_HAIR, ENR_INK_FAINT);
      walk->y = y - MM (1);
    }
  walk->y += height;
}

static guint
go_through (Walk *walk)
{
  const GArray *bricks = walk->layout->bricks;

  begin_part (walk, 0);
  for (guint i = 0; i < bricks->len; i++)
    {
      const EnrSlipBrick *brick = &g_array_index (bricks, EnrSlipBrick, i);

      if (brick->is_row)
        walk_row (walk, brick);
      else if (brick->n_lines > 0)
        walk_note (walk, brick);
      else
        walk_blank_note (walk, brick, bricks->len - i);
    }
  return walk->part + 1;
}

/* A class's slips, from @first up to before @end, on sheets of their own. */
static void
draw_class (Walk *walk, const GPtrArray *layouts, guint first, guint end)
{
  const char *class_name
      = ((const EnrSlipLayout *) g_ptr_array_index (layouts, first))->slip->class_name;
  guint n_parts = 0;

  for (guint i = first; i < end; i++)
    n_parts += ((const EnrSlipLayout *) g_ptr_array_index (layouts, i))->n_parts;
  walk->first_page = enr_document_get_n_pages (walk->document);
  walk->n_pages = (n_parts + PER_PAGE - 1) / PER_PAGE;
  walk->number = 0;
  for (guint i = 0; i < walk->n_pages; i++)
    {
      draw_cut (enr_document_add_page (walk->document));
      enr_document_begin_sheet (walk->document);
      if (i == 0)
        enr_document_add_outline (walk->document, *class_name != '\0' ? class_name : "クラスなし");
    }
  for (guint i = first; i < end; i++)
    {
      walk->layout = g_ptr_array_index (layouts, i);
      go_through (walk);
      walk->number += walk->layout->n_parts;
    }
}

static EnrSlipLayout *
lay_out_slip (const EnrSlip *slip, EnrTypeset *typeset)
{
  EnrSlipLayout *layout = enr_slip_layout_new (slip, typeset, &enr_slip_sizes_usual);
  Walk walk = { .layout = layout };

  layout->n_parts = go_through (&walk);
  if (layout->n_parts > 1)
    {
      EnrSlipLayout *smaller = enr_slip_layout_new (slip, typeset, &enr_slip_sizes_small);

      walk.layout = smaller;
      smaller->n_parts = go_through (&walk);
      if (smaller->n_parts == 1)
        {
          enr_slip_layout_free (layout);
          return smaller;
        }
      enr_slip_layout_free (smaller);
    }
  return layout;
}

static gboolean
is_same_class (const GPtrArray *layouts, guint a, guint b)
{
  return g_str_equal (((const EnrSlipLayout *) g_ptr_array_index (layouts, a))->slip->class_name,
                      ((const EnrSlipLayout *) g_ptr_array_index (layouts, b))->slip->class_name);
}

EnrDocument *
enr_slips_paper (const EnrSlips *self, GError **error)
{
  const EnrFont *font;
  EnrDocument *document;
  g_autoptr (GPtrArray) layouts
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_slip_layout_free);
  g_autofree char *day = NULL;
  g_autofree char *title = NULL;
  g_autofree char *foot = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->slips->len == 0)
    {
      g_set_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_EMPTY,
                   _ ("Nothing is written in the contact notebook on that day."));
      return NULL;
    }
  font = enr_fonts_find (NULL, NULL, error);
  if (font == NULL)
    return NULL;
  day = enr_date_dup_era_weekday (self->day);
  title = g_strdup_printf ("連絡帳 %s", day);
  foot = g_strdup_printf ("連絡帳　%s", self->facility);

  enr_fonts_lock ();
  document = enr_document_new (title, self->facility, PAPER_WIDTH, PAPER_HEIGHT, font);
  for (guint i = 0; i < self->slips->len; i++)
    g_ptr_array_add (layouts, lay_out_slip (g_ptr_array_index (self->slips, i),
                                            enr_document_get_typeset (document)));
  for (guint first = 0, end; first < layouts->len; first = end)
    {
      Walk walk = { .document = document, .day = day, .foot = foot };

      for (end = first + 1; end < layouts->len && is_same_class (layouts, first, end);)
        end++;
      draw_class (&walk, layouts, first, end);
    }
  enr_fonts_unlock ();
  return document;
}
