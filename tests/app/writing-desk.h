/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The editor of plans and records on the small nursery, for its tests, and the hands that write in it.
 */
#pragma once

#include "app-support.h"
#include "app/session.h"
#include "app/writing/section-field.h"
#include "app/writing/writing-editor.h"

G_BEGIN_DECLS

#define LONG 20000

typedef struct
{
  EnrStore *store;
  EnrTestSmall small;
  EnrSession *session;
  EnrWritingKinds *kinds;
  GtkWidget *window;
  GtkWidget *stack; /* the editor is on one page of it, as in the program's window */
  EnrWritingEditor *editor;
  EnrUuid id;       /* of the last one that was made */
  char *message;    /* the last line that the session showed */
  guint n_closed;   /* how often the editor said so */
  guint n_printed;
} EditorDesk;

extern EditorDesk editor_desk;

/** A nursery with a director (梅田 園子), a chief (桜井 主) and a teacher (保科 花), and the editor in a window.
 * It is June 10th of 2026 the first time, and a day later each time. */
void editor_begin (void);
void editor_end (void);

/** Makes a plan or record of that kind; editor_make() of the class ひよこ, about June 10th. */
void editor_make_for (const char *kind, const EnrUuid *class_id, const EnrUuid *child_id, EnrDate day);
void editor_make (const char *kind);

/** Opens the last one that was made. */
void editor_open_last (void);

/** Saves a text as another PC does. */
void editor_write_elsewhere (const EnrUuid *id, const char *key, const char *text, int seen);

/** The first column of the first row. */
char *editor_query (const char *sql);
gboolean editor_is_stored (const char *sql, const char *text);

/** Looks every now and then: a query runs the main loop. */
#define editor_wait_stored(sql, text) enr_test_wait_until (editor_is_stored (sql, text), LONG)

/** What is stored of a text. */
#define BODY(key) "SELECT CAST(body AS TEXT) FROM writing_text WHERE key = '" key "'"

/** Real keys; the test is skipped where there is no xdotool. */
gboolean editor_has_hands (void);
void editor_press (const char *key);
void editor_type (const char *text);

/** The field of a text that is shown, or %NULL. */
EnrSectionField *editor_find_field (const char *key);
void editor_focus (const char *key);
gboolean editor_has_text (const char *key, const char *text);

/** Writes as an input method commits it. */
void editor_write_here (const char *key, const char *text);

/** Does an action of the editor. */
void editor_act (const char *action);

/** The dialog of that type that is open; waits until one is, or none any longer. */
GtkWidget *editor_find_dialog (GType type);
GtkWidget *editor_wait_dialog (GType type);
void editor_wait_no_dialog (GType type);

/** The person of that name does it. */
void editor_choose_person (const char *name);

/** Whether what has that id is shown. */
gboolean editor_has_id (const char *id);

/** What could not be done, "" for nothing. */
const char *editor_get_failure (void);

/** A picture, once it is counted how full the boxes are. */
void editor_shot (const char *name);

G_END_DECLS
