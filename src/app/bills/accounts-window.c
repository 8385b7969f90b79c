/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/bills/accounts-window.h"

#include <string.h>
#include <glib/gi18n.h>

#include "app/bills/bank-account-dialog.h"
#include "app/children/record-row.h"
#include "app/compat.h"
#include "base/text.h"
#include "month/bank.h"

struct _EnrAccountsWindow
{
  AdwWindow parent_instance;

  /* Template */
  GtkWidget *error_box;
  GtkLabel *error_label;
  GtkEditable *search;
  AdwPreferencesGroup *group;
  GtkWidget *nothing;

  /* Owned */
  EnrSession *session;
  GCancellable *cancellable;
  GPtrArray *accounts; /* (element-type EnrBankAccount), NULL until the first reading */
  GPtrArray *rows;     /* (element-type EnrRecordRow) of the same, borrowed */
};

G_DEFINE_FINAL_TYPE (EnrAccountsWindow, enr_accounts_window, ADW_TYPE_WINDOW)

static gpointer
load_families (EnrDb *db, gpointer data, GError **error)
{
  return enr_bank_account_list_families (db, error);
}

static char *
dup_account (const EnrBankAccount *account)
{
  if (*account->customer_code == '\0')
    return g_strdup (_ ("No account"));
  /* Translators: a bank, its branch, the account's number, its holder, the customer's number */
  return g_strdup_printf (_ ("%s %s  %s  %s  (customer %s)"), account->account.bank_name,
                          account->account.branch_name, account->account.number, account->holder,
                          account->customer_code);
}

static void
search_cb (EnrAccountsWindow *self)
{
  g_autofree char *wanted = enr_text_search_key (gtk_editable_get_text (self->search));
  guint n_found = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const EnrBankAccount *account = g_ptr_array_index (self->accounts, i);
      g_autofree char *text
          = g_strjoin (" ", account->children, account->kana, account->customer_code, NULL);
      g_autofree char *key = enr_text_search_key (text);

      gtk_widget_set_visible (g_ptr_array_index (self->rows, i), strstr (key, wanted) != NULL);
      n_found += strstr (key, wanted) != NULL;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->group), n_found > 0);
  gtk_widget_set_visible (self->nothing, self->accounts != NULL && n_found == 0);
  adw_status_page_set_title (ADW_STATUS_PAGE (self->nothing),
                             *wanted != '\0' ? _ ("No family is found") : _ ("No families yet"));
}

/* Rows stay where they are, so that reading anew does not scroll. */
static void
show_accounts (EnrAccountsWindow *self, GPtrArray *accounts)
{
  g_autofree char *text = NULL;
  guint n_without = 0;

  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  self->accounts = accounts;
  while (self->rows->len > accounts->len)
    {
      adw_preferences_group_remove (self->group,
                                    g_ptr_array_index (self->rows, self->rows->len - 1));
      g_ptr_array_set_size (self->rows, (int) self->rows->len - 1);
    }
  for (guint i = 0; i < accounts->len; i++)
    {
      const EnrBankAccount *account = g_ptr_array_index (accounts, i);
      g_autofree char *subtitle = dup_account (account);
      char id[ENR_UUID_STRING_LENGTH];

      if (i == self->rows->len)
        enr_record_rows_add (self->group, self->rows, enr_record_row_new ("", ""));
      g_object_set (g_ptr_array_index (self->rows, i), "title", account->children, "subtitle",
                    subtitle, NULL);
      enr_record_row_set_open (g_ptr_array_index (self->rows, i), "accounts.open",
                               enr_uuid_format (&account->family_id, id));
      n_without += *account->customer_code == '\0';
    }
  /* Translators: how many families, and how many of them have no account */
  text = g_strdup_printf (_ ("Families: %u, without an account: %u"), accounts->len, n_without);
  adw_preferences_group_set_description (self->group, text);
  search_cb (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrAccountsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *accounts = enr_store_finish (ENR_STORE (source), result, &error);

  if (accounts != NULL)
    show_accounts (self, accounts);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autofree char *text = enr_error_describe (error);

      gtk_label_set_text (self->error_label, text);
      gtk_widget_set_visible (self->error_box, TRUE);
    }
}

static void
load (EnrAccountsWindow *self)
{
  enr_store_read_async (enr_session_get_store (self->session), load_families, NULL, NULL,
                        (GDestroyNotify) g_ptr_array_unref, self->cancellable, loaded_cb,
                        g_object_ref (self));
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrAccountsWindow *self = ENR_ACCOUNTS_WINDOW (widget);
  EnrUuid id;

  if (!enr_uuid_parse (g_variant_get_string (parameter, NULL), &id))
    return;
  for (guint i = 0; i < self->accounts->len; i++)
    {
      const EnrBankAccount *account = g_ptr_array_index (self->accounts, i);

      if (enr_uuid_equal (&account->family_id, &id))
        enr_bank_account_dialog_show (GTK_WINDOW (self), self->session, &id, account->children);
    }
}

/* It was closed, though a reading may hold it for a while. */
static void
enr_accounts_window_unrealize (GtkWidget *widget)
{
  EnrAccountsWindow *self = ENR_ACCOUNTS_WINDOW (widget);

  g_cancellable_cancel (self->cancellable);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (enr_session_get_store (self->session), load, self);

  GTK_WIDGET_CLASS (enr_accounts_window_parent_class)->unrealize (widget);
}

static void
enr_accounts_window_dispose (GObject *object)
{
  EnrAccountsWindow *self = ENR_ACCOUNTS_WINDOW (object);

  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_ACCOUNTS_WINDOW);

  G_OBJECT_CLASS (enr_accounts_window_parent_class)->dispose (object);
}

static void
enr_accounts_window_finalize (GObject *object)
{
  EnrAccountsWindow *self = ENR_ACCOUNTS_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (enr_accounts_window_parent_class)->finalize (object);
}

static void
enr_accounts_window_class_init (EnrAccountsWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_accounts_window_dispose;
  object_class->finalize = enr_accounts_window_finalize;
  widget_class->unrealize = enr_accounts_window_unrealize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/bills/accounts-window.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrAccountsWindow, error_box);
  gtk_widget_class_bind_template_child (widget_class, EnrAccountsWindow, error_label);
  gtk_widget_class_bind_template_child (widget_class, EnrAccountsWindow, search);
  gtk_widget_class_bind_template_child (widget_class, EnrAccountsWindow, group);
  gtk_widget_class_bind_template_child (widget_class, EnrAccountsWindow, nothing);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  /* The entry, which has the keyboard at first, keeps Escape for itself. */
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_install_action (widget_class, "accounts.open", "s", open_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
enr_accounts_window_init (EnrAccountsWindow *self)
{
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  enr_compat_leave_parent (GTK_WINDOW (self));
}

void
enr_accounts_window_show (GtkWindow *parent, EnrSession *session)
{
  EnrAccountsWindow *self;

  g_return_if_fail (ENR_IS_SESSION (session));

  self = g_object_new (ENR_TYPE_ACCOUNTS_WINDOW, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (enr_session_get_store (session), "changed", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  load (self);
  gtk_window_present (GTK_WINDOW (self));
}
