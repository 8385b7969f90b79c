/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Enrolment (在籍), class membership, and certification (教育・保育給付認定) with their dates.
 */
#pragma once

#include "base/date.h"
#include "nursery/child.h"
#include "store/db.h"

G_BEGIN_DECLS

typedef struct
{
  EnrUuid id;
  EnrDate first;
  EnrDate last; /* ENR_DATE_NONE: open */
  char *reason; /* why it ended: 転居, 卒園, ... */
} EnrEnrolment;

typedef struct
{
  EnrUuid id;
  EnrUuid class_id;
  char *class_name;
  int fiscal_year;
  EnrDate first;
  EnrDate last; /* never NONE: at the latest the class's March 31st */
} EnrMembership;

/** 認定区分 (FACTS 2.1). */
typedef enum
{
  ENR_CERTIFICATION_NONE = 0,
  ENR_CERTIFICATION_1 = 1,
  ENR_CERTIFICATION_2 = 2,
  ENR_CERTIFICATION_3 = 3,
} EnrCertificationKind;

/** 必要量: 教育標準時間 goes with 1号. */
typedef enum
{
  ENR_CARE_NONE = 0,
  ENR_CARE_STANDARD, /* 保育標準時間 */
  ENR_CARE_SHORT,    /* 保育短時間 */
  ENR_CARE_EDUCATION, /* 教育標準時間 */
} EnrCareHours;

/** The word that the database and CSV use: "standard", "short", "education", or "". Static. */
const char *enr_care_hours_key (EnrCareHours hours);
EnrCareHours enr_care_hours_from_key (const char *key);

typedef struct
{
  EnrUuid id;
  EnrCertificationKind kind;
  EnrCareHours care_hours;
  char *number; /* 認定番号 */
  EnrDate first;
  EnrDate last; /* ENR_DATE_NONE: open */
} EnrCertification;

void enr_enrolment_free (EnrEnrolment *self);
void enr_membership_free (EnrMembership *self);
void enr_certification_free (EnrCertification *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrEnrolment, enr_enrolment_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrMembership, enr_membership_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrCertification, enr_certification_free)

/** Enrols a child from a day on, into a class (%NULL: none yet). INVALID where the child is enrolled
 * then already, the day is before birth, or the class is of another fiscal year. */
gboolean enr_child_enrol (EnrDb *db,
                          const EnrActor *actor,
                          const EnrUuid *child_id,
                          EnrDate first,
                          const EnrUuid *class_id,
                          GError **error);

/** Takes in a new child: makes the record (@child->id none) and enrols it, in one action. Errors as
 * enr_child_save() and enr_child_enrol(). @child->id is set on success. */
gboolean enr_child_admit (EnrDb *db,
                          const EnrActor *actor,
                          EnrChild *child,
                          EnrDate first,
                          const EnrUuid *class_id,
                          GError **error);

/** Ends (退園) the enrolment that runs on @last; facts recorded after it make this INVALID. */
gboolean enr_child_leave (EnrDb *db,
                          const EnrActor *actor,
                          const EnrUuid *child_id,
                          EnrDate last,
                          const char *reason,
                          GError **error);

/** Moves a child into a class from a day on; the membership before it ends the day before. */
gboolean enr_child_move (EnrDb *db,
                         const EnrActor *actor,
                         const EnrUuid *child_id,
                         const EnrUuid *class_id,
                         EnrDate first,
                         GError **error);

/** Sets the certification from a day on; the one before it ends the day before. */
gboolean enr_child_certify (EnrDb *db,
                            const EnrActor *actor,
                            const EnrUuid *child_id,
                            const EnrCertification *certification,
                            GError **error);

/** The child's periods, by first day. (element-type EnrEnrolment, EnrMembership, EnrCertification) */
GPtrArray *enr_child_enrolments (EnrDb *db,
                                 const EnrUuid *child_id,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *enr_child_memberships (EnrDb *db,
                                  const EnrUuid *child_id,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *enr_child_certifications (EnrDb *db,
                                     const EnrUuid *child_id,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Whether the child is enrolled on a day: 1, 0, or -1 on error. */
int enr_child_is_enrolled (EnrDb *db,
                           const EnrUuid *child_id,
                           EnrDate day,
                           GError **error);

G_END_DECLS
