/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Runs the real enrokuctl on a real file in a folder of its own.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *folder;      /* the test's own, also $XDG_DATA_HOME of the runs */
  char *db;          /* folder/nursery.db; may not be there */
  const char *output_to; /* where stdout goes instead of being kept; NULL: kept */
  const char *shell; /* the run goes through this /bin/sh text ("$@" is the command); NULL: straight */
  int status;        /* of the last run */
  char *out;
  char *err;
} Ctl;

Ctl *ctl_new (void);
/** The same with a sample: 12 children, ten days until 2026-06-10. */
Ctl *ctl_new_sample (void);
void ctl_free (Ctl *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ctl, ctl_free)

/** Runs "enrokuctl --db DB WORDS..." and asserts the exit status; with output in @self. */
void ctl_run (Ctl *self,
              const char *where,
              int status,
              ...) G_GNUC_NULL_TERMINATED;
#define RUN(self, status, ...) ctl_run (self, G_STRLOC, status, __VA_ARGS__, NULL)

/** The same without --db. */
void ctl_run_plain (Ctl *self,
                    const char *where,
                    int status,
                    ...) G_GNUC_NULL_TERMINATED;
#define RUN_PLAIN(self, status, ...) ctl_run_plain (self, G_STRLOC, status, __VA_ARGS__, NULL)

/** What the last run wrote on stdout, parsed as a JSON object. Good until the next run. */
JsonObject *ctl_json (Ctl *self);

/** The element of an array of objects whose member is @value; asserts that there is one. */
JsonObject *ctl_find (JsonObject *object,
                      const char *array,
                      const char *member,
                      const char *value);

/** A path in the folder. */
char *ctl_path (Ctl *self,
                const char *name);
/** Writes a file there and returns its path. */
char *ctl_write (Ctl *self,
                 const char *name,
                 const char *text);
/** The text of a PDF, or %NULL where there is no pdftotext. */
char *ctl_pdf_text (const char *path);
/** The database as text, to compare before and after. */
char *ctl_dump (Ctl *self);

#define assert_contains(text, part)                                                                \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if (strstr ((text), (part)) == NULL)                                                           \
      g_error ("%s: “%s” is not in:\n%s", G_STRLOC, (part), (text));                               \
  }                                                                                                \
  G_STMT_END

G_END_DECLS
