/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Medicine that is given in the nursery on a parent's request (与薬依頼, FACTS 6.6): what was asked for with
 * the slip, what is to be given on a day, and who gave it and who checked it. One dose a day of each.
 */
#pragma once

#include "base/date.h"
#include "store/db.h"

G_BEGIN_DECLS

/** A request for more days is a slip of the month. */
#define ENR_MEDICINE_MAX_DAYS 100
/** Beyond this a person is asked: a slip is often valid for one week (FACTS 6.6). */
#define ENR_MEDICINE_USUAL_DAYS 7

/** 剤型 */
typedef enum
{
  ENR_MEDICINE_FORM_NONE,
  ENR_MEDICINE_POWDER, /* 散剤 */
  ENR_MEDICINE_LIQUID, /* 水剤 */
  ENR_MEDICINE_OUTER,  /* 外用 */
  ENR_MEDICINE_TAPE,   /* 貼付 */
  ENR_MEDICINE_TABLET,
  ENR_MEDICINE_OTHER,
} EnrMedicineForm;
#define ENR_MEDICINE_N_FORMS 7

/** 保管 */
typedef enum
{
  ENR_STORAGE_NONE,
  ENR_STORAGE_ROOM,
  ENR_STORAGE_COLD,
} EnrMedicineStorage;
#define ENR_MEDICINE_N_STORAGES 3

/** The words of the database and enrokuctl: "", "powder", ...; "", "room", "cold". Static. */
const char *enr_medicine_form_key (EnrMedicineForm form);
const char *enr_medicine_storage_key (EnrMedicineStorage storage);
/** What the screen calls it, translated; "" for none. Static. */
const char *enr_medicine_form_label (EnrMedicineForm form);
const char *enr_medicine_storage_label (EnrMedicineStorage storage);
/** What a paper calls it, Japanese: 散剤, 冷蔵; "" for none. Static. */
const char *enr_medicine_form_paper (EnrMedicineForm form);
const char *enr_medicine_storage_paper (EnrMedicineStorage storage);

/** A request. Strings are never %NULL. */
typedef struct
{
  EnrUuid id;
  EnrUuid child_id;
  char *child_name;   /* "青木 朝陽": of one that was read; else "" */
  EnrDate asked_day;  /* 依頼日; ENR_DATE_NONE in a new one: today */
  EnrDate first_day;
  EnrDate last_day;
  char *asked_by;     /* the guardian */
  char *clinic;       /* 医療機関・医師 */
  char *illness;      /* 病名 */
  char *name;         /* 薬名 */
  EnrMedicineForm form;
  char *amount;       /* "1包", "5 ml" */
  EnrMedicineStorage storage;
  int at;             /* 与薬時刻, minutes, or ENR_MINUTES_NONE: by the words */
  char *when_words;   /* 昼食後 */
  EnrDate prescribed; /* 処方日, or ENR_DATE_NONE */
  char *home_dose;    /* 家庭での最終服用時刻 */
  char *note;
  char *received_by;  /* 受領者: which of the staff took the slip and the medicine */
  EnrInstant removed_at;
} EnrMedicine;

/** An empty one without child or days; @asked_day is none. */
EnrMedicine *enr_medicine_new (void) G_GNUC_WARN_UNUSED_RESULT;
EnrMedicine *enr_medicine_copy (const EnrMedicine *self) G_GNUC_WARN_UNUSED_RESULT;
void enr_medicine_free (EnrMedicine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrMedicine, enr_medicine_free)

/** What a person should look at before the request is taken, a translated sentence each: no doctor or day of
 * prescription, no dose at home yet (a first-time drug is not given in the nursery), a range of more than
 * ENR_MEDICINE_USUAL_DAYS (FACTS 6.6). "" for nothing. */
