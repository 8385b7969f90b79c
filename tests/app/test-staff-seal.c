/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The seal (印影) of a member of staff: chosen from a file as people have them, taken away, brought
 * back.
 */
#include "config.h"

#include <cairo.h>
#include <glib/gstdio.h>
#include <math.h>

#include "app/staff/seal-row.h"
#include "app/staff/seal-view.h"
#include "app/staff/staff-dialog.h"
#include "app/staff/staff-page.h"
#include "desk.h"
#include "people/staff.h"
#include "reports/writing-paper.h"

static EnrUuid staff_id;

static gpointer
add_staff (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (EnrStaff) staff = enr_staff_new ();
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");

  g_free (staff->name);
  g_free (staff->job);
  staff->name = g_strdup ("見本 園子");
  staff->job = g_strdup ("director");
  staff->first = enr_date_new (2026, 4, 1);
  if (!enr_staff_save (db, &actor, staff, error))
    return NULL;
  staff_id = staff->id;
  return GINT_TO_POINTER (TRUE);
}

/*
 * Pictures
 */

/* A red ring with a stroke in it, on nothing or on white. */
static cairo_surface_t *
draw_seal (int width, int height, gboolean on_white)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);

  if (on_white)
    {
      cairo_set_source_rgb (cr, 1, 1, 1);
      cairo_paint (cr);
    }
  cairo_scale (cr, width, height);
  cairo_set_source_rgb (cr, 0.8, 0.1, 0.1);
  cairo_set_line_width (cr, 0.07);
  cairo_arc (cr, 0.5, 0.5, 0.44, 0, 2 * G_PI);
  cairo_stroke (cr);
  cairo_rectangle (cr, 0.32, 0.25, 0.12, 0.5);
  cairo_rectangle (cr, 0.56, 0.25, 0.12, 0.5);
  cairo_fill (cr);
  cairo_destroy (cr);
  return surface;
}

static char *
write_png (const char *name, cairo_surface_t *surface)
{
  char *path = desk_new_path (name);

  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  return path;
}

static char *
write_jpeg (const char *name, int width, int height)
{
  char *path = desk_new_path (name);
  char *png = write_png ("seal.png", draw_seal (width, height, TRUE));
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new_from_file (png, &error);

  g_assert_no_error (error);
  gdk_pixbuf_save (pixbuf, path, "jpeg", &error, NULL);
  g_assert_no_error (error);
  desk_drop_file (png);
  return path;
}

static char *
write_part (const char *name)
{
  char *path = write_png (name, draw_seal (400, 400, FALSE));
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_true (g_file_set_contents (path, content, (gssize) length / 3, NULL));
  return path;
}

static char *
write_text (const char *name)
{
  char *path = desk_new_path (name);

  g_assert_true (g_file_set_contents (path, "印影のつもりの文章\n", -1, NULL));
  return path;
}

/*
 * The form
 */

static void
begin (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  EnrStore *store;

  enr_test_set_now ("2026-06-10T08:02");
  store = enr_test_store_new_small (NULL);
  enr_test_write (store, add_staff, NULL, &error);
  g_assert_no_error (error);
  desk_begin (desk, store, ENR_TYPE_STAFF_PAGE);
  enr_staff_page_show_part (ENR_STAFF_PAGE (desk->page), "people");
  enr_test_wait_until (enr_test_shows (desk->page, "見本 園子"), LONG);
}

static GtkWidget *
open_form (Desk *desk)
{
  char id[ENR_UUID_STRING_LENGTH];
  GtkWidget *dialog;

  gtk_widget_activate_action (enr_test_find_id (desk->page, "people"), "staff.edit", "s",
                              enr_uuid_format (&staff_id, id));
  dialog = desk_wait_dialog (ENR_TYPE_STAFF_DIALOG);
  enr_test_wait_until (gtk_widget_is_sensitive (desk_find_button (dialog, "seal.choose")), LONG);
  return dialog;
}

static void
choose (GtkWidget *dialog, const char *path)
{
  desk_click (dialog, "seal.choose");
  desk_choose_file (path);
  enr_test_wait_until (gtk_widget_is_sensitive (desk_find_button (dialog, "seal.choose")), LONG);
  enr_test_settle ();
}

static void
save (GtkWidget *dialog)
{
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_STAFF_DIALOG);
}

static gint64
count_seals (Desk *desk)
{
  return enr_test_query_int (desk->store, "SELECT count(*) FROM staff_seal");
}

static GtkWidget *
get_row (GtkWidget *dialog)
{
  return enr_test_find_type (dialog, ENR_TYPE_SEAL_ROW, 0);
}

static gpointer
load_seal (EnrDb *db, gpointer data, GError **error)
{
  return enr_staff_load_seal (db, &staff_id, error);
}

