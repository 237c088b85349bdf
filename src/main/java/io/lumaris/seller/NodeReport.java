package io.lumaris.seller;

import io.lumaris.execution.Engine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Puts together what the node's console shows. */
record NodeReport(
    Offering offering,
    EngineAccess engine,
    MarketLink link,
    Capacity capacity,
    Attempts attempts,
    History history,
    Leases leases) {

  NodeStatus status(NodeStatus.Link around, Instant begun, Instant now) {
    List<NodeStatus.Running> running = attempts.all().stream().map(RunningAttempt::status).toList();
    Optional<String> whyIdle = leases.whyIdle();
    return new NodeStatus(
        offering.state().word(),
        sentence(running.size(), whyIdle),
        link.isConnected(),
        around.live(),
        around.market(),
        link.id().orElse(null),
        link.name().orElse(null),
        link.ask().orElse(null),
        engine.usable().isPresent() ? engine.engine().map(Engine::version).orElse(null) : null,
        capacity.total().slots(),
        capacity.free(),
        running,
        history.results(),
        whyIdle.orElse(null),
        history.totals(),
        new NodeHealth(engine, link, history, leases).checks(around),
        begun,
        now);
  }

  private String sentence(int running, Optional<String> whyIdle) {
    if (offering.isEnding()) {
      return "Shutting down: what runs is handed back to the market.";
    } else if (engine.trouble().isPresent()) {
      return engine.trouble().get();
    } else if (link.trouble().isPresent()) {
      return link.trouble().get();
    }
    return switch (offering.state()) {
      case DRAINING ->
          running > 0
              ? "Draining: what runs is handed back to the market."
              : "Drained: nothing runs here, and no jobs are taken until it is opened again.";
      case PAUSED ->
          "Paused: no jobs are taken until it is opened again; what runs goes on to its end.";
      case OPEN -> running > 0 ? runs(running) : whyIdle.orElse("Waiting for jobs.");
    };
  }

  private static String runs(int running) {
    return running == 1 ? "Running one job." : "Running " + running + " jobs.";
  }
}
