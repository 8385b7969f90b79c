/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Notices of parents about days (欠席・遅刻・早退の連絡). A notice is kept as it came in, and what it means is
 * written into each day of the child in the same transaction, so that the board, the registers and the door
 * show it at once.
 */
#pragma once

#include "base/date.h"
#include "store/db.h"

G_BEGIN_DECLS

/** A range of more days is a slip of the year or the month. */
#define ENR_NOTICE_MAX_DAYS 100

typedef enum
{
  ENR_NOTICE_ABSENT, /* 欠席 */
  ENR_NOTICE_LATE,   /* 遅刻 */
  ENR_NOTICE_EARLY,  /* 早退, early collection */
} EnrNoticeKind;

/** The way in which it came. */
typedef enum
{
  ENR_CHANNEL_PHONE,
  ENR_CHANNEL_MAIL,
  ENR_CHANNEL_PAPER,
  ENR_CHANNEL_DOOR, /* told at the door */
  ENR_CHANNEL_PAGE, /* a parent's page */
} EnrChannel;

/** Strings are never %NULL unless said. */
typedef struct
{
  EnrUuid id;
  EnrUuid child_id;
  char *child_name;      /* "青木 朝陽": of one that was read; else "" */
  EnrDate first_day;
  EnrDate last_day;      /* the same day for a lateness or an early collection */
  EnrNoticeKind kind;
  char *absence_kind;    /* key of an absence kind; NULL but for an absence */
  int arrive;            /* LATE: when the child comes, minutes, or ENR_MINUTES_NONE where not said */
  int leave;             /* EARLY: when it is fetched, likewise */
  EnrChannel channel;
  char *by_name;         /* who told it: 母 */
  EnrInstant received_at; /* 0 in a new one: now */
  char *symptoms;
  int temperature;       /* tenths of a degree, 0 where not said */
  char *disease;         /* key of a disease, or NULL */
  char *diagnosis;       /* as it was said */
  EnrDate return_day;    /* when the child is expected again, or ENR_DATE_NONE */
  char *note;
  EnrInstant withdrawn_at; /* ENR_INSTANT_NONE while it stands */
  gboolean counts;       /* of one that was read: a day of the child goes by it, and not by another that was
                            told or entered since. In enr_notice_list_day(): that day */
} EnrNotice;

/** An absence by phone, received now, without a kind, child or days. */
EnrNotice *enr_notice_new (void) G_GNUC_WARN_UNUSED_RESULT;
EnrNotice *enr_notice_copy (const EnrNotice *self) G_GNUC_WARN_UNUSED_RESULT;
void enr_notice_free (EnrNotice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrNotice, enr_notice_free)

/** The words of the database and enrokuctl: "absent", "late", "early"; "phone", "mail", ... Static. */
const char *enr_notice_kind_key (EnrNoticeKind kind);
const char *enr_channel_key (EnrChannel channel);
/** -1 for another word. */
int enr_channel_from_key (const char *key);
/** What it is called, translated. Static. */
const char *enr_notice_kind_label (EnrNoticeKind kind);
const char *enr_channel_label (EnrChannel channel);

/** What a notice finds, and what it does. Zeroed before; clear with enr_notice_effect_clear(). */
typedef struct
{
  guint n_days;        /* days that are written, or stay as they were written */
  guint n_shut;        /* days of the range on which the nursery is not open */
  guint n_away;        /* on which the child is not enrolled */
  guint n_unasked;     /* Saturdays for which the child is not put down (a range goes over them) */
  guint n_past;        /* written days that are past */
  guint n_locked;      /* of a change: days that are closed (締め) and stay as they are */
  guint n_left;        /* of a change or withdrawal: what others wrote since, and stays */
  guint n_arrived;     /* written days on which the child has come */
  EnrDate arrived_day; /* the first of them, or ENR_DATE_NONE */
  GPtrArray *others;   /* (element-type EnrNotice) standing ones of these days, newest first; may be NULL */
} EnrNoticeEffect;

void enr_notice_effect_clear (EnrNoticeEffect *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EnrNoticeEffect, enr_notice_effect_clear)

