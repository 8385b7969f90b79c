/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A real hub as a process of its own, and the city's page of the window connected to it.
 */
#pragma once

#include "app-support.h"
#include "app/city/city-page.h"
#include "outbox/outbox.h"

G_BEGIN_DECLS

#define LONG 20000

/** What the hub knows the nursery of these tests by. */
#define CITY_NURSERY "1310101"

typedef struct
{
  char *folder;   /* of its database, and whatever a test puts there; goes with city_hub_end() */
  char *database;
  char *url;
  GSubprocess *process; /* NULL while it is stopped */
} CityHub;

/** A hub of 見本市 on a port of its own. It ends with the test, however that ends. */
void city_hub_begin (CityHub *hub);
void city_hub_stop (CityHub *hub);
void city_hub_end (CityHub *hub);

/** Runs a command of enroku-hub on its database, with @input (may be %NULL) as standard input, and returns
 * what it says; the test fails where the command does. The words end with %NULL. */
char *city_hub_run_input (CityHub *hub, const char *input, const char *first, ...)
    G_GNUC_NULL_TERMINATED;
#define city_hub_run(hub, ...) city_hub_run_input (hub, NULL, __VA_ARGS__)

/** Brings a part of the page to the front and returns it. */
GtkWidget *city_part (EnrCityPage *page, const char *name);

/** Fills in the hub's address and the code, and presses the button. */
void city_enroll (EnrCityPage *page, CityHub *hub, const char *code);

/** The same with a code that is good, and waits until the hub knows the PC. */
void city_connect (EnrCityPage *page, CityHub *hub, EnrStore *store);

/** Chooses what becomes of the kind in the n-th row, and waits until that is so; the first is attendance. */
void city_choose (EnrCityPage *page, EnrStore *store, guint row, EnrSendingMode mode);

G_END_DECLS
