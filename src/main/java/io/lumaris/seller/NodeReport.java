package io.lumaris.seller;

import io.lumaris.execution.Engine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Puts together what the node's console shows. */
record NodeReport(
    EngineAccess engine, MarketLink link, Capacity capacity, Attempts attempts, History history) {

  NodeStatus status(
      NodeStatus.Link around, String state, Optional<String> whyIdle, Instant begun, Instant now) {
    List<NodeStatus.Running> running = attempts.all().stream().map(RunningAttempt::status).toList();
    return new NodeStatus(
        state,
        sentence(state, running.size(), whyIdle),
        link.isConnected(),
        around.live(),
        around.market(),
        link.name().orElse(null),
        engine.usable().isPresent() ? engine.engine().map(Engine::version).orElse(null) : null,
        capacity.total().slots(),
        capacity.free(),
        running,
        history.results(),
        whyIdle.orElse(null),
        history.totals(),
        begun,
        now);
  }

  private String sentence(String state, int running, Optional<String> whyIdle) {
    if (state.equals("draining")) {
      return "Shutting down: what runs is handed back to the market.";
    } else if (engine.trouble().isPresent()) {
      return engine.trouble().get();
    } else if (link.trouble().isPresent()) {
      return link.trouble().get();
    } else if (state.equals("paused")) {
      return "Paused: set lumaris.seller.paused=false and restart to take jobs again.";
    } else if (running > 0) {
      return running == 1 ? "Running one job." : "Running " + running + " jobs.";
    }
    return whyIdle.orElse("Waiting for jobs.");
  }
}
