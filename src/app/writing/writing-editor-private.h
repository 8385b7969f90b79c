/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The editor is several files: what it is (writing-editor.c), what it reads and says about the whole
 * (writing-editor-show.c), its sections and what is copied into them (writing-editor-sections.c), where
 * the keyboard is (writing-editor-focus.c), saving (writing-editor-save.c), the steps of approval
 * (writing-editor-steps.c) and the rest of its actions (writing-editor-actions.c).
 */
#pragma once

#include <adwaita.h>

#include "app/writing/section-field.h"
#include "app/writing/section-leftovers.h"
#include "app/writing/source-pane.h"
#include "app/writing/writing-editor-notes.h"
#include "app/writing/writing-editor-reading.h"
#include "app/writing/writing-editor.h"

G_BEGIN_DECLS

/** What comes once all is saved. */
typedef void (*EnrEditorThen) (EnrWritingEditor *self,
                               gpointer data);

struct _EnrWritingEditor
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *body;
  GtkLabel *title;
  GtkLabel *chip;
  GtkLabel *saved_label;
  GtkWidget *title_box;
  GtkEditable *title_entry;
  GtkEditable *writer_entry;
  GtkWidget *writer_button;
  GMenu *writer_menu;
  GtkWidget *submit_button;
  GtkWidget *withdraw_button;
  GtkButton *approve_button;
  GtkWidget *return_button;
  GtkWidget *revise_button;
  GtkWidget *evaluate_button;
  GtkWidget *archive_button;
  GtkWidget *unarchive_button;
  GtkWidget *differences_button;
  GtkWidget *banner;
  GtkLabel *banner_label;
  GtkWidget *failure;
  GtkLabel *failure_label;
  GtkWidget *retry_button;
  GtkWidget *discard_button;
  GtkStack *stack;
  GtkToggleButton *sources_button;
  EnrSourcePane *sources;
  GtkScrolledWindow *scroller;
  GtkBox *sections;
  EnrWritingEditorNotes *notes;

  /* Borrowed */
  GtkRoot *root;                /* while it is in a window */
  GtkEventController *keys;     /* of the root */
  EnrSectionLeftovers *leftovers; /* of the sections, or NULL */
  EnrSectionField *last_field;  /* whose cursor is to be kept in sight; of the sections */

  /* Owned */
  EnrSession *session;
  EnrWritingKinds *kinds;
  EnrEditorReading *reading;    /* NULL until the first one */
  EnrUuid id;                   /* what is shown, or is being read */
  EnrUuid opening_id;           /* what is to be shown once all is saved */
  GHashTable *fields;           /* (element-type utf8 EnrSectionField) by key, of the sections */
  GPtrArray *rows;              /* (element-type EnrSectionRow) of the sections */
  GHashTable *parts;            /* (element-type utf8 GtkWidget) grids and children's lists by section key */
  GCancellable *loading;
  EnrEditorThen then;
  gpointer then_data;
  GDestroyNotify then_free;
  char *saved_title;            /* as the database has them */
  char *saved_writer;
  char *saved_at;               /* "Saved 10:32", "" before it was saved here */
  char *copied_said;            /* what was said of a copying after which nothing was typed yet, or NULL */
  guint save_source;
  guint reload_source;
  guint fill_source;
  guint reveal_source;
  gint64 dirty_since;           /* monotonic, 0 while nothing typed is waiting */
  gboolean is_showing;          /* what is shown is not what the person does */
  gboolean is_saving;
  gboolean is_doing;            /* a step */
  gboolean is_asking;           /* both texts are being looked at */
  gboolean has_proposed;        /* who wrote it */
  gboolean wants_focus;         /* once it is read */
};

/*
 * writing-editor.c
 */

/** Shows nothing any longer: it is gone. */
void enr_writing_editor_forget (EnrWritingEditor *self);

/** Whether it may be written in now. */
gboolean enr_writing_editor_is_open (EnrWritingEditor *self);

/** Says at the head what could not be done; %NULL takes it away. With @is_save the ways out of a save that
 * failed are offered. */
void enr_writing_editor_say (EnrWritingEditor *self,
                             const char *text,
                             gboolean is_save);

/*
 * writing-editor-show.c
 */

/** Reads it anew; what was typed stays. */
void enr_writing_editor_reload (EnrWritingEditor *self);

/** Shows what can be copied, where there is anything and the person wants to see it. */
void enr_writing_editor_show_sources (EnrWritingEditor *self);

/** Something was written into the database. */
void enr_writing_editor_store_changed_cb (EnrWritingEditor *self,
                                          const char *const *tables,
                                          EnrStore *store);

/*
 * writing-editor-sections.c
 */

/** Takes all sections away. */
void enr_writing_editor_clear_sections (EnrWritingEditor *self);

/** Brings the sections to the reading, making what is not there yet. */
void enr_writing_editor_show_sections (EnrWritingEditor *self);

/** Counts anew how the boxes on paper fill, after a while. */
void enr_writing_editor_count_later (EnrWritingEditor *self);

/** Takes over texts of a source (element-type EnrSourceText). */
void enr_writing_editor_copy (EnrWritingEditor *self,
                              const GArray *texts,
                              const EnrUuid *source,
                              gboolean only_blank);

/*
 * writing-editor-focus.c
 */

/** Scrolls to the cursor of a field that has the keyboard, once the field has its new height. */
void enr_writing_editor_reveal (EnrWritingEditor *self,
                                EnrSectionField *field);

/*
 * writing-editor-save.c
 */

/** The person has changed something: it is saved soon. */
void enr_writing_editor_touch (EnrWritingEditor *self);

/** Says when it was saved, "" for not since it was opened: until the person changes something. */
void enr_writing_editor_show_saved (EnrWritingEditor *self,
                                    const char *text);

/** Saves what can be saved. */
void enr_writing_editor_save (EnrWritingEditor *self);

/** Saves all and then does @then; where it cannot be saved it says why, and @then is not done. @free_data
 * frees @data in both cases. One @then waits: a later one takes its place. */
void enr_writing_editor_flush (EnrWritingEditor *self,
                               EnrEditorThen then,
                               gpointer data,
                               GDestroyNotify free_data);

/** Goes on with what waits for all to be saved. */
void enr_writing_editor_proceed (EnrWritingEditor *self);

/** Lets the person choose, where there are two texts of a section. */
void enr_writing_editor_ask (EnrWritingEditor *self);

/** Gives up what was typed and could not be saved. */
void enr_writing_editor_discard (EnrWritingEditor *self);

/*
 * writing-editor-actions.c
 */

/** Installs the actions of the group "writing". */
void enr_writing_editor_install_actions (GtkWidgetClass *widget_class);

/** Which actions are possible now, and their buttons. */
void enr_writing_editor_update_actions (EnrWritingEditor *self);

/*
 * writing-editor-steps.c
 */

/** Whether a step is possible now. */
gboolean enr_writing_editor_can_do (EnrWritingEditor *self,
                                    EnrStep step);

/** The approval that is next: the chief's or the director's. */
EnrStep enr_writing_editor_get_approval (EnrWritingEditor *self);

/** Saves, asks what has to be asked, and does a step. */
void enr_writing_editor_do (EnrWritingEditor *self,
                            EnrStep step);

/** Removes the draft. */
void enr_writing_editor_remove (EnrWritingEditor *self);

/** The person adds or removes a note beside the plan. */
void enr_writing_editor_note_add_cb (EnrWritingEditor *self,
                                     int day,
                                     const char *text);
void enr_writing_editor_note_remove_cb (EnrWritingEditor *self,
                                        const EnrUuid *id);

G_END_DECLS
