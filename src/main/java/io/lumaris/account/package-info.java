/**
 * Who is calling: sessions, API keys and the ledger of an account.
 *
 * <p>An identity is always what Nakama says it is, never what a payload claims. The buyer's and the
 * seller's resources ask here; passwords and tokens stay here and in the cookie, and are never
 * logged.
 */
package io.lumaris.account;
