/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "reports/attendance-book.h"

#include <string.h>

#include "base/holiday.h"
#include "base/yen.h"
#include "nursery/child.h"
#include "reports/sheet.h"

#define N_DAYS 31
#define STRONGER_EVERY 5

typedef struct
{
  guint first; /* child */
  guint end;
  guint class_index;
  gboolean is_new;  /* the class begins here */
  gboolean is_last; /* the class's sums go below */
  double row_height;
} Plan;

typedef struct
{
  guint enrolled;
  guint enrolled_days;
  EnrMonthTotals totals; /* summed over the children */
} Sums;

typedef struct
{
  const EnrMonth *month;
  const EnrCareMonth *care; /* or NULL */
  const EnrForm *form;
  EnrDocument *document;
  GArray *plans;    /* (element-type Plan) */
  GArray *columns;  /* (element-type EnrSheetColumn) */
  double days_left; /* where the day columns are */
  double day_width; /* 0: the form has none */
} Book;

static const EnrMonthChild *
get_child (const Book *self, guint index)
{
  return &g_array_index (self->month->children, EnrMonthChild, index);
}

static const EnrDayClass *
get_class (const Book *self, guint index)
{
  return index < self->month->classes->len
             ? &g_array_index (self->month->classes, EnrDayClass, index)
             : NULL;
}

static guint
absences (const EnrMonthTotals *totals)
{
  return totals->sick + totals->other + totals->suspension + totals->bereavement
         + totals->unannounced;
}

/* The rows of a class that go on a page, sums included: a class never ends on a page of sums alone.
 * Where it would need a second page for a few children, its rows come closer together. */
static guint
rows_per_page (const Book *self, guint n_children, double *row_height)
{
  const EnrForm *form = self->form;
  double room = enr_sheet_body (form).height - form->heading_height;
  double tight = room / (n_children + form->sums->len);

  *row_height = form->row_height;
  if (form->rows_per_page == 0 && tight < form->row_height && tight >= form->row_minimum)
    {
      *row_height = tight;
      return n_children;
    }
  room -= form->sums->len * form->row_height;
  return MAX (MIN ((guint)((room + 0.01) / form->row_height),
                   form->rows_per_page > 0 ? form->rows_per_page : G_MAXUINT),
              1);
}

static void
plan (Book *self)
{
  guint n = self->month->children->len;
  guint per_page = 1;
  double row_height = self->form->row_height;

  for (guint first = 0; first < n;)
    {
      guint class_index = get_child (self, first)->class_index;
      gboolean is_new = first == 0 || get_child (self, first - 1)->class_index != class_index;
      guint end_of_class = first;
      Plan page = { first, first, class_index, is_new, FALSE, 0 };

      while (end_of_class < n && get_child (self, end_of_class)->class_index == class_index)
        end_of_class++;
      if (is_new)
        per_page = rows_per_page (self, end_of_class - first, &row_height);
      page.row_height = row_height;
      page.end = MIN (end_of_class, first + per_page);
      page.is_last = page.end == end_of_class;
      g_array_append_val (self->plans, page);
      first = page.end;
    }
  if (n == 0)
    {
      Plan page = { 0, 0, G_MAXUINT, TRUE, FALSE, row_height };

      g_array_append_val (self->plans, page);
    }
}

static Sums
sum_class (const Book *self, guint class_index)
{
  Sums sums = { 0 };

  for (guint i = 0; i < self->month->children->len; i++)
    {
      const EnrMonthChild *child = get_child (self, i);
      const EnrMonthTotals *totals = &child->totals;

      if (child->class_index != class_index)
        continue;
      sums.enrolled++;
      sums.totals.enrolled_days += totals->enrolled_days;
      sums.totals.present += totals->present;
      sums.totals.sick += totals->sick;
      sums.totals.other += totals->other;
      sums.totals.suspension += totals->suspension;
      sums.totals.bereavement += totals->bereavement;
      sums.totals.unannounced += totals->unannounced;
      sums.totals.late += totals->late;
      sums.totals.early += totals->early;
    }
  return sums;
}

