/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Handing mails to the server, one at a time, and what is certain of each afterwards.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  ENR_SMTP_STARTTLS, /* port 587: plain at first, encrypted before anything else, or not at all */
  ENR_SMTP_TLS,      /* port 465: encrypted from the start */
  ENR_SMTP_NONE,     /* only to "localhost", 127.0.0.0/8 and ::1 */
} EnrSmtpSecurity;

/** How long to wait, in seconds. The answer to a mail's end is waited for as long as RFC 5321 4.5.3.2.6
 * wants, because a mail whose answer is not waited for is uncertain for ever. */
#define ENR_SMTP_CONNECT_SECONDS 30
#define ENR_SMTP_ANSWER_SECONDS 120
#define ENR_SMTP_END_SECONDS 600
#define ENR_SMTP_WHOLE_SECONDS 1800

/** Where and how. Strings are borrowed by enr_smtp_new(), which copies them; what is 0 or %NULL is the
 * default. */
typedef struct
{
  const char *host; /* a name, or an address (IPv6 without brackets) */
  guint port;       /* 587, 465 or 25, as @security has it */
  EnrSmtpSecurity security;
  const char *user;      /* nullable: no login */
  const char *password;  /* with a @user only */
  const char *ca_file;   /* nullable: PEM, instead of the system's authorities */
  guint connect_seconds; /* until the server is reached */
  guint answer_seconds;  /* for each answer, and while it takes nothing of a mail */
  guint end_seconds;     /* for the answer to a mail's end */
  guint whole_seconds;   /* for one mail, whatever happens */
} EnrSmtpServer;

/**
 * EnrSmtpResult:
 *
 * What the caller's queue does next. Only ENR_SMTP_LATER may be sent again by itself.
 */
typedef enum
{
  ENR_SMTP_ACCEPTED,  /* the server has it, and says so */
  ENR_SMTP_LATER,     /* not taken, for now: no connection, or 4yz */
  ENR_SMTP_REFUSED,   /* not taken, and never: 5yz for this recipient or this mail */
  ENR_SMTP_UNCERTAIN, /* all of it was handed over, and no answer came: it may have been taken */
  ENR_SMTP_SETTINGS,  /* not taken, nor will the next one be: certificate, login, encryption, the sender's
                         address. To be stopped until a person has looked. */
} EnrSmtpResult;

/** The server's last answer to what was asked of it; 0 and %NULL where none came. */
typedef struct
{
  int code;   /* 250 */
  char *text; /* of all its lines, without the codes; one line of UTF-8, 500 letters at most */
} EnrSmtpReply;

void enr_smtp_reply_clear (EnrSmtpReply *reply);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EnrSmtpReply, enr_smtp_reply_clear)

/**
 * EnrSmtp:
 *
 * A line to one server. It is made with the first mail, and kept for the next ones. For one thread at a
 * time.
 */
typedef struct _EnrSmtp EnrSmtp;

/** Checks the settings, and connects to nothing yet. (nullable): %NULL with %ENR_MAIL_ERROR_SETTINGS,
 * for a host that is none, a login without a password, or ENR_SMTP_NONE to another PC. */
EnrSmtp *enr_smtp_new (const EnrSmtpServer *server,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Takes leave of the server, which has two seconds to answer, and forgets the password. */
void enr_smtp_free (EnrSmtp *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrSmtp, enr_smtp_free)

/** Called once a mail, on the thread that sends, after the server has asked for the mail and before its last
 * bytes are given to the network: until then the server cannot have it. %FALSE: it is not to go out. */
typedef gboolean (*EnrSmtpEndFunc) (gpointer data);

/** Asks @func before the end of each mail from now on; %NULL: nobody. Where it says no, the line is cut and
 * the result is ENR_SMTP_LATER with %G_IO_ERROR_CANCELLED. */
void enr_smtp_set_end_func (EnrSmtp *self,
                            EnrSmtpEndFunc func,
                            gpointer data);

/** Called on the thread that sends, while a mail is under way, whenever something comes from the server and
 * about once a second while nothing does; %NULL: nobody. */
typedef void (*EnrSmtpWaitFunc) (gpointer data);

void enr_smtp_set_wait_func (EnrSmtp *self,
                             EnrSmtpWaitFunc func,
                             gpointer data);

/** Whether the last attempt came to the mail itself: the server took the sender's address. Where it did not,
 * the next mail fares no better. */
gboolean enr_smtp_came_to_mail (EnrSmtp *self);

/**
 * Hands one mail, made by enr_mail_to_bytes(), to the server. Waits for as long as the server's times
 * say; not for the main thread.
 *
 * Cancelling: before the end of the mail has gone out, nothing is sent (ENR_SMTP_LATER with
 * %G_IO_ERROR_CANCELLED). After that, the answer is still waited for, for ten seconds at most.
 *
 * @from: the envelope's sender, @to: the one recipient, both as enr_mail_address_check() gives them
 * @reply: (out) (optional): cleared before it is filled
 * @error: set but for ENR_SMTP_ACCEPTED, a sentence for the user
 */
EnrSmtpResult enr_smtp_send (EnrSmtp *self,
                             GBytes *mail,
                             const char *from,
                             const char *to,
                             GCancellable *cancellable,
                             EnrSmtpReply *reply,
                             GError **error);

/** Connects, encrypts and logs in, and sends nothing: whether the settings are right. Never
 * ENR_SMTP_UNCERTAIN. */
EnrSmtpResult enr_smtp_try (EnrSmtp *self,
                            GCancellable *cancellable,
                            EnrSmtpReply *reply,
                            GError **error);

G_END_DECLS
