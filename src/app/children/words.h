/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * How the pages say what a child's records hold.
 */
#pragma once

#include "attendance/day.h"
#include "fees/terms.h"
#include "nursery/child.h"
#include "nursery/enrolment.h"

G_BEGIN_DECLS

/** "3 years 4 months"; "" before birth. */
char *enr_words_dup_age (EnrDate birth_date,
                         EnrDate day) G_GNUC_WARN_UNUSED_RESULT;

/** 男, 女, or "" where not known. Static. */
const char *enr_words_sex (EnrSex sex);

/** "2号 保育標準時間"; "" for none. */
char *enr_words_dup_certification (EnrCertificationKind kind,
                                   EnrCareHours hours) G_GNUC_WARN_UNUSED_RESULT;

/** "月極", "スポット": static. */
const char *enr_words_contract (EnrCareContract contract);

/** "第2子"; for 0 that it is counted among the family's children here. */
char *enr_words_dup_birth_order (int birth_order) G_GNUC_WARN_UNUSED_RESULT;

/** How a child's extended care is charged: "月極 第2子 減免". */
char *enr_words_dup_terms (EnrCareContract contract,
                           int birth_order,
                           gboolean is_exempt) G_GNUC_WARN_UNUSED_RESULT;

/** "令和6年4月1日 〜 令和7年3月31日". */
char *enr_words_dup_period (EnrDate first,
                            EnrDate last) G_GNUC_WARN_UNUSED_RESULT;

/** "3歳児", "異年齢". Class ages from 6 on are school age. */
char *enr_words_dup_class_age (int age) G_GNUC_WARN_UNUSED_RESULT;

/** "令和8年4月1日 8:05" of an instant. */
char *enr_words_dup_instant (EnrInstant instant) G_GNUC_WARN_UNUSED_RESULT;

/** The total that a kind of absence counts into: 病欠, … Static. */
const char *enr_words_absence_total (const char *total);

G_END_DECLS
