/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Two passes: rows are measured and dealt out to pages, then every page is drawn, because each says
 * how many there are.
 */
#include "config.h"
#include "reports/daily-register.h"

#include <string.h>

#include "reports/daily-cells.h"
#include "reports/sheet.h"

/* Text that has a row grow for it stays at least this large, in units of a cell's size. */
#define WRAPPED_SIZE 0.9
#define WRAPPED_MINIMUM 0.7
/* A class heading row (where classes follow each other), in units of the row height. */
#define BAND 0.9
/* After so many children a stronger line leads the eye. */
#define STRONGER_EVERY 5

typedef struct
{
  guint child;      /* into day->children; the class's first one for a band */
  guint position;   /* in the class, from 0 */
  gboolean is_band; /* a class's heading */
  double needed;    /* the height that its longest text needs to be readable */
  double height;
} Row;

typedef struct
{
  guint first_row;
  guint n_rows;
  guint class_index; /* G_MAXUINT: no class, or several */
  gboolean is_new;   /* the class begins here */
  const GArray *columns;
} Plan;

typedef struct
{
  const EnrDay *day;
  const EnrCareMonth *care; /* or NULL */
  const EnrForm *form;
  EnrDocument *document;
  GArray *rows;       /* (element-type Row) */
  GArray *plans;      /* (element-type Plan) */
  GPtrArray *columns; /* (element-type GArray of EnrSheetColumn) */
  GString *text;
} Register;

static const EnrDayChild *
get_child (const Register *self, guint index)
{
  return &g_array_index (self->day->children, EnrDayChild, index);
}

static const EnrDayClass *
get_class (const Register *self, guint index)
{
  return index < self->day->classes->len ? &g_array_index (self->day->classes, EnrDayClass, index)
                                         : NULL;
}

static const char *
class_name (const Register *self, guint index)
{
  const EnrDayClass *class = get_class (self, index);

  return class != NULL ? class->name : "クラスなし";
}

/* The columns for the children from @first to before @end. */
static const GArray *
add_columns (Register *self, guint first, guint end)
{
  int youngest = 99;
  int oldest = -1;
  GArray *columns;

  for (guint i = first; i < end; i++)
    {
      const EnrDayChild *child = get_child (self, i);
      const EnrDayClass *class = get_class (self, child->class_index);
      int age = class != NULL && class->age >= 0 ? class->age : child->class_age;

      youngest = MIN (youngest, age);
      oldest = MAX (oldest, age);
    }
  if (first == end)
    youngest = 0, oldest = 99;
  columns = enr_sheet_columns (self->form, youngest, oldest);
  g_ptr_array_add (self->columns, columns);
  return columns;
}

/* Whether a column is for a child of that class: a mixed page has cells that are not. */
static gboolean
is_for (const Register *self, const EnrFormColumn *column, const EnrDayChild *child)
{
  const EnrDayClass *class = get_class (self, child->class_index);
  int age = class != NULL && class->age >= 0 ? class->age : child->class_age;

  return column->age_first < 0 || (age >= column->age_first && age <= column->age_last);
}

static void
write_cell (Register *self, const EnrDayChild *child, const char *field)
{
  EnrDailyCell cell = { self->day, child, self->form, self->care };

  enr_daily_cell_write (&cell, field, self->text);
}

static double
get_room (const Register *self)
{
  return enr_sheet_body (self->form).height - self->form->heading_height;
}

static EnrTextStyle
wrapped_style (const Register *self, const EnrFormColumn *column)
{
  EnrTextStyle style = enr_form_style (self->form, ENR_FORM_SIZE_CELL, FALSE, column->align);

  style.minimum = MAX (style.minimum, style.size * WRAPPED_MINIMUM);
  style.size *= WRAPPED_SIZE;
  return style;
}

