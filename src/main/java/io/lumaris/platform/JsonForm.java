package io.lumaris.platform;

import io.lumaris.job.JobJson;
import jakarta.json.bind.Jsonb;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;

/** REST speaks the one JSON form of jobs. */
@Provider
public class JsonForm implements ContextResolver<Jsonb> {

  @Override
  public Jsonb getContext(Class<?> type) {
    return JobJson.jsonb();
  }
}
