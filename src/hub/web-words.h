/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The words of one event's data, for pages that show parts of it.
 */
#pragma once

#include "hub/web.h"

G_BEGIN_DECLS

typedef struct
{
  EnrWeb *web;
  const json_t *schema; /* the whole of it; %NULL it is not known here */
} EnrWebWords;

/** Of attendance-day/1.0 the schema attendance-day-1, or %NULL. */
json_t *enr_web_words_load_schema (const char *name) G_GNUC_WARN_UNUSED_RESULT;

/** The schema of a member, or of an array's elements (@key is %NULL); %NULL where it has none. */
const json_t *enr_web_words_member (const EnrWebWords *self,
                                    const json_t *schema,
                                    const char *key);

/** Adds what the member @key is called; @schema is its own. */
void enr_web_words_add_heading (const EnrWebWords *self,
                                const json_t *schema,
                                const char *key);

/** Adds a member's value as it is shown within a table's cell. @depth: how far within others, from 0. */
void enr_web_words_add_value (const EnrWebWords *self,
                              const json_t *schema,
                              const char *key,
                              json_t *value,
                              int depth);

/** Whether it is for programs only: a key beside the words for it. */
gboolean enr_web_words_is_hidden (const json_t *object,
                                  const char *key);

G_END_DECLS
