package io.lumaris.job;

import java.util.List;
import java.util.Map;

/**
 * The sandbox of one attempt as it was really applied: read back from the engine's inspect, never
 * copied from what was asked for.
 *
 * @param runtime runc or runsc (gVisor)
 * @param network "none" when there is no interface but the loopback
 * @param memoryBytes memory limit in bytes
 * @param memorySwapBytes memory and swap together, in bytes
 * @param cpus CPU cores
 * @param pids most processes and threads at once
 * @param readOnlyRoot whether the root file system is read-only
 * @param tmpfs mount point to options
 * @param capDrop dropped capabilities
 * @param capAdd added capabilities (empty)
 * @param noNewPrivileges whether no_new_privs is set
 * @param seccomp "default" or the name of what replaced it
 * @param user uid:gid
 * @param ulimits name to limit
 * @param init whether a minimal init reaps zombies
 * @param restart restart policy
 * @param binds number of bind mounts (0)
 * @param imageDigest digest of the image that ran
 */
public record AppliedProfile(
    String runtime,
    String network,
    Long memoryBytes,
    Long memorySwapBytes,
    Double cpus,
    Long pids,
    Boolean readOnlyRoot,
    Map<String, String> tmpfs,
    List<String> capDrop,
    List<String> capAdd,
    Boolean noNewPrivileges,
    String seccomp,
    String user,
    Map<String, Long> ulimits,
    Boolean init,
    String restart,
    Integer binds,
    String imageDigest) {}
