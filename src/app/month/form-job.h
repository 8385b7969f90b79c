/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Reading and filling a city's form on the reader's thread.
 */
#pragma once

#include "reports/city-form.h"

G_BEGIN_DECLS

/** What is filled with what. Deep copies; free with enr_form_job_free(). */
typedef struct
{
  char *form;        /* the path of the form */
  char *output;      /* where to write; %NULL only to look at the form */
  EnrDate month;
  EnrDate date;      /* ENR_DATE_NONE: the form is of the month */
  EnrUuid class_id;
  gboolean has_class;
} EnrFormJob;

EnrFormJob *enr_form_job_new (const char *form,
                              const char *output) G_GNUC_WARN_UNUSED_RESULT;
void enr_form_job_free (EnrFormJob *self);

/** What was found, or what was done. */
typedef struct
{
  guint n_tags;
  guint n_known;
  GPtrArray *names;   /* (element-type utf8) of the known ones, each once, in the form's order */
  GPtrArray *unknown; /* (element-type EnrSheetTag) */
  guint n_meant;      /* after filling: cells that were meant, and those found filled */
  guint n_filled;
  GPtrArray *misfits; /* (element-type EnrSheetMisfit): after filling */
} EnrFormFacts;

void enr_form_facts_free (EnrFormFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrFormFacts, enr_form_facts_free)

/** #EnrStoreFunc: @data is an EnrFormJob, the result an EnrFormFacts. Errors of ENR_SHEET_ERROR and the
 * store's. */
gpointer enr_form_job_look (EnrDb *db,
                            gpointer data,
                            GError **error);
gpointer enr_form_job_fill (EnrDb *db,
                            gpointer data,
                            GError **error);

G_END_DECLS
