package io.lumaris.nakama;

/** How calls reach the server: the seam between the container and the command line. */
interface Transport extends AutoCloseable {

  /** The calls. They throw {@link NakamaException} or what {@link #explain} understands. */
  NakamaApi api();

  /** The failure of a call as a {@link NakamaException}; one that is one already as it is. */
  NakamaException explain(Throwable failure);

  @Override
  void close();
}
