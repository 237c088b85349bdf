package io.lumaris.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImageNameTest {

  @ParameterizedTest
  @CsvSource({
    "busybox,                    docker.io,       docker.io/library/busybox, :latest, busybox:latest",
    "busybox:1.36,               docker.io,       docker.io/library/busybox, :1.36, busybox:1.36",
    "lumaris/python:3.11,        docker.io,       docker.io/lumaris/python,  :3.11, lumaris/python:3.11",
    "ghcr.io/a/b,                ghcr.io,         ghcr.io/a/b,               :latest, ghcr.io/a/b:latest",
    "127.0.0.1:5000/a,           127.0.0.1:5000,  127.0.0.1:5000/a,          :latest, 127.0.0.1:5000/a:latest",
    "localhost/a:2,              localhost,       localhost/a,               :2, localhost/a:2",
    "a/b@sha256:cd,              docker.io,       docker.io/a/b,             @sha256:cd, a/b@sha256:cd",
    "sha256:fb63,                docker.io,       docker.io/library/sha256,  :fb63, docker.io/library/sha256:fb63",
    "ghcr.io/a/b:1@sha256:cd,    ghcr.io,         ghcr.io/a/b,               :1@sha256:cd, ghcr.io/a/b:1@sha256:cd"
  })
  void aReferenceIsReadAsDockerReadsIt(
      String text, String registry, String repository, String rest, String reference) {
    assertThat(ImageName.of(text))
        .isEqualTo(new ImageName(registry, repository, repository + rest, reference));
  }
}
