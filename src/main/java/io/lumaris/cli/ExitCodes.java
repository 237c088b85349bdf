package io.lumaris.cli;

/** Exit codes of the command line; {@code run} passes the program's own on. */
final class ExitCodes {
  static final int DONE = 0;

  /** The command could not do what it was asked. */
  static final int FAILED = 1;

  /** The command line itself was wrong. */
  static final int USAGE = 2;

  /**
   * The market could not get the job done, or cannot be reached; as docker run for its own errors.
   */
  static final int MARKET = 125;

  /** Ctrl-C, by the shell's convention 128 + SIGINT. */
  static final int INTERRUPTED = 130;

  private ExitCodes() {}
}
