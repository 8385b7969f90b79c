/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What a class's diaries (保育日誌) say about one child, for one day or a month: the note about it, its own
 * attendance, and nothing that is about the class or another child.
 */
#pragma once

#include "reports/document.h"
#include "store/db.h"
#include "writing/writing.h"

G_BEGIN_DECLS

typedef struct
{
  EnrDate day;
  char *class_name;  /* whose diary it is */
  char *attendance;  /* "登園 8:12　降園 17:05", "病欠　発熱"; "記録なし" */
  char *note;        /* "" where the diary has none about the child */
  EnrWritingState state; /* of the text that is here */
  gboolean is_evaluating;
} EnrChildDiaryDay;

typedef struct
{
  char *facility;
  char *name;
  char *kana;
  char *label;     /* of the kind: 保育日誌 */
  GPtrArray *days; /* (element-type EnrChildDiaryDay) in the order of @diaries */
} EnrChildDiary;

/**
 * Reads in one snapshot, of @diaries (element-type EnrWriting, of @kind), those of the class that the
 * child is in on that day, and those that have a note about it. The note is the one that was approved
 * where there is one; with @present the newest. UNKNOWN for the child; errors of reading.
 */
EnrChildDiary *enr_child_diary_load (EnrDb *db,
                                     const EnrWritingKind *kind,
                                     const GPtrArray *diaries,
                                     const EnrUuid *child_id,
                                     gboolean present,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
void enr_child_diary_free (EnrChildDiary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrChildDiary, enr_child_diary_free)

/** The paper, A4: a row a day. ENR_REPORT_ERROR_EMPTY where there is none; ENR_REPORT_ERROR_FONT. */
EnrDocument *enr_child_diary_paper (const EnrChildDiary *self,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
