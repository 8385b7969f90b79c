/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the board asks of the writer's thread: a message with deep copies of everything, that is, what
 * was done or what takes it back.
 */
#pragma once

#include "attendance/entry.h"
#include "store/store.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_BOARD_ARRIVE,  /* one child, now */
  ENR_BOARD_LEAVE,
  ENR_BOARD_RETRACT, /* a stamp did not happen */
  ENR_BOARD_TIMES,   /* times of many */
  ENR_BOARD_FORM,    /* the form of one child */
  ENR_BOARD_ABSENCE, /* of many, that nobody announced, or none */
  ENR_BOARD_NOTICE,  /* an announced absence of many, told now by telephone */
  ENR_BOARD_WITHDRAW, /* notices: ids are theirs */
  ENR_BOARD_SIGHT,   /* of many */
  ENR_BOARD_CLOSE,
  ENR_BOARD_REOPEN,
} EnrBoardOp;

typedef struct
{
  EnrBoardOp op;
  const EnrActor *actor; /* lives as long as the program */
  EnrDate date;
  GArray *ids;           /* (element-type EnrUuid): children, or the stamp to retract */
  GArray *notice_ids;    /* (element-type EnrUuid): of NOTICE, one a child; made beforehand for the undo */
  EnrEntryForm form;     /* its strings are owned by texts */
  EnrEntryAbsence absence;
  EnrSight sight;
  const char *reason;
  GStringChunk *texts;
} EnrBoardWrite;

EnrBoardWrite *enr_board_write_new (EnrBoardOp op,
                                    const EnrActor *actor,
                                    EnrDate date) G_GNUC_WARN_UNUSED_RESULT;
void enr_board_write_free (EnrBoardWrite *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrBoardWrite, enr_board_write_free)

void enr_board_write_add (EnrBoardWrite *self,
                          const EnrUuid *id);

/** Keeps a copy of a text for as long as the message lives. %NULL stays %NULL. */
const char *enr_board_write_keep (EnrBoardWrite *self,
                                  const char *text);

/** An #EnrStoreFunc for the writer: @data is the message. Returns an EnrPunch (g_free()) for ARRIVE and
 * LEAVE, otherwise one that is zero. */
gpointer enr_board_write_run (EnrDb *db,
                              gpointer data,
                              GError **error);

/** The same for EnrSession's undo, which takes no result. */
gpointer enr_board_write_undo (EnrDb *db,
                               gpointer data,
                               GError **error);

G_END_DECLS
