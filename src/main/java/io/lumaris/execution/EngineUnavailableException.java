package io.lumaris.execution;

/** The container engine cannot be used; the message says why and what to do. */
public final class EngineUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EngineUnavailableException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