/* "○ 出席　チ 遅刻　病 病欠": what the signs of the page mean. */
static char *
dup_symbols (const Book *self)
{
  static const struct
  {
    const char *state;
    const char *meaning;
  } states[] = {
    { "present", "出席" },
    { "late", "遅刻" },
    { "early", "早退" },
  };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      const char *symbol = enr_form_symbol (self->form, states[i].state);

      if (symbol[0] != '\0')
        g_string_append_printf (text, "%s%s %s", text->len > 0 ? "　" : "", symbol,
                                states[i].meaning);
    }
  for (guint i = 0; i < self->month->kinds->len; i++)
    {
      const EnrAbsenceKind *kind = &g_array_index (self->month->kinds, EnrAbsenceKind, i);

      g_string_append_printf (text, "　%s %s",
                              enr_form_absence_symbol (self->form, kind->key, kind->symbol),
                              kind->label);
    }
  if (enr_form_symbol (self->form, "closed")[0] != '\0')
    g_string_append_printf (text, "　%s 休園日", enr_form_symbol (self->form, "closed"));
  else
    g_string_append (text, "　灰色 休園日");
  return g_string_free (text, FALSE);
}

/* "3日 憲法記念日、4日 みどりの日": the closed days but Sundays. */
static char *
dup_closures (const Book *self)
{
  GString *text = g_string_new (NULL);

  for (int day = 1; day <= self->month->n_days; day++)
    if (self->month->closed_names[day - 1] != NULL
        && enr_date_weekday (self->month->first + day - 1) != ENR_SUNDAY)
      g_string_append_printf (text, "%s%d日 %s", text->len > 0 ? "、" : "", day,
                              self->month->closed_names[day - 1]);
  return g_string_free (text, FALSE);
}

static GHashTable *
values_new (const Book *self)
{
  GHashTable *values = enr_sheet_values_new ();
  g_autofree char *month = enr_date_dup_era_month (self->month->first);
  g_autofree char *symbols = dup_symbols (self);
  g_autofree char *closures = dup_closures (self);

  enr_sheet_set (values, "title", "%s", self->form->title);
  enr_sheet_set (values, "facility", "%s", self->month->facility_name);
  enr_sheet_set (values, "month", "%s", month);
  enr_sheet_set (values, "open-days", "%u", self->month->open_days);
  enr_sheet_set (values, "symbols", "%s", symbols);
  enr_sheet_set (values, "closures", "%s", closures);
  enr_sheet_set (values, "pages", "%u", self->plans->len);
  return values;
}

static void
set_plan_values (const Book *self, const Plan *page, guint number, GHashTable *values)
{
  const EnrDayClass *class = get_class (self, page->class_index);
  Sums sums = sum_class (self, page->class_index);
  g_autofree char *age = class != NULL ? enr_sheet_dup_age (class->age) : NULL;
  int rate = -1;

  if (class != NULL)
    rate = enr_month_rate (self->month, page->class_index);
  enr_sheet_set (values, "page", "%u", number);
  enr_sheet_set (values, "class", "%s",
                 class != NULL             ? class->name
                 : page->first < page->end ? "クラスなし"
                                           : "");
  enr_sheet_set (values, "class-age", "%s", age != NULL ? age : "");
  enr_sheet_set (values, "enrolled", "%u", sums.enrolled);
  enr_sheet_set (values, "person-days", "%u", sums.totals.present);
  if (rate >= 0)
    enr_sheet_set (values, "rate", "%d.%d", rate / 10, rate % 10);
  else
    enr_sheet_set (values, "rate", "－");
}

static guint32
day_colour (const Book *self, int day)
{
  EnrDate date = self->month->first + day - 1;

  if (enr_date_weekday (date) == ENR_SUNDAY || enr_holiday_name (date) != NULL)
    return ENR_INK_RED;
  return enr_date_weekday (date) == ENR_SATURDAY ? ENR_INK_BLUE : ENR_INK;
}

