/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The contact notebook (連絡帳, FACTS 5.4): of each child and day a page of home and one of the nursery. A class
 * is written in one action. What home says of collection is on the board in the same transaction.
 */
#pragma once

#include "attendance/day.h"
#include "contact/medicine.h"
#include "nursery/error.h"

G_BEGIN_DECLS

/** Which side writes to the other. */
typedef enum
{
  ENR_SIDE_HOME,
  ENR_SIDE_NURSERY,
} EnrNotebookSide;
#define ENR_NOTEBOOK_N_SIDES 2

/** A choice: 0 is "not written". */
typedef enum
{
  ENR_MOOD_NONE, /* 機嫌 */
  ENR_MOOD_GOOD,
  ENR_MOOD_USUAL,
  ENR_MOOD_BAD,
} EnrMood;
#define ENR_MOOD_N 4

typedef enum
{
  ENR_DEGREE_UNSAID, /* 咳, 鼻水 */
  ENR_DEGREE_NONE,
  ENR_DEGREE_LITTLE,
  ENR_DEGREE_MUCH,
} EnrDegree;
#define ENR_DEGREE_N 4

typedef enum
{
  ENR_BATH_UNSAID, /* 入浴 */
  ENR_BATH_YES,
  ENR_BATH_NO,
  ENR_BATH_SHOWER,
} EnrBath;
#define ENR_BATH_N 4

typedef enum
{
  ENR_EVENT_SLEEP,
  ENR_EVENT_MEAL,
  ENR_EVENT_MILK,
  ENR_EVENT_BOWEL,
  ENR_EVENT_TEMPERATURE,
  ENR_EVENT_MEDICINE,
} EnrNotebookEventKind;
#define ENR_NOTEBOOK_N_EVENTS 6

/*
 * Words. Keys are those of the database and enrokuctl ("" for what is not written), labels are translated for
 * the screen, papers are Japanese. All static.
 */
const char *enr_notebook_side_key (EnrNotebookSide side);
const char *enr_notebook_side_label (EnrNotebookSide side);
const char *enr_notebook_side_paper (EnrNotebookSide side);
const char *enr_mood_key (EnrMood mood);
const char *enr_mood_label (EnrMood mood);
const char *enr_mood_paper (EnrMood mood);
const char *enr_degree_key (EnrDegree degree);
const char *enr_degree_label (EnrDegree degree);
const char *enr_degree_paper (EnrDegree degree);
const char *enr_bath_key (EnrBath bath);
const char *enr_bath_label (EnrBath bath);
const char *enr_bath_paper (EnrBath bath);
const char *enr_notebook_event_key (EnrNotebookEventKind kind);
const char *enr_notebook_event_label (EnrNotebookEventKind kind);
const char *enr_notebook_event_paper (EnrNotebookEventKind kind);

/** The words that are offered for EnrNotebookEvent.quality, Japanese, %NULL-terminated: 完食, 半分; 普通便, ….
 * Any other text can be written. Static. */
const char *const *enr_notebook_event_qualities (EnrNotebookEventKind kind);

/** An event has no time of its own. -1 is a minute before midnight, so ENR_MINUTES_NONE is not used here. */
#define ENR_NOTEBOOK_NO_TIME G_MININT
/** An event has no amount. */
#define ENR_NOTEBOOK_NO_AMOUNT (-1)
/** The earliest and the latest minute of an event: the evening before, and 27:00. */
#define ENR_NOTEBOOK_FIRST_MINUTE (-1440)
#define ENR_NOTEBOOK_LAST_MINUTE 1620
#define ENR_NOTEBOOK_MAX_EVENTS 100

/** Something with a time of its own. Minutes are from midnight of the page's day; the evening before is
 * negative (21:00 of the day before is -180). Strings are never %NULL. */
typedef struct
{
  EnrNotebookEventKind kind;
  int at;        /* or ENR_NOTEBOOK_NO_TIME */
  int until;     /* of sleep: when the child woke, or ENR_NOTEBOOK_NO_TIME; else ENR_NOTEBOOK_NO_TIME */
  int amount;    /* ml of milk, tenths of a degree, times of bowel; or ENR_NOTEBOOK_NO_AMOUNT */
  char *quality; /* 完食; 軟便 */
  char *note;    /* what was eaten, which medicine */
} EnrNotebookEvent;

/** Without time, amount or words. */
EnrNotebookEvent *enr_notebook_event_new (EnrNotebookEventKind kind) G_GNUC_WARN_UNUSED_RESULT;
EnrNotebookEvent *enr_notebook_event_copy (const EnrNotebookEvent *self) G_GNUC_WARN_UNUSED_RESULT;
void enr_notebook_event_free (EnrNotebookEvent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrNotebookEvent, enr_notebook_event_free)

/** "21:30", and of the evening before "前日21:30" on a paper; "" for ENR_NOTEBOOK_NO_TIME. The label has the
 * translated word for it. */
