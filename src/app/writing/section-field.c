/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/section-field.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/text.h"

/* Lower than the screen, so that a very long text scrolls in itself and only what is seen is drawn.
 */
#define MOST_HEIGHT 460
#define LOW_HEIGHT 44
#define MOST_CELL_HEIGHT 240

#define MOST_AT_WORDS 20000
#define GROW_MS 20

struct _EnrSectionField
{
  GtkBox parent_instance;

  /* Template */
  GtkWidget *conflict;
  GtkScrolledWindow *scroller;
  GtkTextView *view;
  GtkWidget *foot;
  GtkWidget *origin_label;
  GtkLabel *count_label;

  /* Borrowed */
  GtkEventController *wheel; /* of the scroller: what it scrolls with */

  /* Owned */
  char *key;
  char *name;
  EnrUuid child_id;
  char *saved;       /* the text as the database has it */
  int seen;          /* and its version */
  EnrUuid origin_id; /* of what is written now */
  char *origin_key;
  char *before; /* the text before something was put in, while undo leads back to it */
  char *theirs; /* what another has saved while this was being written, or NULL */
  int their_version;
  int least_height; /* while little is written */
  guint grow_source;
  guint layout_source;
  guint serial;       /* counts the changes */
  guint saved_serial; /* the one that is saved */
  guint room;         /* lines of its box on paper, 0 where that is not known */
  guint lines;        /* that are full */
  guint beyond;       /* characters that do not go in */
  gboolean is_cell;
  gboolean is_loading;
  gboolean has_preedit;
};

G_DEFINE_FINAL_TYPE (EnrSectionField, enr_section_field, GTK_TYPE_BOX)

enum
{
  EDITED,
  LOOK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkTextBuffer *
get_buffer (EnrSectionField *self)
{
  return gtk_text_view_get_buffer (self->view);
}

static void
set_origin (EnrSectionField *self, const EnrUuid *id, const char *key)
{
  g_free (self->origin_key);
  self->origin_id = *id;
  self->origin_key = g_strdup (key);
  gtk_widget_set_visible (self->origin_label, !enr_uuid_is_none (id));
}

/* What the label says, and the style that goes with it. */
static char *
dup_count (EnrSectionField *self, const char **style)
{
  int count = gtk_text_buffer_get_char_count (get_buffer (self));
  g_autofree char *length = NULL;

  *style = "dim-label";
  if (count > ENR_WRITING_MAX_LENGTH)
    {
      *style = "error";
      /* Translators: both are numbers of characters */
      return g_strdup_printf (_ ("%d characters: too long to be saved (at most %d)"), count,
                              ENR_WRITING_MAX_LENGTH);
    }
  if (count == 0)
    return g_strdup ("");
  length = g_strdup_printf (ngettext ("%d character", "%d characters", count), count);
  if (self->room == 0)
    return g_steal_pointer (&length);
  if (self->beyond == 0)
    /* Translators: "12 characters", and how many lines of how many of the box on paper are full */
    return g_strdup_printf (_ ("%s, %u of %u lines of the box on paper"), length, self->lines,
                            self->room);
  *style = "warning";
  /* Translators: "12 characters", and how many of them do not go into the box on paper */
  return g_strdup_printf (_ ("%s, %u more than the box on paper has room for: it will grow"),
                          length, self->beyond);
}

static void
show_count (EnrSectionField *self)
{
  static const char *const styles[] = { "dim-label", "warning", "error" };
  const char *style;
  g_autofree char *text = dup_count (self, &style);

  gtk_label_set_text (self->count_label, text);
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    if (strcmp (styles[i], style) == 0)
      gtk_widget_add_css_class (GTK_WIDGET (self->count_label), style);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (self->count_label), styles[i]);
  gtk_widget_set_visible (self->foot, !self->is_cell || strcmp (style, "dim-label") != 0);
}

