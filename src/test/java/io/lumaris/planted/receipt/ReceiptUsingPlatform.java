package io.lumaris.planted.receipt;

import io.lumaris.planted.platform.PlantedPlumbing;

record ReceiptUsingPlatform(PlantedPlumbing plumbing) {}
