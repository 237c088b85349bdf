package io.lumaris.execution;

/**
 * An attempt found running after a restart of the node.
 *
 * @param assignment as it was started, spec reduced to image and limits
 */
public record Recovered(Assignment assignment) {}
