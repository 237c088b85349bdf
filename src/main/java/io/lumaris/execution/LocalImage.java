package io.lumaris.execution;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import io.lumaris.job.ImageName;
import java.util.List;

/**
 * An image that is on this machine.
 *
 * @param id digest of the image's configuration: what is run, so that a tag that moves in between
 *     changes nothing
 * @param digest what a registry calls this content; the id for an image that came from none
 * @param volumes folders the image declares as volumes
 */
record LocalImage(String id, String digest, List<String> volumes) {

  static LocalImage of(InspectImageResponse image, String reference) {
    ContainerConfig config = image.getConfig();
    List<String> volumes =
        config == null || config.getVolumes() == null
            ? List.of()
            : List.copyOf(config.getVolumes().keySet());
    return new LocalImage(image.getId(), digest(image, reference), volumes);
  }

  private static String digest(InspectImageResponse image, String reference) {
    List<String> digests = image.getRepoDigests();
    if (digests == null || digests.isEmpty()) {
      return image.getId();
    }
    String repository = ImageName.of(reference).repository();
    String found =
        digests.stream()
            .filter(digest -> ImageName.of(digest).repository().equals(repository))
            .findFirst()
            .orElse(digests.get(0));
    return found.substring(found.indexOf('@') + 1);
  }
}
