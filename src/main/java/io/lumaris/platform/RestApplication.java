package io.lumaris.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The root of all REST resources, {@code /api}; the container finds the resources by itself. */
@ApplicationScoped
@ApplicationPath("/api")
public class RestApplication extends Application {}