/** What the user should know of it, a translated sentence each; "" for nothing. */
char *enr_notice_effect_dup_text (const EnrNoticeEffect *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * Looks at a notice without writing it: the refusals of enr_notice_add() but CLOSED, and what it would find.
 */
gboolean enr_notice_preview (EnrDb *db,
                             const EnrNotice *notice,
                             EnrNoticeEffect *effect,
                             GError **error);

/**
 * Records a notice, and writes it into every day of its range on which the nursery is open and the child
 * enrolled (a range of several days leaves out Saturdays for which the child is not put down, where that is
 * asked for). An absence sets kind, reason (diagnosis, symptoms, temperature), who called and when; a
 * lateness and an early collection take back an announced absence and set the planned time, where it was
 * said. It is written over an earlier notice of the day; what is punched stays, and the day shows the
 * mismatch. With a disease, an illness is opened (contact/illness.h). @id and @effect may be %NULL.
 *
 * Errors: ORDER (the last day is before the first, or the planned times are), INVALID (a temperature of
 * 365, too many days, a time outside of the day's opening hours, more than a year ahead, a return before
 * the end, a nursery that is closed on
 * all the days), UNKNOWN (child, kind, disease), NOT_ENROLLED (on none of the days), CLOSED (締め).
 */
gboolean enr_notice_add (EnrDb *db,
                         const EnrActor *actor,
                         const EnrNotice *notice,
                         EnrUuid *id,
                         EnrNoticeEffect *effect,
                         GError **error);

/** The same for many children in one action, all or nothing: @notices (element-type EnrNotice). A notice
 * whose id is set gets that one, so that it can be taken back. */
gboolean enr_notice_add_many (EnrDb *db,
                              const EnrActor *actor,
                              const GPtrArray *notices,
                              GError **error);

/**
 * Changes a notice that was read as @seen (CHANGED where it is no longer so; ALREADY where it was
 * withdrawn): what it wrote is taken back where it differs and written anew. Closed days (締め) that it had
 * written stay as they are (EnrNoticeEffect.n_locked). The child stays. Errors as enr_notice_add().
 */
gboolean enr_notice_change (EnrDb *db,
                            const EnrActor *actor,
                            const EnrNotice *notice,
                            const EnrNotice *seen,
                            EnrNoticeEffect *effect,
                            GError **error);

/**
 * Withdraws a notice (it was wrong, or the child comes after all): of each day, what still stands as the
 * notice wrote it becomes what it was before; what others wrote since stays. An illness that it opened goes
 * with it, unless something was entered there. UNKNOWN, ALREADY; CLOSED where a day that would change is
 * closed (締め).
 */
gboolean enr_notice_withdraw (EnrDb *db,
                              const EnrActor *actor,
                              const EnrUuid *id,
                              const char *reason,
                              EnrNoticeEffect *effect,
                              GError **error);

/** The same for many in one action, all or nothing. */
gboolean enr_notice_withdraw_many (EnrDb *db,
                                   const EnrActor *actor,
                                   const EnrUuid *ids,
                                   guint n_ids,
                                   const char *reason,
                                   GError **error);

/** One notice; UNKNOWN. */
EnrNotice *enr_notice_load (EnrDb *db,
                            const EnrUuid *id,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The notices about a day in the order in which they came, withdrawn ones too. (element-type EnrNotice) */
GPtrArray *enr_notice_list_day (EnrDb *db,
                                EnrDate day,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** All of a child, the newest first, withdrawn ones too. (element-type EnrNotice) */
GPtrArray *enr_notice_list_child (EnrDb *db,
                                  const EnrUuid *child_id,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** "2026-06-10", or "2026-06-10 to 2026-06-12", as the language writes days. */
char *enr_notice_dup_days (const EnrNotice *self) G_GNUC_WARN_UNUSED_RESULT;

/** What the register has as the reason of an absence: "インフルエンザ 発熱 38.2℃". @disease_name may be %NULL. */
char *enr_notice_dup_reason (const EnrNotice *self,
                             const char *disease_name) G_GNUC_WARN_UNUSED_RESULT;

/** Reads a temperature: "36.5", "３６．５℃", "36度5分", "38"; blank is 0. INVALID, with the likely value
 * where a point was forgotten. *@tenths are tenths of a degree. */
gboolean enr_temperature_parse (const char *text,
                                int *tenths,
                                GError **error);

/** The tenths of a degree that are meant where a point was forgotten ("365" is 36.5 degrees); 0 where it is
 * no such text. Below 34.0 and above 42.0 nothing is guessed, as there a person is asked. */
int enr_temperature_guess (const char *text);

G_END_DECLS