/* The height below which a text of the row would become too small to read. */
static double
measure_row (Register *self, const GArray *columns, const EnrDayChild *child)
{
  double height = 0;

  for (guint i = 0; i < columns->len; i++)
    {
      const EnrSheetColumn *placed = &g_array_index (columns, EnrSheetColumn, i);
      EnrTextStyle style;

      if (!placed->column->wrap || !is_for (self, placed->column, child))
        continue;
      style = wrapped_style (self, placed->column);
      write_cell (self, child, placed->column->field);
      height
          = MAX (height, enr_typeset_height (enr_document_get_typeset (self->document), &style,
                                             placed->width - 2 * ENR_CELL_PADDING, self->text->str)
                             + ENR_CELL_PADDING);
    }
  return MIN (height, get_room (self));
}

/* A row is as high as the form says, or higher for a long text. Where a class would need a second
 * page for a few children, its rows come closer together, as far as the form allows. */
static void
set_heights (Register *self, guint first_row, guint end_row)
{
  const EnrForm *form = self->form;
  double room = get_room (self);
  double height = form->row_height;
  double total;

  do
    {
      total = 0;
      for (guint i = first_row; i < end_row; i++)
        total += MAX (height, g_array_index (self->rows, Row, i).needed);
      if (total <= room)
        break;
      height -= 0.25;
    }
  while (height >= form->row_minimum - 0.01);
  if (total > room || form->rows_per_page > 0)
    height = form->row_height;
  for (guint i = first_row; i < end_row; i++)
    {
      Row *row = &g_array_index (self->rows, Row, i);

      row->height = MAX (height, row->needed);
    }
}

/* Deals rows out to pages: as many as fit, a class's heading never as the last. */
static void
plan_rows (Register *self, guint first_row, guint end_row, guint class_index, const GArray *columns)
{
  double room = get_room (self);
  gboolean is_new = TRUE;

  while (first_row < end_row || is_new)
    {
      Plan plan = { first_row, 0, class_index, is_new, columns };
      double used = 0;
      guint children = 0;

      for (guint i = first_row; i < end_row; i++)
        {
          const Row *row = &g_array_index (self->rows, Row, i);
          double needed = row->height;

          if (row->is_band && i + 1 < end_row)
            needed += (row + 1)->height;
          if (i > first_row
              && (used + needed > room + 0.01
                  || (self->form->rows_per_page > 0 && children >= self->form->rows_per_page)))
            break;
          used += row->height;
          children += !row->is_band;
          plan.n_rows++;
        }
      g_array_append_val (self->plans, plan);
      first_row += plan.n_rows;
      is_new = FALSE;
    }
}

static void
plan (Register *self)
{
  guint n_children = self->day->children->len;
  gboolean class_pages = self->form->class_pages;
  const GArray *columns = NULL;

  if (!class_pages || n_children == 0)
    columns = add_columns (self, 0, n_children);
  for (guint first = 0, end; first < n_children; first = end)
    {
      guint class_index = get_child (self, first)->class_index;
      guint first_row = self->rows->len;

      for (end = first; end < n_children && get_child (self, end)->class_index == class_index;)
        end++;
      if (class_pages)
        columns = add_columns (self, first, end);
      else
        g_array_append_val (self->rows,
                            ((Row){ first, 0, TRUE, 0, self->form->row_height * BAND }));
      for (guint i = first; i < end; i++)
        {
          Row row = { i, i - first, FALSE, measure_row (self, columns, get_child (self, i)), 0 };

          row.height = MAX (row.needed, self->form->row_height);
          g_array_append_val (self->rows, row);
        }
      if (class_pages)
        {
          set_heights (self, first_row, self->rows->len);
          plan_rows (self, first_row, self->rows->len, class_index, columns);
        }
    }
  if (!class_pages || n_children == 0)
    plan_rows (self, 0, self->rows->len, G_MAXUINT, columns);
}

static void
set_counts (GHashTable *values, const char *prefix, EnrDayCounts counts)
{
  const struct
  {
    const char *name;
    guint value;
  } all[] = {
    { "enrolled", counts.enrolled }, { "arrived", counts.arrived }, { "present", counts.present },
    { "left", counts.left },         { "absent", counts.absent },   { "unknown", counts.unknown },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autofree char *name = g_strconcat (prefix, all[i].name, NULL);

      enr_sheet_set (values, name, "%u", all[i].value);
    }
}

