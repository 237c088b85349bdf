/** What the application says to whoever started it. */
package io.lumaris.start;
