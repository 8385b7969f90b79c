/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app-support.h"

#include <locale.h>
#include <string.h>
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "app/papers/renderer.h"
#include "app/types.h"
#include "attendance/sample.h"
#include "base/clock.h"
#include "nursery/card.h"
#include "nursery/child.h"
#include "nursery/class.h"
#include "nursery/enrolment.h"
#include "nursery/facility.h"
#include "nursery/family.h"

static gint64 now_us; /* atomic: the store's threads ask too */

static gint64
fixed_clock (gpointer data)
{
  return __atomic_load_n (&now_us, __ATOMIC_SEQ_CST);
}

void
enr_test_set_now (const char *local)
{
  EnrInstant instant = enr_instant_parse_local (local);

  g_assert_cmpint (instant, !=, ENR_INSTANT_NONE);
  __atomic_store_n (&now_us, instant * G_USEC_PER_SEC, __ATOMIC_SEQ_CST);
}

void
enr_test_add_seconds (int seconds)
{
  __atomic_add_fetch (&now_us, seconds * G_USEC_PER_SEC, __ATOMIC_SEQ_CST);
}

static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/io/github/enroku/Enroku/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

#ifdef __SANITIZE_ADDRESS__
/* GLib makes a table of 2048 quarks before main(), and forgets it when a program with many types needs a
 * larger one. The leak check is told not to mind it, since nobody else can know where it is. */
#define QUARK_TABLE (2048 * sizeof (char *))

static const volatile void *tables[8];
static guint n_tables;
static gboolean has_begun;

void __sanitizer_malloc_hook (const volatile void *memory,
                              size_t size);

/* Called by the sanitizer for all memory. */
void
__sanitizer_malloc_hook (const volatile void *memory, size_t size)
{
  if (!has_begun && size == QUARK_TABLE && n_tables < G_N_ELEMENTS (tables))
    tables[n_tables++] = memory;
}

static void
ignore_quarks (void)
{
  has_begun = TRUE;
  for (guint i = 0; i < n_tables; i++)
    __lsan_ignore_object ((const void *) tables[i]);
}
#endif

void
enr_test_app_init (int *argc, char ***argv)
{
  const char *locale_dir = g_getenv ("ENROKU_LOCALE_DIR");

#ifdef __SANITIZE_ADDRESS__
  ignore_quarks ();
#endif
  setlocale (LC_ALL, "C.UTF-8");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : ENR_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_test_init (argc, argv, NULL);

  gtk_disable_setlocale ();
  gtk_init ();
  adw_init ();
  load_style ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  enr_app_ensure_types ();
  enr_clock_set_source (fixed_clock, NULL);
  enr_test_set_now ("2026-06-10T08:02");
}

/* GTK 4.8 sometimes draws the scrollbar of a long text before it has given it its place, most of all on a
 * busy machine. It logs in the structured way, which asks no handler of g_test. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (strcmp (fields[i].key, "MESSAGE") == 0
        && g_strstr_len (fields[i].value, fields[i].length, "Trying to snapshot GtkGizmo") != NULL)
      return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, data);
}

int
enr_test_app_run (void)
{
  int status;

  g_log_set_writer_func (write_log, NULL, NULL);
  status = g_test_run ();

  enr_renderer_stop_all ();
  return status;
}

/*
 * Waiting
 */

void
enr_test_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

gboolean
enr_test_step (gint64 deadline)
{
  guint source = g_timeout_add (10, wake_cb, NULL);

  g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
  return g_get_monotonic_time () < deadline;
}

void
enr_test_pass (guint milliseconds)
{
  gint64 deadline = g_get_monotonic_time () + milliseconds * G_TIME_SPAN_MILLISECOND;

  while (enr_test_step (deadline))
    ;
}

/*
 * Databases
 */

typedef struct
{
  gboolean is_done;
  gpointer value;
  GError *error;
} Answer;

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->value
      = GINT_TO_POINTER (enr_store_open_finish (ENR_STORE (source), result, &answer->error));
  answer->is_done = TRUE;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->value = enr_store_finish (ENR_STORE (source), result, &answer->error);
  answer->is_done = TRUE;
}

static gpointer
take_answer (Answer *answer, GError **error)
{
  enr_test_wait_until (answer->is_done, 60000);
  if (answer->error != NULL)
    g_propagate_error (error, answer->error);
  return answer->value;
}

gpointer
enr_test_read (EnrStore *store, EnrStoreFunc func, gpointer data, GError **error)
{
  Answer answer = { 0 };

  enr_store_read_async (store, func, data, NULL, NULL, NULL, done_cb, &answer);
  return take_answer (&answer, error);
}

