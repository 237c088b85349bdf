package io.lumaris.market;

/**
 * What a seller has left.
 *
 * @param slots free slots
 * @param cpus free CPU cores
 * @param memoryMb free memory in MB
 */
public record FreeCapacity(int slots, double cpus, int memoryMb) {}
