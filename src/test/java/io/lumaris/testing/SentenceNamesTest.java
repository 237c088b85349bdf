package io.lumaris.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class SentenceNamesTest {

  @Test
  void aTestIsCalledByItsSentence(TestInfo test) {
    assertThat(test.getDisplayName()).isEqualTo("a test is called by its sentence");
  }
}