/* Chosen, looked at, saved: the papers can print it. Taken away, and brought back. */
static void
test_choose (void)
{
  char *png = write_png ("印影.png", draw_seal (1200, 1200, FALSE));
  char *jpeg = write_jpeg ("IMG_0001.JPG", 800, 1000);
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  g_autoptr (GBytes) back = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog, *view;
  Desk desk;

  begin (&desk);
  dialog = open_form (&desk);
  g_assert_true (enr_test_shows (get_row (dialog), "None: the name is printed there"));
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (dialog, "seal.remove")));
  choose (dialog, png);
  g_assert_true (enr_test_shows (get_row (dialog), "Shown as large as it is printed*"));
  /* in its real size: twelve millimetres by ten, and one of white around it */
  view = enr_test_find_id (get_row (dialog), "view");
  g_assert_cmpfloat_with_epsilon (
      (double) gtk_widget_get_width (view) / gtk_widget_get_height (view), 14 / 11.8, 0.05);
  g_assert_cmpint (gtk_widget_get_width (view), >=, 28);
  g_assert_cmpint (count_seals (&desk), ==, 0); /* not before it is saved */
  enr_test_pass (200);
  enr_test_shot (dialog, "staff-seal");
  enr_test_assert_nothing_cut (dialog);
  save (dialog);
  g_assert_cmpint (count_seals (&desk), ==, 1);
  first = enr_test_read (desk.store, load_seal, NULL, NULL);
  g_assert_true (enr_writing_seal_check (first, &error));
  g_assert_cmpstr (desk.message, ==, "Saved with the seal: 見本 園子");

  dialog = open_form (&desk);
  g_assert_true (enr_test_shows (get_row (dialog), "Shown as large as it is printed*"));
  choose (dialog, jpeg);
  save (dialog);
  second = enr_test_read (desk.store, load_seal, NULL, NULL);
  g_assert_true (enr_writing_seal_check (second, &error));
  g_assert_false (g_bytes_equal (first, second));
  enr_session_undo (desk.session);
  enr_test_wait_until (enr_session_get_undo_text (desk.session) != NULL
                           && g_str_equal (enr_session_get_undo_text (desk.session),
                                           "Saved with the seal: 見本 園子"),
                       LONG);
  enr_test_pass (300);
  back = enr_test_read (desk.store, load_seal, NULL, NULL);
  g_assert_true (g_bytes_equal (first, back));

  /* taken away by mistake: before it is saved, and after */
  dialog = open_form (&desk);
  desk_click (dialog, "seal.remove");
  g_assert_true (enr_test_shows (get_row (dialog), "Taken away when you save"));
  desk_click (dialog, "seal.undo");
  g_assert_true (enr_test_shows (get_row (dialog), "Shown as large as it is printed*"));
  desk_click (dialog, "seal.remove");
  save (dialog);
  g_assert_cmpint (count_seals (&desk), ==, 0);
  g_assert_cmpstr (enr_session_get_undo_text (desk.session), ==,
                   "Saved, and the seal taken away: 見本 園子");
  enr_session_undo (desk.session);
  enr_test_wait_until (count_seals (&desk) == 1, LONG);
  desk_end (&desk);
  desk_drop_file (png);
  desk_drop_file (jpeg);
}

/* A new member of staff, at once with her seal. */
static void
test_new (void)
{
  char *path = write_png ("seal.png", draw_seal (60, 60, TRUE));
  GtkWidget *dialog;
  Desk desk;

  begin (&desk);
  gtk_widget_activate_action (enr_test_find_id (desk.page, "people"), "staff.add", NULL);
  dialog = desk_wait_dialog (ENR_TYPE_STAFF_DIALOG);
  enr_test_pass (200);
  desk_set_text (dialog, "name", "見本 空");
  choose (dialog, path);
  save (dialog);
  g_assert_cmpint (enr_test_query_int (desk.store,
                                       "SELECT count(*) FROM staff_seal l JOIN staff s ON s.id = "
                                       "l.staff_id WHERE s.name = '見本 空'"),
                   ==, 1);
  desk_end (&desk);
  desk_drop_file (path);
}

/* What is no picture of a seal is told in words, and what was there stays. */
static void
test_bad (void)
{
  struct
  {
    char *path;
    const char *text;
  } cases[] = {
    { write_text ("seal.png"), "This file is not a picture in PNG or JPEG.*" },
    { write_part ("part.png"), "This picture is broken and cannot be read.*" },
    { write_png ("large.png", cairo_image_surface_create (CAIRO_FORMAT_A1, 8000, 6250)),
      "This picture is too large: 8000 × 6250 dots.*" },
    { write_png ("small.png", draw_seal (20, 20, TRUE)),
      "This picture is too small: 20 × 20 dots.*" },
    { write_png ("wide.png", draw_seal (600, 300, TRUE)),
      "This picture is not square: 600 × 300 dots.*" },
    { write_png ("nothing.png", cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 300, 300)),
      "Nothing is to be seen on this picture*" },
  };
  char *good = write_png ("good.png", draw_seal (240, 240, FALSE));
  GtkWidget *dialog;
  Desk desk;

  begin (&desk);
  dialog = open_form (&desk);
  choose (dialog, good);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      choose (dialog, cases[i].path);
      g_test_message ("%s", cases[i].text);
      enr_test_wait_until (enr_test_shows (dialog, cases[i].text), LONG);
      g_assert_true (gtk_widget_has_css_class (get_row (dialog), "error"));
      g_assert_true (enr_test_shows (get_row (dialog), "Shown as large as it is printed*"));
      if (i == 4)
        {
          enr_test_pass (200);
          enr_test_shot (dialog, "staff-seal-refused");
        }
    }
  choose (dialog, good);
  enr_test_wait_until (!gtk_widget_has_css_class (get_row (dialog), "error"), LONG);
  save (dialog);
  g_assert_cmpint (count_seals (&desk), ==, 1);
  desk_end (&desk);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    desk_drop_file (cases[i].path);
  desk_drop_file (good);
}

int
main (int argc, char **argv)
{
  enr_test_app_init (&argc, &argv);

  g_test_add_func ("/app/staff-seal/choose", test_choose);
  g_test_add_func ("/app/staff-seal/new", test_new);
  g_test_add_func ("/app/staff-seal/bad", test_bad);
  return enr_test_app_run ();
}
