package io.lumaris;

import io.lumaris.start.StartFailure;
import java.io.IOException;
import java.util.Collection;

/**
 * Payara Micro, by reflection: on the class path of the build its 100 MB would be in the way of the
 * APIs it implements. It lies in {@code lumaris.jar} or in an {@link UnpackedServer}.
 */
final class PayaraMicro {

  private static final String MICRO = "fish.payara.micro.PayaraMicro";
  private static final String RUNTIME = "fish.payara.micro.PayaraMicroRuntime";

  private PayaraMicro() {}

  /**
   * Boots it and the application in the jar. Payara logs what goes wrong and then serves nothing,
   * or nothing but 404; here that is an error.
   *
   * @throws IOException when it did not boot, or serves no application; with the application's own
   *     sentence where it left one
   */
  static void boot(String... options) throws Exception {
    ClassLoader loader = PayaraMicro.class.getClassLoader();
    boolean unpacked = UnpackedServer.isHere();
    if (unpacked) {
      UnpackedServer.open();
    }
    Main.call(loader, unpacked ? UnpackedServer.MAIN : MICRO, options);
    // A constant of the compiler's: the class itself is the application's, and not seen from here.
    String failure = System.getProperty(StartFailure.PROPERTY);
    if (failure != null) {
      throw new IOException(failure);
    }
    if (applications(loader).isEmpty()) {
      throw new IOException("the application did not start; the log above says why.");
    }
  }

  private static Collection<?> applications(ClassLoader loader) throws IOException {
    try {
      Class<?> micro = loader.loadClass(MICRO);
      Object runtime =
          micro.getMethod("getRuntime").invoke(micro.getMethod("getInstance").invoke(null));
      return (Collection<?>)
          loader.loadClass(RUNTIME).getMethod("getDeployedApplicationNames").invoke(runtime);
    } catch (ReflectiveOperationException e) {
      throw new IOException("the server did not start; the log above says why.", e);
    }
  }
}
