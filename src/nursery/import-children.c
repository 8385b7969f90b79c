/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What a roster would do: a child's own values, and the rows as a whole.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/text.h"
#include "nursery/import-resolve.h"

/* Nobody of that age is enrolled for the first time: a list of staff, or of guardians. */
#define OLDEST_NEW_CHILD 16

static const char *
label_of (guint field)
{
  return _ (enr_child_fields[field].label);
}

/* "Class: “りす” becomes “きりん”." */
void
enr_resolver_note (EnrResolverRow *self, guint field, const char *before, const char *after)
{
  if (*before == '\0')
    /* Translators: what is set (for example "Birth date"), and its value */
    enr_import_row_detail (self->row, _ ("%s: “%s”."), label_of (field), after);
  else
    /* Translators: what is changed (for example "Family name"), its old and its new value */
    enr_import_row_detail (self->row, _ ("%s: “%s” becomes “%s”."), label_of (field), before,
                           after);
}

gboolean
enr_resolver_set_text (EnrResolverRow *self, guint field, char **target)
{
  const char *value = self->cells->text[field];

  if (value == NULL || enr_import_text_same (*target, value))
    return FALSE;
  enr_resolver_note (self, field, *target, value);
  g_free (*target);
  *target = g_strdup (value);
  return TRUE;
}

void
enr_resolver_refuse_cell (EnrResolverRow *self, guint field, const char *sentence)
{
  /* Translators: a line, a column of the file, and a sentence that says what is wrong there */
  enr_import_row_refuse (self->row, _ ("Line %u, column “%s”: %s"), self->cells->line,
                         self->resolver->sheet->headings[field], sentence);
}

/* Excel takes the zeros off the front of a number; that is no new number. */
static gboolean
number_same (const char *stored, const char *cell)
{
  if (stored == NULL)
    return FALSE;
  while (*stored == '0')
    stored++;
  return enr_import_text_same (stored, cell);
}

static void
resolve_name (EnrResolverRow *self)
{
  EnrChild *child = self->record->child;
  gboolean changed;

  if (self->cells->is_unsplit)
    {
      g_autofree char *whole = g_strconcat (child->family_name, child->given_name, NULL);

      if (enr_import_text_same (whole, self->cells->text[ENR_FIELD_FAMILY_NAME]))
        return;
      enr_import_row_detail (self->row,
                             _ ("The name has no blank in it, so it is taken as the family "
                                "name as a whole."));
      if (*child->given_name != '\0')
        {
          g_free (child->given_name);
          child->given_name = g_strdup ("");
        }
    }
  changed = enr_resolver_set_text (self, ENR_FIELD_FAMILY_NAME, &child->family_name);
  changed |= enr_resolver_set_text (self, ENR_FIELD_GIVEN_NAME, &child->given_name);
  self->step->save_child |= changed;
}

static void
resolve_kana (EnrResolverRow *self)
{
  EnrChild *child = self->record->child;
  const char *whole = self->cells->text[ENR_FIELD_KANA];
  g_autofree char *joined = g_strconcat (child->family_kana, child->given_kana, NULL);
  gboolean changed;

  /* あおきあさひ in one word is what あおき and あさひ are. */
  if (whole != NULL && self->cells->text[ENR_FIELD_GIVEN_KANA] == NULL
      && g_str_equal (joined, whole))
    return;
  changed = enr_resolver_set_text (self, ENR_FIELD_FAMILY_KANA, &child->family_kana);
  changed |= enr_resolver_set_text (self, ENR_FIELD_GIVEN_KANA, &child->given_kana);
  self->step->save_child |= changed;
}

static void
resolve_sex (EnrResolverRow *self)
{
  static const char *const names[] = { "", "男", "女" };
  EnrChild *child = self->record->child;

  if (self->cells->text[ENR_FIELD_SEX] == NULL || (EnrSex) self->cells->sex == child->sex)
    return;
  if (self->cells->sex == ENR_SEX_UNKNOWN)
    return;
  enr_resolver_note (self, ENR_FIELD_SEX, names[child->sex], names[self->cells->sex]);
  child->sex = self->cells->sex;
  self->step->save_child = TRUE;
}

