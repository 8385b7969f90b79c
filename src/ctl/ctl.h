/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * enrokuctl: one run of the command, from its words to its exit status.
 *
 * Every command is a row of a table (EnrCtlCommand): its words, arguments, options and the function
 * that does it. The command line is read by that table, and so are the usage lines and --help made.
 */
#pragma once

#include "nursery/child.h"
#include "store/db.h"

G_BEGIN_DECLS

/* clang-format off */
#define ENR_CTL_ERROR (enr_ctl_error_quark ())
/* clang-format on */
GQuark enr_ctl_error_quark (void);

typedef enum
{
  ENR_CTL_ERROR_USAGE,   /* exit status 2 */
  ENR_CTL_ERROR_FAILED,  /* 1 */
  ENR_CTL_ERROR_REFUSED, /* 3 */
  ENR_CTL_ERROR_SILENT,  /* 1, and everything was said already */
} EnrCtlError;

/** The exit statuses, promised to scripts. */
typedef enum
{
  ENR_CTL_DONE = 0,
  ENR_CTL_FAILED = 1,
  ENR_CTL_USAGE = 2,
  ENR_CTL_REFUSED = 3, /* the data was refused, and nothing was written */
} EnrCtlStatus;

typedef enum
{
  ENR_OPTION_FLAG, /* has no value */
  ENR_OPTION_TEXT, /* has one, UTF-8 */
  ENR_OPTION_PATH, /* has one, any bytes */
  ENR_OPTION_LIST, /* may be given several times, UTF-8 */
} EnrCtlOptionKind;

typedef struct
{
  const char *name;  /* without the dashes; NULL ends a table */
  EnrCtlOptionKind kind;
  gboolean is_required;
  const char *value; /* N_(): what stands for the value in the help; NULL for a flag */
  const char *help;  /* N_() */
} EnrCtlOption;

typedef struct _EnrCtl EnrCtl;

typedef struct
{
  const char *name;      /* one to three words: "import children"; NULL ends a table */
  const char *arguments; /* N_(): "CHILD [DAY]", or NULL; a word each, blanks between; those in brackets
                          * may be left out */
  const char *summary;   /* N_() */
  const EnrCtlOption *options;
  gboolean (*run) (EnrCtl *ctl, GError **error);
  char *(*dup_more_help) (void); /* a paragraph for --help, translated; or NULL */
} EnrCtlCommand;

/** One run: what was asked for. */
struct _EnrCtl
{
  const EnrCtlCommand *command; /* static; NULL where only help was asked for */
  char *db_path;
  GHashTable *values;           /* option name to GPtrArray of values */
  GPtrArray *arguments;         /* (element-type utf8), as many as the command has; less those in brackets */
  gboolean json;
};

void enr_ctl_clear (EnrCtl *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EnrCtl, enr_ctl_clear)

/** All commands, in the order of the help; the last has no name. Static. */
const EnrCtlCommand *const *enr_ctl_commands (void);

/** The options that every command has. Static. */
const EnrCtlOption *enr_ctl_global_options (void);

/** The file that is used without --db. */
char *enr_ctl_dup_default_path (void) G_GNUC_WARN_UNUSED_RESULT;

/** The exit status of an error, by the table in main.c. */
EnrCtlStatus enr_ctl_status (const GError *error);

/** Reads the command line, runs the command, and says on stderr what went wrong. */
EnrCtlStatus enr_ctl_main (int argc,
                           char **argv);

/*
 * For the commands.
 */

/** Opens the nursery's file, which must be there. @is_writer: for a command that changes something. */
EnrDb *enr_ctl_open_file (EnrCtl *self,
                          gboolean is_writer,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The same, and there must be a nursery in it. */
EnrDb *enr_ctl_open (EnrCtl *self,
                     gboolean is_writer,
                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Who runs the command: the login name on this PC. */
EnrActor enr_ctl_actor (EnrActorKind kind);

/** The class that --class names in the fiscal year of a day: its id in @id, and in @given whether
 * there was a --class at all. */
gboolean enr_ctl_find_class (EnrCtl *self,
                             EnrDb *db,
                             EnrDate day,
                             EnrUuid *id,
                             gboolean *given,
                             GError **error);

/** The child that the first argument names. */
EnrChild *enr_ctl_find_child (EnrCtl *self,
                              EnrDb *db,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** What stands for a child in JSON: the external id, or the id where there is none. */
char *enr_ctl_dup_child_word (const EnrChild *child) G_GNUC_WARN_UNUSED_RESULT;

void enr_ctl_warn (const char *format,
                   ...) G_GNUC_PRINTF (1, 2);

G_END_DECLS