/* Numbers and weekdays above the days, closed days shaded down to @bottom. */
static void
draw_days (const Book *self, EnrDrawnPage *page, double top, double bottom)
{
  const EnrForm *form = self->form;
  double half = form->heading_height / 2;
  double right = self->days_left + N_DAYS * self->day_width;

  if (self->day_width == 0)
    return;
  for (int day = 1; day <= N_DAYS; day++)
    {
      EnrRect box = { self->days_left + (day - 1) * self->day_width, top, self->day_width, half };
      EnrRect shade = { box.x, top, box.width, bottom - top };
      EnrTextStyle style = enr_form_style (form, ENR_FORM_SIZE_HEADING, FALSE, ENR_ALIGN_CENTER);
      char number[12];

      if (day > 1)
        enr_drawn_page_line (page, box.x, top, box.x, bottom, ENR_LINE_HAIR, ENR_INK_SOFT);
      if (day > self->month->n_days || self->month->closed_names[day - 1] != NULL)
        enr_drawn_page_fill (page, &shade, ENR_TINT_CLOSED);
      if (day > self->month->n_days)
        continue;
      g_snprintf (number, sizeof number, "%d", day);
      style.colour = day_colour (self, day);
      enr_drawn_page_cell (page, &style, &box, 0.5, number);
      box.y += half;
      enr_drawn_page_cell (page, &style, &box, 0.5,
                     enr_weekday_kanji (enr_date_weekday (self->month->first + day - 1)));
    }
  enr_drawn_page_line (page, self->days_left, top + half, right, top + half, ENR_LINE_HAIR, ENR_INK_SOFT);
}

/* A sign; late and early stand small beside the sign for present. */
static void
draw_day_cell (const Book *self, EnrDrawnPage *page, const EnrMonthCell *cell, const EnrRect *box)
{
  const EnrForm *form = self->form;
  EnrTextStyle style = enr_form_style (form, ENR_FORM_SIZE_CELL, FALSE, ENR_ALIGN_CENTER);
  EnrTextStyle small = { form->sizes[ENR_FORM_SIZE_SMALL], 2.5, FALSE, ENR_ALIGN_CENTER, ENR_INK };
  EnrRect main_box = *box;
  EnrRect side = *box;
  const EnrAbsenceKind *kind;

  switch (cell->state)
    {
    case ENR_CELL_PRESENT:
      if (cell->is_late || cell->is_early)
        {
          main_box.width *= 0.6;
          side.x += box->width * 0.54;
          side.width = box->width * 0.44;
          if (cell->is_late && cell->is_early)
            side.height /= 2;
          if (cell->is_late)
            enr_drawn_page_text (page, &small, &side, enr_form_symbol (form, "late"));
          if (cell->is_late && cell->is_early)
            side.y += side.height;
          if (cell->is_early)
            enr_drawn_page_text (page, &small, &side, enr_form_symbol (form, "early"));
        }
      enr_drawn_page_cell (page, &style, &main_box, 0.5, enr_form_symbol (form, "present"));
      break;
    case ENR_CELL_ABSENT:
      kind = cell->kind >= 0 && cell->kind < (int)self->month->kinds->len
                 ? &g_array_index (self->month->kinds, EnrAbsenceKind, cell->kind)
                 : NULL;
      style.size *= 0.92;
      if (kind != NULL)
        enr_drawn_page_cell (page, &style, &main_box, 0.5,
                       enr_form_absence_symbol (form, kind->key, kind->symbol));
      break;
    case ENR_CELL_CLOSED:
      enr_drawn_page_cell (page, &style, &main_box, 0.5, enr_form_symbol (form, "closed"));
      break;
    case ENR_CELL_NOT_ENROLLED:
      if (enr_form_symbol (form, "not-enrolled")[0] != '\0')
        enr_drawn_page_cell (page, &style, &main_box, 0.5, enr_form_symbol (form, "not-enrolled"));
      else
        enr_drawn_page_line (page, box->x + box->width, box->y, box->x, box->y + box->height,
                       ENR_LINE_HAIR, ENR_INK_FAINT);
      break;
    case ENR_CELL_BLANK:
    default:
      enr_drawn_page_cell (page, &style, &main_box, 0.5, enr_form_symbol (form, "blank"));
      break;
    }
}

