/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Reads the description of a kind of plan or record.
 */
#include "config.h"

#include "writing/kind.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/description.h"

typedef enum
{
  WRITING,
  PAPER,
  KEEP,
  EXPECTED,
  APPROVAL,
  BOX,
  SECTION,
  FACTS,
  CHILDREN,
  GRID,
  COLUMN,
  N_ELEMENTS,
} Element;

/* clang-format off */
#define SECTION_ATTRIBUTES                                                                          \
    { "key", ENR_ATTRIBUTE_TEXT, TRUE }, { "heading", ENR_ATTRIBUTE_TEXT, TRUE },                   \
    { "group", ENR_ATTRIBUTE_TEXT }, { "hint", ENR_ATTRIBUTE_TEXT },                                \
    { "required", ENR_ATTRIBUTE_CHOICE, FALSE, 0, 0, "no|yes" }, { "ages", ENR_ATTRIBUTE_AGES },    \
    { "height", ENR_ATTRIBUTE_NUMBER, FALSE, 5, 250 }, { "from", ENR_ATTRIBUTE_TEXT },               \
    { "after", ENR_ATTRIBUTE_CHOICE, FALSE, 0, 0, "no|yes" },                                       \
    { "observed", ENR_ATTRIBUTE_CHOICE, FALSE, 0, 0, "no|yes" }

static const EnrElementRule rules[N_ELEMENTS] = {
  [WRITING] = { "writing", ENR_DESCRIPTION_NOWHERE, FALSE, TRUE,
    { { "id", ENR_ATTRIBUTE_TEXT, TRUE }, { "label", ENR_ATTRIBUTE_TEXT, TRUE },
      { "sort", ENR_ATTRIBUTE_CHOICE, TRUE, 0, 0, "record|plan" },
      { "of", ENR_ATTRIBUTE_CHOICE, TRUE, 0, 0, "facility|class|child" },
      { "period", ENR_ATTRIBUTE_CHOICE, TRUE, 0, 0, "year|term|month|week|day|event|stay" },
      { "above", ENR_ATTRIBUTE_TEXT } } },
  [PAPER] = { "paper", WRITING, FALSE, TRUE,
    { { "size", ENR_ATTRIBUTE_CHOICE, TRUE, 0, 0, "A4|A3|B4|B5" },
      { "orientation", ENR_ATTRIBUTE_CHOICE, TRUE, 0, 0, "portrait|landscape" } } },
  [KEEP] = { "keep", WRITING, FALSE, TRUE,
    { { "years", ENR_ATTRIBUTE_INTEGER, FALSE, 1, 99 },
      { "from", ENR_ATTRIBUTE_CHOICE, TRUE, 0, 0, "year|leaving|school" } } },
  [EXPECTED] = { "expected", WRITING, FALSE, FALSE,
    { { "ages", ENR_ATTRIBUTE_AGES }, { "due", ENR_ATTRIBUTE_INTEGER, TRUE, -60, 60 },
      { "each", ENR_ATTRIBUTE_CHOICE, FALSE, 0, 0, "year|term|month|week" } } },
  [APPROVAL] = { "approval", WRITING, FALSE, TRUE, { { NULL } } },
  [BOX] = { "box", APPROVAL, TRUE, TRUE,
    { { "step", ENR_ATTRIBUTE_CHOICE, TRUE, 0, 0, "writer|chief|director" },
      { "label", ENR_ATTRIBUTE_TEXT, TRUE } } },
  [SECTION] = { "section", WRITING, TRUE, TRUE, { SECTION_ATTRIBUTES } },
  [FACTS] = { "facts", WRITING, TRUE, FALSE, { SECTION_ATTRIBUTES } },
  [CHILDREN] = { "children", WRITING, TRUE, FALSE, { SECTION_ATTRIBUTES } },
  [GRID] = { "grid", WRITING, TRUE, FALSE,
    { SECTION_ATTRIBUTES,
      { "rows", ENR_ATTRIBUTE_CHOICE, TRUE, 0, 0, "weekdays|terms|times" } } },
  [COLUMN] = { "column", GRID, TRUE, TRUE,
    { { "key", ENR_ATTRIBUTE_TEXT, TRUE }, { "heading", ENR_ATTRIBUTE_TEXT, TRUE },
      { "hint", ENR_ATTRIBUTE_TEXT }, { "weight", ENR_ATTRIBUTE_NUMBER, FALSE, 0.1, 100 },
      { "observed", ENR_ATTRIBUTE_CHOICE, FALSE, 0, 0, "no|yes" } } },
};
/* clang-format on */

static const struct
{
  double width; /* mm, portrait */
  double height;
} papers[] = { { 210, 297 }, { 297, 420 }, { 257, 364 }, { 182, 257 } };

