/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A hub as its own process in a throw-away folder, on SQLite or on a PostgreSQL that is started for
 * it, and a
 * nursery's PC that speaks to it. What fails here fails the test.
 */
#pragma once

#include "hub/batch.h"
#include "hub/store.h"

typedef enum
{
  HUB_SQLITE,
  HUB_POSTGRESQL,
} HubStore;

typedef struct
{
  char *folder;
  char *database; /* path or URL */
  char *key_path;
  GSubprocess *process;
  guint port;
  char *id;
  EnrKeyPair key;
} Hub;

/** Whether PostgreSQL is here to be started; else the test is skipped. */
gboolean hub_can (HubStore store);

/** A hub that is made but not started. */
Hub *hub_new (HubStore store);
void hub_free (Hub *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Hub, hub_free)

/** Starts it with further options (NULL-terminated; may be %NULL) and waits until it listens. */
void hub_start (Hub *self,
                const char *const *options);
/** Starts one more on the same database, which the caller ends by hub_end_process(). */
GSubprocess *hub_start_another (Hub *self,
                                guint *port);
/** SIGTERM or SIGKILL. */
void hub_stop (Hub *self,
               int signal);
void hub_end_process (GSubprocess *process,
                      int signal);
/** Runs a command of enroku-hub on the hub's database. */
int hub_run (Hub *self,
             char **output,
             ...) G_GNUC_NULL_TERMINATED;
EnrHubDb *hub_open (Hub *self);
/** Stops the PostgreSQL of the tests, and starts it again after @meanwhile. */
void hub_restart_postgresql (void (*meanwhile) (gpointer data),
                             gpointer data);

/** From its start on the PostgreSQL of this program waits for the disk, as it does where it is used: for
 * measurements.
 * Tests do not, because they do not pull the plug. */
void hub_wait_for_disk (void);

/** Adds a test for each store: PATH/sqlite and PATH/postgresql; data is the HubStore. */
void hub_add_test (const char *path,
                   GTestDataFunc func);
/** To be called last, instead of g_test_run(). */
int hub_run_tests (void);

typedef struct
{
  Hub *hub;
  guint port;        /* of the process that it speaks to */
  char *nursery;
  char *source;
  EnrKeyPair key;
  gint64 sequence;   /* of the last event */
  guint8 prev[ENR_SUM_LENGTH];
  gint64 clock_ms;   /* how wrong its clock is */
} Pc;

/** A PC, not enrolled. */
Pc *pc_new (Hub *hub,
            const char *nursery);
void pc_free (Pc *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pc, pc_free)
/** Registers it directly in the database. */
void pc_register (Pc *self);

typedef struct
{
  guint status;
  char *head;
  GBytes *body;
  json_t *json;  /* NULL where the body is none */
  EnrReply *reply; /* where it is a right answer to a batch */
} Answer;

void answer_free (Answer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)
/** "…/problems/NAME" of a problem, else "". */
const char *answer_problem (const Answer *self);
char *answer_header (const Answer *self,
                     const char *name);

/** A signed request. Status 0: no answer came. @headers: "Name: value\r\n" lines. */
Answer *pc_request (Pc *self,
                    const char *method,
                    const char *path,
                    const char *headers,
                    GBytes *body);
/** Sends bytes as they are and reads until the end. */
Answer *pc_raw (guint port,
                const char *from_address,
                const char *bytes,
                gsize length);

/** The next event of a PC: a day's attendance of @present children. */
GBytes *pc_day (Pc *self,
                const char *date,
                gint64 rev,
                gboolean is_open,
                int present);
/** The same with a given id, sequence number and data. */
GBytes *pc_event (Pc *self,
                  const char *id,
                  gint64 sequence,
                  const char *type,
                  const char *subject,
                  gint64 rev,
                  const char *schema,
                  json_t *data);
/** Sends events (each taken, up to a NULL). */
Answer *pc_send (Pc *self,
                 ...) G_GNUC_NULL_TERMINATED;
Answer *pc_send_all (Pc *self,
                     GPtrArray *events);
/** Says what became of event @i: "accepted", "duplicate", or the problem's name. */
const char *answer_verdict (const Answer *self,
                            guint i);
