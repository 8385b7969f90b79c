/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * For the files of submission/ only: one per kind composes the data.
 */
#pragma once

#include "submission/submission.h"

G_BEGIN_DECLS

/** What is told of a subject. */
typedef struct
{
  json_t *data;           /* %NULL: nothing */
  EnrInstant happened;
  const char *type;       /* %NULL: only where something was told before */
  const char *later_type; /* %NULL: the same */
} EnrComposed;

void enr_composed_clear (EnrComposed *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EnrComposed, enr_composed_clear)

/**
 * EnrComposeFunc:
 * @rest: what follows the prefix in the subject
 * @is_preview: also what is not settled yet, such as a day that is still open
 *
 * Composes the whole state of a subject, within the caller's snapshot or transaction; without data where
 * there is nothing to tell.
 */
typedef gboolean (*EnrComposeFunc) (EnrDb *db,
                                    const char *rest,
                                    gboolean is_preview,
                                    EnrComposed *composed,
                                    GError **error);

/** Adds the lines of what is in @data. */
typedef void (*EnrSayFunc) (const json_t *data,
                            GString *lines);

typedef struct
{
  EnrSubmissionKind kind;
  EnrLane lane;
  const char *prefix;   /* of its subjects: "attendance-day/", or the whole subject */
  EnrComposeFunc compose;
  EnrSayFunc say;
  EnrPlaceKind place;
} EnrComposer;

/** All, and how many. */
const EnrComposer *enr_composers (guint *n);

/** The one that a subject belongs to, and what follows its prefix; %NULL where none knows it. */
const EnrComposer *enr_composer_find (const char *subject,
                                      const char **rest);

/* The files of each kind. */
gboolean enr_compose_accident (EnrDb *db, const char *rest, gboolean is_preview, EnrComposed *composed,
                               GError **error);
gboolean enr_compose_day (EnrDb *db, const char *rest, gboolean is_preview, EnrComposed *composed,
                             GError **error);
gboolean enr_compose_month (EnrDb *db, const char *rest, gboolean is_preview, EnrComposed *composed,
                               GError **error);
gboolean enr_compose_enrolment (EnrDb *db, const char *rest, gboolean is_preview, EnrComposed *composed,
                                   GError **error);
gboolean enr_compose_facility (EnrDb *db, const char *rest, gboolean is_preview, EnrComposed *composed,
                                  GError **error);
gboolean enr_compose_vacancy (EnrDb *db, const char *rest, gboolean is_preview, EnrComposed *composed,
                                 GError **error);
gboolean enr_compose_outbreak (EnrDb *db, const char *rest, gboolean is_preview, EnrComposed *composed,
                                  GError **error);
gboolean enr_compose_document (EnrDb *db, const char *rest, gboolean is_preview, EnrComposed *composed,
                                  GError **error);

void enr_say_accident (const json_t *data, GString *lines);
void enr_say_day (const json_t *data, GString *lines);
void enr_say_month (const json_t *data, GString *lines);
void enr_say_enrolment (const json_t *data, GString *lines);
void enr_say_facility (const json_t *data, GString *lines);
void enr_say_vacancy (const json_t *data, GString *lines);
void enr_say_outbreak (const json_t *data, GString *lines);
void enr_say_document (const json_t *data, GString *lines);

/** A child as the municipality knows it on a day: its certification's number, or where there is none the id
 * that only this nursery knows; a new object, %NULL on error. */
json_t *enr_submission_child (EnrDb *db,
                              const EnrUuid *child_id,
                              EnrDate day,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The numbers of all children on a day. (element-type EnrUuid utf8) */
GHashTable *enr_submission_numbers (EnrDb *db,
                                    EnrDate day,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Puts "number" or "id" into @object. */
void enr_submission_set_child (json_t *object,
                               const EnrUuid *child_id,
                               const char *number);

/** The words for it: "number 123", "no number". */
char *enr_say_child (const json_t *child) G_GNUC_WARN_UNUSED_RESULT;

/** Members that are text, a date, minutes or a number; what there is none of is left out. */
void enr_json_set_text (json_t *object, const char *key, const char *value);
void enr_json_set_date (json_t *object, const char *key, EnrDate value);
void enr_json_set_minutes (json_t *object, const char *key, int value);
void enr_json_set_int (json_t *object, const char *key, gint64 value);

/** A date or a time of an event's data in words; "" where it is missing. */
char *enr_say_date (const json_t *data, const char *key) G_GNUC_WARN_UNUSED_RESULT;
char *enr_say_minutes (const json_t *data, const char *key) G_GNUC_WARN_UNUSED_RESULT;

/** 32 hexadecimal digits. */
char *enr_submission_dup_hex (const EnrUuid *id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
