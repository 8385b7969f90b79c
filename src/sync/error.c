/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "sync/error.h"

#include <glib/gi18n-lib.h>

/* clang-format off */
G_DEFINE_QUARK (enr-sync-error-quark, enr_sync_error)
/* clang-format on */

static const struct
{
  const char *key;
  const char *text;
} troubles[ENR_N_TROUBLES] = {
  [ENR_TROUBLE_NONE] = { "", "" },
  [ENR_TROUBLE_OFFLINE] = { "offline", N_ ("There is no connection to the city's receiver.") },
  [ENR_TROUBLE_TIMEOUT] = { "timeout", N_ ("The city's receiver did not answer in time.") },
  [ENR_TROUBLE_TLS] = { "tls", N_ ("The connection to the city's receiver is not safe, so nothing "
                                   "was sent. Please check the "
                                   "date and time of this PC.") },
  [ENR_TROUBLE_PORTAL]
  = { "portal",
      N_ ("Not the city's receiver has answered, but perhaps the login page of the network. Please "
          "open a web page and log in to the network.") },
  [ENR_TROUBLE_REDIRECT]
  = { "redirect",
      N_ ("The city's receiver points to another address. That is not followed; please ask the "
          "city for the right address.") },
  [ENR_TROUBLE_OTHER_HUB] = { "other-hub", N_ ("Another receiver than the city's has answered.") },
  [ENR_TROUBLE_SIGNATURE]
  = { "signature", N_ ("The answer is not signed by the city's receiver.") },
  [ENR_TROUBLE_REPLY]
  = { "reply", N_ ("The answer of the city's receiver says nothing about what was sent.") },
  [ENR_TROUBLE_BUSY] = { "busy", N_ ("The city's receiver is busy and asks to try again later.") },
  [ENR_TROUBLE_SERVER] = { "server", N_ ("The city's receiver has a fault.") },
  [ENR_TROUBLE_CLOCK]
  = { "clock", N_ ("The clock of this PC is wrong. Please set its date and time.") },
  [ENR_TROUBLE_REVOKED]
  = { "revoked", N_ ("The city has stopped reports from this PC. Please ask the city.") },
  [ENR_TROUBLE_UNKNOWN]
  = { "unknown",
      N_ ("The city's receiver does not know this PC. Please ask the city for a new code.") },
  [ENR_TROUBLE_GONE] = { "gone", N_ ("The city's receiver is not at this address any more. Please "
                                     "ask the city for the new one.") },
  [ENR_TROUBLE_OLD] = { "old", N_ ("The city's receiver wants a newer version of this program.") },
  [ENR_TROUBLE_DAMAGED]
  = { "damaged", N_ ("What was sent arrives altered at the city's receiver.") },
  [ENR_TROUBLE_FORKED]
  = { "forked", N_ ("Another PC sends reports from a copy of these data. Please ask the city.") },
  [ENR_TROUBLE_KEY]
  = { "key", N_ ("The key of this PC is missing or damaged. Please ask the city for a new code.") },
};

const char *
enr_trouble_key (EnrTrouble self)
{
  return troubles[self].key;
}

EnrTrouble
enr_trouble_from_key (const char *key)
{
  for (guint i = 0; i < ENR_N_TROUBLES; i++)
    if (g_strcmp0 (key != NULL ? key : "", troubles[i].key) == 0)
      return (EnrTrouble) i;
  return ENR_TROUBLE_SERVER;
}

const char *
enr_trouble_describe (EnrTrouble self)
{
  return troubles[self].text[0] != '\0' ? _ (troubles[self].text) : "";
}