static EnrDayCounts
count_class (const Register *self, guint class_index)
{
  EnrDayCounts counts = { 0 };

  if (class_index < self->day->classes->len)
    return enr_day_count (self->day, class_index);
  /* Children of no class: enr_day_count() would take G_MAXUINT for "all". */
  for (guint i = 0; i < self->day->children->len; i++)
    {
      const EnrDayChild *child = get_child (self, i);

      if (child->class_index < self->day->classes->len)
        continue;
      counts.enrolled++;
      counts.present += child->status == ENR_STATUS_PRESENT;
      counts.left += child->status == ENR_STATUS_LEFT;
      counts.absent += child->status == ENR_STATUS_ABSENT;
      counts.unknown += child->status == ENR_STATUS_UNKNOWN && !child->is_unasked;
    }
  counts.arrived = counts.present + counts.left;
  return counts;
}

/* Whether the day has children of more than one class. */
static gboolean
has_classes (const Register *self)
{
  const GArray *children = self->day->children;

  return children->len > 0
         && get_child (self, 0)->class_index != get_child (self, children->len - 1)->class_index;
}

static void
set_closing (const Register *self, GHashTable *values)
{
  EnrInstant at = self->day->closed_at;
  EnrDate date;
  int month, day;
  char time[6];

  if (at == ENR_INSTANT_NONE)
    {
      enr_sheet_set (values, "closing", "締め前（この日の記録はまだ確定していません）");
      return;
    }
  date = enr_instant_civil_date (at);
  enr_date_split (date, NULL, &month, &day);
  enr_minutes_format (enr_instant_minutes (at, date), time);
  if (self->day->closed_by != NULL && self->day->closed_by[0] != '\0')
    enr_sheet_set (values, "closing", "締め済 %d月%d日 %s（%s）", month, day, time,
                   self->day->closed_by);
  else
    enr_sheet_set (values, "closing", "締め済 %d月%d日 %s", month, day, time);
}

static GHashTable *
values_new (const Register *self)
{
  GHashTable *values = enr_sheet_values_new ();
  g_autofree char *date = enr_date_dup_era_weekday (self->day->date);

  enr_sheet_set (values, "title", "%s", self->form->title);
  enr_sheet_set (values, "facility", "%s", self->day->facility_name);
  enr_sheet_set (values, "date", "%s", date);
  if (self->day->closed_name != NULL)
    enr_sheet_set (values, "closed-name", "%s", self->day->closed_name);
  enr_sheet_set (values, "pages", "%u", self->plans->len);
  if (has_classes (self) && self->form->class_pages)
    set_counts (values, "day-", enr_day_count (self->day, G_MAXUINT));
  set_closing (self, values);
  return values;
}

static void
set_plan_values (const Register *self, const Plan *page, guint number, GHashTable *values)
{
  const EnrDayClass *class = get_class (self, page->class_index);
  g_autofree char *age = class != NULL ? enr_sheet_dup_age (class->age) : NULL;

  enr_sheet_set (values, "page", "%u", number);
  enr_sheet_set (values, "class-age", "%s", age != NULL ? age : "");
  if (self->form->class_pages && page->n_rows > 0)
    {
      enr_sheet_set (values, "class", "%s", class_name (self, page->class_index));
      set_counts (values, "", count_class (self, page->class_index));
    }
  else
    {
      enr_sheet_set (values, "class", "%s", has_classes (self) ? "全クラス" : "");
      set_counts (values, "", enr_day_count (self->day, G_MAXUINT));
    }
}

static void
draw_name (Register *self,
           EnrDrawnPage *page,
           const EnrRect *cell,
           const EnrDayChild *child,
           gboolean with_allergy)
{
  EnrRect box = *cell;

  if (with_allergy && child->has_allergy)
    {
      EnrTextStyle mark
          = { self->form->sizes[ENR_FORM_SIZE_CELL] * 0.8, 3, TRUE, ENR_ALIGN_CENTER, ENR_INK_RED };
      EnrRect frame = { 0, 0, mark.size * 1.35, mark.size * 1.35 };

      frame.x = box.x + box.width - ENR_CELL_PADDING - frame.width;
      frame.y = cell->y + (cell->height - frame.height) / 2;
      enr_drawn_page_frame (page, &frame, ENR_LINE_FINE, ENR_INK_RED);
      enr_drawn_page_text (page, &mark, &frame, enr_form_symbol (self->form, "allergy"));
      box.width -= frame.width + ENR_CELL_PADDING;
    }
  enr_sheet_draw_name (self->form, page, &box, child->name, child->kana);
}