static void
resolve_birth_date (EnrResolverRow *self)
{
  EnrChild *child = self->record->child;
  char before[ENR_DATE_ISO_LENGTH], after[ENR_DATE_ISO_LENGTH];

  if (self->cells->birth_date == ENR_DATE_NONE || self->cells->birth_date == child->birth_date)
    return;
  enr_resolver_note (self, ENR_FIELD_BIRTH_DATE, enr_date_iso (child->birth_date, before),
                     enr_date_iso (self->cells->birth_date, after));
  child->birth_date = self->cells->birth_date;
  self->step->save_child = TRUE;
}

static void
resolve_allergy (EnrResolverRow *self)
{
  static const char *const none[] = { "なし", "無", "無し", "無い", "×", "no", "0" };
  static const char *const some[] = { "あり", "有", "有り", "有る", "○", "〇", "yes", "1" };
  EnrChild *child = self->record->child;
  const char *text = self->cells->text[ENR_FIELD_ALLERGY];
  const char *before = child->has_allergy && *child->allergy_note == '\0' ? "あり"
                       : child->has_allergy                               ? child->allergy_note
                                                                          : "";
  gboolean has = TRUE;

  if (text == NULL || (*before != '\0' && enr_import_text_same (before, text)))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    has = has && !g_str_equal (none[i], text);
  if (!has && !child->has_allergy)
    return;
  enr_resolver_note (self, ENR_FIELD_ALLERGY, before, text);
  for (guint i = 0; i < G_N_ELEMENTS (some); i++)
    if (g_str_equal (some[i], text))
      text = child->allergy_note;
  child->has_allergy = has;
  text = g_strdup (has ? text : "");
  g_free (child->allergy_note);
  child->allergy_note = (char *) text;
  self->step->save_child = TRUE;
}

static void
resolve_values (EnrResolverRow *self)
{
  EnrChild *child = self->record->child;
  const char *number = self->cells->text[ENR_FIELD_EXTERNAL_ID];

  if (number != NULL && g_strcmp0 (child->external_id, number) != 0
      && !number_same (child->external_id, number))
    {
      enr_resolver_note (self, ENR_FIELD_EXTERNAL_ID,
                         child->external_id != NULL ? child->external_id : "", number);
      g_free (child->external_id);
      child->external_id = g_strdup (number);
      self->step->save_child = TRUE;
    }
  resolve_name (self);
  resolve_kana (self);
  resolve_birth_date (self);
  resolve_sex (self);
  resolve_allergy (self);
  self->step->save_child |= enr_resolver_set_text (self, ENR_FIELD_NOTE, &child->note);
}

/* What a row must have, whatever else it says. */
static gboolean
check_row (EnrResolverRow *self)
{
  const EnrChildCells *cells = self->cells;
  char buffer[ENR_DATE_ISO_LENGTH];

  for (guint i = 0; cells->problems != NULL && i < cells->problems->len; i++)
    enr_import_row_refuse (self->row, "%s", (const char *) g_ptr_array_index (cells->problems, i));
  if (cells->birth_date != ENR_DATE_NONE && cells->birth_date > self->resolver->sheet->today)
    {
      g_autofree char *sentence = g_strdup_printf (_ ("The birth date %s is in the future."),
                                                   enr_date_iso (cells->birth_date, buffer));

      enr_resolver_refuse_cell (self, ENR_FIELD_BIRTH_DATE, sentence);
    }
  if (self->record == NULL && cells->text[ENR_FIELD_FAMILY_NAME] == NULL)
    enr_import_row_refuse (self->row, _ ("The child's name is missing."));
  if (self->record == NULL && cells->text[ENR_FIELD_BIRTH_DATE] == NULL)
    enr_import_row_refuse (self->row, _ ("The birth date is missing."));
  if (self->record == NULL && cells->birth_date != ENR_DATE_NONE
      && enr_class_age (self->resolver->records->fiscal_year, cells->birth_date) >= OLDEST_NEW_CHILD
      && (cells->enrolled_on == ENR_DATE_NONE
          || enr_class_age (enr_fiscal_year (cells->enrolled_on), cells->birth_date)
                 >= OLDEST_NEW_CHILD))
    enr_resolver_refuse_cell (self, ENR_FIELD_BIRTH_DATE,
                              _ ("By the birth date this is not a child."));
  return self->row->action != ENR_IMPORT_REFUSE;
}

