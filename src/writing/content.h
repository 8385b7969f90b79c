/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The whole of a plan or record at one moment: what is frozen when it is submitted, what is approved by
 * its hash, and what is printed.
 */
#pragma once

#include "base/date.h"
#include "base/uuid.h"

G_BEGIN_DECLS

#define ENR_CONTENT_HASH_LENGTH 32

/** A text of it. */
typedef struct
{
  char *key;     /* of the text: "aims", "days/mon/activity", "notes/ID", "attendance/absent" */
  char *heading; /* as it was called then; of a child's text the child's name */
  char *text;
} EnrContentItem;

typedef struct
{
  char *kind;       /* its key */
  char *label;      /* 週案 */
  char *title;      /* of an event, or "" */
  char *facility;
  char *class_name; /* "" for none */
  char *child_name; /* "" for none */
  int age;          /* class age, -1 for mixed or none */
  char *writer;
  EnrDate first;
  EnrDate last;
  int revision;
  GPtrArray *items; /* (element-type EnrContentItem) in the order of the paper */
} EnrContent;

/** Empty, every text "". */
EnrContent *enr_content_new (void) G_GNUC_WARN_UNUSED_RESULT;
void enr_content_free (EnrContent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrContent, enr_content_free)

/** Adds a text behind the others; all are copied. */
void enr_content_add (EnrContent *self,
                      const char *key,
                      const char *heading,
                      const char *text);

/** The text of a key, or "". Borrowed. */
const char *enr_content_get_text (const EnrContent *self,
                                  const char *key);

/**
 * The bytes that are frozen: readable text, one meaning one sequence of bytes. "enroku-writing 1", then
 * for each field a line "NAME LENGTH LENGTH" (bytes of heading and text), the heading, the text.
 */
GBytes *enr_content_to_bytes (const EnrContent *self) G_GNUC_WARN_UNUSED_RESULT;

/** Reads them again. ENR_DB_ERROR_CORRUPT where they are not such bytes. */
EnrContent *enr_content_parse (GBytes *bytes,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The SHA-256 of the bytes. */
void enr_content_hash (GBytes *bytes,
                       guint8 hash[ENR_CONTENT_HASH_LENGTH]);

G_END_DECLS
