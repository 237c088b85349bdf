package io.lumaris.job;

/** Where a piece of output came from; SYSTEM is LUMARIS itself (for example "cut here"). */
public enum LogStream {
  STDOUT,
  STDERR,
  SYSTEM
}
