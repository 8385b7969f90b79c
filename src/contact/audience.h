/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Whom an announcement is for, as it was chosen (all, classes, ages, children), and which children that is
 * on a day. Which households get it is contact/recipient.h.
 */
#pragma once

#include "base/date.h"
#include "store/db.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_AUDIENCE_ALL,
  ENR_AUDIENCE_CLASS,
  ENR_AUDIENCE_AGE,   /* class age (歳児, FACTS 1.3), in classes of mixed ages too */
  ENR_AUDIENCE_CHILD,
} EnrAudienceKind;

/** One thing that was chosen. What does not belong to the kind is none, or -1. */
typedef struct
{
  EnrAudienceKind kind;
  EnrUuid class_id;
  int age;
  EnrUuid child_id;
} EnrAudienceItem;

/** The word of the database: "all", "class", "age", "child". Static. */
const char *enr_audience_kind_key (EnrAudienceKind kind);

/** Nothing chosen. (element-type EnrAudienceItem) */
GArray *enr_audience_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* What was chosen once is not chosen twice. */
void enr_audience_add_all (GArray *audience);
void enr_audience_add_class (GArray *audience,
                             const EnrUuid *class_id);
void enr_audience_add_age (GArray *audience,
                           int age);
void enr_audience_add_child (GArray *audience,
                             const EnrUuid *child_id);

/** What was chosen, in words: "everybody", "ひよこ組, 青木 朝陽"; translated, "" for nothing. */
char *enr_audience_dup_text (EnrDb *db,
                             const GArray *audience,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** A child whom it concerns. */
typedef struct
{
  EnrUuid id;
  EnrUuid family_id;
  char *name;       /* "青木 朝陽" */
  char *class_name; /* of that day; "" where the child is in none */
} EnrAudienceChild;

void enr_audience_child_free (EnrAudienceChild *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrAudienceChild, enr_audience_child_free)

/**
 * The children enrolled on @day whom it concerns, each once, by class and kana. (element-type
 * EnrAudienceChild) *@away (may be %NULL; transfer full) are the names of chosen children who are not
 * enrolled then, %NULL-terminated; the array is empty where there is none.
 */
GPtrArray *enr_audience_children (EnrDb *db,
                                  const GArray *audience,
                                  EnrDate day,
                                  char ***away,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