gpointer
enr_test_write (EnrStore *store, EnrStoreFunc func, gpointer data, GError **error)
{
  Answer answer = { 0 };

  enr_store_write_async (store, func, data, NULL, NULL, done_cb, &answer);
  return take_answer (&answer, error);
}

static EnrStore *
open_store (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("enroku-test-XXXXXX", &error);
  g_autofree char *path = NULL;
  Answer answer = { 0 };
  EnrStore *store;

  g_assert_no_error (error);
  path = g_build_filename (folder, "enroku.db", NULL);
  store = enr_store_new (path);
  enr_store_open_async (store, TRUE, NULL, opened_cb, &answer);
  take_answer (&answer, &error);
  g_assert_no_error (error);
  return store;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

void
enr_test_store_end (EnrStore *store)
{
  g_autofree char *folder = g_path_get_dirname (enr_store_get_path (store));

  enr_store_close (store);
  enr_test_settle ();
  g_assert_finalize_object (store);
  remove_folder (folder);
}

static const struct
{
  const char *family_name;
  const char *given_name;
  const char *family_kana;
  const char *given_kana;
  guint family;
  guint class_index;
  EnrSex sex;
} small_children[] = {
  { "青木", "朝陽", "あおき", "あさひ", 0, 0, ENR_SEX_FEMALE },
  { "青木", "花", "あおき", "はな", 0, 1, ENR_SEX_FEMALE },
  { "𠮷田", "さくら", "よしだ", "さくら", 1, 0, ENR_SEX_FEMALE },
  { "小笠原", "龍之介", "おがさわら", "りゅうのすけ", 2, 1, ENR_SEX_MALE },
  { "石川", "湊", "いしかわ", "みなと", 3, 1, ENR_SEX_MALE },
};

static void
make_contact (EnrDb *db,
              const EnrActor *actor,
              const EnrUuid *family,
              int position,
              const char *name,
              const char *relation,
              gboolean may_collect)
{
  g_autoptr (GError) error = NULL;
  EnrContact contact = { 0 };

  contact.family_id = *family;
  contact.position = position;
  contact.name = (char *) name;
  contact.kana = (char *) "";
  contact.relation = (char *) relation;
  contact.phone = (char *) "090-0000-0000";
  contact.phone2 = (char *) "";
  contact.is_guardian = position < 2;
  contact.may_collect = may_collect;
  contact.note = (char *) "";
  enr_contact_save (db, actor, &contact, &error);
  g_assert_no_error (error);
}

static void
make_child (EnrDb *db, const EnrActor *actor, EnrTestSmall *small, guint i, EnrDate april)
{
  g_autoptr (EnrChild) child = enr_child_new ();
  g_autoptr (EnrCard) card = NULL;
  g_autoptr (GError) error = NULL;
  guint family = small_children[i].family;
  gboolean is_new_family = enr_uuid_is_none (&small->families[family]);
  int year = enr_fiscal_year (april);

  g_free (child->family_name);
  g_free (child->given_name);
  g_free (child->family_kana);
  g_free (child->given_kana);
  child->family_id = small->families[family];
  child->family_name = g_strdup (small_children[i].family_name);
  child->given_name = g_strdup (small_children[i].given_name);
  child->family_kana = g_strdup (small_children[i].family_kana);
  child->given_kana = g_strdup (small_children[i].given_kana);
  child->sex = small_children[i].sex;
  child->birth_date = small_children[i].class_index == 0 ? enr_date_new (year - 1, 5, 10)
                                                         : enr_date_new (year - 6, 5, 10);
  enr_child_save (db, actor, child, &error);
  g_assert_no_error (error);
  small->children[i] = child->id;
  small->families[family] = child->family_id;
  enr_child_enrol (db, actor, &child->id, april, &small->classes[small_children[i].class_index],
                   &error);
  g_assert_no_error (error);
  card = enr_card_issue (db, actor, &child->id, &error);
  g_assert_no_error (error);
  g_strlcpy (small->tokens[i], card->token, sizeof small->tokens[i]);

  if (is_new_family)
    {
      g_autofree char *mother = g_strconcat (small_children[i].family_name, " 裕子", NULL);

      make_contact (db, actor, &child->family_id, 0, mother, "母", TRUE);
    }
}

static gpointer
make_small (EnrDb *db, gpointer data, GError **error)
{
  EnrTestSmall *small = data;
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  EnrDate april = enr_fiscal_year_first (enr_fiscal_year (enr_clock_today ()));
  g_autoptr (EnrFacility) facility = enr_facility_new_default ();
  g_autoptr (GError) local_error = NULL;

  g_free (facility->name);
  facility->name = g_strdup ("さくら保育園（見本・架空）");
  enr_facility_save (db, &actor, facility, &local_error);
  g_assert_no_error (local_error);
  for (int i = 0; i < 2; i++)
    {
      EnrClass class = { 0 };

      class.fiscal_year = enr_fiscal_year (april);
      class.name = (char *) (i == 0 ? "ひよこ" : "ぞう");
      class.age = i == 0 ? 0 : 5;
      class.colour = (char *) enr_class_default_colour (i);
      class.position = i;
      enr_class_save (db, &actor, &class, &local_error);
      g_assert_no_error (local_error);
      small->classes[i] = class.id;
    }
  for (guint i = 0; i < G_N_ELEMENTS (small_children); i++)
    make_child (db, &actor, small, i, april);
  make_contact (db, &actor, &small->families[0], 1, "青木 健一", "父", TRUE);
  make_contact (db, &actor, &small->families[0], 2, "青木 綾", "祖母", TRUE);
  make_contact (db, &actor, &small->families[0], 3, "青木 剛", "叔父", FALSE);
  return small;
}

EnrStore *
enr_test_store_new_small (EnrTestSmall *small)
{
  g_autoptr (GError) error = NULL;
  EnrStore *store = open_store ();
  EnrTestSmall made = { 0 };

  enr_test_write (store, make_small, &made, &error);
  g_assert_no_error (error);
  if (small != NULL)
    *small = made;
  return store;
}

static gpointer
make_sample (EnrDb *db, gpointer data, GError **error)
{
  return GINT_TO_POINTER (enr_sample_make (db, data, error));
}

EnrStore *
enr_test_store_new_sample (guint n_children, int n_days)
{
  g_autoptr (GError) error = NULL;
  EnrStore *store = open_store ();
  EnrSampleOptions options = { n_children, enr_clock_today () - n_days, enr_clock_today (), 1 };

  enr_test_write (store, make_sample, &options, &error);
  g_assert_no_error (error);
  return store;
}

static gpointer
query (EnrDb *db, gpointer data, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, data);
  g_autoptr (GError) local_error = NULL;
  int rc = enr_stmt_step (&st, &local_error);
  char **cell = g_new0 (char *, 1);

  g_assert_no_error (local_error);
  if (rc > 0 && !enr_column_is_null (&st, 0))
    *cell = g_strdup (enr_column_text (&st, 0));
  return cell;
}