/* The sign for a corrected time, small at the upper right of the time. */
static void
draw_corrected (Register *self, EnrDrawnPage *page, const EnrRect *cell)
{
  EnrTextStyle style = enr_form_style (self->form, ENR_FORM_SIZE_SMALL, FALSE, ENR_ALIGN_RIGHT);
  EnrRect box = { cell->x, cell->y, cell->width - ENR_CELL_PADDING / 2, cell->height * 0.55 };

  style.minimum = 3;
  box.x += box.width - style.size * 1.2;
  box.width = style.size * 1.2;
  enr_drawn_page_text (page, &style, &box, enr_form_symbol (self->form, "corrected"));
}

static void
draw_child (Register *self, EnrDrawnPage *page, const GArray *columns, const Row *row, double y)
{
  const EnrDayChild *child = get_child (self, row->child);
  gboolean has_allergy_column = FALSE;
  gboolean is_corrected = child->was_corrected;

  for (guint i = 0; i < columns->len; i++)
    has_allergy_column
        |= strcmp (g_array_index (columns, EnrSheetColumn, i).column->field, "allergy") == 0;

  for (guint i = 0; i < columns->len; i++)
    {
      const EnrSheetColumn *placed = &g_array_index (columns, EnrSheetColumn, i);
      const EnrFormColumn *column = placed->column;
      EnrRect cell = { placed->x, y, placed->width, row->height };
      EnrTextStyle style = enr_form_style (self->form, ENR_FORM_SIZE_CELL, FALSE, column->align);

      if (!is_for (self, column, child))
        {
          enr_drawn_page_line (page, cell.x + cell.width, cell.y, cell.x, cell.y + cell.height,
                         ENR_LINE_HAIR, ENR_INK_FAINT);
          continue;
        }
      if (strcmp (column->field, "name") == 0)
        {
          draw_name (self, page, &cell, child, !has_allergy_column);
          continue;
        }
      write_cell (self, child, column->field);
      if (column->wrap)
        {
          style = wrapped_style (self, column);
          cell.y += ENR_CELL_PADDING / 2;
          cell.height -= ENR_CELL_PADDING;
        }
      if (strcmp (column->field, "allergy") == 0)
        style.colour = ENR_INK_RED, style.bold = TRUE;
      enr_drawn_page_cell (page, &style, &cell, ENR_CELL_PADDING, self->text->str);
      /* Which of the day's stamps was corrected is in the journal; here one sign for the day. */
      if (is_corrected && self->text->len > 0
          && (strcmp (column->field, "arrived") == 0 || strcmp (column->field, "left") == 0))
        {
          draw_corrected (self, page, &cell);
          is_corrected = FALSE;
        }
    }
}

static void
draw_band (Register *self, EnrDrawnPage *page, const GArray *columns, const Row *row, double y)
{
  guint class_index = get_child (self, row->child)->class_index;
  const EnrDayClass *class = get_class (self, class_index);
  EnrDayCounts counts = count_class (self, class_index);
  EnrTextStyle style = enr_form_style (self->form, ENR_FORM_SIZE_CELL, TRUE, ENR_ALIGN_LEFT);
  EnrRect box = { enr_sheet_left (columns), y, enr_sheet_right (columns) - enr_sheet_left (columns),
                  row->height };
  g_autofree char *age = class != NULL ? enr_sheet_dup_age (class->age) : g_strdup ("");
  g_autofree char *name = g_strdup_printf ("%s　%s", class_name (self, class_index), age);
  g_autofree char *sums = g_strdup_printf ("在籍 %u　出席 %u　欠席 %u", counts.enrolled,
                                           counts.arrived, counts.absent);

  enr_drawn_page_fill (page, &box, ENR_TINT_HEADING);
  box.width /= 2;
  enr_drawn_page_cell (page, &style, &box, ENR_CELL_PADDING, name);
  box.x += box.width;
  style.bold = FALSE;
  style.align = ENR_ALIGN_RIGHT;
  enr_drawn_page_cell (page, &style, &box, ENR_CELL_PADDING, sums);
}