static const int default_keep_years = 5; /* FACTS 3.5: 運営基準の記録 5年 */

static void
column_free (EnrGridColumn *self)
{
  g_free (self->key);
  g_free (self->heading);
  g_free (self->hint);
  g_free (self);
}

static void
section_free (EnrSection *self)
{
  g_free (self->key);
  g_free (self->heading);
  g_free (self->group);
  g_free (self->hint);
  g_free (self->from);
  g_ptr_array_unref (self->columns);
  g_free (self);
}

static void
box_free (EnrApprovalBox *self)
{
  g_free (self->label);
  g_free (self);
}

void
enr_writing_kind_free (EnrWritingKind *self)
{
  if (self == NULL)
    return;

  g_free (self->key);
  g_free (self->path);
  g_free (self->label);
  g_free (self->above);
  g_ptr_array_unref (self->boxes);
  g_ptr_array_unref (self->sections);
  enr_writing_kind_free (self->original);
  g_free (self);
}

static char *
dup_or_empty (const EnrAttributeValue *value)
{
  return g_strdup (value->value != NULL ? value->value : "");
}

/* A key is in the database and in texts' keys: plain letters, and never a slash. */
static gboolean
check_key (const EnrDescription *description, const EnrAttributeValue *value, GError **error)
{
  const char *key = value->value;
  gsize length = strlen (key);

  if (length > 0 && length <= 40 && g_ascii_islower (key[0])
      && strspn (key, "abcdefghijklmnopqrstuvwxyz0123456789-") == length)
    return TRUE;
  return enr_description_refuse (description, value->place, error,
                                 /* Translators: a key */
                                 _ ("“%s” is no key: up to 40 small letters, digits and hyphens, a "
                                    "letter first."),
                                 key);
}

static gboolean
take_writing (EnrWritingKind *self,
              const EnrDescription *description,
              const EnrAttributeValue *values,
              GError **error)
{
  if (!check_key (description, &values[0], error))
    return FALSE;
  self->key = g_strdup (values[0].value);
  self->label = g_strdup (values[1].value);
  self->is_plan = values[2].number == 1;
  self->subject = (EnrWritingSubject) values[3].number;
  self->period = self->each = (EnrWritingPeriod) values[4].number;
  self->above = dup_or_empty (&values[5]);
  if (self->period == ENR_PERIOD_STAY && self->subject != ENR_WRITING_OF_CHILD)
    return enr_description_refuse (description, values[4].place, error,
                                   _ ("Only what is of=\"child\" can be about the whole stay."));
  return TRUE;
}

/* Nobody can foresee on which day an event is, so it is asked for once in a longer time or not at
 * all. */
static gboolean
take_expected (EnrWritingKind *self,
               const EnrDescription *description,
               const EnrAttributeValue *values,
               GError **error)
{
  if (values[2].value != NULL && self->period != ENR_PERIOD_EVENT)
    return enr_description_refuse (description, values[2].place, error,
                                   _ ("Only events can be expected once in each time; of all else "
                                      "there should be one in each period."));
  if (values[2].value != NULL)
    self->each = (EnrWritingPeriod) values[2].number;
  self->expected = self->each != ENR_PERIOD_EVENT ? ENR_EXPECTED_ONE : ENR_EXPECTED_NO;
  self->age_first = values[0].value != NULL ? values[0].age_first : -1;
  self->age_last = values[0].value != NULL ? values[0].age_last : -1;
  self->due_days = (int) values[1].number;
  return TRUE;
}

static void
take_paper (EnrWritingKind *self, const EnrAttributeValue *values)
{
  guint size = (guint) values[0].number;
  gboolean is_landscape = values[1].number == 1;

  self->width = is_landscape ? papers[size].height : papers[size].width;
  self->height = is_landscape ? papers[size].width : papers[size].height;
}

static gboolean
take_section (EnrWritingKind *self,
              const EnrDescription *description,
              EnrSectionType type,
              const EnrAttributeValue *values,
              GError **error)
{
  EnrSection *section;

  if (type == ENR_SECTION_FACTS && self->subject == ENR_WRITING_OF_CHILD
      && self->period != ENR_PERIOD_MONTH && self->period != ENR_PERIOD_TERM
      && self->period != ENR_PERIOD_YEAR)
    return enr_description_refuse (description, enr_description_get_place (description), error,
                                   _ ("<facts> about a child are counted for a month, a term or a "
                                      "year only."));
  if (!check_key (description, &values[0], error))
    return FALSE;
  if (enr_writing_kind_find_section (self, values[0].value) != NULL)
    return enr_description_refuse (description, values[0].place, error,
                                   /* Translators: a key */
                                   _ ("There are two sections with the key “%s”."),
                                   values[0].value);
  section = g_new0 (EnrSection, 1);
  section->key = g_strdup (values[0].value);
  section->type = type;
  section->heading = g_strdup (values[1].value);
  section->group = dup_or_empty (&values[2]);
  section->hint = dup_or_empty (&values[3]);
  section->is_required = values[4].number == 1;
  section->age_first = values[5].value != NULL ? values[5].age_first : -1;
  section->age_last = values[5].value != NULL ? values[5].age_last : -1;
  section->height = values[6].number;
  section->from = dup_or_empty (&values[7]);
  section->is_after = values[8].number == 1;
  section->is_observed = values[9].number == 1;
  section->rows = type == ENR_SECTION_GRID ? (EnrGridRows) values[10].number : ENR_ROWS_WEEKDAYS;
  section->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) column_free);
  g_ptr_array_add (self->sections, section);
  return TRUE;
}

