/**
 * The server side of the page: REST resources and the WebSocket through which a buyer submits jobs
 * and watches them.
 *
 * <p>It turns requests into calls of the market and the market's changes into messages for the
 * browser. It knows neither sellers nor containers: what a seller did is read from the market like
 * everything else. Nothing but the container calls it.
 */
package io.lumaris.buyer;
