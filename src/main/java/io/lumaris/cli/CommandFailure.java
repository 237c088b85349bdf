package io.lumaris.cli;

/** A command cannot go on; the message is the sentence to print, without a stack. */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  CommandFailure(String sentence) {
    this(sentence, ExitCodes.FAILED);
  }

  CommandFailure(String sentence, int exitCode) {
    super(sentence);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
