/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The command line of enroku-hub: options may stand anywhere, each goes with certain commands, and the
 * exit statuses are
 * enrokuctl's (0 done, 1 failed, 2 wrong usage, 3 refused).
 */
#pragma once

#include "hub/store.h"

G_BEGIN_DECLS

typedef struct
{
  /* Options; NULL or 0 where not given. */
  char *database;
  char *key;
  gboolean json;
  char *listen;
  char *tls_cert;
  char *tls_key;
  int workers;
  gboolean behind_proxy;
  char *metrics_token;
  char *name;
  int days;
  char *before;
  char *type;
  char *from;
  char *to;
  char *output;
  char *file;
  char *receipt;
  gboolean all;

  /* Words behind the command; ends with NULL. */
  char **words;
} EnrHubCli;

typedef struct
{
  const char *name;      /* one or two words; NULL ends a table */
  const char *arguments; /* N_(), a word each; NULL none */
  const char *summary;   /* N_() */
  const char *options;   /* the long names that go with it, blanks between */
  gboolean (*run) (EnrHubCli *cli, GError **error);
} EnrHubCommand;

extern const EnrHubCommand enr_hub_commands_serve[];  /* commands-serve.c: init, serve, key, import */
extern const EnrHubCommand enr_hub_commands_city[];   /* commands-city.c: who may send, notices, reviews */
extern const EnrHubCommand enr_hub_commands_officer[]; /* commands-officer.c: officers, audit */
extern const EnrHubCommand enr_hub_commands_report[]; /* commands-report.c: status, export, prune */

/** One run. Returns the exit status. */
int enr_hub_main (int argc,
                  char **argv);

/*
 * For commands.
 */

EnrHubDb *enr_hub_cli_open (EnrHubCli *cli,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The file of the hub's key: --key, or beside the database. */
char *enr_hub_cli_dup_key_path (EnrHubCli *cli) G_GNUC_WARN_UNUSED_RESULT;

/** Loads the key, which must be that of the database's hub. */
gboolean enr_hub_cli_load_key (EnrHubCli *cli,
                               EnrHubDb *db,
                               EnrHubMeta *meta,
                               EnrKeyPair *key,
                               GError **error);

/**
 * The first instant of the day that the option --@name gives, in Japan, or of so many days after it. Leaves
 * @ms where it is not given (@text is %NULL); ENR_HUB_ERROR_USAGE where it is no day.
 */
gboolean enr_hub_cli_read_day (const char *name,
                               const char *text,
                               int days_after,
                               gint64 *ms,
                               GError **error);

/** Prints and frees. */
void enr_hub_cli_print_json (json_t *json);

/** "2026-11-21 17:42" of the machine's zone, "" for 0. */
char *enr_hub_cli_dup_time (gint64 ms) G_GNUC_WARN_UNUSED_RESULT;

/** Sets ENR_HUB_ERROR_USAGE; returns %FALSE. */
gboolean enr_hub_cli_fail (GError **error,
                           const char *format,
                           ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
