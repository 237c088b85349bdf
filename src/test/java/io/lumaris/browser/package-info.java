/**
 * What a person does with the page, done by a real browser against the real portal, market, seller
 * and engine. Compiled and run in profile {@code e2e} only, because of the browser driver.
 *
 * <p>Everything is found by role and name, as somebody with a screen reader finds it.
 */
package io.lumaris.browser;
