/**
 * LUMARIS: one concept per package, flat. This root holds only the main class of {@code
 * lumaris.jar}, which decides between the server and the command line before either of them is
 * loaded.
 */
package io.lumaris;