static void
resolve_row (EnrResolverRow *self)
{
  EnrEnrolment *enrolment;

  if (!check_row (self))
    return;
  if (self->is_new)
    {
      self->record = enr_records_add_child (self->resolver->records);
      self->step->save_child = TRUE;
    }
  self->step->record = self->record;
  resolve_values (self);
  enrolment = enr_resolver_enrolment (self);
  enr_resolver_class (self, enrolment);
  enr_resolver_certification (self, enrolment);
  enr_resolver_family (self);
  enr_resolver_guardian (self);
  enr_resolver_address (self);
  if (self->row->action == ENR_IMPORT_REFUSE)
    return;

  if (self->is_new)
    self->row->action = ENR_IMPORT_ADD;
  else if (self->step->save_child || self->step->enrol || self->step->set_period
           || self->step->class != NULL || self->step->certify || self->step->contact != NULL
           || self->step->address != NULL)
    self->row->action = ENR_IMPORT_CHANGE;
}

/* By age, then as the file has them; classes of mixed ages last. */
static int
compare_classes (gconstpointer a, gconstpointer b)
{
  const EnrClass *x = *(const EnrClass *const *) a;
  const EnrClass *y = *(const EnrClass *const *) b;
  int left = x->age < 0 ? 6 : x->age, right = y->age < 0 ? 6 : y->age;

  return left - right;
}

static EnrClass *
copy_class (const EnrClass *self)
{
  EnrClass *copy = g_new (EnrClass, 1);

  *copy = *self;
  copy->name = g_strdup (self->name);
  copy->colour = g_strdup (self->colour);
  return copy;
}

static void
settle_new_classes (EnrResolver *self)
{
  GPtrArray *classes = self->new_classes;
  int position = -1;

  for (guint i = 0; i < self->records->classes->len; i++)
    {
      const EnrClass *class = g_ptr_array_index (self->records->classes, i);

      if (!enr_uuid_is_none (&class->id))
        position = MAX (position, class->position);
    }
  for (guint i = 0; i < classes->len; i++)
    {
      EnrClass *class = g_ptr_array_index (classes, i);

      if (class->age == ENR_CLASS_AGE_UNSET || class->age > 5)
        class->age = -1;
    }
  g_ptr_array_sort (classes, compare_classes);
  for (guint i = 0; i < classes->len; i++)
    {
      EnrClass *class = g_ptr_array_index (classes, i);

      class->position = ++position;
      class->colour = g_strdup (enr_class_default_colour (position));
      g_ptr_array_add (self->plan->new_classes, copy_class (class));
    }
}

gboolean
enr_import_children_resolve (EnrDb *db,
                             const EnrChildSheet *sheet,
                             EnrRecords *records,
                             EnrImportPlan *plan,
                             GArray *steps,
                             GError **error)
{
  g_autoptr (GHashTable) classes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) families = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) number_lines = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) new_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) new_classes = g_ptr_array_new ();
  g_autofree EnrChildRecord **found = g_new0 (EnrChildRecord *, sheet->cells->len);
  EnrResolver self = { db,       sheet,        records,   plan,  classes, new_classes,
                       families, number_lines, new_names, error, FALSE };

  for (guint i = 0; i < sheet->cells->len; i++)
    {
      const EnrChildCells *cells = g_ptr_array_index (sheet->cells, i);
      EnrImportRow *row = enr_import_plan_add_row (plan, cells->line, cells->title);
      const char *number = cells->text[ENR_FIELD_EXTERNAL_ID];

      if (number != NULL && !g_hash_table_contains (number_lines, number))
        g_hash_table_insert (number_lines, (gpointer) number, GUINT_TO_POINTER (cells->line));
      found[i] = enr_resolver_find_record (&self, cells, row);
      if (*row->title == '\0' && found[i] != NULL)
        {
          g_free (row->title);
          row->title = enr_child_dup_name (found[i]->child);
        }
      enr_resolver_check_repeats (&self, cells, found[i], row);
      if (cells->text[ENR_FIELD_FAMILY] != NULL)
        enr_resolver_choose_family (&self, cells->text[ENR_FIELD_FAMILY], found[i]);
    }
  g_array_set_size (steps, sheet->cells->len);
  for (guint i = 0; i < sheet->cells->len && !self.failed; i++)
    {
      EnrResolverRow row = { &self,
                             g_ptr_array_index (sheet->cells, i),
                             g_ptr_array_index (plan->rows, i),
                             &g_array_index (steps, EnrChildStep, i),
                             found[i],
                             found[i] == NULL };

      resolve_row (&row);
    }
  settle_new_classes (&self);
  enr_import_plan_count (plan);
  return !self.failed;
}