static int
get_most_height (EnrSectionField *self)
{
  return self->is_cell ? MOST_CELL_HEIGHT : MOST_HEIGHT;
}

/* A text view does not tell its scrolled window that it has become higher; and of one that has
 * become shorter it stays where nothing is any more. */
static gboolean
grow_cb (gpointer data)
{
  EnrSectionField *self = data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  GtkTextIter end;
  int y, height, whole, wanted, last;

  self->grow_source = 0;
  gtk_text_buffer_get_end_iter (get_buffer (self), &end);
  gtk_text_view_get_line_yrange (self->view, &end, &y, &height);
  whole = y + height + gtk_text_view_get_top_margin (self->view)
          + gtk_text_view_get_bottom_margin (self->view);
  wanted = CLAMP (whole, self->least_height, get_most_height (self));
  if (wanted != gtk_scrolled_window_get_min_content_height (self->scroller))
    gtk_scrolled_window_set_min_content_height (self->scroller, wanted);
  last = MAX (whole - wanted, 0);
  if (gtk_adjustment_get_value (adjustment) > last)
    {
      gtk_adjustment_set_value (adjustment, last);
      /* what is far down may not be laid out yet */
      gtk_text_view_scroll_mark_onscreen (self->view,
                                          gtk_text_buffer_get_insert (get_buffer (self)));
    }
  return G_SOURCE_REMOVE;
}

/* Before the scroller gets a turn of the wheel: it would keep every one, even where nothing is to
 * scroll. Where its text goes no further that way, the page around it scrolls, as browsers do. */
static gboolean
wheel_cb (EnrSectionField *self, double dx, double dy)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double value = gtk_adjustment_get_value (adjustment);
  double last = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
  gboolean is_higher
      = gtk_scrolled_window_get_min_content_height (self->scroller) >= get_most_height (self);
  gboolean is_inside = is_higher && ((dy < 0 && value >= 1) || (dy > 0 && value <= last - 1));

  gtk_event_controller_set_propagation_phase (self->wheel,
                                              is_inside ? GTK_PHASE_BUBBLE : GTK_PHASE_NONE);
  return GDK_EVENT_PROPAGATE;
}

static GtkEventController *
find_wheel (GtkWidget *scroller)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (scroller);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller)
          && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_BUBBLE)
        return controller;
    }
  g_return_val_if_reached (NULL);
}

