package io.lumaris.cli;

import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;

/**
 * What stands below the options of a command. Sentences are filled up to the width of the terminal,
 * and lines that begin with a space are commands to copy, which are never broken: picocli would
 * break both, after any colon.
 */
final class Footer implements IHelpSectionRenderer {
  private static final String END = System.lineSeparator();

  @Override
  public String render(Help help) {
    int width = help.commandSpec().usageMessage().width();
    StringBuilder text = new StringBuilder();
    StringBuilder sentence = new StringBuilder();
    for (String line : help.commandSpec().usageMessage().footer()) {
      if (line.isBlank() || line.startsWith(" ")) {
        text.append(filled(sentence, width)).append(line).append(END);
        sentence.setLength(0);
      } else {
        sentence.append(line).append(' ');
      }
    }
    return text.append(filled(sentence, width)).toString();
  }

  private static String filled(CharSequence sentence, int width) {
    StringBuilder text = new StringBuilder();
    int column = 0;
    for (String word : sentence.toString().strip().split(" ", -1)) {
      boolean fits = column == 0 || column + 1 + word.length() <= width;
      text.append(column == 0 ? "" : fits ? " " : END).append(word);
      column = fits && column > 0 ? column + 1 + word.length() : word.length();
    }
    return column == 0 ? "" : text.append(END).toString();
  }
}
