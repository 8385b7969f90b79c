/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What texts can be taken from, beside what is being written: the plan above, the one before, last year's,
 * another class's.
 */
#pragma once

#include <gtk/gtk.h>

#include "writing/carry.h"

G_BEGIN_DECLS

#define ENR_TYPE_SOURCE_PANE (enr_source_pane_get_type ())
G_DECLARE_FINAL_TYPE (EnrSourcePane, enr_source_pane, ENR, SOURCE_PANE, GtkBox)

/** A text on its way. */
typedef struct
{
  const char *key;            /* of the text that is written */
  const EnrWritingText *text; /* what is taken */
} EnrSourceText;

/**
 * Shows the sources of a writing of @kind about a class of @age; with @only_after nothing is open but what
 * is written after its time. Keeps the choice where that source is still there. @sources (element-type
 * EnrSource) is referenced, kinds are borrowed for the pane's life.
 *
 * Signal "copy" (GArray *texts, const EnrUuid *source, gboolean only_blank): the person takes these texts
 * (element-type EnrSourceText) over; with @only_blank where nothing is written yet.
 */
void enr_source_pane_show (EnrSourcePane *self,
                           EnrWritingKinds *kinds,
                           const EnrWritingKind *kind,
                           int age,
                           gboolean only_after,
                           GPtrArray *sources);

/** Whether texts can be taken now. */
void enr_source_pane_set_editable (EnrSourcePane *self,
                                   gboolean is_editable);

G_END_DECLS
