/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The link to the hub: where it is, who we are to it, and how it went.
 */
#pragma once

#include "store/db.h"
#include "wire/sign.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_LINK_NONE,    /* no hub */
  ENR_LINK_FILE,    /* a hub's key, but no address: by file alone */
  ENR_LINK_OK,
  ENR_LINK_REVOKED, /* the city has shut this PC out: nothing is sent, everything kept */
  ENR_LINK_GONE,    /* the address is no hub's any more */
  ENR_LINK_FORKED,  /* another copy of this database sends under our name */
} EnrLinkState;

typedef struct
{
  char *url;
  char *hub;
  guint8 hub_open[ENR_KEY_PUBLIC_LENGTH];
  char *nursery;
  char *source;        /* this copy of the database */
  char *known_source;  /* the last that the hub knows; where it is another, register @source first */
  gint64 rev_floor;    /* later revisions are at least this */
  EnrLinkState state;
  int fails;
  gint64 next_ms;
  int batch_max;
  gboolean knows_clock;
  gint64 clock_off_ms;
  gint64 last_ok_ms;    /* 0 never */
  char *last_error;     /* "" none */
  gint64 last_error_ms;
  char *min_client;
  gint64 changes_after;
  gint64 ledger_ms;     /* 0 never */
  gint64 ledger_bad;
  char *city;           /* the city's name, as the hub told it; "" not told */
  char *ca;             /* PEM: certificates of the hub's own authority; "" the system's hold */
  char *code;           /* of an enrolment by file: every file bears it until a receipt is here; "" none */
  int ledger_fails;     /* comparisons that failed, in a row */
  gint64 ledger_next_ms; /* no other before */
  char *ledger_source;  /* "" or where one that was cut short goes on, */
  gint64 ledger_block;  /* at which block, */
  gint64 ledger_sum;    /* and how many it had found missing */
} EnrLink;

void enr_link_clear (EnrLink *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EnrLink, enr_link_clear)

/** Reads the link; ENR_LINK_NONE, with every text "", where there never was one. */
gboolean enr_link_load (EnrDb *db,
                        EnrLink *self,
                        GError **error);

/** Writes the row. It is the machine's own and not journalled. */
gboolean enr_link_save (EnrDb *db,
                        const EnrLink *self,
                        GError **error);

/** The source of this copy of the database at a nursery: what enrolment registers. %NULL where @nursery is
 * no 施設番号 (letters, digits and '-'). */
char *enr_link_dup_source (EnrDb *db,
                           const char *nursery) G_GNUC_WARN_UNUSED_RESULT;

/** Where the site's secret key is: beside the database, so that a copy of the database alone cannot speak in
 * its name. */
char *enr_link_key_path (EnrDb *db) G_GNUC_WARN_UNUSED_RESULT;

/** "none", "file", "ok", "revoked", "gone", "forked": the words of the database and of JSON. Static. */
const char *enr_link_state_key (EnrLinkState state);

G_END_DECLS
