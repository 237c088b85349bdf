package io.lumaris.execution;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.Ulimit;
import io.lumaris.job.AppliedProfile;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the sandbox of a container back from the engine's inspect. Nothing here knows what was
 * asked for: a flag that the engine dropped is reported as dropped.
 */
final class AppliedProfileReader {
  private final String seccompOfEngine;

  /**
   * @param seccompOfEngine what applies to a container that asks for nothing else
   */
  AppliedProfileReader(String seccompOfEngine) {
    this.seccompOfEngine = seccompOfEngine;
  }

  /**
   * @param image the image that was resolved; its digest is reported only when the container really
   *     runs it
   */
  AppliedProfile read(InspectContainerResponse container, LocalImage image) {
    HostConfig host = container.getHostConfig();
    return new AppliedProfile(
        host.getRuntime(),
        host.getNetworkMode(),
        host.getMemory(),
        host.getMemorySwap(),
        host.getNanoCPUs() == null ? null : host.getNanoCPUs() / 1e9,
        host.getPidsLimit(),
        host.getReadonlyRootfs(),
        host.getTmpFs() == null ? Map.of() : host.getTmpFs(),
        names(host.getCapDrop()),
        names(host.getCapAdd()),
        noNewPrivileges(host.getSecurityOpts()),
        seccomp(host),
        container.getConfig().getUser(),
        ulimits(host.getUlimits()),
        host.getInit(),
        restart(host.getRestartPolicy()),
        mounts(container),
        container.getImageId().equals(image.id()) ? image.digest() : container.getImageId());
  }

  private static List<String> names(Capability[] capabilities) {
    return capabilities == null ? List.of() : Arrays.stream(capabilities).map(Enum::name).toList();
  }

  private static boolean noNewPrivileges(List<String> options) {
    return options != null
        && options.stream()
            .anyMatch(
                option -> option.startsWith("no-new-privileges") && !option.endsWith("false"));
  }

  private String seccomp(HostConfig host) {
    if (Boolean.TRUE.equals(host.getPrivileged())) {
      return "unconfined";
    }
    List<String> options = host.getSecurityOpts() == null ? List.of() : host.getSecurityOpts();
    return options.stream()
        .filter(option -> option.startsWith("seccomp"))
        .map(option -> option.substring("seccomp=".length()))
        .map(profile -> profile.equals("unconfined") ? profile : "custom")
        .findFirst()
        .orElse(seccompOfEngine);
  }

  private static Map<String, Long> ulimits(Ulimit[] limits) {
    Map<String, Long> byName = new LinkedHashMap<>();
    if (limits != null) {
      Arrays.stream(limits).forEach(limit -> byName.put(limit.getName(), limit.getHardLong()));
    }
    return byName;
  }

  private static String restart(RestartPolicy policy) {
    return policy == null || policy.getName().isEmpty() ? "no" : policy.getName();
  }

  /** Folders of the host inside the container, bind mounts and volumes alike. */
  private static int mounts(InspectContainerResponse container) {
    return container.getMounts() == null ? 0 : container.getMounts().size();
  }
}
