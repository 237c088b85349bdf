/**
 * Running one attempt of a job safely on this machine.
 *
 * <p>{@code Executor} is a contract written as promises, with one conformance suite for every
 * implementation. This is the only package that touches Docker: the sandbox profile, the stopping
 * of a program by time, money or lost contact, and the clearing of containers left behind are
 * decided here. Called by the seller's loop, and by the command line for its checks.
 */
package io.lumaris.execution;