static void
watch_wheel (EnrSectionField *self)
{
  GtkEventController *before
      = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  self->wheel = find_wheel (GTK_WIDGET (self->scroller));
  gtk_event_controller_set_propagation_phase (before, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (before, "scroll", G_CALLBACK (wheel_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), before);
}

/* Its lines are laid out after the change. */
static void
grow_later (EnrSectionField *self)
{
  if (self->grow_source == 0)
    self->grow_source = g_timeout_add (GROW_MS, grow_cb, self);
}

/* A text that came from elsewhere and was taken out again did not come from elsewhere. */
static void
forget_origin (EnrSectionField *self)
{
  g_autofree char *text = NULL;

  if (enr_uuid_is_none (&self->origin_id))
    return;
  if (self->before != NULL)
    {
      text = enr_section_field_dup_text (self);
      if (strcmp (text, self->before) == 0)
        {
          set_origin (self, &enr_uuid_none, "");
          g_clear_pointer (&self->before, g_free);
        }
    }
  else if (gtk_text_buffer_get_char_count (get_buffer (self)) == 0)
    set_origin (self, &enr_uuid_none, "");
}

/* Of a paragraph that was changed GTK makes the layout once for its height, which it does not keep,
 * and once more to draw it. One that was made for a place in it is kept and serves for both. */
static gboolean
layout_cb (gpointer data)
{
  EnrSectionField *self = data;
  GtkTextIter cursor;
  GdkRectangle place;

  self->layout_source = 0;
  gtk_text_buffer_get_iter_at_mark (get_buffer (self), &cursor,
                                    gtk_text_buffer_get_insert (get_buffer (self)));
  gtk_text_view_get_iter_location (self->view, &cursor, &place);
  return G_SOURCE_REMOVE;
}

/* Before GTK looks for the height, which it does before the next frame. */
static void
layout_soon (EnrSectionField *self)
{
  if (self->layout_source == 0 && gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    self->layout_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, layout_cb, self, NULL);
}

static void
changed_cb (EnrSectionField *self)
{
  show_count (self);
  grow_later (self);
  /* Breaking a line of so many letters at words takes seconds. */
  gtk_text_view_set_wrap_mode (self->view,
                               gtk_text_buffer_get_char_count (get_buffer (self)) > MOST_AT_WORDS
                                   ? GTK_WRAP_CHAR
                                   : GTK_WRAP_WORD_CHAR);
  if (self->is_loading)
    return;
  layout_soon (self);
  self->serial++;
  forget_origin (self);
  g_signal_emit (self, signals[EDITED], 0);
}

static void
preedit_changed_cb (EnrSectionField *self, const char *preedit)
{
  self->has_preedit = *preedit != '\0';
}

static void
look_cb (EnrSectionField *self)
{
  g_signal_emit (self, signals[LOOK], 0);
}

static void
enr_section_field_dispose (GObject *object)
{
  g_clear_handle_id (&ENR_SECTION_FIELD (object)->grow_source, g_source_remove);
  g_clear_handle_id (&ENR_SECTION_FIELD (object)->layout_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_SECTION_FIELD);

  G_OBJECT_CLASS (enr_section_field_parent_class)->dispose (object);
}

static void
enr_section_field_finalize (GObject *object)
{
  EnrSectionField *self = ENR_SECTION_FIELD (object);

  g_free (self->key);
  g_free (self->name);
  g_free (self->saved);
  g_free (self->origin_key);
  g_free (self->before);
  g_free (self->theirs);

  G_OBJECT_CLASS (enr_section_field_parent_class)->finalize (object);
}

static gboolean
enr_section_field_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (ENR_SECTION_FIELD (widget)->view));
}

static void
enr_section_field_class_init (EnrSectionFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_section_field_dispose;
  object_class->finalize = enr_section_field_finalize;
  widget_class->grab_focus = enr_section_field_grab_focus;

  signals[EDITED] = g_signal_new ("edited", ENR_TYPE_SECTION_FIELD, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  signals[LOOK] = g_signal_new ("look", ENR_TYPE_SECTION_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/section-field.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrSectionField, conflict);
  gtk_widget_class_bind_template_child (widget_class, EnrSectionField, scroller);
  gtk_widget_class_bind_template_child (widget_class, EnrSectionField, view);
  gtk_widget_class_bind_template_child (widget_class, EnrSectionField, foot);
  gtk_widget_class_bind_template_child (widget_class, EnrSectionField, origin_label);
  gtk_widget_class_bind_template_child (widget_class, EnrSectionField, count_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, preedit_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, look_cb);
}

static void
enr_section_field_init (EnrSectionField *self)
{
  self->saved = g_strdup ("");
  self->origin_key = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  self->least_height = gtk_scrolled_window_get_min_content_height (self->scroller);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "changed",
                           G_CALLBACK (grow_later), self, G_CONNECT_SWAPPED);
  watch_wheel (self);
}

