/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A month's fees as papers and lists show them: by family and child, as the month was closed, or as it
 * stands while it is not (仮).
 */
#pragma once

#include "month/bill.h"
#include "month/closing.h"
#include "nursery/facility.h"

G_BEGIN_DECLS

/** A child of the month. Strings are borrowed from the month. */
typedef struct
{
  EnrUuid child_id;
  EnrUuid family_id;
  const char *name;
  const char *kana;
  const char *class_name; /* "" for none */
  guint row;              /* into EnrMonth.children, G_MAXUINT where no longer enrolled in it */
  EnrDate birth_date;
  guint first_charge;     /* into EnrFeeMonth.charges */
  guint n_charges;
  gint64 monthly;         /* yen of the month's price */
  gint64 daily;           /* yen of the days */
  guint n_days;           /* charged days, those that were excluded among them */
  guint minutes;
  guint n_adjusted;
  guint n_excluded;
} EnrFeeChild;

typedef struct
{
  EnrUuid family_id;
  const char *guardian;    /* "" where none is known */
  const char *postal_code;
  const char *address;
  const char *account;     /* "ミヤザキ ホンテン 普通 ****567", or "" */
  const char *title;       /* "青木 朝陽・凛" */
  GArray *children;        /* (element-type guint) into EnrFeeMonth.children, the eldest first */
  const EnrBill *bill;     /* NULL where there is none */
  gboolean has_changed;    /* since the closing: its charges would be others now */
  gint64 total;            /* yen */
} EnrFeeFamily;

typedef struct
{
  /*< private >*/
  GStringChunk *strings;
  /*< public >*/
  EnrMonthState *state; /* its care and its closing; nothing else */
  EnrFacility *facility;
  EnrBillList *bills;
  gboolean is_draft;  /* the month is not closed */
  gboolean has_changed; /* some charge would be another now than was closed */
  GArray *charges;    /* (element-type EnrCharge) by child, then the month's price, then days */
  GArray *children;   /* (element-type EnrFeeChild) by class, then kana; those with charges */
  GArray *families;   /* (element-type EnrFeeFamily) by kana */
} EnrFeeMonth;

/** Reads a month in one snapshot; @first is any day of it. With @family_id only that family is in
 * @families, and it is there without charges, too. */
EnrFeeMonth *enr_fee_month_load (EnrDb *db,
                                 EnrDate first,
                                 const EnrUuid *family_id,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void enr_fee_month_free (EnrFeeMonth *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrFeeMonth, enr_fee_month_free)

/** When the child of a charge came and left that day, as it is recorded. Where the record has changed
 * since the month was closed, what the charge itself was made from; ENR_MINUTES_NONE where it does not
 * say. */
void enr_fee_month_times (const EnrFeeMonth *self,
                          const EnrCharge *charge,
                          int *arrived,
                          int *left);

G_END_DECLS
