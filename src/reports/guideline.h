/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What 要録 prints of the 保育所保育指針 for reference: the aims (ねらい) of the five domains and the ten aspects
 * (幼児期の終わりまでに育ってほしい姿). The words are data (forms/nursery-record.guideline.xml), not code: a city's
 * own form may have others.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** A domain with its aims, or an aspect with its text. */
typedef struct
{
  char *name;
  GPtrArray *texts; /* (element-type utf8), at least one */
} EnrGuidelineItem;

typedef struct
{
  char *source;       /* 保育所保育指針（…告示第…号） */
  char *aims_where;   /* 第2章3（2） */
  char *aspects_where;
  GPtrArray *domains; /* (element-type EnrGuidelineItem), in the order of printing */
  GPtrArray *aspects; /* (element-type EnrGuidelineItem), each with one text */
} EnrGuideline;

/** The nursery's own copy where there is one, otherwise the built-in one. ENR_REPORT_ERROR_FORM with the
 * file, line and column of what is wrong; a broken copy is never passed over. */
EnrGuideline *enr_guideline_load (GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Reads @length bytes; @path stands for the file in messages. */
EnrGuideline *enr_guideline_read (const char *path,
                                  const char *content,
                                  gsize length,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

void enr_guideline_free (EnrGuideline *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrGuideline, enr_guideline_free)

G_END_DECLS