EnrSectionField *
enr_section_field_new (const char *key, const char *name, const EnrUuid *child_id, gboolean is_cell)
{
  EnrSectionField *self = g_object_new (ENR_TYPE_SECTION_FIELD, NULL);

  self->key = g_strdup (key);
  self->name = g_strdup (name);
  self->child_id = child_id != NULL ? *child_id : enr_uuid_none;
  self->is_cell = is_cell;
  if (is_cell)
    enr_section_field_set_low (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  show_count (self);
  return self;
}

const char *
enr_section_field_get_key (EnrSectionField *self)
{
  return self->key;
}

const char *
enr_section_field_get_name (EnrSectionField *self)
{
  return self->name;
}

GtkTextView *
enr_section_field_get_view (EnrSectionField *self)
{
  return self->view;
}

char *
enr_section_field_dup_text (EnrSectionField *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  return gtk_text_buffer_get_text (get_buffer (self), &start, &end, TRUE);
}

gboolean
enr_section_field_is_blank (EnrSectionField *self)
{
  g_autofree char *text = enr_section_field_dup_text (self);

  return enr_text_is_blank (text);
}

void
enr_section_field_set_low (EnrSectionField *self)
{
  self->least_height = LOW_HEIGHT;
  gtk_scrolled_window_set_min_content_height (self->scroller, LOW_HEIGHT);
}

void
enr_section_field_set_editable (EnrSectionField *self, gboolean is_editable)
{
  /* The cursor stays: hiding it while it blinks is a failed assertion in GTK 4.8. */
  gtk_text_view_set_editable (self->view, is_editable);
  if (is_editable)
    gtk_widget_remove_css_class (GTK_WIDGET (self->scroller), "enr-frozen");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->scroller), "enr-frozen");
}

void
enr_section_field_set_fill (EnrSectionField *self, guint room, guint lines, guint beyond)
{
  self->room = room;
  self->lines = lines;
  self->beyond = beyond;
  show_count (self);
}

/* Not a step of the person: undo does not lead behind it. */
static void
show_text (EnrSectionField *self, const char *text)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter iter;
  int offset;

  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  offset = gtk_text_iter_get_offset (&iter);
  self->is_loading = TRUE;
  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_end_irreversible_action (buffer);
  self->is_loading = FALSE;
  gtk_text_buffer_get_iter_at_offset (buffer, &iter, offset);
  gtk_text_buffer_place_cursor (buffer, &iter);
}

static void
set_saved (EnrSectionField *self, const char *text, int version)
{
  g_autofree char *copy = g_strdup (text);

  g_free (self->saved);
  self->saved = g_steal_pointer (&copy);
  self->seen = version;
}

static void
set_conflict (EnrSectionField *self, const char *theirs, int version)
{
  g_autofree char *copy = g_strdup (theirs);

  g_free (self->theirs);
  self->theirs = g_steal_pointer (&copy);
  self->their_version = version;
  gtk_widget_set_visible (self->conflict, theirs != NULL);
}

EnrFieldTaking
enr_section_field_take (EnrSectionField *self, const EnrWritingText *text)
{
  g_autofree char *now = NULL;

  if (text == NULL || text->version <= self->seen)
    return ENR_FIELD_TAKEN;
  if (self->theirs != NULL || enr_section_field_is_dirty (self))
    {
      now = enr_section_field_dup_text (self);
      if (strcmp (now, text->text) != 0)
        {
          set_conflict (self, text->text, text->version);
          return ENR_FIELD_CONFLICTS;
        }
    }
  else if (self->has_preedit)
    return ENR_FIELD_LATER;
  else
    show_text (self, text->text);
  set_saved (self, text->text, text->version);
  set_conflict (self, NULL, 0);
  set_origin (self, &text->origin_id, text->origin_key);
  g_clear_pointer (&self->before, g_free);
  self->saved_serial = self->serial;
  return ENR_FIELD_TAKEN;
}

/* Blanks where nothing was are nothing. */
static gboolean
is_saved (EnrSectionField *self, const char *text)
{
  return strcmp (text, self->saved) == 0 || (*self->saved == '\0' && enr_text_is_blank (text));
}

gboolean
enr_section_field_is_dirty (EnrSectionField *self)
{
  g_autofree char *text = NULL;

  if (self->serial == self->saved_serial)
    return FALSE;
  text = enr_section_field_dup_text (self);
  return !is_saved (self, text);
}

