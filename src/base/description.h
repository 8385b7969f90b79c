/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Reading a description in XML that a person at a nursery may have changed with an editor. What may
 * stand where is one table; everything else is refused with its place, "FILE:LINE:COLUMN: what is wrong
 * and what is allowed".
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ENR_DESCRIPTION_MAX_ATTRIBUTES 12
#define ENR_DESCRIPTION_NOWHERE G_MAXUINT

typedef enum
{
  ENR_ATTRIBUTE_TEXT,
  ENR_ATTRIBUTE_NUMBER,
  ENR_ATTRIBUTE_INTEGER,
  ENR_ATTRIBUTE_CHOICE, /* one of a list, separated by bars */
  ENR_ATTRIBUTE_AGES,   /* "0-2" or "3" */
} EnrAttributeType;

typedef struct
{
  const char *name;
  EnrAttributeType type;
  gboolean is_required;
  double minimum;      /* of a number */
  double maximum;
  const char *choices; /* "left|center|right" */
} EnrAttributeRule;

/** An element, named by its place in the table. */
typedef struct
{
  const char *name;
  guint parent;         /* its place in the table, or ENR_DESCRIPTION_NOWHERE for the root */
  gboolean is_repeated;
  gboolean is_required; /* in its parent, at least once */
  EnrAttributeRule attributes[ENR_DESCRIPTION_MAX_ATTRIBUTES];
} EnrElementRule;

/** An attribute as it stands in the file; @value is %NULL where it does not. */
typedef struct
{
  const char *value;
  double number;  /* of a number; of a choice, which one from 0 */
  int age_first;  /* of ages */
  int age_last;
  int place;      /* for enr_description_refuse() */
} EnrAttributeValue;

typedef struct _EnrDescription EnrDescription;

/** What is read: the rules, the error that refusals have, and what takes in what was read. */
typedef struct
{
  const EnrElementRule *rules;
  guint n_rules;
  GQuark domain;
  int code;

  /* For each element as it begins, its values in the order of its rule. */
  gboolean (*take) (EnrDescription *description,
                    guint element,
                    const EnrAttributeValue *values,
                    gpointer data,
                    GError **error);
  /* At the end, for what concerns the whole; may be %NULL. */
  gboolean (*finish) (EnrDescription *description,
                      gpointer data,
                      GError **error);
} EnrDescriptionFormat;

/** Reads @length bytes; @path stands for the file in messages. A byte order mark is passed over. */
gboolean enr_description_read (const EnrDescriptionFormat *format,
                               const char *path,
                               const char *content,
                               gsize length,
                               gpointer data,
                               GError **error);

/*
 * For take() and finish().
 */

/** Where the element that is being taken begins; in finish(), where the root begins. */
int enr_description_get_place (const EnrDescription *self);

/** "FILE:LINE:COLUMN" of a place. */
char *enr_description_dup_place (const EnrDescription *self,
                                 int place) G_GNUC_WARN_UNUSED_RESULT;

/** Sets @error to the place and a translated sentence, and returns %FALSE. */
gboolean enr_description_refuse (const EnrDescription *self,
                                 int place,
                                 GError **error,
                                 const char *format,
                                 ...) G_GNUC_PRINTF (4, 5);

G_END_DECLS
