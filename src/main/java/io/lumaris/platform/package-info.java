/**
 * Plumbing of the web application: the REST root, problem details, health, clocks and security
 * headers.
 *
 * <p>It may use every other package and none may use it: what is here is found by the container, so
 * that business code never depends on how it is served.
 */
package io.lumaris.platform;