gboolean
enr_section_field_is_too_long (EnrSectionField *self)
{
  return gtk_text_buffer_get_char_count (get_buffer (self)) > ENR_WRITING_MAX_LENGTH;
}

gboolean
enr_section_field_has_conflict (EnrSectionField *self)
{
  return self->theirs != NULL;
}

const char *
enr_section_field_get_theirs (EnrSectionField *self)
{
  return self->theirs;
}

/* A step of the person: undo takes it back. */
static void
replace_text (EnrSectionField *self, const char *text)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter start, end;

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, text, -1);
  gtk_text_buffer_end_user_action (buffer);
}

void
enr_section_field_resolve (EnrSectionField *self, EnrFieldChoice choice)
{
  g_autofree char *theirs = g_strdup (self->theirs);
  g_autofree char *mine = NULL;
  g_autofree char *both = NULL;

  if (theirs == NULL)
    return;
  set_saved (self, theirs, self->their_version);
  set_conflict (self, NULL, 0);
  if (choice == ENR_FIELD_TAKE_THEIRS)
    replace_text (self, theirs);
  else if (choice == ENR_FIELD_JOIN)
    {
      mine = enr_section_field_dup_text (self);
      both = g_strconcat (theirs, "\n", mine, NULL);
      replace_text (self, both);
    }
  g_signal_emit (self, signals[EDITED], 0);
}

gboolean
enr_section_field_get_change (EnrSectionField *self, EnrTextChange *change, guint *serial)
{
  g_autofree char *text = NULL;

  if (self->serial == self->saved_serial || self->theirs != NULL
      || enr_section_field_is_too_long (self))
    return FALSE;
  text = enr_section_field_dup_text (self);
  if (is_saved (self, text))
    {
      self->saved_serial = self->serial;
      return FALSE;
    }
  *change = (EnrTextChange){ .key = g_strdup (self->key),
                             .text = g_steal_pointer (&text),
                             .seen = self->seen,
                             .child_id = self->child_id,
                             .origin_id = self->origin_id,
                             .origin_key = g_strdup (self->origin_key) };
  *serial = self->serial;
  return TRUE;
}

void
enr_section_field_saved (EnrSectionField *self, const EnrTextChange *change, guint serial)
{
  if (change->seen <= self->seen)
    return;
  set_saved (self, change->text, change->seen);
  self->saved_serial = serial;
}

void
enr_section_field_insert (EnrSectionField *self,
                          const char *text,
                          const EnrUuid *origin_id,
                          const char *origin_key)
{
  GtkTextBuffer *buffer = get_buffer (self);
  g_autofree char *before = enr_section_field_dup_text (self);
  GtkTextIter end;

  g_clear_pointer (&self->before, g_free);
  set_origin (self, origin_id, origin_key);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_end_iter (buffer, &end);
  if (*before != '\0' && !g_str_has_suffix (before, "\n"))
    gtk_text_buffer_insert (buffer, &end, "\n", 1);
  gtk_text_buffer_insert (buffer, &end, text, -1);
  gtk_text_buffer_end_user_action (buffer);
  self->before = g_steal_pointer (&before);
}

void
enr_section_field_discard (EnrSectionField *self)
{
  if (self->theirs != NULL)
    set_saved (self, self->theirs, self->their_version);
  set_conflict (self, NULL, 0);
  show_text (self, self->saved);
  set_origin (self, &enr_uuid_none, "");
  self->saved_serial = self->serial;
}

const EnrUuid *
enr_section_field_get_origin (EnrSectionField *self)
{
  return &self->origin_id;
}

void
enr_section_field_set_origin_name (EnrSectionField *self, const char *name)
{
  g_autofree char *text = NULL;

  /* Translators: the plan or record that a text was taken from */
  text = name != NULL ? g_strdup_printf (_ ("Copied from %s"), name)
                      : g_strdup (_ ("Copied from another plan or record"));
  gtk_label_set_text (GTK_LABEL (self->origin_label), text);
}
