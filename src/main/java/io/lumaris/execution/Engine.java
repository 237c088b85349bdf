package io.lumaris.execution;

import java.util.List;

/**
 * What this machine has for jobs.
 *
 * @param cpus CPU cores
 * @param memoryMb memory in MB of 1,048,576 bytes
 * @param version of the container engine
 * @param runtimes container runtimes that may be used
 */
public record Engine(int cpus, int memoryMb, String version, List<String> runtimes) {}
