-- SPDX-License-Identifier: GPL-3.0-or-later
-- More about the link to the hub: who it is, how it was enrolled without a network, and how far the comparison
-- of the ledgers has come. sync_link is the machine's own and not journalled.

ALTER TABLE sync_link ADD COLUMN city TEXT NOT NULL DEFAULT '';          -- its name, as it told
ALTER TABLE sync_link ADD COLUMN ca TEXT NOT NULL DEFAULT '';            -- PEM: certificates of its own authority
ALTER TABLE sync_link ADD COLUMN code TEXT NOT NULL DEFAULT '';          -- one-time code that files bear until a
                                                                         -- receipt shows that the hub knows us
ALTER TABLE sync_link ADD COLUMN ledger_fails INTEGER NOT NULL DEFAULT 0; -- comparisons that failed, in a row
ALTER TABLE sync_link ADD COLUMN ledger_next_at INTEGER NOT NULL DEFAULT 0; -- ms: no other before
ALTER TABLE sync_link ADD COLUMN ledger_source TEXT NOT NULL DEFAULT ''; -- one that was cut short goes on here,
ALTER TABLE sync_link ADD COLUMN ledger_block INTEGER NOT NULL DEFAULT 0; -- at this block of this source,
ALTER TABLE sync_link ADD COLUMN ledger_sum INTEGER NOT NULL DEFAULT 0;  -- having found so many missing
