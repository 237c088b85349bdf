package io.lumaris.planted.platform;

/** What {@code AccountUsingPlatform} must not know. */
public record PlantedPlumbing() {}
