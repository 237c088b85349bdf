package io.lumaris.local;

import java.nio.file.Path;
import java.util.Optional;

final class NakamaImage implements NakamaBinary.Source {
  @Override
  public Optional<String> provide(Path target, Progress.Step step) {
    return Optional.empty();
  }
}