/* A field of totals; FALSE where the field is none. */
static gboolean
get_total (const EnrMonthTotals *totals, const char *field, guint *value)
{
  const struct
  {
    const char *field;
    guint value;
  } all[] = {
    { "absent", absences (totals) },
    { "bereavement", totals->bereavement },
    { "early", totals->early },
    { "enrolled-days", totals->enrolled_days },
    { "late", totals->late },
    { "other", totals->other },
    { "present", totals->present },
    { "sick", totals->sick },
    { "suspension", totals->suspension },
    { "unannounced", totals->unannounced },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (strcmp (all[i].field, field) == 0)
      {
        *value = all[i].value;
        return TRUE;
      }
  return FALSE;
}

static void
draw_total (const Book *self,
            EnrDrawnPage *page,
            const EnrSheetColumn *placed,
            const EnrRect *cell,
            guint value)
{
  EnrTextStyle style
      = enr_form_style (self->form, ENR_FORM_SIZE_CELL, FALSE, placed->column->align);
  char text[12];

  /* Noughts step back: what is there should meet the eye. */
  if (value == 0)
    style.colour = ENR_INK_FAINT;
  g_snprintf (text, sizeof text, "%u", value);
  enr_drawn_page_cell (page, &style, cell, 1, text);
}

static void
draw_care (const Book *self,
           EnrDrawnPage *page,
           const EnrSheetColumn *placed,
           const EnrRect *cell,
           gint64 value)
{
  EnrTextStyle style
      = enr_form_style (self->form, ENR_FORM_SIZE_CELL, FALSE, placed->column->align);
  g_autofree char *text = enr_yen_dup_digits (value);

  if (value == 0)
    style.colour = ENR_INK_FAINT;
  if (self->care != NULL)
    enr_drawn_page_cell (page, &style, cell, 1, text);
}

/* The class's sum of a field of extended care. */
static gint64
sum_care (const Book *self, guint class_index, const char *field)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->month->children->len; i++)
    if (get_child (self, i)->class_index == class_index)
      sum += enr_care_columns_sum (self->care, &get_child (self, i)->child_id, field,
                                   ENR_DATE_NONE);
  return sum;
}

static char *
dup_text (const Book *self, const EnrMonthChild *child, const char *field)
{
  if (strcmp (field, "number") == 0)
    return child->number > 0 ? g_strdup_printf ("%d", child->number) : g_strdup ("");
  if (strcmp (field, "birth-date") == 0)
    return enr_date_dup_era (child->birth_date);
  if (strcmp (field, "class-age") == 0)
    return g_strdup_printf ("%d", child->class_age);
  if (strcmp (field, "external-id") == 0)
    return g_strdup (child->external_id);
  if (strcmp (field, "sex") == 0 && child->sex != ENR_SEX_UNKNOWN)
    return g_strdup (enr_form_symbol (self->form, child->sex == ENR_SEX_MALE ? "male" : "female"));
  return g_strdup ("");
}

static void
draw_child (const Book *self, EnrDrawnPage *page, const EnrMonthChild *child, double y, double height)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const EnrSheetColumn *placed = &g_array_index (self->columns, EnrSheetColumn, i);
      EnrRect cell = { placed->x, y, placed->width, height };
      const char *field = placed->column->field;
      g_autofree char *text = NULL;
      EnrTextStyle style;
      guint value;

      if (strcmp (field, "days") == 0)
        {
          for (int day = 0; day < self->month->n_days; day++)
            {
              EnrRect box
                  = { self->days_left + day * self->day_width, y, self->day_width, cell.height };

              draw_day_cell (self, page, &child->cells[day], &box);
            }
        }
      else if (strcmp (field, "name") == 0)
        {
          enr_sheet_draw_name (self->form, page, &cell, child->name, child->kana);
        }
      else if (enr_care_columns_has (field))
        {
          draw_care (self, page, placed, &cell,
                     enr_care_columns_sum (self->care, &child->child_id, field, ENR_DATE_NONE));
        }
      else if (get_total (&child->totals, field, &value))
        {
          draw_total (self, page, placed, &cell, value);
        }
      else
        {
          style = enr_form_style (self->form, ENR_FORM_SIZE_CELL, FALSE, placed->column->align);
          text = dup_text (self, child, field);
          enr_drawn_page_cell (page, &style, &cell, 1, text);
        }
    }
}

