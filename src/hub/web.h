/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The pages of the municipality's officers, all below /city/: HTML made here, without scripts. A page is
 * written into EnrWeb by enr_web_add(), the one function by which text gets into HTML, and the one that
 * escapes it.
 *
 * Handlers run on a worker's thread. They read by worker->db and change something by enr_web_write()
 * alone.
 */
#pragma once

#include "base/date.h"
#include "hub/server.h"

G_BEGIN_DECLS

typedef struct
{
  EnrHubWorker *worker;
  EnrHubRequest *request;
  GHashTable *form;  /* what was posted, names to text; empty at GET */
  GBytes *file;      /* the file that was posted; nullable */
  char *officer;     /* who is signed in; %NULL nobody */
  char token[65];    /* that forms carry, so that no other site's form does anything here */
  GString *out;      /* the page so far */
} EnrWeb;

typedef void (*EnrWebHandler) (EnrWeb *web);

typedef enum
{
  ENR_WEB_OPEN = 1 << 0, /* without signing in */
  ENR_WEB_FILE = 1 << 1, /* its form brings a file */
} EnrWebFlags;

typedef struct
{
  const char *method; /* NULL ends a table */
  const char *path;   /* behind /city */
  EnrWebFlags flags;
  EnrWebHandler handler;
} EnrWebPage;

extern const EnrWebPage enr_web_pages_session[];   /* web-session.c */
extern const EnrWebPage enr_web_pages_nurseries[]; /* web-nurseries.c */
extern const EnrWebPage enr_web_pages_received[];  /* web-received.c */
extern const EnrWebPage enr_web_pages_events[];    /* web-events.c */
extern const EnrWebPage enr_web_pages_review[];    /* web-review.c */
extern const EnrWebPage enr_web_pages_files[];     /* web-files.c */
extern const EnrWebPage enr_web_pages_versions[];  /* web-versions.c */
extern const EnrWebPage enr_web_pages_audit[];     /* web-audit.c */

/** Changes something, in the name of who is signed in (enr_hub_db_set_actor()). */
gboolean enr_web_write (EnrWeb *web,
                        EnrHubWriteFunc func,
                        gpointer data,
                        GError **error);
/** The same in the name of @officer, who is not signed in (yet); "" nobody that is known. */
gboolean enr_web_write_as (EnrWeb *web,
                           const char *officer,
                           EnrHubWriteFunc func,
                           gpointer data,
                           GError **error);
/** Adds a row to the audit trail, before what it tells of is handed out. Answers where that fails. */
gboolean enr_web_audit (EnrWeb *web,
                        const char *action,
                        const char *about,
                        const char *detail);

/*
 * HTML (web-html.c)
 */

/**
 * Adds to the page. @format is HTML, written in the source alone; of its directives there are %s, %d, %u
 * and %" G_GINT64_FORMAT ". Text of %s is escaped for elements and for attributes in double quotes,
 * whatever it is.
 */
void enr_web_add (EnrWeb *web,
                  const char *format,
                  ...) G_GNUC_PRINTF (2, 3);

/** The page's head; @title is its heading too. */
void enr_web_begin (EnrWeb *web,
                    const char *title);
/** Its end, and the answer. */
void enr_web_end (EnrWeb *web,
                  guint status);

/** <form method="post"> with its token; @action is behind /city. */
void enr_web_begin_form (EnrWeb *web,
                         const char *action);
void enr_web_add_option (EnrWeb *web,
                         const char *value,
                         const char *label,
                         gboolean is_chosen);

/** A page that says only this, with a way back. */
void enr_web_say (EnrWeb *web,
                  guint status,
                  const char *title,
                  const char *text);
void enr_web_say_error (EnrWeb *web,
                        const GError *error);
/** 303 to a path behind /city. */
void enr_web_redirect (EnrWeb *web,
                       const char *path);
/** A file to be kept. */
void enr_web_answer_file (EnrWeb *web,
                          const char *type,
                          const char *name,
                          GBytes *bytes);

/** A value of the query or of the form; "" where there is none. Borrowed. */
const char *enr_web_query (const EnrWeb *web,
                           const char *name);
const char *enr_web_posted (const EnrWeb *web,
                            const char *name);
/** The same as a number from 0; -1 where it is none. */
gint64 enr_web_number (const char *text);

/** An instant by the wall clock in Tokyo: "11月21日(土) 17:42", with the year where it is not this one; ""
 * for 0. */
char *enr_web_dup_time (gint64 ms) G_GNUC_WARN_UNUSED_RESULT;
/** "11月21日(土)", with the year where it is not this one; "" for none. */
char *enr_web_dup_short_day (EnrDate day) G_GNUC_WARN_UNUSED_RESULT;
EnrDate enr_web_today (void);

/** "2026-11" as the first of the month, or %ENR_DATE_NONE. */
EnrDate enr_web_parse_month (const char *text);

/** Whether a nursery is silent: it was last heard more than one business day ago (Monday to Friday, no
 * national holiday). 0 was never heard and is silent. */
gboolean enr_web_is_silent (gint64 heard_ms,
                            gint64 now_ms);

/*
 * Words (web-words.c)
 */

typedef struct
{
  const char *key;   /* in addresses */
  const char *first; /* types from here */
  const char *last;  /* to here */
  const char *label;
} EnrWebKind;

extern const EnrWebKind enr_web_kinds[]; /* ends with a key of NULL */
const EnrWebKind *enr_web_find_kind (const char *key);
/** The kind that a type of event is of, or %NULL. */
const EnrWebKind *enr_web_kind_of_type (const char *type);
void enr_web_add_kinds (EnrWeb *web,
                        const char *chosen,
                        const char *all /* label of "", or NULL for none */);

/** What a type of event is called. */
const char *enr_web_type_label (const char *type);
/** "2026-11-21" or "2026-11" in words; %NULL where it is neither. */
char *enr_web_dup_day (const char *iso) G_GNUC_WARN_UNUSED_RESULT;
/** What a subject is about, in short: the day, the month, or nothing. Returned as it is to be shown. */
char *enr_web_dup_subject (const char *subject) G_GNUC_WARN_UNUSED_RESULT;
/** All that an event's data say, in the words of its schema. */
void enr_web_add_data (EnrWeb *web,
                       const EnrEvent *event);

/*
 * Signing in (web-session.c)
 */

/** Who sent this, and the token of her forms; %FALSE with an answer where the database failed. */
gboolean enr_web_find_session (EnrWeb *web);

/** Whether a posted form bears the token and came from our own page. */
gboolean enr_web_check_token (EnrWeb *web);

G_END_DECLS
