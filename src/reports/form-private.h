/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the two forms may hold, for the reader (form-read.c) and the rest of form.c.
 */
#pragma once

#include "reports/form.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  const char *text; /* what is printed where the form does not say */
} EnrFormSymbol;

/** A kind of form, and the words that its description may use. Lists end with %NULL. */
typedef struct
{
  const char *id;
  const char *const *columns; /* fields of <column> */
  const char *const *texts;   /* {fields} of lines */
  const char *const *sums;    /* fields of <sum> */
  const EnrFormSymbol *symbols;
} EnrFormKind;

/** The kind of a form, or %NULL. Static. */
const EnrFormKind *enr_form_kind_find (const char *id);

/** A form with every default. */
EnrForm *enr_form_new (const char *path) G_GNUC_WARN_UNUSED_RESULT;

#define ENR_FORM_MM(points) ((points) / (72.0 / 25.4))
#define ENR_FORM_POINTS(mm) ((mm) * (72.0 / 25.4))

G_END_DECLS