static void
draw_plan (Register *self, EnrDrawnPage *page, const Plan *plan_)
{
  EnrRect body = enr_sheet_body (self->form);
  const GArray *columns = plan_->columns;
  double left = enr_sheet_left (columns);
  double right = enr_sheet_right (columns);
  double y = body.y + self->form->heading_height;
  double grid = y;
  EnrRect frame;

  enr_sheet_draw_headings (self->form, page, columns, body.y);
  for (guint i = 0; i < plan_->n_rows; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, plan_->first_row + i);
      gboolean is_strong = row->is_band || (row->position % STRONGER_EVERY == 0);

      enr_drawn_page_line (page, left, y, right, y, is_strong ? ENR_LINE_FINE : ENR_LINE_HAIR,
                     is_strong ? ENR_INK : ENR_INK_SOFT);
      if (row->is_band)
        {
          enr_sheet_draw_grid (page, columns, grid, y);
          draw_band (self, page, columns, row, y);
          grid = y + row->height;
        }
      else
        {
          draw_child (self, page, columns, row, y);
        }
      y += row->height;
    }
  if (plan_->n_rows == 0)
    {
      enr_drawn_page_line (page, left, y, right, y, ENR_LINE_FINE, ENR_INK);
      enr_sheet_draw_sentence (self->form, page, columns, y,
                               "この日に在籍している園児はいません。");
      grid = y += self->form->row_height * 3;
    }
  enr_sheet_draw_grid (page, columns, grid, y);
  frame = (EnrRect){ left, body.y, right - left, y - body.y };
  enr_drawn_page_frame (page, &frame, ENR_LINE_FRAME, ENR_INK);
}

/* The outline leads to the page on which each class begins. */
static void
add_outline (Register *self, const Plan *plan_)
{
  if (plan_->n_rows == 0)
    return;
  if (self->form->class_pages && plan_->is_new)
    enr_document_add_outline (self->document, class_name (self, plan_->class_index));
  for (guint i = 0; !self->form->class_pages && i < plan_->n_rows; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, plan_->first_row + i);

      if (row->is_band)
        enr_document_add_outline (self->document,
                                  class_name (self, get_child (self, row->child)->class_index));
    }
}

EnrDocument *
enr_daily_register_new (const EnrDay *day,
                        const EnrCareMonth *care,
                        const EnrForm *form,
                        GError **error)
{
  const EnrFont *font;
  Register self = { day, care, form };
  g_autoptr (GHashTable) values = NULL;
  g_autofree char *date = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (day != NULL && form != NULL, NULL);
  g_return_val_if_fail (strcmp (form->id, ENR_FORM_DAILY_REGISTER) == 0, NULL);

  font = enr_form_find_font (form, error);
  if (font == NULL)
    return NULL;

  enr_fonts_lock ();
  date = enr_date_dup_era_weekday (day->date);
  title = g_strdup_printf ("%s %s", form->title, date);
  self.document = enr_document_new (title, day->facility_name, form->width, form->height, font);
  self.rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self.plans = g_array_new (FALSE, FALSE, sizeof (Plan));
  self.columns = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  self.text = g_string_new (NULL);
  plan (&self);
  values = values_new (&self);
  for (guint i = 0; i < self.plans->len; i++)
    {
      const Plan *plan_ = &g_array_index (self.plans, Plan, i);
      EnrDrawnPage *page = enr_document_add_page (self.document);

      set_plan_values (&self, plan_, i + 1, values);
      enr_sheet_draw_surround (form, page, values);
      draw_plan (&self, page, plan_);
      add_outline (&self, plan_);
    }
  g_string_free (self.text, TRUE);
  g_ptr_array_unref (self.columns);
  g_array_unref (self.plans);
  g_array_unref (self.rows);
  enr_fonts_unlock ();
  return self.document;
}
