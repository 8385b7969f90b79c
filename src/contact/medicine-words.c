/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The words of medicine: keys, labels for the screen, Japanese for papers, and what is asked.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "contact/medicine.h"

typedef struct
{
  const char *key;
  const char *label;
  const char *paper;
} Word;

static const Word forms[ENR_MEDICINE_N_FORMS] = {
  { "", "", "" },
  { "powder", NC_ ("medicine", "powder"), "散剤" },
  { "liquid", NC_ ("medicine", "liquid"), "水剤" },
  { "outer", NC_ ("medicine", "for the skin or eyes"), "外用" },
  { "tape", NC_ ("medicine", "tape"), "貼付" },
  { "tablet", NC_ ("medicine", "tablet"), "錠剤" },
  { "other", NC_ ("medicine", "other"), "その他" },
};

static const Word storages[ENR_MEDICINE_N_STORAGES] = {
  { "", "", "" },
  { "room", NC_ ("medicine", "room temperature"), "室温" },
  { "cold", NC_ ("medicine", "refrigerator"), "冷蔵" },
};

static const Word states[] = {
  { "open", NC_ ("medicine", "to be given"), "" },
  { "given", NC_ ("medicine", "given"), "" },
  { "not-given", NC_ ("medicine", "not given"), "" },
};

static const char *
label (const Word *word)
{
  return *word->label != '\0' ? g_dpgettext2 (GETTEXT_PACKAGE, "medicine", word->label) : "";
}

const char *
enr_medicine_form_key (EnrMedicineForm form)
{
  return forms[form].key;
}

const char *
enr_medicine_form_label (EnrMedicineForm form)
{
  return label (&forms[form]);
}

const char *
enr_medicine_form_paper (EnrMedicineForm form)
{
  return forms[form].paper;
}

const char *
enr_medicine_storage_key (EnrMedicineStorage storage)
{
  return storages[storage].key;
}

const char *
enr_medicine_storage_label (EnrMedicineStorage storage)
{
  return label (&storages[storage]);
}

const char *
enr_medicine_storage_paper (EnrMedicineStorage storage)
{
  return storages[storage].paper;
}

const char *
enr_dose_state_key (EnrDoseState state)
{
  return states[state].key;
}

const char *
enr_dose_state_label (EnrDoseState state)
{
  return label (&states[state]);
}

static void
add_sentence (GString *text, const char *sentence)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", sentence);
}

char *
enr_medicine_dup_doubts (const EnrMedicine *self)
{
  GString *text = g_string_new (NULL);

  if (*self->clinic == '\0' || self->prescribed == ENR_DATE_NONE)
    add_sentence (text, _ ("Who prescribed the medicine, and when? Only medicine that a doctor "
                           "prescribed for the child is given."));
  if (*self->home_dose == '\0')
    add_sentence (text, _ ("When was it last given at home? Medicine that the child has never had "
                           "is not given in the nursery."));
  if (self->first_day != ENR_DATE_NONE && self->last_day != ENR_DATE_NONE
      && self->last_day - self->first_day >= ENR_MEDICINE_USUAL_DAYS)
    {
      int n_days = self->last_day - self->first_day + 1;
      g_autofree char *sentence = g_strdup_printf (
          ngettext ("The request is for %d day. A slip is usually for one week.",
                    "The request is for %d days. A slip is usually for one week.", (gulong) n_days),
          n_days);

      add_sentence (text, sentence);
    }
  return g_string_free (text, FALSE);
}
