package io.lumaris.execution;

import java.util.List;

/**
 * Runs attempts safely on this machine. A contract with one conformance suite for every
 * implementation:
 *
 * <ul>
 *   <li>{@link #start} returns at once; whatever goes wrong later is an {@code Outcome}, never an
 *       exception, and the outcome completes exactly once.
 *   <li>When the outcome is complete, the program and all its processes are dead. What is left, an
 *       ended container, is being removed; {@link Execution#cleared} says when nothing is left. A
 *       node that dies in between leaves a labelled container, which its next start removes.
 *   <li>All output printed before the end was handed to the listener before the outcome completes,
 *       in order per stream.
 *   <li>An assignment's limits hold whatever the program does, and even when nobody else can be
 *       reached: the executor stops it at {@code stopAfter} and at the end of the lease by itself.
 *   <li>Starting an attempt that is not yet cleared is refused with an {@link
 *       IllegalStateException}.
 * </ul>
 */
public interface Executor extends AutoCloseable {

  /** Starts an attempt; the listener is called from the executor's own threads. */
  Execution start(Assignment assignment, ExecutionListener listener);

  /**
   * After a restart of the node: attaches again to its own attempts whose lease still holds and
   * removes what else it finds of this node.
   *
   * @param listeners gives the listener for an attempt that goes on
   */
  List<Execution> recover(java.util.function.Function<Recovered, ExecutionListener> listeners);

  /**
   * What this machine has; throws {@link EngineUnavailableException} with a sentence that helps.
   */
  Engine engine();

  /** Removes what is left of this node's attempts. Running ones should have been stopped before. */
  @Override
  void close();
}
