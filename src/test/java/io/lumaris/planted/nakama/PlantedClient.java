package io.lumaris.planted.nakama;

/** What {@code ExecutionUsingNakama} must not know. */
public record PlantedClient() {}
