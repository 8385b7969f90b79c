/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A made-up nursery for the tests of the papers. All names are invented.
 */
#pragma once

#include "attendance/day.h"
#include "attendance/month.h"
#include "reports/document.h"
#include "reports/form.h"

/** A Wednesday in June with absences, late ones, notes, corrections and allergies. Classes ひよこ to ぞう
 * by age, children numbered through; beyond six the classes repeat. */
EnrDay *sample_day_new (guint n_classes,
                        guint per_class);

/** Adds a text to the day's strings, for a test that changes a child. */
const char *sample_day_string (EnrDay *day,
                               const char *text);

/** June 2026, recorded to the 26th, with a child that came on the 10th. */
EnrMonth *sample_month_new (guint n_classes,
                            guint per_class);

/** The built-in form, which must be good. */
EnrForm *sample_form (const char *id);

/** The built-in form with the first @from replaced by @to. */
EnrForm *sample_form_with (const char *id,
                           const char *from,
                           const char *to);

/** The text of a built-in form. */
char *sample_form_text (const char *id);

/** Writes the PDF into a temporary file (the caller removes it with sample_pdf_free()). */
char *sample_pdf_new (EnrDocument *document);
void sample_pdf_free (char *path);

/** What `pdftotext -layout` or another tool of poppler-utils says of a PDF; "" in @option for none. */
char *sample_run (const char *program,
                  const char *option,
                  const char *path,
                  gboolean with_output);

/** Every line of text lies in its box: fails otherwise, saying which. Returns the smallest size. */
double sample_check_boxes (EnrDocument *document);

/** Whether a part is in the text that came out of a PDF, blanks apart: pdftotext sets them by distance. */
gboolean sample_contains (const char *text,
                          const char *part);
