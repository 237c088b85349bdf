package io.lumaris.execution;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What this machine has for jobs.
 *
 * @param cpus CPU cores
 * @param memoryMb memory in MB of 1,048,576 bytes
 * @param version of the container engine
 * @param runtimes container runtimes that may be used
 * @param folder where it keeps images and containers; empty where it does not say
 */
public record Engine(
    int cpus, int memoryMb, String version, List<String> runtimes, Optional<Path> folder) {}
