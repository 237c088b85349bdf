package io.lumaris.planted.account;

import io.lumaris.planted.platform.PlantedPlumbing;

record AccountUsingPlatform(PlantedPlumbing plumbing) {}