char *
enr_test_query_text (EnrStore *store, const char *sql)
{
  g_autofree char **cell = enr_test_read (store, query, (gpointer) sql, NULL);

  return *cell;
}

gint64
enr_test_query_int (EnrStore *store, const char *sql)
{
  g_autofree char *text = enr_test_query_text (store, sql);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

/*
 * Widgets
 */

typedef gboolean (*Fits) (GtkWidget *widget, gconstpointer data);

static GtkWidget *
find (GtkWidget *root, Fits fits, gconstpointer data, gboolean is_shown, guint *n)
{
  if (is_shown && !gtk_widget_get_mapped (root))
    return NULL;
  if (fits (root, data) && (*n)-- == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, fits, data, is_shown, n);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
fits_id (GtkWidget *widget, gconstpointer data)
{
  return g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), data) == 0;
}

static gboolean
fits_name (GtkWidget *widget, gconstpointer data)
{
  return g_strcmp0 (gtk_widget_get_name (widget), data) == 0;
}

static gboolean
fits_type (GtkWidget *widget, gconstpointer data)
{
  return G_TYPE_CHECK_INSTANCE_TYPE (widget, *(const GType *) data);
}

static const char *
text_of (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (GTK_IS_INSCRIPTION (widget))
    return gtk_inscription_get_text (GTK_INSCRIPTION (widget));
  if (GTK_IS_TEXT (widget))
    return gtk_editable_get_text (GTK_EDITABLE (widget));
  return NULL;
}

static gboolean
fits_text (GtkWidget *widget, gconstpointer data)
{
  const char *text = text_of (widget);
  const char *wanted = data;
  gsize length = strlen (wanted);

  if (text == NULL)
    return FALSE;
  if (length > 2 && wanted[0] == '*' && wanted[length - 1] == '*')
    {
      g_autofree char *middle = g_strndup (wanted + 1, length - 2);

      return strstr (text, middle) != NULL;
    }
  if (length > 1 && wanted[length - 1] == '*')
    return strncmp (text, wanted, length - 1) == 0;
  return strcmp (text, wanted) == 0;
}

