/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The papers that the window offers, and the work on the store's threads that makes them.
 */
#pragma once

#include "reports/document.h"
#include "reports/letter-paper.h"
#include "reports/notebook-slips.h"
#include "reports/table.h"
#include "reports/writing-print.h"
#include "store/db.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_PAPER_DAILY_REGISTER, /* 登降園簿: a day */
  ENR_PAPER_ATTENDANCE_BOOK, /* 出席簿: a month */
  ENR_PAPER_CARDS,          /* cards with QR codes for the door */
  ENR_PAPER_FEE_STATEMENT,  /* 利用明細書: a month, a family a page */
  ENR_PAPER_FEE_LIST,       /* 延長保育料 一覧表: a month */
  ENR_PAPER_STATISTICS,     /* 月次統計表: a month */
  ENR_PAPER_STAFFING,       /* 職員配置表: a day */
  ENR_PAPER_AS_OF,          /* 基準日の集計: a day */
  ENR_PAPER_WRITINGS,       /* 計画と記録: all of a kind and a time */
  ENR_PAPER_NOTEBOOK_SLIPS, /* 連絡帳: a day, four to a sheet */
  ENR_PAPER_LETTERS,        /* お便り: a day */
  ENR_N_PAPERS,
} EnrPaperKind;

/** What a paper is about. */
typedef enum
{
  ENR_PAPER_OF_DAY,
  ENR_PAPER_OF_MONTH,
  ENR_PAPER_OF_SPAN,    /* from EnrPaperRequest.date until .until */
  ENR_PAPER_OF_NO_TIME,
} EnrPaperPeriod;

EnrPaperPeriod enr_paper_period (EnrPaperKind kind);

/** Whether a paper can be about one class alone. */
gboolean enr_paper_has_classes (EnrPaperKind kind);

/** What to say where there is nothing to print for another reason than that nobody is enrolled, or %NULL.
 * Static, translated. */
const char *enr_paper_nothing (EnrPaperKind kind);

/** "daily-register", "attendance-book", "cards", ... Static. */
const char *enr_paper_id (EnrPaperKind kind);

/** The kind of an id; %FALSE for another word. */
gboolean enr_paper_from_id (const char *id,
                            EnrPaperKind *kind);

/** The paper's name, and one line about what it is for, translated. Static. */
const char *enr_paper_title (EnrPaperKind kind);
const char *enr_paper_description (EnrPaperKind kind);

typedef struct
{
  EnrPaperKind kind;
  EnrDate date;      /* the day; for a month's paper any day of it */
  EnrUuid class_id;  /* none: all */
  EnrUuid letter_id; /* letters: this one alone; none: all of the day */
  gboolean is_live;  /* statistics of a closed month: what the records say now; plans and records: as they
                      * stand, not what is approved; the contact notebook: slips to fill in by hand too */
  EnrDate until;     /* plans and records: the last day of the time that begins with @date */
  const char *writing;       /* their kind's key and its name; interned */
  const char *writing_label;
  guint most;        /* plans and records: at most so many, 0 for all */
} EnrPaperRequest;

EnrPaperRequest *enr_paper_request_copy (const EnrPaperRequest *self) G_GNUC_WARN_UNUSED_RESULT;

typedef struct
{
  /*< private >*/
  gatomicrefcount ref_count;
  /*< public >*/
  EnrPaperRequest request;
  EnrDocument *document;  /* NULL where there is nothing to print */
  EnrWritingPrint *print; /* what enr_paper_make() has still to lay out, or NULL; likewise */
  EnrSlips *slips;
  EnrFamilyLetters *letters;
  EnrTable *table;        /* the same figures as a list to take away, or NULL: only figures have one */
  guint n_children;       /* whom the paper would be about */
  gboolean has_changed;   /* of a closed month: the records say something else now than was closed */
  GArray *without_card;   /* (element-type EnrUuid): of them, who has no good card; cards only */
} EnrPaper;

EnrPaper *enr_paper_ref (EnrPaper *self);
void enr_paper_unref (EnrPaper *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrPaper, enr_paper_unref)

/** For the reader's thread (EnrStoreFunc): loads what an EnrPaperRequest asks for and lays it out, but for
 * plans and records, slips and letters, which may be hundreds: enr_paper_make() does that on another thread.
 * Errors of the store, and ENR_REPORT_ERROR_FORM and _FONT. Returns an EnrPaper. */
gpointer enr_paper_load (EnrDb *db,
                         gpointer request,
                         GError **error);

/** The deliveries that the paper is, and that are not noted as printed yet (element-type EnrUuid), or %NULL
 * for none. Borrowed. */
const GArray *enr_paper_get_waiting (const EnrPaper *self);

/** Whether something was only loaded, and enr_paper_make() takes its time. */
gboolean enr_paper_is_to_be_made (const EnrPaper *self);

/** Lays out what was only loaded, if anything. For any thread, while no other has the paper. */
gboolean enr_paper_make (EnrPaper *self,
                         GCancellable *cancellable,
                         GError **error);

/** What enr_paper_make_cards() needs; free with g_free(). */
typedef struct
{
  const EnrActor *actor;  /* must outlive the work */
  guint n_children;
  EnrUuid children[];
} EnrPaperCardsData;

/** For the writer's thread (EnrStoreFunc): gives a card to each child who has no good one, all or
 * none. Returns the number of cards made plus one as a pointer. */
gpointer enr_paper_make_cards (EnrDb *db,
                               gpointer data,
                               GError **error);

/** A name for the file: "登降園簿_2026-06-10_全クラス.pdf". @class_name is %NULL for all, @ending is "pdf",
 * "csv" or "xlsx". Characters that file systems do not take become "_". */
char *enr_paper_dup_file_name (const EnrPaperRequest *request,
                               const char *class_name,
                               const char *ending) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