static gboolean
take_column (EnrWritingKind *self,
             const EnrDescription *description,
             const EnrAttributeValue *values,
             GError **error)
{
  EnrSection *grid = g_ptr_array_index (self->sections, self->sections->len - 1);
  EnrGridColumn *column;

  if (!check_key (description, &values[0], error))
    return FALSE;
  for (guint i = 0; i < grid->columns->len; i++)
    if (strcmp (((EnrGridColumn *) g_ptr_array_index (grid->columns, i))->key, values[0].value)
        == 0)
      return enr_description_refuse (description, values[0].place, error,
                                     _ ("There are two columns with the key “%s”."),
                                     values[0].value);
  column = g_new0 (EnrGridColumn, 1);
  column->key = g_strdup (values[0].value);
  column->heading = g_strdup (values[1].value);
  column->hint = dup_or_empty (&values[2]);
  column->weight = values[3].value != NULL ? values[3].number : 1;
  column->is_observed = values[4].number == 1;
  g_ptr_array_add (grid->columns, column);
  return TRUE;
}

static gboolean
take_cb (EnrDescription *description,
         guint element,
         const EnrAttributeValue *values,
         gpointer data,
         GError **error)
{
  EnrWritingKind *self = data;

  switch ((Element) element)
    {
    case WRITING:
      return take_writing (self, description, values, error);
    case PAPER:
      take_paper (self, values);
      return TRUE;
    case KEEP:
      self->keep_years = values[0].value != NULL ? (int) values[0].number : default_keep_years;
      self->keep_from = (EnrKeepFrom) values[1].number;
      return TRUE;
    case EXPECTED:
      return take_expected (self, description, values, error);
    case BOX:
      {
        EnrApprovalBox *box = g_new0 (EnrApprovalBox, 1);

        box->step = (EnrBoxStep) values[0].number;
        box->label = g_strdup (values[1].value);
        g_ptr_array_add (self->boxes, box);
        return TRUE;
      }
    case SECTION:
      return take_section (self, description, ENR_SECTION_TEXT, values, error);
    case FACTS:
      return take_section (self, description, ENR_SECTION_FACTS, values, error);
    case CHILDREN:
      return take_section (self, description, ENR_SECTION_CHILDREN, values, error);
    case GRID:
      return take_section (self, description, ENR_SECTION_GRID, values, error);
    case COLUMN:
      return take_column (self, description, values, error);
    case APPROVAL:
    case N_ELEMENTS:
    default:
      return TRUE;
    }
}

/* Somebody must approve it in the end. */
static gboolean
finish_cb (EnrDescription *description, gpointer data, GError **error)
{
  EnrWritingKind *self = data;

  for (guint i = 0; i < self->boxes->len; i++)
    if (((EnrApprovalBox *) g_ptr_array_index (self->boxes, i))->step == ENR_BOX_DIRECTOR)
      return TRUE;
  return enr_description_refuse (description, enr_description_get_place (description), error,
                                 _ ("<approval> needs a box with step=\"director\"."));
}

EnrWritingKind *
enr_writing_kind_read (const char *path, const char *content, gsize length, GError **error)
{
  EnrDescriptionFormat format = {
    rules, G_N_ELEMENTS (rules), ENR_WRITING_ERROR, ENR_WRITING_ERROR_KIND, take_cb, finish_cb
  };
  g_autoptr (EnrWritingKind) self = g_new0 (EnrWritingKind, 1);

  g_return_val_if_fail (path != NULL && content != NULL, NULL);

  self->path = g_strdup (path);
  self->age_first = self->age_last = -1;
  self->boxes = g_ptr_array_new_with_free_func ((GDestroyNotify) box_free);
  self->sections = g_ptr_array_new_with_free_func ((GDestroyNotify) section_free);
  if (!enr_description_read (&format, path, content, length, self, error))
    return NULL;
  return g_steal_pointer (&self);
}