static gboolean
fits_button (GtkWidget *widget, gconstpointer data)
{
  guint none = 0;

  return (GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget))
         && find (widget, fits_text, data, TRUE, &none) != NULL;
}

GtkWidget *
enr_test_find_id (GtkWidget *root, const char *buildable_id)
{
  guint n = 0;

  return find (root, fits_id, buildable_id, FALSE, &n);
}

GtkWidget *
enr_test_find_name (GtkWidget *root, const char *name)
{
  guint n = 0;

  return find (root, fits_name, name, FALSE, &n);
}

GtkWidget *
enr_test_find_type (GtkWidget *root, GType type, guint n)
{
  return find (root, fits_type, &type, TRUE, &n);
}

guint
enr_test_count_type (GtkWidget *root, GType type)
{
  guint left = G_MAXUINT;

  find (root, fits_type, &type, TRUE, &left);
  return G_MAXUINT - left;
}

GtkWidget *
enr_test_find_text (GtkWidget *root, const char *text)
{
  guint n = 0;

  return find (root, fits_text, text, TRUE, &n);
}

GtkWidget *
enr_test_find_button (GtkWidget *root, const char *text)
{
  guint n = 0;

  return find (root, fits_button, text, TRUE, &n);
}

gboolean
enr_test_shows (GtkWidget *root, const char *text)
{
  return enr_test_find_text (root, text) != NULL;
}

void
enr_test_click (GtkWidget *button)
{
  g_assert_true (GTK_IS_BUTTON (button));
  g_assert_true (gtk_widget_get_mapped (button));
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

void
enr_test_click_text (GtkWidget *root, const char *text)
{
  GtkWidget *button = enr_test_find_button (root, text);

  if (button == NULL)
    g_error ("there is no button “%s”", text);
  enr_test_click (button);
}

static gboolean
fits_cut (GtkWidget *widget, gconstpointer data)
{
  PangoLayout *layout;
  int width;
  int height;

  if (!GTK_IS_LABEL (widget) || *gtk_label_get_text (GTK_LABEL (widget)) == '\0')
    return FALSE;
  layout = gtk_label_get_layout (GTK_LABEL (widget));
  pango_layout_get_pixel_size (layout, &width, &height);
  return pango_layout_is_ellipsized (layout) || height > gtk_widget_get_height (widget)
         || width > gtk_widget_get_width (widget);
}

void
enr_test_assert_nothing_cut (GtkWidget *root)
{
  gint64 deadline = g_get_monotonic_time () + 3 * G_USEC_PER_SEC;
  GtkWidget *label;

  /* What has just been shown is laid out with the next frame. */
  enr_test_pass (50);
  for (;;)
    {
      guint n = 0;

      label = find (root, fits_cut, NULL, TRUE, &n);
      if (label == NULL)
        return;
      if (!enr_test_step (deadline))
        break;
    }
  g_error ("cut off at %dx%d: “%s”", gtk_widget_get_width (label), gtk_widget_get_height (label),
           gtk_label_get_text (GTK_LABEL (label)));
}

void
enr_test_shot (GtkWidget *window, const char *name)
{
  const char *folder = g_getenv ("ENROKU_SHOTS");
  gint64 deadline = g_get_monotonic_time () + 3 * G_USEC_PER_SEC;
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *file = NULL;
  g_autofree char *path = NULL;
  GskRenderer *renderer;
  int width = 0;
  int height = 0;

  if (folder == NULL)
    return;
  g_mkdir_with_parents (folder, 0755);
  file = g_strconcat (name, ".png", NULL);
  path = g_build_filename (folder, file, NULL);

  paintable = gtk_widget_paintable_new (window);
  /* What has just been shown is drawn with the next frame. */
  enr_test_pass (100);
  while (node == NULL)
    {
      g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();

      width = gdk_paintable_get_intrinsic_width (paintable);
      height = gdk_paintable_get_intrinsic_height (paintable);
      gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), width, height);
      node = gtk_snapshot_to_node (snapshot);
      if (!enr_test_step (deadline))
        break;
    }
  g_assert_nonnull (node);
  renderer = gtk_native_get_renderer (gtk_widget_get_native (window));
  texture = gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, width, height));
  g_assert_true (gdk_texture_save_to_png (texture, path));
}