char *enr_notebook_time_dup_label (int minutes) G_GNUC_WARN_UNUSED_RESULT;
char *enr_notebook_time_dup_paper (int minutes) G_GNUC_WARN_UNUSED_RESULT;

/** What a paper says of an event beside its kind: "前日21:00〜6:30", "11:30 完食 カレー", "200ml"; Japanese. */
char *enr_notebook_event_dup_paper (const EnrNotebookEvent *self) G_GNUC_WARN_UNUSED_RESULT;

/** One side of a child's day. Strings are never %NULL. */
typedef struct
{
  EnrUuid child_id;
  EnrDate day;
  EnrNotebookSide side;
  int temperature;  /* tenths of a degree, 0 where not written */
  int taken_at;     /* when, minutes, or ENR_MINUTES_NONE */
  EnrMood mood;
  EnrDegree cough;
  EnrDegree nose;
  EnrBath bath;     /* of home */
  int leave;        /* of home: when the child is collected, minutes, or ENR_MINUTES_NONE */
  char *collector;  /* of home: and by whom */
  char *did;        /* of the nursery: 今日したこと */
  char *body;       /* the note (様子・連絡), lines kept */
  char *written_by; /* "" in a new one: the actor's name at saving */
  GPtrArray *events; /* (element-type EnrNotebookEvent) in order of time; owned, never NULL */
  int version;      /* of what was read; 0: nothing was written yet */
} EnrNotebookPage;

/** An empty page of version 0. */
EnrNotebookPage *enr_notebook_page_new (const EnrUuid *child_id,
                                        EnrDate day,
                                        EnrNotebookSide side) G_GNUC_WARN_UNUSED_RESULT;
EnrNotebookPage *enr_notebook_page_copy (const EnrNotebookPage *self) G_GNUC_WARN_UNUSED_RESULT;
void enr_notebook_page_free (EnrNotebookPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrNotebookPage, enr_notebook_page_free)

/** Whether nothing is written on it (who wrote is not looked at). */
gboolean enr_notebook_page_is_empty (const EnrNotebookPage *self);

/** Whether the same is written on both; version and writer are not looked at. */
gboolean enr_notebook_page_equal (const EnrNotebookPage *a,
                                  const EnrNotebookPage *b);

/** The first event of a kind, or %NULL. Borrowed. */
EnrNotebookEvent *enr_notebook_page_find_event (const EnrNotebookPage *self,
                                                EnrNotebookEventKind kind);

/** Puts the events into the order of time, those without a time last; equal ones stay as they were. */
void enr_notebook_page_sort (EnrNotebookPage *self);

/** What is to be asked before it is saved, though it can be: a temperature below 34.0 or above 42.0 degrees,
 * sleep of more than 16 hours or sleeps that overlap, more than 400 ml of milk at once. A translated sentence
 * each, "" for nothing. (What is typed is read with enr_temperature_parse() of contact/notice.h, which asks
 * "Is it 36.5?" for 365.) */
char *enr_notebook_page_dup_doubts (const EnrNotebookPage *self) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Same for all
 */

typedef enum
{
  ENR_FIELD_MOOD = 1 << 0,
  ENR_FIELD_COUGH = 1 << 1,
  ENR_FIELD_NOSE = 1 << 2,
  ENR_FIELD_BATH = 1 << 3,
  ENR_FIELD_LEAVE = 1 << 4,
  ENR_FIELD_COLLECTOR = 1 << 5,
  ENR_FIELD_DID = 1 << 6,
  ENR_FIELD_BODY = 1 << 7,
  ENR_FIELD_SLEEP = 1 << 8,
  ENR_FIELD_MEAL = 1 << 9,
  ENR_FIELD_MILK = 1 << 10,
  ENR_FIELD_BOWEL = 1 << 11,
} EnrNotebookFields;

/**
 * Fills in @fields of a page from @model, where the page has nothing there, or in any case with
 * @overwrite. What the model does not have fills nothing. A sleep, meal, milk or bowel of the model is
 * added where the page has none of that kind at about that time (within an hour, or without a time); with
 * @overwrite it takes the place of those. Temperatures and medicine are a child's own and there is no
 * field for them. %TRUE where it changed.
 */
gboolean enr_notebook_page_fill (EnrNotebookPage *self,
                                 const EnrNotebookPage *model,
                                 EnrNotebookFields fields,
                                 gboolean overwrite);

/*
 * Strip of 24 hours
 */

/** The strip of a day begins at 18:00 of the evening before. */
#define ENR_NOTEBOOK_STRIP_FIRST (-360)

/** A part of the strip. Borrows the event. */
typedef struct
{
  EnrNotebookEventKind kind;
  EnrNotebookSide side; /* of the (first) page that has it */
  int first;            /* minutes, within [begin, begin + 1440] */
  int last;             /* the same as first for a moment */
  gboolean is_open;     /* of sleep: its end is not known */
  const EnrNotebookEvent *event; /* the first of those that are in it */
} EnrNotebookStripPart;

