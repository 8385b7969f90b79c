/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The boxes of a plan or record, from its description and its texts.
 */
#include "config.h"
#include "reports/writing-paper-private.h"

#include <math.h>
#include <string.h>

#define MM(x) ((x) *ENR_POINTS_PER_MM)
#define FACT_LABEL MM (20)
#define FACT_ROW MM (6.4)
#define FACTS_BESIDE 4
#define FACT_WIDTH MM (33)
#define CHILDREN_BESIDE 2
/* Rows of a time line on a form that is written by hand. */
#define BLANK_TIMES 10
/* A closed day's name beside its row. */
#define CLOSED_SIGNS 5
#define CLOSED_LINES 2
#define NOTES "計画と変わったこと"
#define LEFTOVERS "様式にない項目"

typedef struct
{
  const EnrWritingKind *kind;
  const EnrWritingFrame *frame;
  EnrTypeset *typeset;
  EnrFlowTable *table;
  const EnrContent *content;
  const EnrCalendar *calendar; /* or NULL */
  gboolean *printed;           /* of the content's items */
} Body;

static gboolean
is_of_section (const EnrContentItem *item, const EnrSection *section)
{
  gsize length = strlen (section->key);

  return strncmp (item->key, section->key, length) == 0
         && (item->key[length] == '/' || item->key[length] == '\0');
}

/* The item of a key, which counts as printed from here on; NULL. */
static const EnrContentItem *
take_item (Body *self, const char *key)
{
  for (guint i = 0; i < self->content->items->len; i++)
    {
      const EnrContentItem *item = g_ptr_array_index (self->content->items, i);

      if (!self->printed[i] && strcmp (item->key, key) == 0)
        {
          self->printed[i] = TRUE;
          return item;
        }
    }
  return NULL;
}

/* A section belongs to a paper where it was frozen with a text, even if the kind has changed since;
 * on an empty form, by the class's age. Sections that need not have texts (children, a time line)
 * by age too. */
static gboolean
belongs (const Body *self, const EnrSection *section)
{
  gboolean may_lack = section->type == ENR_SECTION_CHILDREN || section->type == ENR_SECTION_FACTS
                      || (section->type == ENR_SECTION_GRID && section->rows == ENR_ROWS_TIMES);

  for (guint i = 0; i < self->content->items->len; i++)
    if (is_of_section (g_ptr_array_index (self->content->items, i), section))
      return TRUE;
  return (self->content->items->len == 0 || may_lack)
         && enr_section_fits_age (section, self->content->age);
}

static void
add_texts (Body *self, const GPtrArray *sections, guint first, guint n)
{
  const EnrSection *section = g_ptr_array_index (sections, first);
  EnrFlowBlock *block
      = enr_flow_block_new (self->table, section->group, NULL, 0, ENR_WRITING_TEXT_SIZE);
  double heading_width, width;

  enr_writing_beside_widths (self->frame, section->group[0] != '\0', n, &heading_width, &width);
  enr_flow_block_begin_row (block, ENR_FLOW_BOX, enr_writing_box_height (section));
  for (guint i = first; i < first + n; i++)
    {
      const EnrContentItem *item;

      section = g_ptr_array_index (sections, i);
      item = take_item (self, section->key);
      enr_flow_block_add_cell (block, ENR_FLOW_HEADING, heading_width,
                               item != NULL && item->heading[0] != '\0' ? item->heading
                                                                        : section->heading);
      enr_flow_block_add_text (block, section->key, width, item != NULL ? item->text : "");
    }
  enr_flow_table_take (self->table, block);
}

/* Why the nursery is closed, in lines that are as short as the label's column. */
static void
append_closed (GString *text, const char *name)
{
  const char *rest = name;

  for (guint line = 0; line < CLOSED_LINES && *rest != '\0'; line++)
    {
      const char *end = rest;

      for (guint i = 0; i < CLOSED_SIGNS && *end != '\0'; i++)
        end = g_utf8_next_char (end);
      g_string_append_c (text, '\n');
      g_string_append_len (text, rest, end - rest);
      rest = end;
    }
  if (*rest != '\0')
    g_string_append (text, "…");
}

