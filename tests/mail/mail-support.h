/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The mail server of server.py, for a test program or a benchmark. What goes wrong here ends the program.
 */
#pragma once

#include "mail/smtp.h"

G_BEGIN_DECLS

#define ENR_TEST_USER "en@hoiku.example.jp"
#define ENR_TEST_PASSWORD "ひみつ & pass"

typedef struct _EnrTestServer EnrTestServer;

/** Makes the certificates in a new folder, and starts the server's process, which listens to nothing
 * yet. @sources: the folder of server.py */
EnrTestServer *enr_test_server_new (const char *sources) G_GNUC_WARN_UNUSED_RESULT;

/** Ends the process, and removes the folder. */
void enr_test_server_free (EnrTestServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrTestServer, enr_test_server_free)

/** Listens anew; see server.py for the words. Returns the port. */
guint enr_test_server_start (EnrTestServer *self,
                             const char *security,
                             const char *certificate,
                             const char *fault);

/** Another command of server.py. */
char *enr_test_server_ask (EnrTestServer *self,
                           const char *command) G_GNUC_WARN_UNUSED_RESULT;

/** What the server has counted since it listens; each may be %NULL. */
void enr_test_server_report (EnrTestServer *self,
                             guint *n_taken,
                             guint *n_connections,
                             guint *n_quits);

/** A file in the server's folder: a certificate, or "1.eml". Valid until the next call. */
const char *enr_test_server_path (EnrTestServer *self,
                                  const char *name);

G_END_DECLS
