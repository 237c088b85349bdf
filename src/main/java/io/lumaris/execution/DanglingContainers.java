package io.lumaris.execution;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/** Finds and removes containers of this node that nobody looks after any more. */
final class DanglingContainers {
  private static final System.Logger LOG = System.getLogger(DanglingContainers.class.getName());

  private final DockerClient client;
  private final String nodeId;

  DanglingContainers(DockerClient client, String nodeId) {
    this.client = client;
    this.nodeId = nodeId;
  }

  /** All containers of this node, running or not. */
  List<Container> ofThisNode() {
    return client
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(Map.of(ContainerLabels.NODE, nodeId))
        .exec();
  }

  /**
   * Removes those that are older than this and whose attempt is not looked after.
   *
   * @return how many were removed
   */
  int sweep(Predicate<UUID> lookedAfter, Duration olderThan) {
    long before = Instant.now().minus(olderThan).getEpochSecond();
    int removed = 0;
    for (Container container : ofThisNode()) {
      if (container.getCreated() <= before && !isLookedAfter(container, lookedAfter)) {
        remove(client, container.getId());
        removed++;
      }
    }
    if (removed > 0) {
      LOG.log(Level.INFO, "Removed {0} containers that were left behind", removed);
    }
    return removed;
  }

  private static boolean isLookedAfter(Container container, Predicate<UUID> lookedAfter) {
    try {
      return lookedAfter.test(ContainerLabels.read(container.getLabels()).attemptId());
    } catch (IllegalArgumentException e) {
      LOG.log(Level.WARNING, "Container {0} has broken labels", container.getId());
      return false;
    }
  }

  /** Removes a container with its processes and anonymous volumes; a second time is no mistake. */
  static void remove(DockerClient client, String id) {
    try {
      client.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException | ConflictException e) {
      LOG.log(Level.DEBUG, "Container {0} is gone already", id);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "Container " + id + " could not be removed, it is tried again", e);
    }
  }
}