/* "月" with its day below, where the paper is of a week, and why that day is closed. */
static char *
dup_row_label (const Body *self, const EnrSection *grid, const char *row, guint index)
{
  const char *label = enr_grid_row_label (grid->rows, row);
  EnrDate first = self->content->first;
  g_autoptr (GString) text = g_string_new (NULL);
  const char *closed;
  EnrDate day;
  int month, of_month;

  if (grid->rows != ENR_ROWS_WEEKDAYS || self->kind->period != ENR_PERIOD_WEEK
      || first == ENR_DATE_NONE)
    return g_strdup (label);
  day = first - ((int) enr_date_weekday (first) + 6) % 7 + (EnrDate) index;
  if (day < first || day > self->content->last)
    return g_strdup (label);
  enr_date_split (day, NULL, &month, &of_month);
  g_string_append_printf (text, "%d/%d\n%s", month, of_month, label);
  closed = self->calendar != NULL ? enr_calendar_closed_name (self->calendar, day) : NULL;
  if (closed != NULL)
    append_closed (text, closed);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* How many rows of a time line are written. */
static guint
count_times (const Body *self, const EnrSection *grid)
{
  guint n = 0;

  for (guint i = 0; i < self->content->items->len; i++)
    {
      const EnrContentItem *item = g_ptr_array_index (self->content->items, i);

      if (is_of_section (item, grid) && item->key[strlen (grid->key)] == '/')
        n = MAX (n, (guint) g_ascii_strtoull (item->key + strlen (grid->key) + 1, NULL, 10));
    }
  return MIN (n, 1000);
}

static void
add_grid_row (Body *self, EnrFlowBlock *block, const EnrSection *grid, const char *row, guint index)
{
  double width = enr_flow_block_get_width (block);
  double label_width = enr_writing_grid_label_width (grid);

  if (label_width > 0)
    {
      g_autofree char *label = dup_row_label (self, grid, row, index);

      enr_flow_block_add_cell (block, ENR_FLOW_LABEL, label_width, label);
    }
  for (guint c = 0; c < grid->columns->len; c++)
    {
      const EnrGridColumn *column = g_ptr_array_index (grid->columns, c);
      g_autofree char *key = g_strjoin ("/", grid->key, row, column->key, NULL);
      const EnrContentItem *item = take_item (self, key);

      enr_flow_block_add_text (block, key, enr_writing_grid_column_width (grid, c, width),
                               item != NULL ? item->text : "");
    }
}

static void
add_grid (Body *self, const EnrSection *grid)
{
  EnrFlowBlock *block
      = enr_flow_block_new (self->table, grid->group, NULL, 0, ENR_WRITING_CELL_SIZE);
  double width = enr_flow_block_get_width (block);
  double label_width = enr_writing_grid_label_width (grid);
  guint n_times = grid->rows == ENR_ROWS_TIMES ? count_times (self, grid) : 0;
  guint n_blank = grid->rows == ENR_ROWS_TIMES && n_times == 0 ? BLANK_TIMES : 0;
  g_auto (GStrv) rows = enr_grid_row_keys (grid->rows, n_times + n_blank);

  enr_flow_block_begin_row (block, ENR_FLOW_COLUMNS, ENR_WRITING_BAND_HEIGHT);
  enr_flow_block_add_cell (block, ENR_FLOW_BAND, width, grid->heading);
  enr_flow_block_begin_row (block, ENR_FLOW_COLUMNS, ENR_WRITING_COLUMNS_HEIGHT);
  if (label_width > 0)
    enr_flow_block_add_cell (block, ENR_FLOW_LABEL, label_width, "");
  for (guint c = 0; c < grid->columns->len; c++)
    enr_flow_block_add_cell (
        block, ENR_FLOW_LABEL, enr_writing_grid_column_width (grid, c, width),
        ((const EnrGridColumn *) g_ptr_array_index (grid->columns, c))->heading);
  for (guint r = 0; rows[r] != NULL; r++)
    {
      enr_flow_block_begin_row (block, ENR_FLOW_BOX, enr_writing_box_height (grid));
      add_grid_row (self, block, grid, rows[r], r);
    }
  enr_flow_table_take (self->table, block);
}

static void
add_children (Body *self, const EnrSection *section)
{
  EnrFlowBlock *block = enr_flow_block_new (self->table, section->group, section->heading,
                                            self->frame->heading_width, ENR_WRITING_CELL_SIZE);
  double whole = enr_flow_block_get_width (block);
  guint beside = MIN (self->frame->most_beside, CHILDREN_BESIDE);
  double width = whole / beside - ENR_WRITING_NAME_WIDTH;
  guint n = 0;

  for (guint i = 0; i < self->content->items->len; i++)
    {
      const EnrContentItem *item = g_ptr_array_index (self->content->items, i);

      if (self->printed[i] || !is_of_section (item, section))
        continue;
      self->printed[i] = TRUE;
      if (n++ % beside == 0)
        enr_flow_block_begin_row (block, ENR_FLOW_ROW, ENR_WRITING_NAME_ROW);
      enr_flow_block_add_cell (block, ENR_FLOW_NAME, ENR_WRITING_NAME_WIDTH, item->heading);
      enr_flow_block_add_text (block, item->key, width, item->text);
    }
  for (; n % beside != 0; n++)
    {
      enr_flow_block_add_cell (block, ENR_FLOW_NAME, ENR_WRITING_NAME_WIDTH, "");
      enr_flow_block_add_cell (block, ENR_FLOW_TEXT, width, "");
    }
  if (n == 0)
    {
      enr_flow_block_begin_row (block, ENR_FLOW_BOX, enr_writing_box_height (section));
      enr_flow_block_add_cell (block, ENR_FLOW_TEXT, whole, "");
    }
  enr_flow_table_take (self->table, block);
}

/* Whether a fact is short enough to be one of @n beside each other. */
static gboolean
is_short (const Body *self, const EnrContentItem *item, guint n, double width)
{
  return strchr (item->text, '\n') == NULL
         && enr_typeset_width (self->typeset, item->text, ENR_WRITING_CELL_SIZE, FALSE)
                <= width / n - FACT_LABEL - 2 * ENR_FLOW_PADDING_X;
}

static void
add_facts (Body *self, const EnrSection *section)
{
  EnrFlowBlock *block = enr_flow_block_new (self->table, section->group, section->heading,
                                            self->frame->heading_width, ENR_WRITING_CELL_SIZE);
  double width = enr_flow_block_get_width (block);
  guint most = (guint) CLAMP (floor (width / FACT_WIDTH), 1, FACTS_BESIDE);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  guint n;

  for (guint i = 0; i < self->content->items->len; i++)
    if (!self->printed[i] && is_of_section (g_ptr_array_index (self->content->items, i), section))
      {
        self->printed[i] = TRUE;
        g_ptr_array_add (items, g_ptr_array_index (self->content->items, i));
      }
  for (guint i = 0; i < items->len; i += n)
    {
      for (n = 0; n < most && i + n < items->len
                  && is_short (self, g_ptr_array_index (items, i + n), most, width);)
        n++;
      n = MAX (n, 1);
      enr_flow_block_begin_row (block, ENR_FLOW_ROW, FACT_ROW);
      for (guint k = i; k < i + n; k++)
        {
          const EnrContentItem *item = g_ptr_array_index (items, k);

          enr_flow_block_add_cell (block, ENR_FLOW_LABEL, FACT_LABEL, item->heading);
          enr_flow_block_add_cell (block, ENR_FLOW_TEXT, width / n - FACT_LABEL, item->text);
        }
    }
  if (items->len == 0)
    {
      enr_flow_block_begin_row (block, ENR_FLOW_BOX, enr_writing_box_height (section));
      enr_flow_block_add_cell (block, ENR_FLOW_TEXT, width, "");
    }
  enr_flow_table_take (self->table, block);
}

/* Texts of sections that the kind does not have any more: what was approved is printed whole. */
static void
add_others (Body *self)
{
  gboolean has_band = FALSE;
  double heading, width;

  enr_writing_beside_widths (self->frame, FALSE, 1, &heading, &width);
  for (guint i = 0; i < self->content->items->len; i++)
    {
      const EnrContentItem *item = g_ptr_array_index (self->content->items, i);
      EnrFlowBlock *block;

      if (self->printed[i] || item->text[0] == '\0')
        continue;
      block = enr_flow_block_new (self->table, "", NULL, 0, ENR_WRITING_TEXT_SIZE);
      if (!has_band)
        {
          enr_flow_block_begin_row (block, ENR_FLOW_COLUMNS, ENR_WRITING_BAND_HEIGHT);
          enr_flow_block_add_cell (block, ENR_FLOW_BAND, enr_flow_block_get_width (block),
                                   LEFTOVERS);
          has_band = TRUE;
        }
      enr_flow_block_begin_row (block, ENR_FLOW_ROW, ENR_WRITING_NAME_ROW);
      enr_flow_block_add_cell (block, ENR_FLOW_HEADING, heading, item->heading);
      enr_flow_block_add_cell (block, ENR_FLOW_TEXT, width, item->text);
      enr_flow_table_take (self->table, block);
    }
}

static void
add_notes (Body *self, const GPtrArray *notes)
{
  EnrFlowBlock *block;
  double width;

  if (notes == NULL || notes->len == 0)
    return;
  block = enr_flow_block_new (self->table, "", NULL, 0, ENR_WRITING_CELL_SIZE);
  width = enr_flow_block_get_width (block);
  enr_flow_block_begin_row (block, ENR_FLOW_COLUMNS, ENR_WRITING_BAND_HEIGHT);
  enr_flow_block_add_cell (block, ENR_FLOW_BAND, width, NOTES);
  for (guint i = 0; i < notes->len; i++)
    {
      const EnrWritingNote *note = g_ptr_array_index (notes, i);
      g_autofree char *day = enr_date_dup_era_weekday (note->day);

      enr_flow_block_begin_row (block, ENR_FLOW_ROW, ENR_WRITING_NAME_ROW);
      enr_flow_block_add_cell (block, ENR_FLOW_NAME, self->frame->heading_width + MM (6), day);
      enr_flow_block_add_cell (block, ENR_FLOW_TEXT,
                               width - self->frame->heading_width - MM (6) - ENR_WRITING_NAME_WIDTH,
                               note->text);
      enr_flow_block_add_cell (block, ENR_FLOW_NAME, ENR_WRITING_NAME_WIDTH, note->name);
    }
  enr_flow_table_take (self->table, block);
}

static void
add_sections (Body *self)
{
  g_autoptr (GPtrArray) sections = g_ptr_array_new ();
  guint n;

  for (guint i = 0; i < self->kind->sections->len; i++)
    if (belongs (self, g_ptr_array_index (self->kind->sections, i)))
      g_ptr_array_add (sections, g_ptr_array_index (self->kind->sections, i));
  for (guint i = 0; i < sections->len; i += n)
    {
      const EnrSection *section = g_ptr_array_index (sections, i);

      n = 1;
      switch (section->type)
        {
        case ENR_SECTION_GRID:
          add_grid (self, section);
          break;
        case ENR_SECTION_CHILDREN:
          add_children (self, section);
          break;
        case ENR_SECTION_FACTS:
          add_facts (self, section);
          break;
        case ENR_SECTION_TEXT:
        default:
          n = enr_writing_count_beside (self->frame, sections, i);
          add_texts (self, sections, i, n);
          break;
        }
    }
}

EnrFlowTable *
enr_writing_table_new (const EnrWritingFrame *frame,
                       EnrTypeset *typeset,
                       EnrFlowPageFunc new_page,
                       gpointer data)
{
  return enr_flow_table_new (typeset, frame->left, frame->right, frame->bottom, frame->has_groups,
                             new_page, data);
}

void
enr_writing_body_add (EnrFlowTable *table,
                      const EnrWritingFrame *frame,
                      EnrTypeset *typeset,
                      const EnrWritingKind *kind,
                      const EnrContent *content,
                      const GPtrArray *notes,
                      const EnrCalendar *calendar)
{
  g_autofree gboolean *printed = g_new0 (gboolean, content->items->len + 1);
  Body self = { kind, frame, typeset, table, content, calendar, printed };

  add_sections (&self);
  add_others (&self);
  add_notes (&self, notes);
}

/* The whole form with nothing written in it, but for a place for the key. */
static EnrContent *
empty_content (const EnrWritingKind *kind, int age, const EnrSection *of, const char *key)
{
  EnrContent *content = enr_content_new ();

  content->age = age;
  for (guint i = 0; i < kind->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (kind->sections, i);

      if (section == of && section->type == ENR_SECTION_CHILDREN)
        enr_content_add (content, key, "", "");
      else if (section == of || enr_section_fits_age (section, age))
        enr_content_add (content, section->key, section->heading, "");
    }
  return content;
}

/* Where a text of a key stands: every row of a time line is as its first. */
static char *
dup_box_key (const EnrSection *section, const char *key)
{
  const char *column = strrchr (key, '/');

  if (section->type == ENR_SECTION_GRID && section->rows == ENR_ROWS_TIMES && column != NULL)
    return g_strconcat (section->key, "/01", column, NULL);
  return g_strdup (key);
}

gboolean
enr_writing_box_fill (const EnrWritingKind *kind,
                      int age,
                      const char *key,
                      const char *text,
                      EnrBoxFill *fill,
                      GError **error)
{
  const EnrFont *font;
  const EnrSection *section;
  EnrWritingFrame frame;
  gboolean is_sent;
  g_autoptr (EnrContent) content = NULL;
  g_autofree char *box_key = NULL;

  g_return_val_if_fail (kind != NULL && key != NULL && text != NULL && fill != NULL, FALSE);

  memset (fill, 0, sizeof *fill);
  font = enr_fonts_find (NULL, NULL, error);
  if (font == NULL)
    return FALSE;
  section = enr_writing_kind_find_section (kind, key);
  if (section == NULL)
    return TRUE;
  is_sent = strcmp (kind->key, "nursery-record") == 0;
  frame = is_sent ? enr_nursery_record_frame (kind) : enr_writing_frame (kind);
  content = empty_content (kind, age, section, key);
  box_key = dup_box_key (section, key);
  enr_fonts_lock ();
  {
    g_autoptr (EnrTypeset) typeset = enr_typeset_new (font);
    g_autoptr (EnrFlowTable) table = enr_writing_table_new (&frame, typeset, NULL, NULL);
    double width, height, size;

    enr_flow_table_begin (table, NULL, frame.top + ENR_WRITING_HEAD_HEIGHT);
    enr_writing_body_add (table, &frame, typeset, kind, content, NULL, NULL);
    /* 要録 is read on the sheet that goes to the school, whose boxes share the page with more: they
     * are at least so high. */
    if (!is_sent)
      enr_flow_table_stretch (table);
    if (enr_flow_table_find (table, box_key, &width, &height, &size))
      {
        g_autoptr (EnrFlow) flow = enr_flow_new (typeset, text, size, width);

        fill->room = enr_flow_lines_in (height, size);
        fill->lines = enr_flow_count_lines (flow);
        fill->per_line = (guint) floor (width / size);
        fill->characters = enr_flow_count_characters (flow, fill->lines);
        fill->beyond = fill->characters - enr_flow_count_characters (flow, fill->room);
      }
  }
  enr_fonts_unlock ();
  return TRUE;
}
