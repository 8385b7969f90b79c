/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "reports/sheet.h"

#include <string.h>

#define GAP (2.0 * ENR_POINTS_PER_MM)
#define BOX_LABEL_HEIGHT (4.6 * ENR_POINTS_PER_MM)
/* Between the header's text and the approval boxes. */
#define BOX_MARGIN (5.0 * ENR_POINTS_PER_MM)

GArray *
enr_sheet_columns (const EnrForm *form, int age_first, int age_last)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (EnrSheetColumn));
  double left_over = form->width - form->left - form->right;
  double weights = 0;
  double x = form->left;

  for (guint i = 0; i < form->columns->len; i++)
    {
      const EnrFormColumn *column = &g_array_index (form->columns, EnrFormColumn, i);
      EnrSheetColumn placed = { column, 0, column->width };

      if (column->age_first >= 0 && (column->age_last < age_first || column->age_first > age_last))
        continue;
      left_over -= column->width;
      weights += column->weight;
      g_array_append_val (columns, placed);
    }
  for (guint i = 0; i < columns->len; i++)
    {
      EnrSheetColumn *placed = &g_array_index (columns, EnrSheetColumn, i);

      if (placed->column->weight > 0)
        placed->width = left_over * placed->column->weight / weights;
      placed->x = x;
      x += placed->width;
    }
  return columns;
}

EnrRect
enr_sheet_body (const EnrForm *form)
{
  return (EnrRect){
    form->left,
    form->top + enr_form_header_height (form),
    form->width - form->left - form->right,
    enr_form_body_height (form),
  };
}

double
enr_sheet_left (const GArray *columns)
{
  return g_array_index (columns, EnrSheetColumn, 0).x;
}

double
enr_sheet_right (const GArray *columns)
{
  const EnrSheetColumn *last = &g_array_index (columns, EnrSheetColumn, columns->len - 1);

  return last->x + last->width;
}

/* Lines of text at the left, in the middle and at the right, each place a stack from the top. */
static void
draw_lines (const EnrForm *form,
            EnrDrawnPage *page,
            const GArray *lines,
            const EnrRect *area,
            GHashTable *values)
{
  gboolean is_used[3] = { FALSE, FALSE, FALSE };
  double y[3] = { area->y, area->y, area->y };
  double share;

  for (guint i = 0; i < lines->len; i++)
    is_used[g_array_index (lines, EnrFormLine, i).at] = TRUE;
  share = is_used[ENR_ALIGN_CENTER]                             ? area->width / 3
          : is_used[ENR_ALIGN_LEFT] && is_used[ENR_ALIGN_RIGHT] ? area->width / 2
                                                                : area->width;
  for (guint i = 0; i < lines->len; i++)
    {
      const EnrFormLine *line = &g_array_index (lines, EnrFormLine, i);
      EnrTextStyle style = enr_form_style (form, line->size, line->bold, line->at);
      g_autofree char *text = enr_form_expand (line->text, values);
      EnrRect box = { area->x, y[line->at], share, style.size * ENR_LINE_HEIGHT };

      if (text == NULL)
        continue;
      if (line->at == ENR_ALIGN_RIGHT)
        box.x = area->x + area->width - share;
      else if (line->at == ENR_ALIGN_CENTER)
        box.x = area->x + (area->width - share) / 2;
      if (lines != form->header)
        style.colour = ENR_INK_SOFT;
      enr_drawn_page_text (page, &style, &box, text);
      y[line->at] += box.height;
    }
}

/* The boxes where a director and others set their seals. */
static double
draw_boxes (const EnrForm *form, EnrDrawnPage *page)
{
  EnrTextStyle style = enr_form_style (form, ENR_FORM_SIZE_SMALL, FALSE, ENR_ALIGN_CENTER);
  double width = form->boxes->len * form->box_width;
  EnrRect frame = { form->width - form->right - width, form->top, width, form->box_height };

  if (form->boxes->len == 0)
    return 0;
  style.size += 1;
  for (guint i = 0; i < form->boxes->len; i++)
    {
      EnrRect label = { frame.x + i * form->box_width, frame.y, form->box_width,
                        MIN (BOX_LABEL_HEIGHT, form->box_height / 2) };

      enr_drawn_page_cell (page, &style, &label, ENR_CELL_PADDING / 2,
                     g_ptr_array_index (form->boxes, i));
      if (i > 0)
        enr_drawn_page_line (page, label.x, frame.y, label.x, frame.y + frame.height, ENR_LINE_FINE,
                       ENR_INK);
    }
  enr_drawn_page_line (page, frame.x, frame.y + MIN (BOX_LABEL_HEIGHT, form->box_height / 2),
                 frame.x + frame.width, frame.y + MIN (BOX_LABEL_HEIGHT, form->box_height / 2),
                 ENR_LINE_FINE, ENR_INK);
  enr_drawn_page_frame (page, &frame, ENR_LINE_FINE, ENR_INK);
  return width + BOX_MARGIN;
}

