/**
 * The command line of LUMARIS.
 *
 * <p>One class per command; each parses its arguments, calls the market or the local services, and
 * prints. Only this package writes to the standard streams, and it needs no container: it starts in
 * a fraction of a second. It is no part of the WAR.
 */
package io.lumaris.cli;