/**
 * What a strip of 24 hours from @begin shows of both pages (either may be %NULL), in order of time.
 * Sleeps that overlap or touch are one part; what goes over an end is cut there; what has no time or lies
 * outside is not in it. (element-type EnrNotebookStripPart)
 */
GArray *enr_notebook_strip (const EnrNotebookPage *home,
                            const EnrNotebookPage *nursery,
                            int begin) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Reading and saving
 */

/** One page; an empty one of version 0 where nothing was written. UNKNOWN for no such child. */
EnrNotebookPage *enr_notebook_load_page (EnrDb *db,
                                         const EnrUuid *child_id,
                                         EnrDate day,
                                         EnrNotebookSide side,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** A child of a class's day. */
typedef struct
{
  guint child; /* into EnrNotebookDay.day->children */
  gboolean is_absent;
  EnrNotebookPage *pages[ENR_NOTEBOOK_N_SIDES];  /* by EnrNotebookSide; never NULL, version 0: not written */
  EnrNotebookPage *before[ENR_NOTEBOOK_N_SIDES]; /* the last that was written before the day, or NULL */
  GPtrArray *tasks; /* (element-type EnrMedicineTask) the child's medicine of the day; never NULL */
} EnrNotebookRow;

/** The notebooks of a class on a day, with what attendance knows: plans, collector, temperature at the door,
 * absence (EnrDayChild). */
typedef struct
{
  EnrDay *day;     /* owned; its children are in the class's order */
  GPtrArray *rows; /* (element-type EnrNotebookRow) as day->children */
} EnrNotebookDay;

void enr_notebook_day_free (EnrNotebookDay *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrNotebookDay, enr_notebook_day_free)

/** Reads the notebooks of all children who are enrolled on a day, in one snapshot. @class_id limits it to a
 * class (%NULL: all). */
EnrNotebookDay *enr_notebook_load_day (EnrDb *db,
                                       EnrDate date,
                                       const EnrUuid *class_id,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The day's row of a child, or %NULL. Borrowed. */
EnrNotebookRow *enr_notebook_day_find (const EnrNotebookDay *self,
                                       const EnrUuid *child_id);

/** enr_notebook_page_fill() for the pages of a side of all children who are not absent. The number of pages
 * that changed. */
guint enr_notebook_day_fill (EnrNotebookDay *self,
                             EnrNotebookSide side,
                             const EnrNotebookPage *model,
                             EnrNotebookFields fields,
                             gboolean overwrite);

/** A child's pages, the newest day first, home before the nursery of a day, empty ones left out; of the days
 * from @first to @last (ENR_DATE_NONE: open). (element-type EnrNotebookPage) */
GPtrArray *enr_notebook_list_child (EnrDb *db,
                                    const EnrUuid *child_id,
                                    EnrDate first,
                                    EnrDate last,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef enum
{
  ENR_NOTEBOOK_SAVED,
  ENR_NOTEBOOK_SAME,    /* it was so already: nothing was written */
  ENR_NOTEBOOK_MERGED,  /* others wrote on other parts of it meanwhile; both are saved */
  ENR_NOTEBOOK_CHANGED, /* others wrote on the same parts meanwhile: not saved; theirs is at hand */
  ENR_NOTEBOOK_REFUSED, /* it cannot be so: not saved, the message says why */
} EnrNotebookVerdict;

/** What became of a page. */
typedef struct
{
  EnrUuid child_id;
  EnrDate day;
  EnrNotebookSide side;
  EnrNotebookVerdict verdict;
  EnrNurseryError code;     /* of REFUSED: NOT_ENROLLED, ALREADY (absent), INVALID, ORDER, UNKNOWN */
  char *message;            /* sentences for the user; "" where there is nothing to say. A saved page has
                             * one where the board could not take its collection, or had another's */
  EnrNotebookPage *present; /* what is in the database now; never NULL */
} EnrNotebookResult;

void enr_notebook_result_free (EnrNotebookResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrNotebookResult, enr_notebook_result_free)

/**
 * Saves pages in one action: of a class's side, of any children and days. Each page has the version that
 * was read. One page that cannot be saved does not hold back the others: it is refused with a reason, or,
 * where others wrote meanwhile, with theirs at hand, and the rest is saved. @seen (may be %NULL) has the
 * pages as they were read, in the same order: with it, a page on which others wrote other parts meanwhile
 * is merged.
 *
 * Home's collection goes to the board (planned departure and collector) as what is newest; what stood
 * there before is kept and comes back when home's word is taken out, unless it was changed since. A
 * closed day (締め) keeps its board. Absent children and those who are not enrolled that day get no page;
 * one that is there can be emptied.
 *
 * %NULL with @error where nothing at all was saved (the database's errors). (element-type
 * EnrNotebookResult) in the order of @pages.
 */
GPtrArray *enr_notebook_save (EnrDb *db,
                              const EnrActor *actor,
                              const GPtrArray *pages,
                              const GPtrArray *seen,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The number of pages with such a verdict. */
guint enr_notebook_count (const GPtrArray *results,
                          EnrNotebookVerdict verdict);

G_END_DECLS
