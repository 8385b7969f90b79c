/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The command line: words and options in any order ("--db FILE" and "--db=FILE" before or behind the
 * command), and their values as dates, times and numbers. Everything wrong is ENR_CTL_ERROR_USAGE.
 */
#pragma once

#include "ctl/ctl.h"

G_BEGIN_DECLS

/**
 * Reads the words behind the program's name. @self is zeroed before. With --help, and for --version,
 * missing words are no error and @self->command may be %NULL.
 */
gboolean enr_options_parse (EnrCtl *self,
                            const char *const *words,
                            GError **error);

gboolean enr_options_has (const EnrCtl *self,
                          const char *name);

/** An option's value, or %NULL where it was not given. Borrowed. */
const char *enr_options_get (const EnrCtl *self,
                             const char *name);

/** All values of a LIST option and a %NULL, or %NULL. Borrowed. */
const char *const *enr_options_list (const EnrCtl *self,
                                     const char *name);

/* Each of these leaves *@value as it is where the option was not given. */
gboolean enr_options_date (const EnrCtl *self,
                           const char *name,
                           EnrDate *value,
                           GError **error);
gboolean enr_options_int (const EnrCtl *self,
                          const char *name,
                          gint64 first,
                          gint64 last,
                          gint64 *value,
                          GError **error);
/** A month ("2026-06", "令和8年6月"), as its first day. */
gboolean enr_options_month (const EnrCtl *self,
                            const char *name,
                            EnrDate *value,
                            GError **error);
/** A moment: a local date and time, or a time of today's nursery day, to 27:00. */
gboolean enr_options_instant (const EnrCtl *self,
                              const char *name,
                              EnrInstant *value,
                              GError **error);
/** A time on a given nursery day; "none" is ENR_MINUTES_NONE. */
gboolean enr_options_minutes (const EnrCtl *self,
                              const char *name,
                              EnrDate day,
                              int *value,
                              GError **error);

/** The same for an argument; @what is how the help calls it. */
gboolean enr_options_parse_date (const char *text,
                                 const char *what,
                                 EnrDate *value,
                                 GError **error);
gboolean enr_options_parse_month (const char *text,
                                  const char *what,
                                  EnrDate *value,
                                  GError **error);
gboolean enr_options_parse_int (const char *text,
                                const char *what,
                                gint64 first,
                                gint64 last,
                                gint64 *value,
                                GError **error);

/** Sets ENR_CTL_ERROR_USAGE; returns %FALSE. */
gboolean enr_options_fail (GError **error,
                           const char *format,
                           ...) G_GNUC_PRINTF (2, 3);

/*
 * Help
 */

/** "enrokuctl [--db FILE] board --date DATE [--class NAME] [--json]". */
char *enr_help_dup_usage (const EnrCtlCommand *command) G_GNUC_WARN_UNUSED_RESULT;

/** The help of a command, of the commands whose first word is @word, or of the program. */
char *enr_help_dup_command (const EnrCtlCommand *command) G_GNUC_WARN_UNUSED_RESULT;
char *enr_help_dup_program (const char *word) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
