/**
 * Nakama, the external system that coordinates: authentication, RPC, and the socket for pushes.
 *
 * <p>It knows how to talk to a Nakama server and nothing about jobs. Names follow Nakama's public
 * Java client, so that who knows that one knows this one. The only package with an HTTP client;
 * reached by the market, the accounts and the command line, which runs the same classes outside the
 * container.
 */
package io.lumaris.nakama;
