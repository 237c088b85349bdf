package io.lumaris.seller;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Has the node hand back what runs while the application is still whole. By the time the container
 * destroys {@link SellerSchedule}, it loads no more classes for this application: a node whose
 * first job was still running could not report it any more.
 */
@WebListener
public class SellerEnd implements ServletContextListener {
  @Inject private SellerSchedule schedule;

  @Override
  public void contextDestroyed(ServletContextEvent end) {
    schedule.drain();
  }
}
