package io.lumaris.execution;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.Ulimit;
import io.lumaris.job.JobSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the engine is asked for so that a stranger's program cannot hurt this machine. Each line is
 * explained, and bound to its test, in docs/sandbox.md; what really holds is read back by {@link
 * AppliedProfileReader}.
 */
class SandboxProfile {
  static final String USER = "65534:65534";
  static final String TMPFS = "rw,noexec,nosuid,nodev,size=64m";
  private static final long MB = 1024L * 1024;
  private static final long PIDS = 128;
  private static final long OPEN_FILES = 1024;
  private static final int FIRST_TO_DIE_WHEN_THE_HOST_HAS_NO_MEMORY = 500;

  private final String runtime;

  SandboxProfile(String runtime) {
    this.runtime = runtime;
  }

  /**
   * Asks for the whole sandbox; what the image wants otherwise is overridden.
   *
   * @param init whether to ask for an init process, which an engine may not have
   */
  void applyTo(CreateContainerCmd create, JobSpec spec, LocalImage image, boolean init) {
    create
        .withUser(USER)
        // Besides network mode none: spares the engine two runs of itself, 40 % of a short job.
        .withNetworkDisabled(true)
        .withHealthcheck(new HealthCheck().withTest(List.of("NONE")))
        .withHostConfig(hostConfig(spec, image).withInit(init));
  }

  HostConfig hostConfig(JobSpec spec, LocalImage image) {
    long memory = spec.memoryMb() * MB;
    return HostConfig.newHostConfig()
        .withRuntime(runtime)
        .withNetworkMode("none")
        .withIpcMode("private")
        .withMemory(memory)
        .withMemorySwap(memory)
        .withNanoCPUs(Math.round(spec.cpus() * 1_000_000_000L))
        .withPidsLimit(PIDS)
        .withOomScoreAdj(FIRST_TO_DIE_WHEN_THE_HOST_HAS_NO_MEMORY)
        .withReadonlyRootfs(true)
        .withTmpFs(tmpfs(image))
        .withCapDrop(Capability.ALL)
        .withSecurityOpts(List.of("no-new-privileges"))
        .withUlimits(
            List.of(new Ulimit("nofile", OPEN_FILES, OPEN_FILES), new Ulimit("core", 0L, 0L)))
        .withPrivileged(false)
        .withRestartPolicy(RestartPolicy.noRestart())
        .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE));
  }

  /** A volume that an image declares would be a folder of the host without a limit. */
  private static Map<String, String> tmpfs(LocalImage image) {
    Map<String, String> mounts = new LinkedHashMap<>();
    mounts.put("/tmp", TMPFS);
    image.volumes().forEach(path -> mounts.put(path, TMPFS));
    return mounts;
  }
}
