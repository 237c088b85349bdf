package io.lumaris.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is quoted of a portal or a seller that did not start. */
class PortalProcessTest {

  @Test
  void theSentenceItEndedWithIsQuotedAndNoLineAroundIt() {
    assertThat(
            PortalProcess.lastWords(
                List.of(
                    "java.lang.IllegalArgumentException: lumaris.seller.slots must be",
                    "\tat io.lumaris.seller.SellerSettings.check(SellerSettings.java:178)",
                    "lumaris serve: lumaris.seller.slots must be between 1 and 1024, it is 0",
                    "2026-01-01T00:00:00.000+0000 INFO the server shuts down")))
        .containsExactly("lumaris.seller.slots must be between 1 and 1024, it is 0");
  }

  @Test
  void withoutASentenceItsLastLinesAreQuoted() {
    assertThat(PortalProcess.lastWords(List.of("1", "2", "3", "4", "5", "6")))
        .containsExactly("2", "3", "4", "5", "6");
    assertThat(PortalProcess.lastWords(List.of())).isEmpty();
  }
}