void
enr_sheet_draw_surround (const EnrForm *form, EnrDrawnPage *page, GHashTable *values)
{
  EnrRect area = { form->left, form->top, form->width - form->left - form->right, 0 };
  double legend = enr_form_legend_height (form);
  double footer = enr_form_footer_height (form);
  double boxes;

  boxes = draw_boxes (form, page);
  area.width -= boxes;
  draw_lines (form, page, form->header, &area, values);
  area.width += boxes;
  area.y = form->height - form->bottom - footer - legend + GAP / 2;
  draw_lines (form, page, form->legend, &area, values);
  area.y = form->height - form->bottom - footer + GAP / 2;
  draw_lines (form, page, form->footer, &area, values);
}

static gboolean
same_group (const EnrSheetColumn *a, const EnrSheetColumn *b)
{
  return a->column->group != NULL && g_strcmp0 (a->column->group, b->column->group) == 0;
}

void
enr_sheet_draw_headings (const EnrForm *form, EnrDrawnPage *page, const GArray *columns, double top)
{
  EnrTextStyle style = enr_form_style (form, ENR_FORM_SIZE_HEADING, FALSE, ENR_ALIGN_CENTER);
  double height = form->heading_height;
  EnrRect band = { enr_sheet_left (columns), top,
                   enr_sheet_right (columns) - enr_sheet_left (columns), height };
  EnrRect group = { 0, 0, 0, 0 };

  enr_drawn_page_fill (page, &band, ENR_TINT_HEADING);
  for (guint i = 0; i < columns->len; i++)
    {
      const EnrSheetColumn *placed = &g_array_index (columns, EnrSheetColumn, i);
      const EnrSheetColumn *next
          = i + 1 < columns->len ? &g_array_index (columns, EnrSheetColumn, i + 1) : NULL;
      gboolean has_group = placed->column->group != NULL;
      EnrRect box = { placed->x, top + (has_group ? height / 2 : 0), placed->width,
                      has_group ? height / 2 : height };

      if (has_group && group.width == 0)
        group = (EnrRect){ placed->x, top, 0, height / 2 };
      if (has_group)
        group.width += placed->width;
      if (has_group && (next == NULL || !same_group (placed, next)))
        {
          enr_drawn_page_cell (page, &style, &group, ENR_CELL_PADDING / 2, placed->column->group);
          enr_drawn_page_line (page, group.x, top + height / 2, group.x + group.width, top + height / 2,
                         ENR_LINE_HAIR, ENR_INK_SOFT);
          group.width = 0;
        }
      if (strcmp (placed->column->field, "days") != 0)
        enr_drawn_page_cell (page, &style, &box, ENR_CELL_PADDING / 2, placed->column->heading);
      if (next != NULL)
        enr_drawn_page_line (page, next->x, same_group (placed, next) ? top + height / 2 : top, next->x,
                       top + height, ENR_LINE_HAIR, ENR_INK_SOFT);
    }
}

void
enr_sheet_draw_grid (EnrDrawnPage *page, const GArray *columns, double top, double bottom)
{
  for (guint i = 1; i < columns->len; i++)
    {
      double x = g_array_index (columns, EnrSheetColumn, i).x;

      enr_drawn_page_line (page, x, top, x, bottom, ENR_LINE_HAIR, ENR_INK_SOFT);
    }
}

void
enr_sheet_draw_name (const EnrForm *form,
                     EnrDrawnPage *page,
                     const EnrRect *cell,
                     const char *name,
                     const char *kana)
{
  EnrTextStyle kana_style = enr_form_style (form, ENR_FORM_SIZE_SMALL, FALSE, ENR_ALIGN_LEFT);
  EnrTextStyle name_style = enr_form_style (form, ENR_FORM_SIZE_CELL, FALSE, ENR_ALIGN_LEFT);
  double height = MIN (cell->height, form->row_height);
  double y = cell->y + (cell->height - height) / 2;
  EnrRect kana_box = { cell->x, y + height * 0.05, cell->width, height * 0.35 };
  EnrRect name_box = { cell->x, y + height * 0.37, cell->width, height * 0.6 };

  if (kana[0] == '\0')
    name_box = *cell;
  kana_style.minimum = MIN (kana_style.minimum, 4);
  kana_style.colour = ENR_INK_SOFT;
  enr_drawn_page_cell (page, &kana_style, &kana_box, ENR_CELL_PADDING, kana);
  enr_drawn_page_cell (page, &name_style, &name_box, ENR_CELL_PADDING, name);
}

void
enr_sheet_draw_sentence (const EnrForm *form,
                         EnrDrawnPage *page,
                         const GArray *columns,
                         double top,
                         const char *sentence)
{
  EnrTextStyle style = enr_form_style (form, ENR_FORM_SIZE_HEADER, FALSE, ENR_ALIGN_CENTER);
  EnrRect box = { enr_sheet_left (columns), top,
                  enr_sheet_right (columns) - enr_sheet_left (columns), form->row_height * 3 };

  style.colour = ENR_INK_SOFT;
  enr_drawn_page_cell (page, &style, &box, ENR_CELL_PADDING, sentence);
}

GHashTable *
enr_sheet_values_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
enr_sheet_set (GHashTable *values, const char *name, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_hash_table_insert (values, g_strdup (name), g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

char *
enr_sheet_dup_age (int class_age)
{
  return class_age < 0 ? g_strdup ("異年齢") : g_strdup_printf ("%d歳児", class_age);
}
