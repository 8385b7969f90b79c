/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The page of papers on a sample nursery, on the afternoon of 2026-06-10, for its tests.
 */
#pragma once

#include "app-support.h"
#include "app/papers/paper-view.h"
#include "app/papers/paper.h"
#include "app/papers/papers-page.h"
#include "attendance/day.h"

G_BEGIN_DECLS

#define PAPERS_DESK_N_CHILDREN 40

typedef struct
{
  EnrStore *store;
  EnrSession *session;
  GtkWidget *window;
  EnrPapersPage *page;
  EnrPaperView *view;
  char *message;       /* the last line that the session showed */
  gboolean is_failure; /* and whether it said what went wrong */
} PapersDesk;

/** The two ends of a test. */
void papers_desk_set_up (PapersDesk *desk,
                         gconstpointer data);
void papers_desk_tear_down (PapersDesk *desk,
                            gconstpointer data);

/** Whether the page of that name is what stands in the paper's place. */
gboolean papers_desk_shows (PapersDesk *desk,
                            const char *name);

/** Opens a paper and waits until it is drawn. */
void papers_desk_open (PapersDesk *desk,
                       const char *id);

/** Loads a paper without the page; of all classes where @class_id is %NULL. */
EnrPaper *papers_desk_load (PapersDesk *desk,
                            EnrPaperKind kind,
                            const EnrUuid *class_id) G_GNUC_WARN_UNUSED_RESULT;

/** Today, as it is recorded. */
EnrDay *papers_desk_read_day (PapersDesk *desk) G_GNUC_WARN_UNUSED_RESULT;

/** The window of the type of that name; %NULL where there is none. */
GtkWidget *papers_desk_find_toplevel (const char *type);

/** The text of a PDF, as pdftotext finds it. */
char *papers_desk_pdf_text (const char *path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
