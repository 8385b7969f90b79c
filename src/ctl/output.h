/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Results on stdout: lines, tables whose columns stand below each other with wide kanji, and JSON.
 * Always UTF-8. That the output could not be written shows in enr_output_finish().
 */
#pragma once

#include <json-glib/json-glib.h>

#include "base/date.h"
#include "base/uuid.h"

G_BEGIN_DECLS

void enr_output_print (const char *format,
                       ...) G_GNUC_PRINTF (1, 2);

/** Writes text as it is. FALSE once the output has failed: what makes much of it may stop. */
gboolean enr_output_write (const char *text);

/** Says with a sentence what is recorded already, for where the result cannot be written. Borrowed: it
 * lives as long as the program. */
void enr_output_set_done (const char *sentence);

/** Flushes. FALSE with ENR_CTL_ERROR_FAILED, or SILENT where the reader just went away. */
gboolean enr_output_finish (GError **error);

typedef struct _EnrTextTable EnrTextTable;

/** A table of @n_columns columns. */
EnrTextTable *enr_text_table_new (guint n_columns) G_GNUC_WARN_UNUSED_RESULT;
void enr_text_table_free (EnrTextTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrTextTable, enr_text_table_free)

/** Adds the next cell; %NULL is an empty one. Line breaks become blanks. */
void enr_text_table_add (EnrTextTable *self,
                    const char *text);
/** Writes it, and leaves out columns that have nothing below the heading. */
void enr_text_table_print (const EnrTextTable *self);

/** Pads @text with blanks to so many columns of a terminal. */
char *enr_output_dup_padded (const char *text,
                             int columns) G_GNUC_WARN_UNUSED_RESULT;

/* JSON: a builder that begins with an object which enr_json_print() ends. Member functions: "none"
 * values and, but for enr_json_text(), empty text are null. */
JsonBuilder *enr_json_new (void) G_GNUC_WARN_UNUSED_RESULT;
void enr_json_print (JsonBuilder *builder);
/** On one line without a line break; an object that the caller has ended. */
char *enr_json_dup_line (JsonBuilder *builder) G_GNUC_WARN_UNUSED_RESULT;

void enr_json_text (JsonBuilder *builder, const char *name, const char *value);
void enr_json_word (JsonBuilder *builder, const char *name, const char *value);
void enr_json_int (JsonBuilder *builder, const char *name, gint64 value);
void enr_json_bool (JsonBuilder *builder, const char *name, gboolean value);
void enr_json_date (JsonBuilder *builder, const char *name, EnrDate value);
/** "2026-06-10T08:02", local. */
void enr_json_instant (JsonBuilder *builder, const char *name, EnrInstant value);
/** Minutes of a nursery day as a local time. */
void enr_json_minutes (JsonBuilder *builder, const char *name, EnrDate day, int minutes);
void enr_json_uuid (JsonBuilder *builder, const char *name, const EnrUuid *value);
/** A path, made UTF-8 for whoever reads it. */
void enr_json_path (JsonBuilder *builder, const char *name, const char *path);
void enr_json_begin_array (JsonBuilder *builder, const char *name);

G_END_DECLS