/* How many children of a class were present, absent, late, early on a day. */
static guint
count_day (const Book *self, guint class_index, int day, const char *field)
{
  guint count = 0;

  for (guint i = 0; i < self->month->children->len; i++)
    {
      const EnrMonthChild *child = get_child (self, i);
      const EnrMonthCell *cell = &child->cells[day];

      if (child->class_index != class_index)
        continue;
      if (strcmp (field, "present") == 0)
        count += cell->state == ENR_CELL_PRESENT;
      else if (strcmp (field, "absent") == 0)
        count += cell->state == ENR_CELL_ABSENT;
      else if (strcmp (field, "late") == 0)
        count += cell->state == ENR_CELL_PRESENT && cell->is_late;
      else if (strcmp (field, "early") == 0)
        count += cell->state == ENR_CELL_PRESENT && cell->is_early;
    }
  return count;
}

/* A day of which nothing is recorded yet has no sum: a nought would be a statement. */
static gboolean
is_recorded (const Book *self, guint class_index, int day)
{
  return count_day (self, class_index, day, "present") > 0
         || count_day (self, class_index, day, "absent") > 0;
}

static void
draw_sum (const Book *self,
          EnrDrawnPage *page,
          const EnrFormSum *sum,
          guint class_index,
          gboolean with_totals,
          double y,
          double height)
{
  EnrTextStyle style = enr_form_style (self->form, ENR_FORM_SIZE_HEADING, FALSE, ENR_ALIGN_CENTER);
  Sums sums = sum_class (self, class_index);
  EnrRect heading = { enr_sheet_left (self->columns), y, 0, height };
  gboolean is_heading = TRUE;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const EnrSheetColumn *placed = &g_array_index (self->columns, EnrSheetColumn, i);
      EnrRect cell = { placed->x, y, placed->width, height };
      guint value;

      if (strcmp (placed->column->field, "days") == 0)
        {
          is_heading = FALSE;
          for (int day = 0; day < self->month->n_days; day++)
            {
              EnrRect box
                  = { self->days_left + day * self->day_width, y, self->day_width, cell.height };
              char text[12];

              if (strcmp (sum->field, "blank") == 0 || !is_recorded (self, class_index, day))
                continue;
              g_snprintf (text, sizeof text, "%u", count_day (self, class_index, day, sum->field));
              enr_drawn_page_cell (page, &style, &box, 0.5, text);
            }
        }
      else if (is_heading)
        {
          heading.width += placed->width;
        }
      else if (with_totals && enr_care_columns_has (placed->column->field))
        {
          draw_care (self, page, placed, &cell,
                     sum_care (self, class_index, placed->column->field));
        }
      else if (with_totals && get_total (&sums.totals, placed->column->field, &value))
        {
          draw_total (self, page, placed, &cell, value);
        }
    }
  enr_drawn_page_cell (page, &style, &heading, ENR_CELL_PADDING, sum->heading);
}

/* The vertical lines; where the first columns carry the heading of a sum there are none. */
static void
draw_verticals (const Book *self, EnrDrawnPage *page, double top, double rows_bottom, double bottom)
{
  gboolean is_left = self->day_width > 0;

  for (guint i = 1; i < self->columns->len; i++)
    {
      const EnrSheetColumn *placed = &g_array_index (self->columns, EnrSheetColumn, i);
      gboolean is_days = strcmp (placed->column->field, "days") == 0;
      gboolean is_edge = is_days || strcmp ((placed - 1)->column->field, "days") == 0;

      is_left &= !is_days;
      enr_drawn_page_line (page, placed->x, is_edge ? top - self->form->heading_height : top, placed->x,
                     is_left ? rows_bottom : bottom, is_edge ? ENR_LINE_FINE : ENR_LINE_HAIR,
                     is_edge ? ENR_INK : ENR_INK_SOFT);
    }
}

