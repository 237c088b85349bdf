/**
 * Signed receipts: what a seller says of an attempt it ran, in a form that anybody can check later
 * without asking anybody.
 *
 * <p>A receipt is a JWS of a JSON object (docs/receipts.md), signed with the seller's own Ed25519
 * key. Making one and checking one stand here, side by side and without a network; who brings the
 * facts, and where receipts are kept, others know.
 */
package io.lumaris.receipt;