char *enr_medicine_dup_doubts (const EnrMedicine *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * Takes a request. @id may be %NULL. Errors: UNKNOWN (child), INVALID (no name of the medicine, nobody who
 * asked or received it, days missing or more than ENR_MEDICINE_MAX_DAYS, prescribed after the last day, a
 * text that is too long), ORDER (the last day is before the first), NOT_ENROLLED (on none of the days).
 */
gboolean enr_medicine_add (EnrDb *db,
                           const EnrActor *actor,
                           const EnrMedicine *medicine,
                           EnrUuid *id,
                           GError **error);

/**
 * Changes a request that was read as @seen (CHANGED where it is no longer so; ALREADY where it was removed).
 * Once a dose was given, only the days (which keep those that were settled), the note, the storage and who
 * received it can be changed: for another medicine or amount there is another slip. Errors as of
 * enr_medicine_add(). The child stays.
 */
gboolean enr_medicine_change (EnrDb *db,
                              const EnrActor *actor,
                              const EnrMedicine *medicine,
                              const EnrMedicine *seen,
                              GError **error);

/** Removes a request that was a mistake. ALREADY where a dose was given or settled: then its last day is
 * changed instead; also where it was removed before. UNKNOWN. */
gboolean enr_medicine_remove (EnrDb *db,
                              const EnrActor *actor,
                              const EnrUuid *id,
                              GError **error);

/** One request, a removed one too; UNKNOWN. */
EnrMedicine *enr_medicine_load (EnrDb *db,
                                const EnrUuid *id,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** A child's requests, the newest first, without removed ones. (element-type EnrMedicine) */
GPtrArray *enr_medicine_list_child (EnrDb *db,
                                    const EnrUuid *child_id,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef enum
{
  ENR_DOSE_OPEN,      /* to be given */
  ENR_DOSE_GIVEN,
  ENR_DOSE_NOT_GIVEN, /* and why */
} EnrDoseState;

/** "open", "given", "not-given". Static. */
const char *enr_dose_state_key (EnrDoseState state);
/** Translated. Static. */
const char *enr_dose_state_label (EnrDoseState state);

/** One medicine of one child on one day. Strings are never %NULL. */
typedef struct
{
  EnrMedicine *medicine;
  EnrDate day;
  EnrDoseState state;
  gboolean is_overdue; /* open, and its time has passed at the moment of reading */
  EnrInstant given_at; /* of GIVEN; else ENR_INSTANT_NONE */
  char *given_by;      /* of GIVEN; of NOT_GIVEN: who decided; "" of an open one */
  char *checked_by;    /* of GIVEN; else "" */
  char *note;          /* 様子, or why it was not given */
} EnrMedicineTask;

void enr_medicine_task_free (EnrMedicineTask *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrMedicineTask, enr_medicine_task_free)

/**
 * The medicine of a day: of each child who is enrolled and not absent on it, each request that has the
 * day, and what was done about it. Also what was given to a child who is marked absent by now. Open ones
 * first by their time (those without one last), then the settled ones. On a day on which the nursery is
 * closed only what was settled. @class_id limits it to a class (%NULL: all), @child_id to a child (%NULL:
 * all). (element-type EnrMedicineTask)
 */
GPtrArray *enr_medicine_tasks (EnrDb *db,
                               EnrDate day,
                               const EnrUuid *class_id,
                               const EnrUuid *child_id,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** A child's settled doses, the newest first; of removed requests too. (element-type EnrMedicineTask) */
GPtrArray *enr_medicine_history (EnrDb *db,
                                 const EnrUuid *child_id,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * Records that a dose was given: by one person, and seen by another (names of staff; the same name
 * written otherwise is the same person). @at is the instant, ENR_INSTANT_NONE: now.
 *
 * Errors: UNKNOWN (no such request), ALREADY (that day is settled, or the request removed), ORDER (a day
 * that is not one of the request's), INVALID (a name missing, one person only, a time that is to come or
 * not of the day), NOT_ENROLLED, ALREADY where the child is absent that day.
 */
gboolean enr_medicine_give (EnrDb *db,
                            const EnrActor *actor,
                            const EnrUuid *id,
                            EnrDate day,
                            EnrInstant at,
                            const char *given_by,
                            const char *checked_by,
                            const char *note,
                            GError **error);

/** Records that the dose of a day is not given. REASON where @why is blank; INVALID where @by is; else as
 * enr_medicine_give(). An absent child's can be settled so, too. */
gboolean enr_medicine_withhold (EnrDb *db,
                                const EnrActor *actor,
                                const EnrUuid *id,
                                EnrDate day,
                                const char *by,
                                const char *why,
                                GError **error);

/** Takes back what was recorded by mistake; the journal keeps it. REASON where @reason is blank, UNKNOWN
 * where nothing is recorded, CHANGED where it is not what was read as @seen. */
gboolean enr_medicine_undo (EnrDb *db,
                            const EnrActor *actor,
                            const EnrMedicineTask *seen,
                            const char *reason,
                            GError **error);

G_END_DECLS