static void
draw_plan (const Book *self, EnrDrawnPage *page, const Plan *plan_)
{
  const EnrForm *form = self->form;
  EnrRect body = enr_sheet_body (form);
  double left = enr_sheet_left (self->columns);
  double right = enr_sheet_right (self->columns);
  double top = body.y + form->heading_height;
  double y = top + (plan_->end - plan_->first) * plan_->row_height;
  double rows_bottom = y;
  EnrRect frame;

  if (plan_->first == plan_->end)
    rows_bottom = y = top + 3 * plan_->row_height;
  else if (plan_->is_last)
    y += form->sums->len * plan_->row_height;

  enr_sheet_draw_headings (form, page, self->columns, body.y);
  draw_days (self, page, body.y, plan_->first < plan_->end ? y : top);
  for (guint i = plan_->first; i < plan_->end; i++)
    {
      double row_y = top + (i - plan_->first) * plan_->row_height;
      gboolean is_strong = (i - plan_->first) % STRONGER_EVERY == 0;

      enr_drawn_page_line (page, left, row_y, right, row_y, is_strong ? ENR_LINE_FINE : ENR_LINE_HAIR,
                     is_strong ? ENR_INK : ENR_INK_SOFT);
      draw_child (self, page, get_child (self, i), row_y, plan_->row_height);
    }
  for (guint i = 0; plan_->is_last && i < form->sums->len; i++)
    {
      double row_y = rows_bottom + i * plan_->row_height;

      enr_drawn_page_line (page, left, row_y, right, row_y, i == 0 ? ENR_LINE_FRAME : ENR_LINE_HAIR,
                     i == 0 ? ENR_INK : ENR_INK_SOFT);
      draw_sum (self, page, &g_array_index (form->sums, EnrFormSum, i), plan_->class_index, i == 0,
                row_y, plan_->row_height);
    }
  if (plan_->first == plan_->end)
    {
      enr_drawn_page_line (page, left, top, right, top, ENR_LINE_FINE, ENR_INK);
      enr_sheet_draw_sentence (form, page, self->columns, top,
                               "この月に在籍している園児はいません。");
    }
  else
    {
      draw_verticals (self, page, top, rows_bottom, y);
    }
  frame = (EnrRect){ left, body.y, right - left, y - body.y };
  enr_drawn_page_frame (page, &frame, ENR_LINE_FRAME, ENR_INK);
}

static void
find_days (Book *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const EnrSheetColumn *placed = &g_array_index (self->columns, EnrSheetColumn, i);

      if (strcmp (placed->column->field, "days") == 0)
        {
          self->days_left = placed->x;
          self->day_width = placed->width / N_DAYS;
        }
    }
}

EnrDocument *
enr_attendance_book_new (const EnrMonth *month,
                         const EnrCareMonth *care,
                         const EnrForm *form,
                         GError **error)
{
  const EnrFont *font;
  Book self = { month, care, form };
  g_autoptr (GHashTable) values = NULL;
  g_autofree char *date = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (month != NULL && form != NULL, NULL);
  g_return_val_if_fail (strcmp (form->id, ENR_FORM_ATTENDANCE_BOOK) == 0, NULL);

  font = enr_form_find_font (form, error);
  if (font == NULL)
    return NULL;

  enr_fonts_lock ();
  date = enr_date_dup_era_month (month->first);
  title = g_strdup_printf ("%s %s分", form->title, date);
  self.document = enr_document_new (title, month->facility_name, form->width, form->height, font);
  self.plans = g_array_new (FALSE, FALSE, sizeof (Plan));
  self.columns = enr_sheet_columns (form, 0, 99);
  find_days (&self);
  plan (&self);
  values = values_new (&self);
  for (guint i = 0; i < self.plans->len; i++)
    {
      const Plan *plan_ = &g_array_index (self.plans, Plan, i);
      EnrDrawnPage *page = enr_document_add_page (self.document);

      set_plan_values (&self, plan_, i + 1, values);
      enr_sheet_draw_surround (form, page, values);
      draw_plan (&self, page, plan_);
      if (plan_->is_new && plan_->first < plan_->end)
        enr_document_add_outline (self.document, g_hash_table_lookup (values, "class"));
    }
  g_array_unref (self.columns);
  g_array_unref (self.plans);
  enr_fonts_unlock ();
  return self.document;
}
