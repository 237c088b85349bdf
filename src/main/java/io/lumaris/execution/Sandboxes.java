package io.lumaris.execution;

import com.github.dockerjava.api.DockerClient;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What every container of this node is made with.
 *
 * @param workers threads for calls that must not keep an attempt waiting
 * @param maxWrittenBytes what a program may write to disk before it is stopped
 */
record Sandboxes(
    DockerClient client,
    String nodeId,
    SandboxProfile profile,
    AppliedProfileReader reader,
    ExecutorService workers,
    ScheduledExecutorService clock,
    long maxWrittenBytes) {}
