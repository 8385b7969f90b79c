/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The page is four files: what is typed and read (letter-compose.c), keeping it (letter-compose-save.c),
 * files (letter-compose-files.c), and what its buttons do (letter-compose-actions.c).
 */
#pragma once

#include "app/children/date-row.h"
#include "app/contact/letter-compose.h"
#include "contact/announcement.h"
#include "contact/letter-template.h"

G_BEGIN_DECLS

/** What is done once what was typed is kept. */
typedef enum
{
  ENR_LETTER_THEN_NOTHING,
  ENR_LETTER_THEN_LEAVE,
  ENR_LETTER_THEN_PREVIEW,
  ENR_LETTER_THEN_ATTACH,
} EnrLetterThen;

struct _EnrLetterCompose
{
  GtkBox parent_instance;

  /* Template */
  GtkLabel *state;
  GtkMenuButton *templates;
  GtkWidget *error_box;
  GtkLabel *error_label;
  GtkEditable *title;
  GtkTextView *text;
  AdwActionRow *to_row;
  EnrDateRow *day;
  GtkEditable *writer;
  GtkSwitch *urgent;
  AdwComboRow *answer_kind;
  GtkEditable *question;
  GtkWidget *choices_row;
  GtkTextView *choices;
  EnrDateRow *until;
  AdwPreferencesGroup *files;

  /* Owned */
  EnrSession *session;
  GCancellable *cancellable;     /* of what is read; anew for each letter */
  EnrAnnouncement *announcement; /* as it was read or kept last; NULL before the first */
  GPtrArray *file_rows;          /* (element-type GtkWidget), borrowed of their group */
  GPtrArray *to_attach;          /* (element-type GFile): chosen, and not kept yet */
  guint autosave_source;
  EnrLetterThen then;
  gboolean is_dirty;
  gboolean is_saving;
  gboolean is_filling; /* fields are set by the program */
};

/*
 * letter-compose.c
 */

/** What is in the fields, with the id and version of what was read. %NULL where a date cannot be read, which
 * is told. */
EnrAnnouncement *enr_letter_compose_take (EnrLetterCompose *self) G_GNUC_WARN_UNUSED_RESULT;

/** Shows a letter in all fields; it is taken over. Texts are put in so that undo takes them out again. */
void enr_letter_compose_show (EnrLetterCompose *self,
                              EnrAnnouncement *announcement);

/** Reads what stands beside the fields anew: the audience in words, the files, the templates. */
void enr_letter_compose_read_beside (EnrLetterCompose *self);

/** Marks it as changed, to be kept soon. */
void enr_letter_compose_touch (EnrLetterCompose *self);

/** Whether there is nothing in it that somebody typed. */
gboolean enr_letter_compose_is_blank (EnrLetterCompose *self);

/** Says what is wrong, above all; %NULL: nothing. */
void enr_letter_compose_refuse (EnrLetterCompose *self,
                                const char *text);

/*
 * letter-compose-save.c
 */

/** Keeps it at once and goes on with @then; what is not changed is not written. */
void enr_letter_compose_save (EnrLetterCompose *self,
                              EnrLetterThen then);

/** Keeps it by and by. */
void enr_letter_compose_save_soon (EnrLetterCompose *self);

/*
 * letter-compose-files.c
 */

/** Shows the files of the letter. (element-type EnrAnnouncementFile) */
void enr_letter_compose_show_files (EnrLetterCompose *self,
                                    GPtrArray *files);

/** Attaches the next of those that were chosen. The letter is kept already. */
void enr_letter_compose_attach_next (EnrLetterCompose *self);

void enr_letter_compose_install_files (GtkWidgetClass *widget_class);

/** Files can be dropped anywhere on it. */
void enr_letter_compose_watch_drops (EnrLetterCompose *self);

/*
 * letter-compose-actions.c
 */

/** Fills the menu of templates. (element-type EnrLetterTemplate) */
void enr_letter_compose_show_templates (EnrLetterCompose *self,
                                        GPtrArray *templates);

void enr_letter_compose_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
