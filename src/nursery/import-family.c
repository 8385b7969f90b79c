/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What a row of a roster says of the family: who belongs together, the guardians, the address.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/text.h"
#include "nursery/import-resolve.h"

/* The family that the rows of one word will share: the first that has a guardian, else the first.
 */
void
enr_resolver_choose_family (EnrResolver *self, const char *word, EnrChildRecord *record)
{
  EnrFamilyRecord *chosen = g_hash_table_lookup (self->families, word);

  if (record == NULL)
    return;
  if (chosen == NULL || (chosen->guardians->len == 0 && record->family->guardians->len > 0))
    g_hash_table_insert (self->families, (gpointer) word, record->family);
}

static EnrFamilyRecord *
family_of_row (EnrResolverRow *self)
{
  const char *word = self->cells->text[ENR_FIELD_FAMILY];
  EnrFamilyRecord *family = NULL;

  if (word != NULL)
    family = g_hash_table_lookup (self->resolver->families, word);
  if (family == NULL)
    {
      if (!self->is_new)
        return self->record->family;
      family = enr_records_add_family (self->resolver->records);
      if (word != NULL)
        g_hash_table_insert (self->resolver->families, (gpointer) word, family);
    }
  return family;
}

void
enr_resolver_family (EnrResolverRow *self)
{
  EnrFamilyRecord *family = family_of_row (self);
  EnrChildRecord *record = self->record;

  if (record->family != family)
    {
      if (!self->is_new)
        {
          enr_import_row_detail (self->row, _ ("Joins the family of the brothers and sisters."));
          self->step->save_child = TRUE;
          record->family->n_children--;
        }
      else if (family->n_children > 0)
        enr_import_row_detail (self->row, _ ("Joins the family of the brothers and sisters."));
      record->family = family;
      family->n_children++;
    }
}

static EnrContact *
find_guardian (const EnrFamilyRecord *family, const char *name)
{
  g_autofree char *wanted = enr_text_search_key (name);

  for (guint i = 0; i < family->guardians->len; i++)
    {
      EnrContact *contact = g_ptr_array_index (family->guardians, i);
      g_autofree char *key = enr_text_search_key (contact->name);

      if (enr_import_text_same (key, wanted))
        return contact;
    }
  return NULL;
}

static EnrContact *
add_guardian (EnrFamilyRecord *family, const char *name)
{
  EnrContact *contact = g_new0 (EnrContact, 1);

  contact->position = MIN (++family->last_position, 99);
  contact->name = g_strdup (name);
  contact->kana = g_strdup ("");
  contact->relation = g_strdup ("");
  contact->phone = g_strdup ("");
  contact->phone2 = g_strdup ("");
  contact->note = g_strdup ("");
  contact->is_guardian = TRUE;
  contact->may_collect = TRUE;
  g_ptr_array_add (family->guardians, contact);
  return contact;
}

/* The guardian that the row speaks of. A file without their names can still have their numbers. */
static EnrContact *
guardian_of_row (EnrResolverRow *self)
{
  EnrFamilyRecord *family = self->record->family;
  const char *name = self->cells->text[ENR_FIELD_GUARDIAN_NAME];
  EnrContact *contact = NULL;
  gboolean is_first = family->guardian_line == 0;

  if (name == NULL)
    {
      if (family->guardians->len > 0)
        return g_ptr_array_index (family->guardians, 0);
      return add_guardian (family, "保護者");
    }

  family->guardian_line = self->cells->line;
  contact = find_guardian (family, name);
  if (contact == NULL && (family->guardians->len == 0 || !is_first))
    {
      contact = add_guardian (family, name);
      enr_resolver_note (self, ENR_FIELD_GUARDIAN_NAME, "", name);
      self->step->contact = contact;
      return contact;
    }
  if (contact == NULL)
    contact = g_ptr_array_index (family->guardians, 0);
  if (enr_resolver_set_text (self, ENR_FIELD_GUARDIAN_NAME, &contact->name))
    {
      g_free (contact->kana); /* of the name before */
      contact->kana = g_strdup ("");
      self->step->contact = contact;
    }
  return contact;
}

void
enr_resolver_guardian (EnrResolverRow *self)
{
  const char *phone = self->cells->text[ENR_FIELD_GUARDIAN_PHONE];
  EnrFamilyRecord *family = self->record->family;
  EnrContact *contact;
  guint line;

  if (self->cells->text[ENR_FIELD_GUARDIAN_NAME] == NULL && phone == NULL
      && self->cells->text[ENR_FIELD_GUARDIAN_RELATION] == NULL)
    return;

  contact = guardian_of_row (self);
  if (enr_resolver_set_text (self, ENR_FIELD_GUARDIAN_RELATION, &contact->relation))
    self->step->contact = contact;
  if (phone == NULL)
    return;

  if (family->phone_lines == NULL)
    family->phone_lines = g_hash_table_new (NULL, NULL);
  line = GPOINTER_TO_UINT (g_hash_table_lookup (family->phone_lines, contact));
  g_hash_table_insert (family->phone_lines, contact, GUINT_TO_POINTER (self->cells->line));
  if (g_str_equal (phone, contact->phone) || g_str_equal (phone, contact->phone2))
    return;
  if (line != 0)
    enr_import_row_refuse (self->row,
                           _ ("Line %u gives another telephone number for the same "
                              "guardian."),
                           line);
  else if (enr_resolver_set_text (self, ENR_FIELD_GUARDIAN_PHONE, &contact->phone))
    self->step->contact = contact;
}

void
enr_resolver_address (EnrResolverRow *self)
{
  EnrFamilyRecord *family = self->record->family;
  guint line = self->cells->text[ENR_FIELD_ADDRESS] != NULL ? family->address_line : 0;

  if (line == 0 && self->cells->text[ENR_FIELD_POSTAL_CODE] != NULL)
    line = family->postal_line;
  if (self->cells->text[ENR_FIELD_POSTAL_CODE] != NULL)
    family->postal_line = self->cells->line;
  if (self->cells->text[ENR_FIELD_ADDRESS] != NULL)
    family->address_line = self->cells->line;
  if (enr_resolver_set_text (self, ENR_FIELD_POSTAL_CODE, &family->postal_code))
    self->step->address = family;
  if (enr_resolver_set_text (self, ENR_FIELD_ADDRESS, &family->address))
    self->step->address = family;
  if (self->step->address != NULL && line != 0)
    enr_import_row_refuse (self->row, _ ("Line %u gives another address for the same family."),
                           line);
}
