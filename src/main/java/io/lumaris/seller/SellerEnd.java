package io.lumaris.seller;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.List;
import java.util.Set;

/**
 * Sees to it that a node whose container stops can still hand back what runs.
 *
 * <p>When Payara Micro is told to end it deletes the folder it unpacked the application into, while
 * the application still ends: from then on no class of ours can be loaded, and a node whose first
 * job was running could neither tell how it ended nor report it. So the classes that takes are
 * loaded at the start. Libraries are safe: their jars stay open.
 */
@WebListener
public class SellerEnd implements ServletContextListener {
  private static final String CLASSES = "/WEB-INF/classes/";
  private static final List<String> PACKAGES =
      List.of("execution", "job", "market", "nakama", "receipt", "seller");

  @Inject private SellerSchedule schedule;

  @Override
  public void contextInitialized(ServletContextEvent start) {
    if (schedule.console().isPresent()) {
      PACKAGES.forEach(name -> load(start.getServletContext(), "io/lumaris/" + name + "/"));
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent end) {
    schedule.drain();
  }

  private static void load(ServletContext application, String folder) {
    Set<String> files = application.getResourcePaths(CLASSES + folder);
    if (files == null) {
      return; // not unpacked: nothing can be deleted
    }
    for (String file : files) {
      if (file.endsWith(".class") && !file.endsWith("-info.class")) {
        load(application.getClassLoader(), file.substring(CLASSES.length()));
      }
    }
  }

  private static void load(ClassLoader loader, String file) {
    String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
    try {
      loader.loadClass(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("The application has no " + name, e);
    }
  }
}
