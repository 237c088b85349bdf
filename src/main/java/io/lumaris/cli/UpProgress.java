package io.lumaris.cli;

import io.lumaris.local.Progress;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints the steps of {@code up}: one line for each when it is done, with its time. */
final class UpProgress implements Progress {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int TITLE_WIDTH = 22;
  private static final int RESULT_WIDTH = 62;

  private final PrintWriter out;

  UpProgress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Step begin(String title) {
    return new PrintedStep(title);
  }

  private synchronized void print(String text) {
    out.println(text);
    out.flush();
  }

  static String seconds(long sinceNanos) {
    return String.format(
        Locale.ROOT, "%.1f s", (System.nanoTime() - sinceNanos) / NANOS_PER_SECOND);
  }

  private final class PrintedStep implements Step {
    private final String title;
    private final long began = System.nanoTime();

    PrintedStep(String title) {
      this.title = title;
    }

    @Override
    public void say(String sentence) {
      print("  … " + sentence);
    }

    @Override
    public void done(String result) {
      String text = pad(title, TITLE_WIDTH) + (result.isEmpty() ? "" : " " + result);
      print("  ✔ " + pad(text, TITLE_WIDTH + RESULT_WIDTH) + " " + seconds(began));
    }

    @Override
    public void failed(String why) {
      print("  ✘ " + title + ": " + why);
    }
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
