package io.lumaris.buyer;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.metrics.annotation.Counted;

/** Counts what buyers submit. */
@ApplicationScoped
class Submissions {

  /** One more job was made. */
  @Counted(name = "jobs_submitted", absolute = true, description = "Jobs that buyers submitted")
  public void count() {
    // counted by the interceptor
  }
}
