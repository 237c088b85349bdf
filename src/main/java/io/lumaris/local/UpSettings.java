package io.lumaris.local;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code lumaris up} was asked for.
 *
 * @param data where everything is kept
 * @param port the page
 * @param nakamaPort Nakama's HTTP and WebSocket; its neighbours are used too, see {@link
 *     NakamaProcess.Settings}
 * @param key the key that clients name to sign in; no secret
 * @param server a running Nakama to use instead of one of our own, {@code host:port}
 * @param database a running PostgreSQL to use instead of the embedded one
 * @param seller whether this machine also runs jobs
 * @param slots how many at once; as many as cores when it is not said
 * @param mayInstall whether Docker Engine may be installed
 */
public record UpSettings(
    DataFolder data,
    int port,
    int nakamaPort,
    String key,
    Optional<String> server,
    Optional<Database> database,
    boolean seller,
    OptionalInt slots,
    boolean mayInstall) {
  /** The page's usual port. */
  public static final int PORT = 8080;

  /** Nakama's usual port. */
  public static final int NAKAMA_PORT = 7350;

  /** The key that clients name unless told otherwise. */
  public static final String KEY = "defaultkey";

  /** The usual settings, in a folder of one's own. */
  public static UpSettings in(Path data) {
    return new UpSettings(
        new DataFolder(data),
        PORT,
        NAKAMA_PORT,
        KEY,
        Optional.empty(),
        Optional.empty(),
        true,
        OptionalInt.empty(),
        true);
  }

  /** The same on free ports, so that several can run on one machine. */
  public UpSettings onFreePorts() {
    return onPorts(
        Ports.free(), Ports.freeBlock(NakamaProcess.PORTS_BELOW, NakamaProcess.PORTS_ABOVE));
  }

  /** The same on these ports. */
  public UpSettings onPorts(int page, int nakama) {
    return new UpSettings(data, page, nakama, key, server, database, seller, slots, mayInstall);
  }

  /** The same without a seller: then no Docker is needed. */
  public UpSettings withoutSeller() {
    return new UpSettings(data, port, nakamaPort, key, server, database, false, slots, mayInstall);
  }

  /** The address of the page. */
  public String page() {
    return "http://127.0.0.1:" + port + "/";
  }

  /** Where clients find Nakama, {@code host:port}. */
  public String serverAddress() {
    return server.orElse("127.0.0.1:" + nakamaPort);
  }
}
