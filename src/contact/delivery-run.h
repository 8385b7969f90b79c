/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Handing over what waits in the queue. A channel that hands over by itself is an EnrCarrier, which is all
 * that the queue knows of it; mail is one (mailer.h). Paper is handed out by people, and needs none.
 */
#pragma once

#include <gio/gio.h>

#include "contact/delivery.h"

G_BEGIN_DECLS

/** What is certain after an attempt. */
typedef enum
{
  ENR_HANDED_ACCEPTED,
  ENR_HANDED_LATER,     /* this one is not taken for now; the next one may be */
  ENR_HANDED_REFUSED,   /* this one is never taken */
  ENR_HANDED_UNCERTAIN, /* it may have been taken */
  ENR_HANDED_OFFLINE,   /* nothing can be handed over for now */
  ENR_HANDED_SETTINGS,  /* nor before a person has looked */
  ENR_HANDED_STOPPED,   /* cancelled, or its claim failed; it was not taken */
} EnrHanded;

/** A file that goes along. */
typedef struct
{
  char *name;
  char *type;
  GBytes *bytes;
} EnrDeliveryFile;

/** One delivery with all that goes out, as it was released. */
typedef struct
{
  EnrDelivery *delivery;
  char *subject;
  char *body;
  EnrInstant written_at;
  gboolean is_automatic; /* the check of an address */
  GPtrArray *files;      /* (element-type EnrDeliveryFile) */
} EnrDeliveryLetter;

void enr_delivery_letter_free (EnrDeliveryLetter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrDeliveryLetter, enr_delivery_letter_free)

/** Reads it: the text of the announcement (or of the page or check), addressed and signed, always Japanese,
 * and the same each time it is tried. */
EnrDeliveryLetter *enr_delivery_letter_load (EnrDb *db,
                                             const EnrUuid *id,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** To be called once, right before the end of a delivery goes out, with the id under which it is known
 * outside (a Message-ID). %FALSE: it must not go out. */
typedef gboolean (*EnrClaimFunc) (const char *message_id,
                                  gpointer data);

/** What a channel calls while it hands one over, on its thread, with @data. */
typedef struct
{
  EnrClaimFunc claim;
  void (*wait) (gpointer data); /* at least once a second while the other side keeps us waiting */
  gpointer data;
} EnrHandOver;

typedef struct _EnrCarrier EnrCarrier;

struct _EnrCarrier
{
  EnrWay way;

  /* Hands one over; calls @calls->claim at the last moment at which it can still be taken back, and gives up
   * (STOPPED) where that says no. *@words: (out): what was said, a sentence; for ACCEPTED the answer as it
   * came, or "". */
  EnrHanded (*hand) (EnrCarrier *self,
                     const EnrDeliveryLetter *letter,
                     const EnrHandOver *calls,
                     GCancellable *cancellable,
                     char **words);

  /* The id under which a delivery is to be known outside, before it is handed over; transfer full. NULL where
   * that is not known before: then none is claimed ahead of its turn. */
  char *(*dup_id) (EnrCarrier *self,
                   const EnrUuid *delivery_id);

  /* Ends the line to the outside, if there is one, before a rest. */
  void (*free) (EnrCarrier *self);
};

void enr_carrier_free (EnrCarrier *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrCarrier, enr_carrier_free)

/** What a run did. Zeroed before; clear with enr_delivery_report_clear(). */
typedef struct
{
  gboolean is_busy;   /* another program is handing over; nothing was done */
  EnrInstant rest_to; /* the channel rests until then, after a failure; ENR_INSTANT_NONE: it does not */
  char *trouble;      /* why, in words, or NULL */
  gboolean is_news;   /* the trouble began with this run: to be told once */
  gboolean is_offline; /* it is one that another try may find gone: nothing that a person must mend */
  guint n_accepted, n_later, n_refused, n_uncertain, n_cancelled;
  guint n_found;      /* of a run that was killed: they are uncertain now */
} EnrDeliveryReport;

void enr_delivery_report_clear (EnrDeliveryReport *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EnrDeliveryReport, enr_delivery_report_clear)

/** Called after each one, on the thread of the run. */
typedef void (*EnrDeliveryFunc) (const EnrDeliveryReport *report,
                                 gpointer data);

/**
 * Hands over all that is due, one after the other: the urgent first, then the oldest. A failure of the
 * channel ends the run and is noted once (enr_mail_setting_load()). Only one program at a time hands over
 * what is in a file (a lock beside it, which no crash leaves behind); whatever happens, the transaction of
 * the claim decides that one is sent once.
 *
 * Waits for the network; not for the main thread, nor for the store's writer.
 *
 * @ignores_rests: whether what should wait for its next try, and the channel, is tried now
 * Errors: those of the database; what went wrong with the mail is in the report.
 */
gboolean enr_delivery_run (EnrDb *db,
                           const EnrActor *actor,
                           EnrCarrier *carrier,
                           gboolean ignores_rests,
                           GCancellable *cancellable,
                           EnrDeliveryFunc progress,
                           gpointer data,
                           EnrDeliveryReport *report,
                           GError **error);

/** Notes that nothing can be handed over before a person has looked (no password is kept, say), with the same
 * back-off as a run; @report gets it. */
gboolean enr_delivery_rest (EnrDb *db,
                            const EnrActor *actor,
                            const char *words,
                            EnrDeliveryReport *report,
                            GError **error);

/** Ends the channel's rest, because something has changed outside (the network came back): what is due goes
 * out with the next run. How often it has failed in a row is kept. For an is_offline trouble only. */
gboolean enr_delivery_wake (EnrDb *db,
                            const EnrActor *actor,
                            GError **error);

/** When there is something to do for a run: 0 for now, ENR_INSTANT_NONE for never. */
gboolean enr_delivery_next_run (EnrDb *db,
                                EnrWay way,
                                EnrInstant *at,
                                GError **error);

/** What a run would hand over now, in its order. (element-type EnrDelivery) */
GPtrArray *enr_delivery_list_due (EnrDb *db,
                                  EnrWay way,
                                  gboolean ignores_rests,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Seconds to wait after the @tries-th failure, doubling up to a bound; @id spreads them, always alike. */
gint64 enr_delivery_back_off (const EnrUuid *id,
                              guint tries);

G_END_DECLS
