/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Pages of the contact notebook (連絡帳) on paper: four to a sheet, to be cut and handed out.
 */
#pragma once

#include "base/uuid.h"
#include "reports/document.h"

G_BEGIN_DECLS

/** What a row of a slip is about (FACTS 5.4). */
typedef enum
{
  ENR_SLIP_TEMPERATURE, /* 体温 */
  ENR_SLIP_MOOD,        /* 機嫌 */
  ENR_SLIP_SLEEP,       /* 睡眠 */
  ENR_SLIP_MEALS,       /* 食事 */
  ENR_SLIP_MILK,        /* ミルク */
  ENR_SLIP_BOWEL,       /* 排便 */
  ENR_SLIP_COLD,        /* 咳・鼻水 */
  ENR_SLIP_BATH,        /* 入浴 */
  ENR_SLIP_LEAVE,       /* お迎え */
  ENR_SLIP_MEDICINE,    /* 薬 */
  ENR_N_SLIP_ROWS,
} EnrSlipRow;

/** What stands in the strip of 24 hours. */
typedef enum
{
  ENR_SLIP_MARK_SLEEP,
  ENR_SLIP_MARK_MEAL,
  ENR_SLIP_MARK_MILK,
  ENR_SLIP_MARK_BOWEL,
  ENR_SLIP_MARK_TEMPERATURE,
  ENR_N_SLIP_MARKS,
} EnrSlipMarkKind;

typedef struct
{
  EnrSlipMarkKind kind;
  int at;         /* minutes from midnight of the day; of the evening before negative */
  int until;      /* of sleep; otherwise @at */
  char label[16]; /* "120", "36.5", "" */
} EnrSlipMark;

/** The two sides of a page. */
typedef enum
{
  ENR_SLIP_HOME,
  ENR_SLIP_NURSERY,
  ENR_N_SLIP_SIDES,
} EnrSlipSide;

/** One child's page of a day, in words. Strings are never %NULL. */
typedef struct
{
  char *name;
  char *kana;
  char *class_name;   /* "" for none */
  char *addressee;    /* whose copy it is, without 様, where several people get one; else "" */
  int class_age;
  gboolean is_blank;  /* to be filled in by hand */
  gboolean has_strip; /* the strip of 24 hours */
  char *rows[ENR_N_SLIP_SIDES][ENR_N_SLIP_ROWS];
  char *did;          /* 今日したこと */
  char *notes[ENR_N_SLIP_SIDES];
  char *by[ENR_N_SLIP_SIDES];
  GArray *marks;      /* (element-type EnrSlipMark) */
} EnrSlip;

typedef struct
{
  char *facility;
  EnrDate day;
  GPtrArray *slips;     /* (element-type EnrSlip), by class, then in the class's order */
  guint n_unwritten;    /* children who are expected in a class about which nothing at all is written */
  GArray *waiting;      /* (element-type EnrUuid) the deliveries on paper that are not noted as printed yet */
} EnrSlips;

EnrSlip *enr_slip_new (void) G_GNUC_WARN_UNUSED_RESULT;
void enr_slip_free (EnrSlip *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrSlip, enr_slip_free)

EnrSlips *enr_slips_new (const char *facility,
                         EnrDate day) G_GNUC_WARN_UNUSED_RESULT;
void enr_slips_free (EnrSlips *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrSlips, enr_slips_free)

/**
 * Lays out the slips of A6, four on an upright A4 with dashed lines to cut along. Each class begins a new
 * sheet; cut, and the four piles laid on each other (upper left on top, then upper right, lower left, lower
 * right), its slips are in order. What does not go on a slip goes on to another one of the same child right
 * behind it, with つづき and its number. The outline has the classes. The same slips give the same bytes.
 * ENR_REPORT_ERROR_EMPTY without a slip, ENR_REPORT_ERROR_FONT.
 */
EnrDocument *enr_slips_paper (const EnrSlips *self,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
