package io.lumaris;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;

/**
 * The main class of {@code lumaris.jar}: {@code serve} boots the WAR on Payara Micro, everything
 * else is the command line.
 *
 * <p>Payara and the command line bring different versions of the same libraries. The command line
 * therefore lives under a folder of the jar that no server ever sees, in a class loader of its own;
 * which of the two worlds a JVM is in is decided here, before either is loaded.
 */
public final class Main {

  private static final String COMMAND_LINE_FOLDER = "/LUMARIS-CLI/";
  private static final String COMMAND_LINE = "io.lumaris.cli.Lumaris";

  private Main() {}

  /**
   * Runs a command and lets the JVM live as long as the command does.
   *
   * @param args {@code serve …} (see {@link Server}), {@code train …} (see {@link Training}) or
   *     anything the command line understands
   * @throws Exception what the command threw
   */
  public static void main(String[] args) throws Exception {
    switch (args.length > 0 ? args[0] : "") {
      case "serve" -> serve(Arrays.copyOfRange(args, 1, args.length));
      case "train" -> Training.run(Arrays.copyOfRange(args, 1, args.length));
      default -> call(commandLineLoader(), COMMAND_LINE, args);
    }
  }

  private static void serve(String[] args) throws Exception {
    try {
      Server.serve(args);
    } catch (IllegalArgumentException | IOException e) {
      System.err.println("lumaris serve: " + e.getMessage());
      System.exit(1);
    }
  }

  static void call(ClassLoader loader, String type, String[] args) throws Exception {
    Thread.currentThread().setContextClassLoader(loader);
    Method main = loader.loadClass(type).getMethod("main", String[].class);
    try {
      main.invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** Outside the jar (tests, an IDE) the class path already is the command line's. */
  private static ClassLoader commandLineLoader() {
    URL folder = Main.class.getResource(COMMAND_LINE_FOLDER);
    return folder == null
        ? Main.class.getClassLoader()
        : new URLClassLoader(
            "lumaris-cli", new URL[] {folder}, ClassLoader.getPlatformClassLoader());
  }
}
