/**
 * What tests are written with: builders and assertions in the words of the market, fakes for the
 * two interfaces that have more than one implementation, and the running services.
 */
package io.lumaris.testing;
