/**
 * Everything on one machine, for {@code lumaris up}: PostgreSQL, the schema, Nakama, the portal and
 * a seller as child processes.
 *
 * <p>Each part is started, waited for until it is healthy, and stopped in reverse order; whatever
 * cannot be had ends in one sentence that says what to do. Only the command line calls it, and it
 * is no part of the WAR.
 */
package io.lumaris.local;
