package io.lumaris.planted.execution;

import io.lumaris.planted.nakama.PlantedClient;

record ExecutionUsingNakama(PlantedClient client) {}
