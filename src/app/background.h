/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What is done again and again while the window is open, on a thread with a connection of its own: whoever it
 * talks to and waits for must keep nobody from saving. A subclass says what (the table of functions); this
 * class has the thread, the timer, and the looking whether there is something to do.
 */
#pragma once

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_BACKGROUND (enr_background_get_type ())
G_DECLARE_DERIVABLE_TYPE (EnrBackground, enr_background, ENR, BACKGROUND, GObject)

struct _EnrBackgroundClass
{
  GObjectClass parent_class;

  const char *name;          /* of the thread */
  const char *const *tables; /* that a change of is followed by a look */

  /* What the next run needs, and room for its result. Main thread. */
  gpointer (*make_job) (EnrBackground *self);
  GDestroyNotify free_job;
  /* The run, on its own thread. */
  gboolean (*work) (gpointer job, EnrDb *db, GCancellable *cancellable, GError **error);
  /* The run is over; @error says why it failed, or is %NULL. Main thread, as is all below. */
  void (*done) (EnrBackground *self, gpointer job, const GError *error);

  /* Reads whether there is something to do: on the store's thread, freed with g_free(). */
  EnrStoreFunc load;
  /* What it read; %NULL with an @error. */
  void (*loaded) (EnrBackground *self, gpointer what, const GError *error);

  /* The time has come that enr_background_set_timer() set. */
  void (*due) (EnrBackground *self);
  /* The network is there, as it also is when a PC has slept. */
  void (*network) (EnrBackground *self);
};

/** To be called once by the subclass's constructor: from now on tables and network are listened to. */
void enr_background_listen (EnrBackground *self,
                            EnrSession *session);

/** Looks, or once more when the look under way is done. Nothing happens after the stop. */
void enr_background_look (EnrBackground *self);

/** Begins a run; there must be none under way. */
void enr_background_start (EnrBackground *self);

/** Waits @seconds before due() is called, but at least one, and no longer than a minute: a clock that is set
 * meanwhile, or a PC that slept, must not make anything wait for ever. Replaces the timer before it. */
void enr_background_set_timer (EnrBackground *self,
                               gint64 seconds);

/** Ends what is under way and waits for it: no thread is on the file afterwards. Also done by dispose. */
void enr_background_stop (EnrBackground *self);

/** Whether a run is under way right now. */
gboolean enr_background_is_running (EnrBackground *self);

/** The session; %NULL after the stop. Borrowed. */
EnrSession *enr_background_get_session (EnrBackground *self);

G_END_DECLS
