package io.lumaris.planted.local;

final class LocalPrinting {

  private LocalPrinting() {}

  static void print() {
    System.out.println("only the command line prints");
  }
}
