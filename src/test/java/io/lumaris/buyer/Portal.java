package io.lumaris.buyer;

import java.net.URI;

/** Where the portal under test answers; each contract is about one side of it. */
interface Portal {
  URI portal();
}
