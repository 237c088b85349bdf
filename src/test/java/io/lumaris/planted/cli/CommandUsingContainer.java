package io.lumaris.planted.cli;

import jakarta.enterprise.inject.Instance;

record CommandUsingContainer(Instance<String> beans) {}
