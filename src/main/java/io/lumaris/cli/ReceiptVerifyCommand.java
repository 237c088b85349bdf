package io.lumaris.cli;

import io.lumaris.receipt.Check;
import io.lumaris.receipt.ReceiptFile;
import io.lumaris.receipt.SellerKey;
import io.lumaris.receipt.Verification;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verifies receipts; asks nobody. */
@Command(
    name = "verify",
    description = "Says line by line what holds of a receipt. Needs no network.",
    sortOptions = false,
    footer = {
      "",
      "Ends with 0 when everything that could be checked holds, else with 1.",
      "Without --key the keys in the file are used: then compare the key's name with the one that",
      "the market shows for the seller.",
      "",
      "Examples:",
      "  lumaris receipt verify receipt.json",
      "  lumaris receipt verify receipt.jws --key seller-key.json --spec job.json"
    })
final class ReceiptVerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description = "Receipts as JSON (lumaris receipt get), or one compact JWS")
  private Path file;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "The seller's key: a file with its JWK, or its name of 43 characters (kid)")
  private String key;

  @Option(
      names = "--spec",
      paramLabel = "FILE",
      description = "The job (lumaris job ID --json) or its spec, to compare with what was signed")
  private Path specFile;

  @Override
  public Integer call() {
    ReceiptFile receipts = new ReceiptFile(read(file));
    List<Verification> all = receipts.verify(expectedKeys(receipts), specGiven());
    PrintWriter out = spec.commandLine().getOut();
    if (all.isEmpty()) {
      throw new CommandFailure("There is no receipt in " + file + ".");
    }
    all.forEach(one -> print(one, out));
    boolean good = all.stream().allMatch(Verification::holds);
    out.println(good ? "The receipt holds." : "The receipt does not hold.");
    return good ? ExitCodes.DONE : ExitCodes.FAILED;
  }

  private static void print(Verification one, PrintWriter out) {
    for (Check check : one.checks()) {
      String result =
          switch (check.result()) {
            case HOLDS -> "holds";
            case FAILS -> "FAILS";
            case NOT_CHECKED -> "-";
          };
      out.printf("%-6s %-10s %s%n", result, check.name(), check.sentence());
    }
  }

  /** Empty: those in the file. */
  private List<SellerKey> expectedKeys(ReceiptFile receipts) {
    if (key == null) {
      return List.of();
    }
    if (key.matches("[A-Za-z0-9_-]{43}")) {
      return receipts.keys().stream()
          .filter(known -> known.jwk().kid().equals(key))
          .findFirst()
          .map(List::of)
          .orElseThrow(
              () -> new CommandFailure("The key " + key + " is not in the file: give its file."));
    }
    return ReceiptFile.key(read(Path.of(key)))
        .map(List::of)
        .orElseThrow(
            () ->
                new CommandFailure(
                    key + " holds no Ed25519 key: give a JWK with kty OKP, crv Ed25519 and x.",
                    ExitCodes.USAGE));
  }

  private Optional<JsonObject> specGiven() {
    if (specFile == null) {
      return Optional.empty();
    }
    Optional<JsonObject> given = ReceiptFile.spec(read(specFile));
    if (given.isEmpty()) {
      throw new CommandFailure(specFile + " holds no JSON object.", ExitCodes.USAGE);
    }
    return given;
  }

  private static String read(Path from) {
    try {
      return new String(Files.readAllBytes(from), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CommandFailure(from + " cannot be read (" + e.getClass().getSimpleName() + ").");
    }
  }
}
