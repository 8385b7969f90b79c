/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What can be wrong with the link to the hub. None of it loses anything: what was not acknowledged is owed.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ENR_SYNC_ERROR (enr_sync_error_quark ())
GQuark enr_sync_error_quark (void);

/** The messages are translated sentences for the user. */
typedef enum
{
  ENR_SYNC_ERROR_LINK,    /* the hub could not be asked, or did not answer as one */
  ENR_SYNC_ERROR_CODE,    /* it does not take the enrolment code */
  ENR_SYNC_ERROR_ADDRESS, /* no address of a hub */
  ENR_SYNC_ERROR_STATE,   /* there is no link, or nothing to do */
  ENR_SYNC_ERROR_FILE,    /* no receipt of our hub */
} EnrSyncError;

typedef enum
{
  ENR_TROUBLE_NONE,
  ENR_TROUBLE_OFFLINE,   /* no connection: name, network, refused, cut off */
  ENR_TROUBLE_TIMEOUT,
  ENR_TROUBLE_TLS,       /* the certificate; often the PC's clock */
  ENR_TROUBLE_PORTAL,    /* somebody else has answered: a login page, a proxy */
  ENR_TROUBLE_REDIRECT,  /* sent to another address, which is never followed */
  ENR_TROUBLE_OTHER_HUB, /* a hub, but not ours */
  ENR_TROUBLE_SIGNATURE, /* an answer that our hub has not signed */
  ENR_TROUBLE_REPLY,     /* our hub's answer says nothing about what was sent */
  ENR_TROUBLE_BUSY,      /* asked to come later */
  ENR_TROUBLE_SERVER,    /* the hub has a trouble of its own */
  ENR_TROUBLE_CLOCK,     /* the PC's clock is off by more than the hub takes, and a second try did not help */
  ENR_TROUBLE_REVOKED,   /* the city has shut this PC out */
  ENR_TROUBLE_UNKNOWN,   /* the hub does not know this PC */
  ENR_TROUBLE_GONE,      /* the address is retired */
  ENR_TROUBLE_OLD,       /* the hub wants a newer version of this program */
  ENR_TROUBLE_DAMAGED,   /* what was sent arrives altered */
  ENR_TROUBLE_FORKED,    /* copies of this database send under one name, and a new name did not help */
  ENR_TROUBLE_KEY,       /* the site's key is missing or damaged */
  ENR_N_TROUBLES,
} EnrTrouble;

/** "" for none, "offline", "portal" …: what EnrLink.last_error and JSON have. Static. */
const char *enr_trouble_key (EnrTrouble self);
/** A word that is not known (of a later version) is ENR_TROUBLE_SERVER. */
EnrTrouble enr_trouble_from_key (const char *key);

/** A sentence for the user, translated; "" for none. */
const char *enr_trouble_describe (EnrTrouble self);

G_END_DECLS
