package io.lumaris.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A prompt for buyers: results come in above the line that is being typed. */
@Command(
    name = "buyer",
    description = "Opens a prompt: submit jobs, watch their results come in, list and cancel them.",
    footer = {
      "",
      "Works from a pipe, too: it then ends when its input ended and every submitted job is final.",
      "  echo 'submit lumaris/busybox echo hello' | lumaris buyer"
    })
final class BuyerCommand implements Callable<Integer> {
  @Mixin private MarketOptions marketOptions;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (MarketConnection connection = marketOptions.connect();
        Terminal terminal = TerminalBuilder.builder().dumb(true).build()) {
      LineReader reader = LineReaderBuilder.builder().terminal(terminal).appName("lumaris").build();
      boolean piped = terminal.getType().startsWith(Terminal.TYPE_DUMB);
      try (BuyerPrompt prompt = new BuyerPrompt(connection, reader::printAbove)) {
        prompt.greet();
        read(reader, prompt, piped ? "" : "lumaris> ");
        if (piped) {
          prompt.awaitOwnJobs();
        }
      }
    }
    return ExitCodes.DONE;
  }

  private static void read(LineReader reader, BuyerPrompt prompt, String sign) {
    boolean goOn = true;
    while (goOn) {
      try {
        goOn = prompt.obey(reader.readLine(sign));
      } catch (UserInterruptException clearsTheLine) {
        reader.printAbove("Ctrl-D or quit leaves; jobs go on without you.");
      } catch (EndOfFileException end) {
        goOn = false;
      }
    }
  }
}
